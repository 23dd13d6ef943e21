"""The base form of a word, by its ending and part of speech.

A table has been learned from a treebank (`training/lemma_table.py`): for each part of speech what
becomes of the longest ending it knows, and the words that do otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Lemmatizer(NamedTuple):
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
