"""Text from outside made fit to be shown: nothing that steers a screen or a build server.

Whatever a text, a configuration, a file's name or a server may have a say in goes through
`one_line` or `lines` before it reaches a stream; JSON through `json_text.encode`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from clarity.model import OPAQUE, Report, Span

_TAG = re.compile(r"<[a-zA-Z/][^<>]*>")
_LINK_TARGET = re.compile(r"(?<=\]\()[^()\s]{20,}(?=\))")
_SPACE = re.compile(r"\s+")
# Build servers take a line for a command that has ##vso[…] in it, or begins with ::error::; and
# GitLab folds what stands after section_start:….
_BUILD_COMMAND = re.compile(
    r"#(?=#\w*\[)|:(?=:[\w-])|(?<=section_start):(?=\d)|(?<=section_end):(?=\d)"
)

#: The most code points of a sentence that are looked at to show some of it.
_MOST_READ = 4_000


def one_line(text: str) -> str:
    """Return a text on one line, without what is invisible or steers a terminal.

    What was no prose in it becomes an ellipsis, and white space one space each run. Controls and
    stray surrogates become U+FFFD; format characters (soft hyphens, changes of direction) are left
    out.
    """
    if not text.isprintable():
        text = _SPACE.sub(" ", text)
        if not text.isprintable():
            text = "".join(map(_shown, text))
    if OPAQUE in text:
        text = text.replace(OPAQUE, "…")
    return without_commands(text, r"\g<0> ")


def without_commands(text: str, instead: str | Callable[[re.Match[str]], str]) -> str:
    """Return a text in which no build server finds a command: a sign of each is replaced."""
    if "##" in text or "::" in text or "section_" in text:
        text = _BUILD_COMMAND.sub(instead, text)
    return text


def lines(text: str) -> str:
    """Return a text with each of its lines (which end in LF) as `one_line` has it."""
    return "\n".join(map(one_line, text.split("\n")))


def shorten(text: str, longest: int) -> str:
    """Return a text on one line as `one_line` does, cut where it is too long to be read."""
    if len(text) <= longest:
        return one_line(text)
    return one_line(text[: longest - 1]) + "…"


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    return "" if unicodedata.category(character) == "Cf" else "\ufffd"


def without_markup(text: str) -> str:
    """Return a stretch of Markdown or HTML without tags, entities and long link addresses.

    It is for reading only: what remains has other places than the source.
    """
    if "<" in text:
        text = _TAG.sub("", text)
    if "](" in text:
        text = _LINK_TARGET.sub("…", text)
    if "&" in text:
        from html import unescape  # its table of entities is for HTML only

        text = unescape(text)
    return text


def width(text: str) -> int:
    """Return the columns a printable text takes: 2 for wide letters, 0 for combining marks."""
    return len(text) if _is_narrow(text) else sum(map(_columns, text))


def _is_narrow(text: str) -> bool:
    # All of Windows-1252 takes one column, so most lines need not be looked at letter by letter.
    return text.isascii() or len(text.encode("cp1252", "ignore")) == len(text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, columns: int) -> list[tuple[int, int]]:
    """Break a printable text into lines of at most so many columns; return their ranges.

    Breaks at spaces, and inside a word only where the word is longer than a line.
    """
    is_narrow = _is_narrow(text)
    lines: list[tuple[int, int]] = []
    begin = 0
    while begin < len(text):
        end = min(begin + columns, len(text)) if is_narrow else _fitting(text, begin, columns)
        if end < len(text) and (space := text.rfind(" ", begin, end + 1)) > begin:
            end = space
        lines.append((begin, end))
        begin = end + (text[end : end + 1] == " ")
    return lines


def _fitting(text: str, begin: int, columns: int) -> int:
    """Return where the columns are full, at least one character on."""
    room = columns
    for place in range(begin, len(text)):
        room -= _columns(text[place])
        if room < 0:
            return max(place, begin + 1)
    return len(text)


def excerpt(
    report: Report, context: Span, marked: Sequence[Span], usual: int, longest: int
) -> tuple[str, list[tuple[int, int]]]:
    """Return a stretch of a source on one line, and the ranges in it that are marked.

    ``usual`` characters of it are shown, or what all the marks need, but never more than
    ``longest``; it begins a little before the first mark. Marks that cover nearly all of it would
    set nothing apart, so they are left out.
    """
    most = 0.9 * (context.end - context.start)
    parts = list(_merged(span for span in marked if span.end - span.start < most))
    low, high = context.start, context.end
    if high - low > _MOST_READ:
        first = parts[0].start if parts else low
        low = max(low, min(first - _MOST_READ // 4, high - _MOST_READ))
        high = min(high, low + _MOST_READ)

    def shown(begin: int, end: int) -> str:
        written = report.source[begin:end]
        return one_line(written if report.format == "text" else without_markup(written))

    text = ""
    ranges: list[tuple[int, int]] = []
    place = low
    for span in parts:
        begin, end = max(span.start, low), min(span.end, high)
        if begin >= end:
            continue
        text += shown(place, begin)
        from_here = len(text)
        text += shown(begin, end)
        ranges.append((from_here, len(text)))
        place = end
    text += shown(place, high)
    if _BUILD_COMMAND.search(text):  # put together from two pieces
        text, ranges = one_line(text), []
    text = text.rstrip()
    begin, end = _window(text, ranges, usual, longest)
    before = "… " if begin or low > context.start else ""
    after = " …" if end < len(text) or high < context.end else ""
    shift = len(before) - begin
    kept = [(max(a, begin) + shift, min(b, end) + shift) for a, b in ranges if a < end]
    return before + text[begin:end] + after, kept


def _window(
    text: str, ranges: Sequence[tuple[int, int]], usual: int, longest: int
) -> tuple[int, int]:
    """Return from where to where a text is shown, in whole words and with its ranges."""
    first, last = (ranges[0][0], ranges[-1][1]) if ranges else (0, 0)
    size = min(max(usual, last - first + usual // 2), longest)
    if len(text) <= size:
        return 0, len(text)
    lead = max(0, min(size // 4, (size - (last - first)) // 2))
    low = max(0, min(first - lead, len(text) - size))
    high = min(len(text), low + size)
    if low:
        low = text.find(" ", low, first) + 1 or low
    if high < len(text):
        high = max(text.rfind(" ", min(last, high), high), 0) or high
    return low, high


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in sorted(spans):
        if last and span.start < last.end:
            last = Span(last.start, max(last.end, span.end))
            continue
        if last:
            yield last
        last = span
    if last:
        yield last
