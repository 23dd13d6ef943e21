"""A text that is open in an editor: its edits, and its places in the units that the editor counts.

Everything else here counts code points, as the reports do. An editor counts a line and, in it,
units of UTF-16 unless both sides have agreed on others: they are converted here and nowhere else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from clarity.model import Span
from clarity.reports.positions import lines_of

#: How an editor counts within a line.
Encoding = Literal["utf-8", "utf-16", "utf-32"]

_SURROGATE = re.compile("[\ud800-\udfff]")
_MARK = "\ufeff"


class Place(Struct, frozen=True):
    """A line and a unit in it, both from 0, as the protocol has them."""

    line: int
    unit: int


class Edit(Struct, frozen=True):
    """A stretch of a text, from one place to another, and what takes its place."""

    start: Place
    end: Place
    text: str


class Text(Struct, frozen=True):
    """One version of a text. ``starts`` are where in the source its lines begin.

    Offsets are those of a report on it, to which a byte order mark is none of the text.
    """

    source: str
    starts: Sequence[int]
    encoding: Encoding = "utf-16"

    def offset(self, place: Place) -> int:
        """Return the offset of a place. What is beyond a line or the text is at its end.

        A place within a character is before it.
        """
        return max(self._offset(place) - self._margin, 0)

    def _offset(self, place: Place) -> int:
        if place.line >= len(self.starts):
            return len(self.source)
        start, unit = self.starts[max(place.line, 0)], max(place.unit, 0)
        line = self._line(place.line)
        if self.encoding == "utf-32" or line.isascii():
            return start + min(unit, len(line))
        for count, character in enumerate(line):
            unit -= _units(character, self.encoding)
            if unit < 0:
                return start + count
        return start + len(line)

    def place(self, offset: int) -> Place:
        """Return the place of an offset."""
        offset += self._margin
        line = bisect_right(self.starts, offset) - 1
        return Place(line, _length(self.source[self.starts[line] : offset], self.encoding))

    def places(self, span: Span) -> tuple[Place, Place]:
        """Return where a span begins and ends."""
        margin = self._margin
        first, last = span.start + margin, span.end + margin
        line = bisect_right(self.starts, first) - 1
        start = _length(self.source[self.starts[line] : first], self.encoding)
        if line + 1 < len(self.starts) and last >= self.starts[line + 1]:
            return Place(line, start), self.place(span.end)
        end = start + _length(self.source[first:last], self.encoding)
        return Place(line, start), Place(line, end)

    def edited(self, edit: Edit) -> tuple[Text, Span, int]:
        """Return the text after an edit, the span that it took, and the offset behind it now."""
        margin = self._margin
        start, end = sorted((self._offset(edit.start), self._offset(edit.end)))
        source = self.source[:start] + edit.text + self.source[end:]
        after = start + len(edit.text)
        if _SURROGATE.search(edit.text):  # halves of a character that came one by one
            joined = text_of(_joined(source), self.encoding)
            after = min(after, len(joined.source))
            return joined, Span(start - margin, end - margin), after - margin
        # Lines are found anew from the line before to the line after: CR and LF may meet.
        first = max(bisect_right(self.starts, start) - 2, 0)
        last = bisect_right(self.starts, end) + 1
        rest = self.starts[last:]
        shift = len(source) - len(self.source)
        begin, stop = self.starts[first], rest[0] + shift if rest else len(source)
        found = lines_of(source[begin:stop]).starts
        if rest and found[-1] == stop - begin:
            found = found[:-1]
        starts = (
            *self.starts[:first],
            *(begin + one for one in found),
            *(one + shift for one in rest),
        )
        taken = Span(start - margin, end - margin)
        return Text(source, starts, self.encoding), taken, after - margin

    def replaced(self, source: str) -> tuple[Text, Span, int]:
        """Return another text as `edited` does: as if all that differs had been one edit."""
        other = text_of(source, self.encoding)
        first = _alike(self.source, other.source)
        alike = _alike(self.source[first:][::-1], other.source[first:][::-1])
        margin = self._margin
        taken = Span(first - margin, len(self.source) - alike - margin)
        return other, taken, len(other.source) - alike - margin

    def width(self, line: int) -> int:
        """Return the units of a line, counted from 0, without its end."""
        return _length(self._line(line), self.encoding)

    @property
    def _margin(self) -> int:
        return int(self.source.startswith(_MARK))

    def encoded(self) -> bytes:
        """Return the text as a file has it: code point for code point, in UTF-8."""
        return _SURROGATE.sub("\ufffd", self.source).encode()

    def _line(self, line: int) -> str:
        """Return a line without its end."""
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.source)
        return self.source[self.starts[line] : end].removesuffix("\n").removesuffix("\r")


def text_of(source: str, encoding: Encoding = "utf-16") -> Text:
    """Return a text that an editor sends whole."""
    whole = _joined(source) if _SURROGATE.search(source) else source
    return Text(whole, lines_of(whole).starts, encoding)


def _alike(one: str, other: str) -> int:
    """Return how many code points two texts have in common from their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _joined(source: str) -> str:
    """Make one character of two halves that stand side by side."""
    return source.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _length(text: str, encoding: Encoding) -> int:
    """Return the units of a text. A paragraph is a line to many, so it is not counted by hand."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text.encode("utf-8", "surrogatepass"))


def _units(character: str, encoding: Encoding) -> int:
    if encoding == "utf-32":
        return 1
    if encoding == "utf-16":
        return 1 + (character > "\uffff")
    return len(character.encode("utf-8", "surrogatepass"))
