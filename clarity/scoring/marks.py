"""Signs in a text that are no words: questions, section signs, emoji, places to turn to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, groupby

from msgspec import Struct

from clarity.model import OPAQUE, Passage, Span

_SIGNS = re.compile("[?§\u203c\u2600\u263a\u2728\u2757\u2764\u2b50\U0001f300-\U0001faff]+")
_NAMES = {"?": "question", "§": "section_sign"}
#: Norwegian numbers of eight digits (22 22 22 22, 800 30 300), Swedish ones (08-713 10 00). Eight
#: digits in one that read as a date are one (20250430).
_PHONE = re.compile(
    r"(?<![\d.,])(?:\+\d\d ?)?"
    r"(?:\d\d \d\d \d\d \d\d|\d{3} \d\d \d{3}|(?!(?:19|20)\d\d[01]\d[0-3])\d{8}"
    r"|0\d{1,3}[-–/ ]\d[\d ]{4,9}\d)(?![\d.,]\d)"
)
#: What every one of them has. A number can begin in so many ways that looking for one takes ten
#: times as long.
_DIGITS = re.compile(r"\d[\d /–-]{6}")


class _Whole(Struct, frozen=True):
    """The blocks of a text as one, which is faster to look through than each by itself.

    ``starts`` are the places of the blocks in it.
    """

    passages: Sequence[Passage]
    text: str
    starts: Sequence[int]

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> _Whole:
        """Put the blocks together, a line between one and the next."""
        texts = [passage.block.text for passage in passages]
        starts = accumulate((len(text) + 1 for text in texts), initial=0)
        return cls(passages, "\n".join(texts), list(starts))

    def number(self, place: int) -> int:
        """Return the number of the block at a place."""
        return bisect_right(self.starts, place) - 1

    def span(self, start: int, end: int) -> Span:
        """Return the source span of a range within a block."""
        number = self.number(start)
        shift = self.starts[number]
        return self.passages[number].block.span(start - shift, end - shift)


def gather(passages: Sequence[Passage], source: str) -> Mapping[str, Sequence[Span]]:
    """Return the places in the source of each kind of mark (see `guidelines.MARKS`)."""
    whole = _Whole.of(passages)
    found: dict[str, list[Span]] = {}
    for match in _SIGNS.finditer(whole.text):
        start = match.start()
        for name, run in groupby(match[0], key=lambda sign: _NAMES.get(sign, "emoji")):
            end = start + len(list(run))
            found.setdefault(name, []).append(whole.span(start, end))
            start = end
    return {**found, "contact_point": [*_phones(whole), *_addresses(whole, source)]}


def _phones(whole: _Whole) -> Iterator[Span]:
    for number in sorted({whole.number(match.start()) for match in _DIGITS.finditer(whole.text)}):
        block = whole.passages[number].block
        yield from (block.span(*match.span()) for match in _PHONE.finditer(block.text))


def _addresses(whole: _Whole, source: str) -> Iterator[Span]:
    """Yield links that open a call or a message, and e-mail addresses."""
    for passage in whole.passages:
        for mark in passage.block.marks:
            if mark.target.startswith(("mailto:", "tel:", "sms:")) and mark.end > mark.start:
                yield passage.block.span(mark.start, mark.end)
    place = whole.text.find(OPAQUE)
    while place >= 0:
        span = whole.span(place, place + 1)
        if "@" in source[span.start : span.end]:
            yield span
        place = whole.text.find(OPAQUE, place + 1)
