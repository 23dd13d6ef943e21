"""Stretches of AsciiDoc source that are blocks, to the blocks."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from clarity.model import BlockKind, Span
from clarity.parsing import asciidoc_inline as inline
from clarity.parsing.draft import Draft
from clarity.parsing.flow import Flow, Frame


class Passage(Struct, frozen=True):
    """A stretch of source that is a block, and of what kind."""

    start: int
    end: int
    kind: BlockKind
    level: int
    name: str
    is_quoted: bool


def read(source: str, passages: Iterable[Passage], unread: Iterable[Span]) -> Flow:
    """Make blocks of passages, without what is not read in them (in the order of the source)."""
    text = _blanked(source, unread)
    flow = Flow()
    for passage in passages:
        draft = Draft()
        inline.add(draft, text, passage.start, passage.end)
        flow.push(Frame(quoted=passage.is_quoted))
        flow.add_block(draft, passage.kind, passage.level, passage.name)
        flow.pop(passage.end)
    return flow


def _blanked(source: str, unread: Iterable[Span]) -> str:
    pieces: list[str] = []
    place = 0
    for span in unread:
        pieces += source[place : span.start], " " * (span.end - span.start)
        place = span.end
    return "".join((*pieces, source[place:]))
