"""Lists with letters, which Markdown takes for one paragraph: «a) …», «b) …» on their own lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from clarity.parsing.draft import Draft

_LETTERS = "abcdefghijklmnopqrstuvwxyzæøåäö"


@cache
def _letter() -> re.Pattern[str]:
    return re.compile(rf"\(?([{_LETTERS}])([.)])[ \t\u00a0]+(?=\S)")


def items(draft: Draft, breaks: Iterable[int]) -> tuple[Draft | None, list[Draft]]:
    """Return what comes before the items of a paragraph, and the items without their letters.

    ``breaks`` are the places of its line ends. The letters come in order from the first; a single
    item is one if it begins the paragraph, with a bracket.
    """
    text = "".join(draft.pieces)
    found: list[re.Match[str]] = []
    for start in (0, *(place + 1 for place in breaks)):
        match = _letter().match(text, start)
        if match and (match[1] == _following(found) or (start == 0 and match[2] == ")")):
            found.append(match)
    is_list = len(found) > 1 or (found and found[0].start() == 0 and found[0][2] == ")")
    if not is_list:
        return draft, []
    # A cut takes a character along: the line end before a letter, the space after it.
    cuts = [place for match in found for place in (match.start() - 1, match.end() - 1)]
    parts = draft.split(cuts[1:] if cuts[0] < 0 else cuts)
    before = None if cuts[0] < 0 else parts.pop(0)
    return before, parts[1::2]


def _following(found: list[re.Match[str]]) -> str:
    """Return the letter that an item must have to follow those found."""
    return _LETTERS[(_LETTERS.index(found[-1][1]) + 1) % len(_LETTERS)] if found else "a"
