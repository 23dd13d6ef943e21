"""The base form of a word, by its ending and part of speech.

A table has been learned from a treebank (`training/lemma_table.py`): for each part of speech what
becomes of the longest ending it knows, and the words that do otherwise. It is read when the first
lemma is asked for: few rules ask.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import overload

from msgspec import Struct

from clarity.model import Passage
from clarity.resources import models_root


class Lemmatizer(Struct, frozen=True):
    """Tells lemmas of one language.

    ``endings`` are by part of speech: an ending, and what stands in its place in the lemma.
    ``exceptions`` are words, by part of speech, with their lemmas.
    """

    endings: Mapping[str, Mapping[str, str]]
    exceptions: Mapping[str, Mapping[str, str]]

    def lemma(self, word: str, tag: str) -> str:
        """Return the lemma of a word as it is written; names keep their capitals."""
        form = word if tag == "PROPN" else word.lower()
        known = self.exceptions.get(tag, {}).get(form)
        if known is not None:
            return known
        endings = self.endings.get(tag, {})
        for start in range(len(form)):
            if form[start:] in endings:
                return form[:start] + endings[form[start:]]
        return form


def read(path: Path) -> Lemmatizer:
    """Read a table; without one, each word is its own lemma. Raises `OSError` and `ValueError`."""
    if not path.exists():
        return Lemmatizer({}, {})
    data = json.loads(path.read_text("utf-8"))
    return Lemmatizer(data["endings"], data["exceptions"])


@cache
def of_language(language: str) -> Lemmatizer:
    """Return the table that comes with clarity for a language."""
    return read(models_root() / "lemmas" / f"{language}.json")


class Lemmas(Sequence[str]):
    """The lemmas of the words of a passage, each worked out when it is asked for."""

    def __init__(self, passage: Passage, tags: Sequence[str]) -> None:
        """Take a passage, and the parts of speech of its words."""
        self._language, self._text = passage.language, passage.block.text
        self._starts, self._ends, self._tags = passage.starts, passage.ends, tags

    def __len__(self) -> int:
        return len(self._tags)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return [self[index] for index in range(*place.indices(len(self)))]
        word = self._text[self._starts[place] : self._ends[place]]
        return of_language(self._language).lemma(word, self._tags[place])
