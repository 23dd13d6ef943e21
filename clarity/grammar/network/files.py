"""Which files are read of a model's folder; spaCy wrote them."""

from __future__ import annotations

#: Tells the version and the labels.
META = "meta.json"
#: The weights: of the encoder, and of what tells the labels.
ENCODER = "tok2vec/model"
MORPHOLOGY = "morphologizer/model"
ROLES = "tagger/model"

ALL = (META, ENCODER, MORPHOLOGY, ROLES)
