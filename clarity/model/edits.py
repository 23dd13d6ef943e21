"""Edits of a text: what takes the place of what, and where everything else is afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from msgspec import Struct

from clarity.model.text import Span


class Edit(Struct, frozen=True, order=True):
    """A stretch of a text, and what takes its place."""

    span: Span
    text: str


def apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield edits in the order of the text, without those that overlap or touch one before them."""
    end = -1
    for edit in sorted(edits):
        if edit.span.start > end:
            yield edit
            end = edit.span.end


def edited(source: str, edits: Sequence[Edit]) -> str:
    """Return a text after edits that are in its order and apart."""
    put_in = (*(edit.text for edit in edits), "")
    return "".join(chain.from_iterable(zip(kept(source, edits), put_in, strict=True)))


def kept(source: str, edits: Sequence[Edit]) -> list[str]:
    """Return what stays of a text: before the first edit, between each two, and after the last."""
    starts = (0, *(edit.span.end for edit in edits))
    ends = (*(edit.span.start for edit in edits), len(source))
    return [source[start:end] for start, end in zip(starts, ends, strict=True)]


def moved(span: Span, edits: Sequence[Edit]) -> Span:
    """Return where a stretch of the text is after edits; within one, it is all that was put in."""
    return Span(_moved(span.start, edits, ends=False), _moved(span.end, edits, ends=True))


def _moved(place: int, edits: Sequence[Edit], *, ends: bool) -> int:
    shift = 0
    for edit in edits:
        span, size = edit.span, len(edit.text)
        if place <= span.start:
            break
        if place < span.end:
            return span.start + shift + (size if ends else 0)
        shift += size - (span.end - span.start)
    return place + shift
