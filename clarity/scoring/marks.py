"""Signs in a text that are no words: questions, section signs, emoji, places to turn to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from clarity.model import OPAQUE, Passage, Span

#: Norwegian numbers of eight digits (22 22 22 22, 800 30 300), Swedish ones (08-713 10 00). Eight
#: digits in one that read as a date are one (20250430).
_PHONE = (
    r"(?<![\d.,])(?:\+\d\d ?)?"
    r"(?:\d\d \d\d \d\d \d\d|\d{3} \d\d \d{3}|(?!(?:19|20)\d\d[01]\d[0-3])\d{8}"
    r"|0\d{1,3}[-–/ ]\d[\d ]{4,9}\d)(?![\d.,]\d)"
)
_PATTERNS = {
    "digit": r"\d",
    "question": r"\?+",
    "section_sign": "§+",
    "emoji": "[\u203c\u2600\u263a\u2728\u2757\u2764\u2b50\U0001f300-\U0001faff]+",
    "phone": _PHONE,
}


def find(mark: str, passage: Passage, source: str) -> Iterator[Span]:
    """Yield the places in the source of one kind of mark (see `guidelines.MARKS`)."""
    if mark == "contact_point":
        # A number can begin in so many ways that looking for one takes ten times as long.
        if _compiled("digit").search(passage.block.text):
            yield from _matches("phone", passage)
        yield from _addresses(passage, source)
    else:
        yield from _matches(mark, passage)


@cache
def _compiled(name: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[name])


def _matches(name: str, passage: Passage) -> Iterator[Span]:
    for match in _compiled(name).finditer(passage.block.text):
        yield passage.block.span(*match.span())


def _addresses(passage: Passage, source: str) -> Iterator[Span]:
    """Yield e-mail addresses, and links that open a call or a message."""
    block = passage.block
    for mark in block.marks:
        if mark.target.startswith(("mailto:", "tel:", "sms:")) and mark.end > mark.start:
            yield block.span(mark.start, mark.end)
    place = block.text.find(OPAQUE)
    while place >= 0:
        span = block.span(place, place + 1)
        if "@" in source[span.start : span.end]:
            yield span
        place = block.text.find(OPAQUE, place + 1)
