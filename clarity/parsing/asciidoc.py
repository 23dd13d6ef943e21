"""AsciiDoc to a document: what Asciidoctor shows of a page, block by block.

See https://docs.asciidoctor.org/asciidoc/latest/. Code, passages that are passed through, and what
is included from elsewhere are no prose here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from clarity.model import BlockKind, Document
from clarity.parsing import asciidoc_inline as inline
from clarity.parsing import front_matter, silences
from clarity.parsing.draft import Draft
from clarity.parsing.flow import Flow, Frame

#: Styles of blocks whose content is no prose.
_CODE = frozenset(
    "source listing literal pass comment stem latexmath asciimath mermaid plantuml ditaa graphviz "
    "blockdiag vega csv".split()
)
_QUOTES = frozenset({"quote", "verse"})
#: What delimits blocks that are read, beside ``--``. What other delimiters hold is no prose.
_READ = "=*_"
#: What stands under headings, and their levels.
_UNDER = {"=": 1, "-": 2, "~": 3, "^": 4}
_TITLE = r"(?P<level>={1,6}|#{1,6})[ \t]+(?=\S)"
_LABEL = r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+(?=\S)"


class _Line(NamedTuple):
    """A line without its end and the white space before it, and where it stands."""

    text: str
    start: int
    is_indented: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def parse(source: str, path: str) -> Document:
    """Parse an AsciiDoc file."""
    front = front_matter.read(source)
    reader = _Reader(source, front.end)
    reader.read()
    reader.flow.blocks.extend(front.blocks)
    blocks = reader.flow.finished()
    return Document(
        path=path,
        source=source,
        format="asciidoc",
        language=front.language or reader.language,
        blocks=blocks,
        silences=tuple(silences.find(reader.flow.comments, blocks, len(source))),
        settings=front.settings,
        notices=front.notices,
    )


@cache
def _delimiter() -> re.Pattern[str]:
    return re.compile(r"([-.+=*_/~^])\1{3,}|--|```\S*|[|!,:]={3,}")


@cache
def _item() -> re.Pattern[str]:
    return re.compile(
        r"(?P<marker>\*{1,5}|-|\.{1,5}|\d{1,3}\.|[a-zA-Z]\.|<(?:\d+|\.)>)[ \t]+"
        r"(?:\[[ x*]\][ \t]+)?(?=\S)"
        r"|(?P<term>\S[^\n]*?)(?::{2,4}|;;)(?:[ \t]+(?=\S)|$)"
    )


@cache
def _no_prose() -> re.Pattern[str]:
    """Match a line that is a macro, a rule or a break, or begins or ends a condition."""
    return re.compile(
        r"(?P<macro>[a-z][\w-]*)::(?!:)[^\s\[\]]*\[(?P<given>.*)\]"
        r"|<<<+|'{3,}|(?:- ?){3}|(?:\* ?){3}"
    )


@cache
def _attribute() -> re.Pattern[str]:
    return re.compile(r":(?P<name>!?\w[\w-]*!?):(?:[ \t]+(?P<value>.*))?")


@cache
def _cell() -> re.Pattern[str]:
    return re.compile(r"(?<!\\)(?:(?<!\S)(?P<spec>[\d.+*<^>]*[a-z]?))?\|")


@cache
def _paragraph() -> re.Pattern[str]:
    return re.compile(r"\S(?:[^\r\n]|\r?\n(?![ \t]*\r?\n))*")


class _Reader:
    """Reads lines into a flow.

    The paragraph under way goes from ``_begin``, which is -1 where there is none, to ``_end``.
    ``_style`` is what a line in brackets says of the block that comes, and ``_open`` are the
    blocks that are open: what each is called, and its delimiter.
    """

    def __init__(self, source: str, start: int) -> None:
        self.flow = Flow()
        self.language: str | None = None
        self._text = source
        self._lines = list(_lines(source, start))
        self._at = 0
        self._begin = self._end = -1
        self._kind: BlockKind = "paragraph"
        self._level = 0
        self._style = ""
        self._open: list[tuple[str, str]] = []
        self._is_head = True
        self._is_term = False  # whether a term stands before, whose explanation comes

    def read(self) -> None:
        """Read all lines."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            self._read(line)
        self._finish()

    def _read(self, line: _Line) -> None:
        text = line.text
        if not text:
            self._finish()
        elif text.startswith("//") and not text.startswith("///"):
            self._finish()
            self.flow.comments.append((line.start, line.end, text[2:]))
        elif _delimiter().fullmatch(text):
            self._delimit(line)
        elif self._begin >= 0 and text == "+":
            self._finish()
        elif text.startswith("[") and text.endswith("]") and _is_style(text):
            self._finish()
            self._style = text[1:-1].partition(",")[0].partition("%")[0].partition(".")[0].strip()
        elif macro := _no_prose().fullmatch(text):
            self._finish()
            if macro["macro"] == "image":
                self._add_alt(macro, line)
        elif self._begin >= 0 and not (self._kind == "list_item" and _item().match(text)):
            self._end = line.end
        else:
            self._start(line)

    def _start(self, line: _Line) -> None:
        """Begin something new with a line."""
        text = line.text
        if attribute := _attribute().fullmatch(text):
            self._heed(attribute)
            return
        self._finish()
        is_head, self._is_head = self._is_head, False
        is_term, self._is_term = self._is_term, False
        item = _item().match(text)
        if is_term and not item:
            self._begin, self._end = line.start, line.end
            self._kind, self._level = "list_item", 1
        elif self._style in _CODE or (line.is_indented and not item):
            self._skip_paragraph()
        elif title := re.match(_TITLE, text):
            self._add(line.start + title.end(), line.end, "heading", len(title["level"]))
            self._style = ""
            if is_head and len(title["level"]) == 1:
                self._skip_author()
        elif text[0] == "." and text[1:2] not in ("", ".", " ", "\t"):
            self._add(line.start + 1, line.end, "metadata", name="label")
        elif item:
            self._add_item(line, item)
        else:
            label = re.match(_LABEL, text)
            self._begin, self._end = line.start + (label.end() if label else 0), line.end
            self._kind, self._level = "paragraph", 0

    def _add_item(self, line: _Line, item: re.Match[str]) -> None:
        marker = item["marker"]
        if marker is None:
            self._add(line.start, line.start + item.end("term"), "list_item", 1)
            self._is_term = item.end() == len(line.text)
            if self._is_term:
                return
        self._begin, self._end = line.start + item.end(), line.end
        self._kind = "list_item"
        self._level = len(marker) if marker and marker[0] in "*." else 1

    def _finish(self) -> None:
        """Make a block of the paragraph under way, if there is one."""
        if self._begin >= 0:
            self._add(self._begin, self._end, self._kind, self._level)
            self._begin = -1
            self._style = ""

    def _add(self, start: int, end: int, kind: BlockKind, level: int = 0, name: str = "") -> None:
        draft = Draft()
        inline.add(draft, self._text, start, end)
        quoted = self._style in _QUOTES or any(name in _QUOTES for name, _ in self._open)
        self.flow.push(Frame(quoted=quoted))
        self.flow.add_block(draft, "quote" if quoted and kind == "paragraph" else kind, level, name)
        self.flow.pop(end)

    def _add_alt(self, macro: re.Match[str], line: _Line) -> None:
        alt = re.match(r'\s*(?:"([^"]*)"|([^,"=]+)(?=,|$))', macro["given"])
        if alt and (alt[1] or alt[2]):
            group = 1 if alt[1] else 2
            start = line.start + macro.start("given") + alt.start(group)
            self._add(start, start + len(alt[group]), "alt")

    def _delimit(self, line: _Line) -> None:
        """Underline a heading, or open, close or pass by a block."""
        text = line.text
        if level := self._underlined(text):
            self._kind, self._level = "heading", level
            self._finish()
            return
        self._finish()
        if text[0] in "|!":
            self._add_table(text)
        elif self._open and self._open[-1][1] == text:
            self._open.pop()
        elif text[0] in "~^":
            return
        elif self._style in _CODE or not (text == "--" or text[0] in _READ):
            self._skip_to("```" if text.startswith("```") else text)
        else:
            name = "quote" if text[0] == "_" else self._style
            self._open.append((name, text))
        self._style = ""

    def _underlined(self, text: str) -> int:
        """Return the level of the heading that a line under it makes of a line; 0 of none."""
        words = self._text[self._begin : self._end] if self._begin >= 0 else ""
        is_line = self._kind == "paragraph" and not re.search(r"[\r\n]", words)
        is_under = words and is_line and len(text) > 2 and abs(len(words) - len(text)) <= 1
        return _UNDER.get(text[0], 0) if is_under else 0

    def _skip_to(self, delimiter: str) -> None:
        while self._at < len(self._lines):
            self._at += 1
            if self._lines[self._at - 1].text == delimiter:
                return

    def _add_table(self, delimiter: str) -> None:
        begin = self._lines[self._at - 1].end
        self._skip_to(delimiter)
        last = self._lines[self._at - 1]
        end = last.start if last.text == delimiter and last.start >= begin else last.end
        marks = list(_cell().finditer(self._text, begin, end))
        for number, mark in enumerate(marks):
            after = marks[number + 1].start() if number + 1 < len(marks) else end
            if (mark["spec"] or " ")[-1] in "lm":
                continue
            for part in _paragraph().finditer(self._text, mark.end(), after):
                self._add(*part.span(), "table_cell")

    def _skip_paragraph(self) -> None:
        while self._at < len(self._lines) and self._lines[self._at].text:
            self._at += 1
        self._style = ""

    def _skip_author(self) -> None:
        """Pass by who has written the page, and when: what follows its title at once."""
        while self._at < len(self._lines):
            text = self._lines[self._at].text
            if not text or _attribute().fullmatch(text) or text.startswith("//"):
                return
            self._at += 1

    def _heed(self, attribute: re.Match[str]) -> None:
        value = attribute["value"] or ""
        if attribute["name"] == "lang" and value and self.language is None:
            self.language = value.strip() or None
        while value.endswith("\\") and self._at < len(self._lines):
            value = self._lines[self._at].text
            self._at += 1


def _is_style(text: str) -> bool:
    return text.startswith("[[") or text[1:2] in "]#.%," or text[1:2].isalpha() or text[1] in "\"'"


def _lines(source: str, start: int) -> Iterator[_Line]:
    for match in re.finditer(r"[ \t]*([^\r\n]*)(?:\r\n|\r|\n|\Z)", source[start:]):
        is_indented = match.start(1) > match.start()
        yield _Line(match[1].rstrip(), start + match.start(1), is_indented)
