"""Markdown (CommonMark with the usual extensions, HTML, MDX and templates in it) to a document."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from msgspec.structs import replace
from pyromark import Options, events_with_range

from clarity.model import OPAQUE, Document
from clarity.parsing import front_matter, silences
from clarity.parsing.draft import Draft
from clarity.parsing.elements import Elements
from clarity.parsing.flow import Flow, Frame
from clarity.parsing.indents import Indent, without
from clarity.parsing.lettered import items
from clarity.parsing.masking import mask
from clarity.parsing.tables import cells

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_HEADING_ATTRIBUTES
    | Options.ENABLE_MATH
    | Options.ENABLE_GFM
    | Options.ENABLE_DEFINITION_LIST
)
_AUTOLINKS = frozenset({"Autolink", "Email"})


def parse(source: str, path: str) -> Document:
    """Parse a Markdown file."""
    front = front_matter.read(source)
    is_mdx = path.lower().endswith(".mdx")
    masked = mask(source, front.end, is_mdx=is_mdx)
    reader = _Reader(masked.text, masked.indents, front.language, is_mdx=is_mdx)
    reader.read()
    flow = reader.flow
    if masked.comments:
        flow.comments += (one for one in masked.comments if not reader.is_code(one[0]))
        flow.comments.sort()
    flow.blocks.extend(front.blocks)
    for start, end in masked.labels:
        if not reader.is_code(start):
            draft = Draft()
            draft.add(source[start:end], start, end)
            flow.add_block(draft, "metadata", name="label")
    blocks = flow.finished()
    return Document(
        path=path,
        source=source,
        format="markdown",
        language=front.language,
        blocks=blocks,
        silences=tuple(silences.find(flow.comments, blocks, len(source))),
        settings=front.settings,
        notices=front.notices,
    )


def _code_points(text: str) -> Callable[[int], int]:
    """Return what turns a place in the UTF-8 bytes of a text into a place in the text."""
    if text.isascii():
        return int
    continuations = [match.start() for match in re.finditer(rb"[\x80-\xbf]", text.encode())]
    return lambda position: position - bisect_left(continuations, position)


def _places(text: str, indents: Sequence[Indent]) -> tuple[str, Callable[[int], int]]:
    """Return what the Markdown parser is to read, and what turns its places into the text's."""
    markdown, in_source = without(text, indents)
    in_markdown = _code_points(markdown)
    if not indents:
        return markdown, in_markdown
    return markdown, lambda position: in_source(in_markdown(position))


class _Reader:
    """Reads Markdown events into a flow."""

    def __init__(
        self, text: str, indents: Sequence[Indent], language: str | None, *, is_mdx: bool
    ) -> None:
        self.flow = Flow()
        self._text = text
        self._markdown, self._point = _places(text, indents)
        self._elements = Elements(self.flow, text, language)
        self._heights: list[int] = []  # of the flow's frames, as each open container began
        self._drafts: list[Draft] = []  # put aside while the alt text of an image is read
        self._links: list[bool] = []  # for each open link, whether it is a bare address
        self._code: list[tuple[int, int]] = []
        self._html: list[tuple[int, int]] = []
        self._breaks: list[int] = []  # where lines end in the paragraph under way
        self._is_mdx = is_mdx
        self._is_code = False
        self._is_indented = False
        self._heading = 0

    def is_code(self, position: int) -> bool:
        """Tell whether a place in the source is inside a code block."""
        index = bisect_right(self._code, (position, len(self._text))) - 1
        return index >= 0 and position < self._code[index][1]

    def read(self) -> None:
        """Read all events."""
        flow, point = self.flow, self._point
        last_byte = last_point = 0
        events: Iterator[tuple[Any, Any]] = events_with_range(self._markdown, options=_OPTIONS)
        for event, place in events:
            if event.__class__ is str:
                self._break(str(event), point(place["start"]), point(place["end"]))
                continue
            text = event.get("Text")
            if text is None:
                ((name, value),) = event.items()
                self._handle(name, value, place["start"], place["end"])
                continue
            if self._is_code:
                if self._is_indented:
                    self._read_indented(point(place["start"]), point(place["end"]))
                continue
            begin = place["start"]
            start = last_point if begin == last_byte else point(begin)
            last_byte = place["end"]
            last_point = point(last_byte)
            if self._links and self._links[-1]:
                text = OPAQUE
            flow.text(text, start, last_point)
        self._elements.leave(1, len(self._text))
        flow.end_block()

    def _break(self, name: str, start: int, end: int) -> None:
        if name == "Rule":
            self.flow.end_block()
        else:
            self._breaks.append(self.flow.draft.length)
            if name == "HardBreak":
                self.flow.line_end(start, end)
            else:
                self.flow.text(" ", start, end)

    def _handle(self, name: str, value: Any, begin: int, end: int) -> None:
        if name == "Start":
            self._open(value, begin, end)
        elif name == "End":
            self._close(value, begin, end)
        elif name == "Html":
            self._html.append((self._point(begin), self._point(end)))
        elif name == "InlineHtml":
            self._elements.feed(self._text, self._point(begin), self._point(end), in_line=True)
        elif name in {"Code", "InlineMath", "DisplayMath", "FootnoteReference"}:
            self.flow.opaque(self._point(begin), self._point(end))

    def _open(self, tag: Any, begin: int, end: int) -> None:
        flow = self.flow
        name, data = next(iter(tag.items())) if isinstance(tag, dict) else (tag, {})
        if name == "Strong":
            flow.open_mark("strong")
        elif name == "Emphasis":
            flow.open_mark("emphasis")
        elif name == "Link":
            kind = data["link_type"]
            self._links.append(kind in _AUTOLINKS)
            target = ("mailto:" if kind == "Email" else "") + data["dest_url"]
            flow.open_mark("link", target, target if self._links[-1] else "")
        elif name == "Image":
            self._drafts.append(flow.draft)
            flow.draft = Draft()
        elif name == "Paragraph":
            flow.end_block()
            self._heights.append(len(flow.frames))
            self._breaks.clear()
        elif name == "CodeBlock":
            flow.end_block()
            # MDX has no code by indentation: that is how it nests components.
            self._is_indented = self._is_mdx and data == "Indented"
            self._is_code = True
            self._code.append((self._point(begin), self._point(end)))
        elif name == "HtmlBlock":
            flow.end_block()
        else:
            self._open_container(name, data, begin)

    def _open_container(self, name: str, data: Any, begin: int) -> None:
        flow = self.flow
        self._heights.append(len(flow.frames))
        if name == "Strikethrough":
            start = self._point(begin)
            flow.push(replace(flow.top, tag="", is_inline=True, is_hidden=True, opaque_from=start))
            return
        flow.end_block()
        level = 0
        if name == "Heading":
            self._heading = len(flow.blocks)
            level = int(data["level"][1])
        elif name == "BlockQuote" and data:
            name = "Note"  # which is no quotation
        flow.push(_container(name, level, flow.top))

    def _close(self, tag: Any, begin: int, end: int) -> None:
        flow = self.flow
        name = tag if isinstance(tag, str) else next(iter(tag))
        if name == "Strong":
            flow.close_mark("strong")
        elif name == "Emphasis":
            flow.close_mark("emphasis")
        elif name == "Link":
            self._links.pop()
            if not flow.close_mark("link"):  # without text; it stands for a word all the same
                flow.opaque(self._point(begin), self._point(end))
        elif name == "Image":
            alt, flow.draft = flow.draft, self._drafts.pop()
            if not flow.top.is_hidden:
                flow.add_block(alt, "alt")
            flow.opaque(self._point(begin), self._point(end))
        elif name == "CodeBlock":
            self._is_code = False
            flow.end_block()
        elif name == "HtmlBlock":
            self._read_html()
            flow.end_block()
        else:
            self._elements.leave(self._heights.pop(), self._point(end))
            if name == "Paragraph":
                self._read_loose_table()
                self._read_loose_list()
            if name != "Strikethrough":
                flow.end_block()
                flow.end_marks()
            if name == "Heading" and len(flow.blocks) == self._heading and not flow.top.is_hidden:
                level = int(tag["Heading"][1])
                flow.add_empty_heading(level, self._point(begin), self._point(end))

    def _read_indented(self, start: int, end: int) -> None:
        """Read a line of indented MDX, or the line ends between two paragraphs of it."""
        if self._text[start:end].isspace():
            self.flow.end_block()
        self._elements.feed(self._text, start, end)

    def _read_loose_table(self) -> None:
        """Make cells of the text so far, if that is what it looks like."""
        flow = self.flow
        found = cells(flow.draft, self._breaks)
        if found:
            flow.draft = Draft()
            for cell in found:
                flow.add_block(cell, "table_cell")

    def _read_loose_list(self) -> None:
        """Make list items of the lines so far that begin with letters."""
        flow = self.flow
        if flow.draft.length and (self._breaks or flow.draft.pieces[0][1:3].startswith((")", "."))):
            before, found = items(flow.draft, self._breaks)
            if found:
                flow.draft = before or Draft()
                flow.end_block()
                for item in found:
                    flow.add_block(item, "list_item", flow.top.depth + 1)

    def _read_html(self) -> None:
        """Read a block of HTML whole, without the signs of the quote or list it stands in."""
        lines, self._html = self._html, []
        if not lines:
            return
        start = lines[0][0]
        pieces: list[str] = []
        position = start
        for begin, end in lines:
            pieces.append(" " * (begin - position))
            pieces.append(self._text[begin:end])
            position = end
        text = "".join(pieces)
        self._elements.feed(text, 0, len(text), start)


@lru_cache(maxsize=256)
def _container(name: str, level: int, top: Frame) -> Frame:
    """Return the frame of a Markdown container inside another frame."""
    frame = replace(top, tag="", is_inline=False, opaque_from=-1)
    if name == "Heading":
        return replace(frame, kind="heading", level=level, name="")
    if name in {"List", "DefinitionList"}:
        return replace(frame, depth=frame.depth + 1)
    if name in {"Item", "DefinitionListTitle", "DefinitionListDefinition"}:
        return replace(frame, kind="list_item", level=frame.depth, name="")
    if name == "TableCell":
        return replace(frame, kind="table_cell", level=0, name="")
    if name == "BlockQuote":
        return replace(frame, kind="quote", level=0, name="", quoted=True)
    return frame
