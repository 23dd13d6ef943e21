"""The files that need most in a table: their scores, what was found, and what to mend first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from clarity.reports.digest.sums import Page, found_in
from clarity.reports.interface_words import Words
from clarity.reports.phrasing import group, shown
from clarity.reports.printable import one_line, shorten, width
from clarity.reports.terminal_style import Style
from clarity.reports.terminal_table import fitted

#: Where what to mend has less room than this beside a path, it has a line of its own; and the
#: least columns that a path has beside it.
_LEAST_ROOM = 28
_SHORTEST_PATH = 24
#: The columns before each cell.
_GAP = 2


class _Line(Struct, frozen=True):
    path: str
    score: str
    comments: str
    first: str


def table(pages: Sequence[Page], words: Words, style: Style, most: int) -> Iterator[str]:
    """Yield a head and the lines of some files, in so many columns at most."""
    comments = words.comment[1].capitalize()
    head = _Line(words.path, words.score, comments, words.mend_first)
    lines = [head, *map(_line, pages)]
    scores = max(len(line.score) for line in lines)
    numbers = max(len(line.comments) for line in lines)
    paths = max(width(line.path) for line in lines)
    firsts = max(width(line.first) for line in lines)
    room = most - scores - numbers - 3 * _GAP
    is_beside = room - _GAP - _LEAST_ROOM >= min(paths, _SHORTEST_PATH)
    # What to mend has what it needs, up to half of the room, and the path what is left.
    beside = _GAP + min(firsts, max(room // 2, _LEAST_ROOM)) if is_beside else 0
    names = min(paths, room - beside)
    for line, name in zip(lines, fitted([line.path for line in lines], names), strict=True):
        path = name + " " * (names - width(name))
        told = f"  {path}  {line.score:>{scores}}  {line.comments:>{numbers}}"
        if is_beside:
            yield f"{told}  {_cut(line.first, most - width(told) - _GAP)}".rstrip()
            continue
        yield told
        if line is not head and line.first:
            yield from map(style.dim, style.fill(line.first, 6))


def _line(page: Page) -> _Line:
    row = page.row
    score = "-" if row.overall is None else shown(row.overall)
    return _Line(one_line(row.path), score, group(found_in(row)), one_line(page.first))


def _cut(text: str, room: int) -> str:
    return text if width(text) <= room else shorten(text, room)
