"""What a line of AsciiDoc is by itself: a delimiter, an item of a list, a macro and so on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

#: What stands under headings, and their levels.
_UNDER = {"=": 1, "-": 2, "~": 3, "^": 4, "+": 5}


class Line(Struct, frozen=True):
    """A line without its end and the white space before it, and where it stands."""

    text: str
    start: int
    is_indented: bool

    @property
    def end(self) -> int:
        """Where it ends in the source."""
        return self.start + len(self.text)


def lines(source: str, start: int) -> Iterator[Line]:
    """Yield the lines of a source from a place on."""
    for match in re.finditer(r"[ \t]*([^\r\n]*)(?:\r\n|\r|\n|\Z)", source[start:]):
        is_indented = match.start(1) > match.start()
        yield Line(match[1].rstrip(), start + match.start(1), is_indented)


@cache
def delimiter() -> re.Pattern[str]:
    """Match a line that begins or ends a block, or stands under a heading."""
    return re.compile(r"([-.+=*_/~^])\1{3,}|--|```[^\s`]*|[|!,:]={3,}")


@cache
def item() -> re.Pattern[str]:
    """Match what stands before the text of an item of a list, or a term that is explained."""
    return re.compile(
        r"(?P<marker>\*{1,5}|-|\u2022|\.{1,5}|\d+\.|[a-zA-Z]\.|[ivxIVX]+\)|<(?:\d+|\.)>)[ \t]+"
        r"(?:\[[ x*]\][ \t]+)?(?=\S)"
        r"|(?P<term>\S[^\n]*?)(?::{2,4}|;;)(?:[ \t]+(?=\S)|$)"
    )


@cache
def no_prose() -> re.Pattern[str]:
    """Match a line that is a macro, a rule or a break."""
    return re.compile(
        r"(?P<macro>[a-z][\w-]*)::(?!:)[^\s\[\]]*\[(?P<given>.*)\]"
        r"|<<<+|'{3,}|(?:- ?){3}|(?:\* ?){3}"
    )


@cache
def condition() -> re.Pattern[str]:
    """Match a line that begins or ends what is read on a condition, or holds all of it."""
    return re.compile(r"(?:ifn?def::[^\s\[\]]+\[(?P<given>.*)\]|(?:ifeval|endif)::[^\s\[]*\[.*\])")


@cache
def attribute() -> re.Pattern[str]:
    """Match a line that sets an attribute of the page."""
    return re.compile(r":(?P<name>!?\w[\w-]*!?):(?:[ \t]+(?P<value>.*))?")


@cache
def cell() -> re.Pattern[str]:
    """Match what begins a cell of a table."""
    return re.compile(r"(?<!\\)(?:(?<!\S)(?P<spec>[\d.+*<^>]*[a-z]?))?\|")


@cache
def paragraph() -> re.Pattern[str]:
    """Match a paragraph in a cell of a table."""
    return re.compile(r"\S(?:[^\r\n]|\r?\n(?![ \t]*\r?\n))*")


def is_comment(text: str) -> bool:
    """Tell whether a line is a comment."""
    return text.startswith("//") and not text.startswith("///")


def is_style(text: str) -> bool:
    """Tell whether a line says of what style the block after it is, or what it is called."""
    return (
        text.startswith("[")
        and text.endswith("]")
        and (
            text.startswith("[[")
            or text[1:2] in "]#.%,{"
            or text[1:2].isalnum()
            or text[1] in "\"'"
        )
    )


def is_label(text: str) -> bool:
    """Tell whether a line is the title of the block after it."""
    return text[0] == "." and text[1:2] not in ("", ".", " ", "\t")


def title_of(text: str) -> tuple[int, int, int] | None:
    """Return the level of a heading, and where in the line it begins and ends."""
    begun = re.match(r"(={1,6}|#{1,6})[ \t]+(?=\S)", text)
    if begun is None:
        return None
    shown = text[begun.end() :]
    bare = shown.removesuffix(begun[1])  # the signs may stand after it as well
    if bare != shown and bare[-1:].isspace():
        shown = bare.rstrip()
    return len(begun[1]), begun.end(), begun.end() + len(shown)


def underlined(words: str, text: str) -> int:
    """Return the level of the heading that a line under words makes of them; 0 of none."""
    is_under = len(text) > 2 and abs(len(words) - len(text)) <= 1
    is_title = is_under and words[0] != "." and re.search(r"[^\W_]", words)
    return _UNDER.get(text[0], 0) if is_title and not re.search(r"[\r\n]", words) else 0
