"""AsciiDoc to a document: what Asciidoctor shows of a page, block by block.

See https://docs.asciidoctor.org/asciidoc/latest/. Code, passages that are passed through, and what
is included from elsewhere are no prose here.
"""

from __future__ import annotations

import re

from clarity.model import BlockKind, Document, Span
from clarity.parsing import asciidoc_lines as syntax
from clarity.parsing import asciidoc_passages as passages
from clarity.parsing import front_matter, silences
from clarity.parsing.asciidoc_lines import Line
from clarity.parsing.asciidoc_passages import Passage
from clarity.parsing.flow import Flow

#: Styles of blocks whose content is no prose.
_CODE = frozenset(
    "source listing literal pass comment stem latexmath asciimath mermaid plantuml ditaa graphviz "
    "blockdiag vega csv".split()
)
_QUOTES = frozenset({"quote", "verse"})
#: What delimits blocks that are read, beside ``--``. What other delimiters hold is no prose.
_READ = "=*_"
_LABEL = r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+(?=\S)"
#: How many lines may tell who has written the page, and when.
_MOST_AUTHORS = 2


def parse(source: str, path: str) -> Document:
    """Parse an AsciiDoc file."""
    front = front_matter.read(source)
    reader = _Reader(source, front.end)
    flow = reader.read()
    flow.blocks.extend(front.blocks)
    blocks = flow.finished()
    return Document(
        path=path,
        source=source,
        format="asciidoc",
        language=front.language or reader.language,
        blocks=blocks,
        silences=tuple(silences.find(flow.comments, blocks, len(source))),
        settings=front.settings,
        notices=front.notices,
    )


class _Reader:
    """Reads lines into passages.

    The paragraph under way goes from ``_begin``, which is -1 where there is none, to ``_end``.
    ``_style`` is what a line in brackets says of the block that comes. ``_open`` has the
    delimiters of the blocks that are open, and whether what stands in each is quoted.
    """

    def __init__(self, source: str, start: int) -> None:
        self.language: str | None = None
        self._comments: list[tuple[int, int, str]] = []
        self._passages: list[Passage] = []
        self._unread: list[Span] = []
        self._text = source
        self._lines = list(syntax.lines(source, start))
        self._at = 0
        self._begin = self._end = -1
        self._kind: BlockKind = "paragraph"
        self._level = 0
        self._style = ""
        self._open: dict[str, bool] = {}
        self._is_term = False  # whether a term stands before, whose explanation comes
        self._is_listed = False  # whether the paragraph, or the one that comes, is in a list

    def read(self) -> Flow:
        """Read all lines."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            if seen := self._seen(line):
                self._read(seen)
        self._finish()
        flow = passages.read(self._text, self._passages, self._unread)
        flow.comments.extend(self._comments)
        return flow

    def _read(self, line: Line) -> None:
        if not line.text:
            self._finish()
        elif not line.is_indented and self._ends_paragraph(line):
            return
        elif self._begin >= 0 and not (self._is_listed and syntax.item().match(line.text)):
            self._end = line.end
        else:
            self._start(line)

    def _seen(self, line: Line) -> Line | None:
        """Return what is seen of a line, if it is no comment and begins or ends no condition."""
        if syntax.is_comment(line.text):
            self._comments.append((line.start, line.end, line.text[2:]))
            self._unread.append(Span(line.start, line.end))
            return None
        condition = syntax.condition().fullmatch(line.text)
        if condition is None:
            return line
        if not condition["given"]:
            self._unread.append(Span(line.start, line.end))
            return None
        start, end = (line.start + place for place in condition.span("given"))
        self._unread += Span(line.start, start), Span(end, line.end)
        return Line(condition["given"].rstrip(), start, is_indented=False)

    def _ends_paragraph(self, line: Line) -> bool:
        """Heed a line that ends a paragraph wherever it stands. Returns whether it is one."""
        text = line.text
        if syntax.delimiter().fullmatch(text):
            self._delimit(line)
        elif text == "+":
            self._finish()
            self._is_listed = True
        elif syntax.is_style(text):
            self._finish()
            self._style = re.split(r"[,%.#]", text[1:-1], maxsplit=1)[0].strip()
        elif macro := syntax.no_prose().fullmatch(text):
            self._finish()
            if macro["macro"] == "image":
                self._add_alt(macro, line)
        else:
            return False
        return True

    def _start(self, line: Line) -> None:
        """Begin something new with a line."""
        text = line.text
        attribute = syntax.attribute().fullmatch(text)
        if attribute and not line.is_indented:
            self._heed(attribute)
            return
        self._finish()
        if syntax.is_label(text) and not line.is_indented:
            self._add(line.start + 1, line.end, "metadata", name="label")
            return
        is_term, self._is_term = self._is_term, False
        item = syntax.item().match(text)
        if self._style in _CODE or (line.is_indented and not item and not is_term):
            self._skip_paragraph(line)
        elif not line.is_indented and (title := syntax.title_of(text)):
            level, start, end = title
            self._add(line.start + start, line.start + end, "heading", level)
            self._style, self._is_listed = "", False
            self._skip_author()
        elif item:
            self._add_item(line, item)
        elif is_term:
            self._begin, self._end = line.start, line.end
            self._kind, self._level, self._is_listed = "list_item", 1, True
        else:
            label = re.match(_LABEL, text)
            self._begin, self._end = line.start + (label.end() if label else 0), line.end
            self._kind, self._level = "paragraph", 0

    def _add_item(self, line: Line, item: re.Match[str]) -> None:
        marker = item["marker"]
        if marker is None:
            self._add(line.start, line.start + item.end("term"), "list_item", 1)
            self._is_term = item.end() == len(line.text)
            if self._is_term:
                return
        self._begin, self._end = line.start + item.end(), line.end
        self._kind, self._is_listed = "list_item", True
        self._level = len(marker) if marker and marker[0] in "*." else 1

    def _finish(self) -> None:
        """Make a block of the paragraph under way, if there is one."""
        if self._begin >= 0:
            self._add(self._begin, self._end, self._kind, self._level)
            self._begin = -1
            self._style, self._is_listed = "", False

    def _add(self, start: int, end: int, kind: BlockKind, level: int = 0, name: str = "") -> None:
        quoted = self._style in _QUOTES or self._is_quoted()
        kind = "quote" if quoted and kind == "paragraph" else kind
        self._passages.append(Passage(start, end, kind, level, name, quoted))

    def _is_quoted(self) -> bool:
        return bool(self._open) and self._open[next(reversed(self._open))]

    def _add_alt(self, macro: re.Match[str], line: Line) -> None:
        alt = re.match(r'\s*(?:"([^"]*)"|([^,"=]+)(?=,|$))', macro["given"])
        if alt and (alt[1] or alt[2]):
            group = 1 if alt[1] else 2
            start = line.start + macro.start("given") + alt.start(group)
            self._add(start, start + len(alt[group]), "alt")

    def _delimit(self, line: Line) -> None:
        """Close or open a block, underline a heading, or pass by what is no prose."""
        text = line.text
        if text in self._open:
            self._finish()
            while self._open.popitem()[0] != text:  # what is open in it ends with it
                pass
        elif level := self._underlined(text):
            self._kind, self._level = "heading", level
            self._finish()
            self._skip_author()
        elif text[0] in "~^":
            self._finish()
        else:
            self._finish()
            self._open_block(text)
        self._style, self._is_listed = "", False

    def _open_block(self, text: str) -> None:
        if text[0] in "|!":
            self._add_table(text)
        elif self._style in _CODE or not (text == "--" or text[0] in _READ):
            self._skip_to("```" if text.startswith("```") else text)
        else:
            is_quote = text[0] == "_" or self._style in _QUOTES
            self._open[text] = is_quote or self._is_quoted()

    def _underlined(self, text: str) -> int:
        """Return the level of the heading that a line makes of the one before; 0 of none."""
        # No section begins inside a block or a list.
        if self._begin < 0 or self._open or self._is_listed or self._kind != "paragraph":
            return 0
        return syntax.underlined(self._text[self._begin : self._end], text)

    def _skip_to(self, delimiter: str) -> None:
        """Pass by what stands before a delimiter, or before the end of the block around it."""
        while self._at < len(self._lines):
            text = self._lines[self._at].text
            if text in self._open:
                return
            self._at += 1
            if text == delimiter:
                return

    def _add_table(self, delimiter: str) -> None:
        first, begin = self._at, self._lines[self._at - 1].end
        self._skip_to(delimiter)
        last = self._lines[self._at - 1]
        end = last.start if last.text == delimiter and last.start >= begin else last.end
        for line in self._lines[first : self._at]:
            self._seen(line)
        marks = list(syntax.cell().finditer(self._text, begin, end))
        for number, mark in enumerate(marks):
            after = marks[number + 1].start() if number + 1 < len(marks) else end
            if (mark["spec"] or " ")[-1] in "lm":
                continue
            for part in syntax.paragraph().finditer(self._text, mark.end(), after):
                self._add(*part.span(), "table_cell")

    def _skip_paragraph(self, first: Line) -> None:
        """Pass by a paragraph that is no prose: it ends where a block does, or an item comes."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line.text or (not line.is_indented and self._ends_skipped(line.text, first)):
                break
            self._at += 1
        self._style, self._is_listed = "", False

    def _ends_skipped(self, text: str, first: Line) -> bool:
        is_item = (first.is_indented or self._is_listed) and syntax.item().match(text)
        is_mark = syntax.delimiter().fullmatch(text) or syntax.is_style(text) or text == "+"
        return bool(is_item or is_mark)

    def _skip_author(self) -> None:
        """Pass by who has written the page, and when: what follows its title at once."""
        if len(self._passages) != 1 or self._passages[0].level != 1:
            return
        for line in self._lines[self._at : self._at + _MOST_AUTHORS]:
            is_attribute = syntax.attribute().fullmatch(line.text)
            if not line.text or is_attribute or syntax.is_comment(line.text):
                return
            self._at += 1

    def _heed(self, attribute: re.Match[str]) -> None:
        value = attribute["value"] or ""
        if attribute["name"] == "lang" and value and self.language is None:
            self.language = value.strip() or None
        while value.endswith("\\") and self._at < len(self._lines):
            value = self._lines[self._at].text
            self._at += 1
