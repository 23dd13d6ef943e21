"""Pages that are moved about, reflowed, renamed, mended and added to at random, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from clarity import parsing
from clarity.language import reading
from clarity.model import OPAQUE, Prose
from clarity.parsing.decoding import decode
from clarity.session import Session

Kind = Literal["heading", "paragraph", "item", "quote"]
_KINDS: dict[str, Kind] = {
    "heading": "heading",
    "paragraph": "paragraph",
    "list_item": "item",
    "quote": "quote",
}
#: What would be read as markup, or as the beginning of another block where a line begins with it.
_MARKUP = re.compile(r"[*_\[\]<>#|`\\~{}\n]|\w://|www\.")
_NO_BEGINNING = re.compile(r"[^\w«»“”\"'(]|\d+[.)]$|[ivx]+[.)]$")
_LINE_ENDS = ("\n", "\r\n")


class Piece(Struct, frozen=True):
    """A block of a page, and its sentences."""

    kind: Kind
    sentences: tuple[str, ...]


class Layout(NamedTuple):
    """How a page is written: it reads the same in every one."""

    width: int = 100
    marker: str = "-"
    indent: int = 0
    line_end: str = "\n"


_USUAL = Layout()


class Page(Struct, frozen=True):
    """A page of a site."""

    path: str
    pieces: tuple[Piece, ...]
    layout: Layout = _USUAL

    @property
    def text(self) -> str:
        """The page as Markdown."""
        lines: list[str] = []
        before = ""
        for piece in self.pieces:
            if lines and not before == piece.kind == "item":
                lines.append("")
            lines += _lines(piece, self.layout)
            before = piece.kind
        return "".join(f"{line}{self.layout.line_end}" for line in lines)

    def put(self, number: int, sentences: Sequence[str]) -> Page:
        """Return the page with other sentences in one of its pieces; without any it is gone."""
        own = (replace(self.pieces[number], sentences=tuple(sentences)),) if sentences else ()
        return replace(self, pieces=(*self.pieces[:number], *own, *self.pieces[number + 1 :]))

    def prose(self) -> list[int]:
        """Return the numbers of the pieces that are paragraphs."""
        return [n for n, piece in enumerate(self.pieces) if piece.kind == "paragraph"]


def _lines(piece: Piece, layout: Layout) -> Iterator[str]:
    first, rest = "", ""
    width = layout.width
    if piece.kind == "heading":
        first, width = "## ", 100_000
    elif piece.kind == "item":
        first = f"{' ' * layout.indent}{layout.marker} "
        rest = " " * len(first)
    elif piece.kind == "quote":
        first, rest = "> ", "> " if layout.indent else ">"
    line = first
    is_begun = False
    for word in " ".join(piece.sentences).split(" "):
        is_full = len(line) + len(word) > width and not _NO_BEGINNING.match(word)
        if is_begun and is_full:
            yield line
            line = rest
            is_begun = False
        line += f" {word}" if is_begun else word
        is_begun = True
    yield line


def read_page(data: bytes, path: str, session: Session) -> Page | None:
    """Return a text as a page of what in it is plain prose; nothing where there is little."""
    document = parsing.parse(decode(data).text, path, parsing.format_of(path) or "text")
    prose = reading.read(document, None, session.lexicon, None)
    if not isinstance(prose, Prose):
        return None
    pieces = []
    for passage in prose.passages:
        kind = _KINDS.get(passage.block.kind)
        texts = (passage.block.text[one.start : one.end] for one in passage.sentences)
        read = (" ".join(text.split()) for text in texts)
        own = tuple(text for text in read if _is_plain(text, kind))
        if kind and own:
            pieces.append(Piece(kind, own[:1] if kind == "heading" else own))
    sentences = sum(len(piece.sentences) for piece in pieces)
    return Page(path, tuple(pieces)) if sentences >= 10 else None


def _is_plain(text: str, kind: Kind | None) -> bool:
    """Tell whether a sentence stays one wherever it is put, and has no markup."""
    is_whole = text[:1].isupper() and text.endswith((".", "?", "!"))
    return (is_whole or kind == "heading") and OPAQUE not in text and not _MARKUP.search(text)


class Editor:
    """Whoever changes pages, by chance."""

    def __init__(self, seed: object) -> None:
        self.chance = Random(repr(seed))

    def move(self, page: Page) -> Page:
        """Move a paragraph, or a sentence within its paragraph or to another one."""
        prose = page.prose()
        if len(prose) < 2:
            return page
        one, other = self.chance.sample(prose, 2)
        kind = self.chance.randrange(3)
        mine, its = list(page.pieces[one].sentences), list(page.pieces[other].sentences)
        if kind == 0:
            return page.put(one, its).put(other, mine)
        if kind == 1 or len(mine) < 2:
            self.chance.shuffle(mine)
            return page.put(one, mine)
        its.insert(self.chance.randrange(len(its) + 1), mine.pop(self.chance.randrange(len(mine))))
        return page.put(one, mine).put(other, its)

    def reflow(self, page: Page) -> Page:
        """Write a page in another way that reads the same."""
        layout = Layout(
            self.chance.choice((20, 40, 60, 72, 80, 100, 120, 100_000)),
            self.chance.choice("-*+"),
            self.chance.choice((0, 1, 2)),
            self.chance.choice(_LINE_ENDS),
        )
        return replace(page, layout=layout)

    def rename(self, page: Page) -> Page:
        """Give a page another name, perhaps in another folder."""
        folder = self.chance.choice(("", "innhold/", "innhold/om oss/", "blåbær/"))
        return replace(page, path=f"{folder}side {self.chance.randrange(10**9)}.md")

    def put(self, page: Page, sentence: str) -> Page:
        """Put a sentence into some paragraph of a page."""
        number = self.chance.choice(page.prose())
        own = list(page.pieces[number].sentences)
        own.insert(self.chance.randrange(len(own) + 1), sentence)
        return page.put(number, own)

    def take_out(self, page: Page, sentence: str) -> Page:
        """Take a sentence out of the first paragraph that has it."""
        for number in page.prose():
            own = list(page.pieces[number].sentences)
            if sentence in own:
                own.remove(sentence)
                return page.put(number, own)
        return page
