"""Tables that CommonMark does not see: without a heading row (kramdown), or with uneven rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from clarity.parsing.draft import Draft


@cache
def _rule() -> re.Pattern[str]:
    """Match what divides the heading of a table from its body."""
    return re.compile(r"\|[ \t]*:?-{2,}|-{2,}:?[ \t]*\|")


def cells(draft: Draft, breaks: Iterable[int]) -> list[Draft]:
    """Return the cells of a paragraph that is a table, and nothing of any other.

    ``breaks`` are the places of its line ends. A table has a ruled line, or begins with a bar.
    """
    if not any("|" in piece for piece in draft.pieces):
        return []
    text = "".join(draft.pieces)
    if not (text.startswith("|") or _rule().search(text)):
        return []
    bars = (match.start() for match in re.finditer(r"\|", text))
    return draft.split(sorted({*breaks, *bars}))
