"""A block in the making: pieces of text, where each stands in the source, and a last tidying."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from unicodedata import combining, is_normalized, normalize

from msgspec.structs import replace

from clarity.model import OPAQUE, Block, BlockKind, Mark, MarkKind, Origin
from clarity.parsing.addresses import MAIL, PATH, URL, is_complete, trim

#: From, to, the text to put there, and the address it was (or nothing).
Edit = tuple[int, int, str, str]

#: So many blocks of no more code points are remembered.
_REMEMBERED, _SHORT = 256, 2_000
#: Where the runs of most blocks start: at nought, all of them in the same tuple.
_ONE_RUN = (0,)

_ZERO_WIDTH = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_SPACES = " \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029"


class Draft:
    """Text gathered piece by piece, with runs of source behind it and marks over it."""

    __slots__ = ("_is_verbatim", "ends", "length", "marks", "pieces", "sources", "texts")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.texts: list[int] = []
        self.sources: list[int] = []
        self.ends: list[int] = []
        self.marks: list[Mark] = []
        self.length = 0
        self._is_verbatim = False

    def add(self, text: str, start: int, end: int) -> None:
        """Append non-empty text that stands for ``start`` to ``end`` in the source."""
        is_verbatim = len(text) == end - start
        if is_verbatim and self._is_verbatim and self.ends[-1] == start:
            self.ends[-1] = end
        else:
            self.texts.append(self.length)
            self.sources.append(start)
            self.ends.append(end)
            self._is_verbatim = is_verbatim
        self.pieces.append(text)
        self.length += len(text)

    def mark(self, kind: MarkKind, start: int, target: str = "", label: str = "") -> None:
        """Mark the text from ``start`` to here, if there is any."""
        if start < self.length:
            self.marks.append(Mark(kind, start, self.length, target, label))

    def split(self, cuts: Iterable[int]) -> list[Draft]:
        """Return the text between some of its characters, with the marks that lie inside."""
        text = "".join(self.pieces)
        origin = self.origin()
        marks = sorted(self.marks, key=lambda mark: mark.start, reverse=True)
        parts: list[Draft] = []
        start = 0
        for cut in (*cuts, self.length):
            part = Draft()
            _copy(part, text, origin, start, cut)
            while marks and marks[-1].start < cut:
                mark = marks.pop()
                if start <= mark.start and mark.end <= cut:
                    low, high = mark.start - start, mark.end - start
                    part.marks.append(replace(mark, start=low, end=high))
            parts.append(part)
            start = cut + 1
        return parts

    def origin(self) -> Origin:
        """Return the map from the text so far to the source."""
        texts = _ONE_RUN if len(self.texts) == 1 else tuple(self.texts)
        return Origin(texts, tuple(self.sources), tuple(self.ends), self.length)

    def finish(
        self,
        kind: BlockKind,
        level: int = 0,
        *,
        language: str | None = None,
        name: str = "",
        quoted: bool = False,
    ) -> Block | None:
        """Make the block, or nothing of a text without a letter or digit.

        Headings that hold only an image or code are kept: they shape the document.
        """
        text = "".join(self.pieces)
        if text.isspace():
            return None
        draft = self
        if not _is_tidy(text):
            edits = _remembered(text) if len(text) <= _SHORT else _tidyings(text)
            draft = _edited(draft, text, edits)
            text = "".join(draft.pieces)
            if not is_normalized("NFC", text):
                draft = _edited(draft, text, _compositions(text))
                text = "".join(draft.pieces)
        if not text or (kind != "heading" and not _has_letter(text)):
            return None
        marks = tuple(sorted(draft.marks, key=lambda mark: mark.start))
        return Block(kind, level, text, draft.origin(), language, marks, name, quoted)


def _is_tidy(text: str) -> bool:
    return (
        text.isprintable()  # no line ends, tabs, zero-width or private-use characters
        and "  " not in text
        and "/" not in text
        and "@" not in text
        and "#" not in text
        and "\\" not in text
        and "www." not in text
        and text[:1] != " "
        and text[-1:] != " "
        and is_normalized("NFC", text)
    )


def _has_letter(text: str) -> bool:
    return _letter().search(text) is not None


@cache
def _letter() -> re.Pattern[str]:
    return re.compile(r"[^\W_]")


@cache
def _untidy() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<space>[{_SPACES}{_ZERO_WIDTH}]+)"
        rf"|(?P<opaque>[\ue000-\uf8ff{OPAQUE}]+)"
        rf"|(?P<url>{URL})|(?P<mail>{MAIL})|(?P<path>{PATH})"
        r"|(?P<accent>[^\W_][\u0300-\u036f]+)"
    )


@lru_cache(_REMEMBERED)
def _remembered(text: str) -> Sequence[Edit]:
    """Return what `_tidyings` yields: in an editor the same blocks come again and again."""
    return tuple(_tidyings(text))


def _tidyings(text: str) -> Iterator[Edit]:
    """Yield what to replace: spaces, invisible characters, addresses, letters in two parts."""
    for match in _untidy().finditer(text):
        start, end = match.span()
        found = match.group()
        kind = match.lastgroup
        address = ""
        new = OPAQUE
        if kind == "space":
            at_edge = start == 0 or end == len(text)
            new = "" if at_edge or not any(map(str.isspace, found)) else " "
        elif kind == "url":
            trimmed = trim(found)
            end = start + len(trimmed)
            address = trimmed if is_complete(trimmed) else ""
        elif kind == "path":
            end = start + len(trim(found))
        elif kind == "mail":
            address = f"mailto:{found}"
        elif kind == "accent":
            new = normalize("NFC", found)
        if new != found:
            yield start, end, new, address


def _compositions(text: str) -> Iterator[Edit]:
    """Yield the composed form of what is still not: parts that something stood between, and others.

    A letter and its accents make one; where more than that does (Korean), the word is one.
    """
    for match in re.finditer(r"\S+", text):
        word = match.group()
        composed = normalize("NFC", word)
        if composed == word:
            continue
        begins = [i for i, letter in enumerate(word) if i == 0 or not combining(letter)]
        letters = [word[low:high] for low, high in pairwise([*begins, len(word)])]
        wholes = [normalize("NFC", letter) for letter in letters]
        if "".join(wholes) != composed:
            letters, wholes = [word], [composed]
        start = match.start()
        for letter, whole in zip(letters, wholes, strict=True):
            if letter != whole:
                yield start, start + len(letter), whole, ""
            start += len(letter)


def _edited(draft: Draft, text: str, edits: Iterable[Edit]) -> Draft:
    """Return a draft with the edits made, and its runs and marks moved along."""
    edited = Draft()
    origin = draft.origin()
    olds: list[tuple[int, int]] = []
    news: list[tuple[int, int]] = []
    addresses: list[Mark] = []
    position = 0
    for start, end, new, address in edits:
        _copy(edited, text, origin, position, start)
        before = edited.length
        if new:
            source = origin.span(start, end)
            edited.add(new, source.start, source.end)
        if address:
            addresses.append(Mark("link", before, edited.length, address, address))
        olds.append((start, end))
        news.append((before, edited.length))
        position = end
    _copy(edited, text, origin, position, len(text))

    def moved(offset: int, side: int) -> int:
        index = bisect_right(olds, offset, key=lambda old: old[1])
        if index < len(olds) and offset > olds[index][0]:
            return news[index][side]
        return news[index - 1][1] + offset - olds[index - 1][1] if index else offset

    for mark in draft.marks:
        start, end = moved(mark.start, 0), moved(mark.end, 1)
        if start < end:
            written = text[mark.start : mark.end]
            # The text of a link that is an address goes out of sight: it is its name all the same.
            label = mark.label or (written if is_complete(written) else "")
            edited.marks.append(replace(mark, start=start, end=end, label=label))
    links = sorted((mark.start, mark.end) for mark in edited.marks if mark.kind == "link")
    for mark in addresses:
        index = bisect_left(links, mark.end, key=lambda link: link[0]) - 1
        if index < 0 or links[index][1] <= mark.start:  # not inside the text of another link
            edited.marks.append(mark)
    return edited


def _copy(edited: Draft, text: str, origin: Origin, start: int, end: int) -> None:
    """Append a stretch of the old text, run by run."""
    if start >= end:
        return
    for run in range(bisect_right(origin.texts, start) - 1, len(origin.texts)):
        low = max(start, origin.texts[run])
        if low >= end:
            return
        after = origin.texts[run + 1] if run + 1 < len(origin.texts) else origin.length
        high = min(end, after)
        span = origin.span(low, high)
        edited.add(text[low:high], span.start, span.end)
