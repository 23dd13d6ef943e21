"""What reads the grammar of texts: clarity's own network, or a pipeline of spaCy."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from clarity.grammar.choice import own
from clarity.grammar.network import files
from clarity.grammar.unavailable import UnavailableError
from clarity.model import Grammar, Passage
from clarity.resources import models_root

#: A part of speech with features.
Label = tuple[str, str]


class Reader(Protocol):
    """A model that is loaded."""

    @property
    def version(self) -> str:
        """The version it says it is."""
        ...

    @property
    def folder(self) -> Path:
        """The folder it was loaded from."""
        ...

    def read(self, passages: Sequence[Passage]) -> list[Grammar]:
        """Return the grammar of passages, all in one language that the model reads."""
        ...


def labels(reader: Reader) -> frozenset[Label]:
    """Return all that a model can tell of a word: part of speech and features.

    None where its data do not say. Raises `OSError` and `ValueError` for a broken model.
    """
    meta = json.loads((reader.folder / files.META).read_text("utf-8"))
    told = meta.get("labels", {}).get("morphologizer", ())
    return frozenset((files.tag_of(label), files.features_of(label)) for label in told)


def load(name: str) -> Reader:
    """Load one of our own models, or another that is installed or lies in a folder.

    Raises `UnavailableError`.
    """
    # Files are spread over processes already, and one thread gives the same figures every time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if name not in own():
        from clarity.grammar import pipelines  # and with it what reads spaCy

        return pipelines.load(name)
    from clarity.grammar.network import model  # numpy is not imported before it is needed

    try:
        return model.load(models_root() / name)
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        raise UnavailableError(f"the model «{name}» cannot be loaded: {reason}") from None
