"""Indentation that says nothing in Markdown: of what stands inside components and notes.

Markdown takes four spaces for code. Where they only show what stands inside what, they are left out
of what the Markdown parser reads, and its places are counted back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise

#: From and to, in the order of the source.
Indent = tuple[int, int]

#: From so many spaces on, Markdown takes a line for code.
CODE = 4


def without(text: str, indents: Sequence[Indent]) -> tuple[str, Callable[[int], int]]:
    """Return a text without its indents, and what turns a place in it into one in the source."""
    if not indents:
        return text, int
    pieces: list[str] = []
    position = 0
    for start, end in indents:
        pieces.append(text[position:start])
        position = end
    pieces.append(text[position:])
    left_out = [0, *accumulate(end - start for start, end in indents)]
    places = [start - before for (start, _), before in zip(indents, left_out, strict=False)]
    return "".join(pieces), lambda place: place + left_out[bisect_right(places, place)]


def inside(text: str, tags: Sequence[tuple[int, int]]) -> Iterator[Indent]:
    """Yield the indents of the lines that stand between lines of tags.

    A stretch is moved left as a whole, so that its lists keep their shape.
    """
    for (_, start), (end, _) in pairwise([*tags, (len(text), 0)]):
        lines = [line for line in _line().finditer(text, start, end) if line[2]]
        least = min((line[1] for line in lines), key=len, default="")
        if len(least.expandtabs(CODE)) >= CODE and all(line[1].startswith(least) for line in lines):
            for line in lines:
                yield line.start(), line.start() + len(least)


def below(text: str, markers: Sequence[int]) -> Iterator[Indent]:
    """Yield the indents of the lines that belong to markers, by the places where those begin.

    What belongs to a marker is indented by four spaces or a tab more than the marker is, and so on
    inside another.
    """
    left = list(reversed(markers))
    owners: list[int] = []  # widths of the white space before the markers that a line may be under
    while left:
        for line in _line().finditer(text, text.rfind("\n", 0, left[-1]) + 1):
            if not line[2]:
                continue
            width = len(line[1].expandtabs(CODE))
            while owners and width < owners[-1] + CODE:
                owners.pop()
            is_marker = bool(left) and line.end(1) == left[-1]
            if not owners and not is_marker:
                break
            if owners:
                yield line.start(), line.start() + _cut(line[1], owners[-1] - owners[0] + CODE)
            if is_marker:
                owners.append(width)
                left.pop()
        owners.clear()


def _cut(white: str, width: int) -> int:
    """Return how many characters of white space make a width."""
    count = 0
    while count < len(white) and len(white[:count].expandtabs(CODE)) < width:
        count += 1
    return count


@cache
def _line() -> re.Pattern[str]:
    """Match the white space of a line, and its first other character if there is one."""
    return re.compile(r"^([ \t]*)(\S?)[^\n]*$", re.MULTILINE)
