"""Lines and columns of a source text."""

from __future__ import annotations

import re
from bisect import bisect_right

from msgspec import Struct

# What editors take for the end of a line; the other separators of Unicode do not end one.
_LINE_END = re.compile(r"\r\n|\r|\n")


class Lines(Struct, frozen=True):
    """Where the lines of a text start, and where the text ends, in code points."""

    starts: tuple[int, ...]
    length: int

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both from 1, the column in code points."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, offset: int) -> int:
        """Return the line of an offset, from 1."""
        return bisect_right(self.starts, offset)

    def end_of_line(self, line: int) -> int:
        """Return the offset after a line, its line end included."""
        return self.starts[line] if line < len(self.starts) else self.length


def lines_of(source: str) -> Lines:
    """Find the lines of a text."""
    starts = (match.end() for match in _LINE_END.finditer(source))
    return Lines((0, *starts), len(source))
