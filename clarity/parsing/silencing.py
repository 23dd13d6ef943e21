"""Where a comment that silences a rule goes in a text, and how the text's format writes it.

What is proposed has been tried: the text is parsed with the comment in it, and must have the same
blocks as before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache

from msgspec import Struct

from clarity.model import OPAQUE, Block, Document, Span
from clarity.parsing import front_matter
from clarity.parsing.formats import parse

_LINE_END = re.compile(r"\r\n|\r|\n")


class Insertion(Struct, frozen=True):
    """A text to be put in, and the offset to put it at."""

    offset: int
    text: str


def here(document: Document, span: Span, rule: str) -> Insertion | None:
    """Return a comment that has a rule (by its name) ignored in the block that a span begins in.

    ``None`` where no comment can stand that does that and nothing else.
    """
    block = _block_of(document, span)
    if block is None:
        return None
    comment = _comment(document, f"ignore {rule}")
    tried = list(_around(document, block, comment))
    # A comment within a block stands for something unsaid there: better before it, if it can.
    fit = ((one, shape) for shape in (_shape, _bare_shape) for one in tried)
    return next((one for one, like in fit if _silences(document, one, span, rule, like)), None)


def throughout(document: Document, span: Span, rule: str) -> Insertion | None:
    """Return what turns a rule (by its name) off in a whole text, where a span is one place of it.

    It is a comment at the head of the text, or in the front matter where the span stands there.
    """
    source, end = document.source, _line_end(document.source)
    head = front_matter.read(source).end
    if span.start < head:
        return _setting(document, rule)
    if document.format == "html" and (declared := _declarations().match(source, head)):
        head = declared.end()
    comment = _comment(document, f"off {rule}")
    begun = end if head and not source[:head].endswith(("\r", "\n")) else ""
    tried = (Insertion(head, f"{begun}{comment}{end * count}") for count in (1, 2))
    return next((one for one in tried if _silences(document, one, span, rule, _shape)), None)


@cache
def _declarations() -> re.Pattern[str]:
    """Match what must come first in HTML: a comment before it changes how browsers draw a page."""
    return re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<!doctype[^>]*>(?:\r\n|\r|\n)?", re.IGNORECASE)


@cache
def _item() -> re.Pattern[str]:
    """Match what stands before the text of a list item."""
    return re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+")


@cache
def _tags() -> re.Pattern[str]:
    """Match the tags that stand right before a text."""
    return re.compile(r"(?:<[a-zA-Z][^<>]*>\s*)+\Z")


def _around(document: Document, block: Block, comment: str) -> Iterator[Insertion]:
    """Yield the places for a comment before or in a block, the ones that disturb least first."""
    source, end = document.source, _line_end(document.source)
    start = block.origin.sources[0]
    line = max(source.rfind("\n", 0, start), source.rfind("\r", 0, start)) + 1
    before = source[line:start]
    lead = before[: len(before) - len(before.lstrip(" \t>"))]
    own_line = Insertion(line, f"{lead}{comment}{end}")
    if document.format == "html":
        tags = _tags().search(before)
        opened = [match.start() for match in re.finditer("<", before)] if tags else []
        yield from (Insertion(line + at, comment) for at in reversed(opened))
        yield own_line
        yield Insertion(start, comment)
        return
    if document.format == "markdown" and _item().fullmatch(before):
        indent = "".join(sign if sign in "\t>" else " " for sign in before)
        yield Insertion(start, f"{comment}{end}{indent}")
    elif block.kind != "table_cell":
        yield own_line
    if before.strip():
        yield Insertion(start, comment)
    yield own_line


def _comment(document: Document, order: str) -> str:
    if document.format == "asciidoc":
        return f"// clarity: {order}"
    is_mdx = document.format == "markdown" and document.path.lower().endswith(".mdx")
    return f"{{/* clarity: {order} */}}" if is_mdx else f"<!-- clarity: {order} -->"


def _setting(document: Document, rule: str) -> Insertion | None:
    """Return what turns a rule off in front matter, where that says nothing to clarity yet."""
    end = _LINE_END.search(document.source)
    if end is None or not document.source.startswith("---"):
        return None
    lines = ("clarity:", "  rules:", f"    {rule}: off", "")
    made = Insertion(end.end(), end[0].join(lines))
    again = parse(_with(document, made), document.path, document.format)
    is_alike = _shape(again) == _shape(document) and not document.settings
    return made if is_alike and again.settings == {"rules": {rule: "off"}} else None


def _silences(
    document: Document, made: Insertion, span: Span, rule: str, shape: Callable[[Document], object]
) -> bool:
    """Tell whether an insertion silences a rule at a span and leaves the document in shape."""
    again = parse(_with(document, made), document.path, document.format)
    if shape(again) != shape(document):
        return False
    start = span.start + (len(made.text) if made.offset <= span.start else 0)
    comments = range(made.offset, made.offset + len(made.text))
    return any(
        silence.comment.start in comments and silence.span.start <= start < silence.span.end
        for silence in again.silences
        if silence.rules == frozenset({rule})
    )


def _with(document: Document, made: Insertion) -> str:
    source = document.source
    return source[: made.offset] + made.text + source[made.offset :]


def _shape(document: Document) -> list[tuple[object, ...]]:
    return [(b.kind, b.level, b.text, b.name, b.quoted, b.language) for b in document.blocks]


def _bare_shape(document: Document) -> list[tuple[object, ...]]:
    return [(b.kind, b.level, b.text.lstrip(OPAQUE)) for b in document.blocks]


def _block_of(document: Document, span: Span) -> Block | None:
    starts = [block.origin.sources[0] for block in document.blocks]
    index = bisect_right(starts, span.start) - 1
    if index < 0 or span.start >= document.blocks[index].origin.ends[-1]:
        return None
    return document.blocks[index]


def _line_end(source: str) -> str:
    found = _LINE_END.search(source)
    return found[0] if found else "\n"
