"""A person's or an organisation's own list of words that are spelt right."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

from clarity.parsing.configuration import read_text


def read_words(paths: Iterable[str]) -> frozenset[str]:
    """Return the words of files with one to a line; what follows ``#`` is a comment.

    Raises `ConfigError` for a file that cannot be read.
    """
    words: set[str] = set()
    for path in paths:
        lines = read_text(Path(path)).splitlines()
        words.update(unicodedata.normalize("NFC", line.partition("#")[0].strip()) for line in lines)
    return frozenset(words - {""})
