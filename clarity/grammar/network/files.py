"""Which files are read of a model's folder, and how its labels are; spaCy wrote them."""

from __future__ import annotations

from sys import intern

#: Tells the version and the labels.
META = "meta.json"
#: The weights: of the encoder, and of what tells the labels.
ENCODER = "tok2vec/model"
MORPHOLOGY = "morphologizer/model"
ROLES = "tagger/model"

ALL = (META, ENCODER, MORPHOLOGY, ROLES)

_TAG = "POS="


def tag_of(label: str) -> str:
    """Return the part of speech in a label: of «Number=Plur|POS=NOUN» the last."""
    tags = [part.removeprefix(_TAG) for part in label.split("|") if part.startswith(_TAG)]
    return intern("".join(tags))


def features_of(label: str) -> str:
    """Return the features in a label."""
    return intern("|".join(part for part in label.split("|") if not part.startswith(_TAG)))
