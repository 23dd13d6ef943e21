"""What the writer may call a thing that has a name on the report."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Where what a name counts ends, and how it is counted begins: «Tunge ord per 100 ord».
_HOW = re.compile(r",? per \d|,| \(")
#: The number of what is to be mended, and what stands around what is quoted.
_NUMBER = re.compile(r"\d+\. ")
_QUOTES = "«»“”\"'"


def spellings(name: str) -> frozenset[str]:
    """Return a name without capitals, whole and without how it is counted."""
    folded = _folded(name)
    return frozenset((folded, _HOW.split(folded, maxsplit=1)[0]))


def meant(asked: str) -> Sequence[str]:
    """Return what a line of the report may name, the likeliest first, without capitals.

    Whole, without what stands around it, then without its value and what it costs.
    """
    whole = _folded(asked)
    line = _NUMBER.sub("", whole, count=1) if _NUMBER.match(whole) else whole
    before_value = line.partition(": ")[0]
    cut = (line, before_value, line.partition(" (")[0], before_value.partition(" (")[0])
    return list(dict.fromkeys((whole, *cut, line.strip(_QUOTES))))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
