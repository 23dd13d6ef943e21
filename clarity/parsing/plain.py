"""Plain text, hard-wrapped or not, to a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from clarity.model import Block, BlockKind, Document
from clarity.parsing import silences
from clarity.parsing.draft import Draft
from clarity.parsing.masking import mask
from clarity.parsing.masks import VALUE

#: A line on its own is taken for a heading up to this length, in characters and words.
_HEADING_LENGTH = 80
_HEADING_WORDS = 12
_LONGEST_STEM = 80
#: Nobody wraps text wider than this: with longer lines, each line is a paragraph of its own.
_WIDEST_WRAP = 120
#: Words after a hyphen at a line end that show it stands for what the words have in common
#: («dag- og nattarbeid»), and so stays.
_JOINING = frozenset("og eller och samt men til till resp respektive et and or".split())


class _Line(Struct, frozen=True):
    """A line without the white space around it, and where it begins."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class _Group(Struct, frozen=True):
    """Lines that belong together, and what they look like."""

    kind: BlockKind
    level: int
    lines: Sequence[_Line]
    skip: int = 0  # characters of the first line that are a list marker
    is_alone: bool = False  # a single line between blank lines, or a line of unwrapped text


def parse(source: str, path: str) -> Document:
    """Parse a plain text."""
    comments: list[silences.Comment] = []
    groups: list[_Group] = []
    text = mask(source, 0).text
    if "[bookmark: " in text or "[image: " in text:
        text = _export_mark().sub(_mask_export, text)
    for chunk in _chunks(text, comments):
        groups.extend(_split(chunk))
    blocks: list[Block] = []
    for group in _with_headings(groups):
        block = _draft(group).finish(group.kind, group.level)
        if block and any(map(str.isalpha, block.text)):  # else a page number
            blocks.append(block)
    return Document(
        path=path,
        source=source,
        format="text",
        language=None,
        blocks=tuple(blocks),
        silences=tuple(silences.find(comments, blocks, len(source))),
    )


def _chunks(source: str, comments: list[silences.Comment]) -> list[list[_Line]]:
    """Cut the source at blank lines; comments to clarity on their own line are set apart."""
    chunks: list[list[_Line]] = []
    chunk: list[_Line] = []
    position = 0
    for raw in source.splitlines(keepends=True):
        text = raw.strip()
        start = position + len(raw) - len(raw.lstrip())
        position += len(raw)
        is_comment = text.startswith("<!--") and text.endswith("-->")
        if is_comment:
            comments.append((start, start + len(text), text[4:-3]))
        if text and not is_comment:
            chunk.append(_Line(text, start))
        elif chunk:
            chunks.append(chunk)
            chunk = []
    if chunk:
        chunks.append(chunk)
    return chunks


@cache
def _export_mark() -> re.Pattern[str]:
    """Match what word processors leave of anchors and images when they save as text."""
    return re.compile(r"\[(bookmark|image): [^\[\]\n]{1,100}\]")


def _mask_export(match: re.Match[str]) -> str:
    return (" " if match[1] == "bookmark" else VALUE) * len(match.group())


@cache
def _marker() -> re.Pattern[str]:
    return re.compile(r"(?:(?P<bullet>[-*+•·▪◦‣○●–—])|\d{1,3}[.)]|[a-zA-Z][.)])[ \t\u00a0]+(?=\S)")


@cache
def _field() -> re.Pattern[str]:
    """Match a line that is a name and its value: «Sist endret: 14. mai 2024»."""
    return re.compile(r"[^\W\d_][^\W\d_ ]*(?: [^\W\d_]+){0,2}:[ \t]+\S")


@cache
def _underline() -> re.Pattern[str]:
    return re.compile(r"(={3,}|-{3,}|~{3,}|\*{3,}|_{3,})")


def _split(chunk: list[_Line]) -> list[_Group]:
    """Cut a chunk into paragraphs, list items and underlined headings."""
    width = max(len(line.text) for line in chunk)
    groups: list[_Group] = []
    current: list[_Line] = []
    skip = 0
    kind: BlockKind = "paragraph"

    def close() -> None:
        if current:
            level = 1 if kind == "list_item" else 0
            is_alone = len(current) == 1 and (len(chunk) == 1 or width > _WIDEST_WRAP)
            groups.append(_Group(kind, level, tuple(current), skip, is_alone))
            current.clear()

    for index, line in enumerate(chunk):
        underline = _underline().fullmatch(line.text)
        if underline:
            if len(current) == 1 and kind == "paragraph":
                level = 1 if underline[1][0] in "=*" else 2
                groups.append(_Group("heading", level, tuple(current)))
                current.clear()
            close()
            continue
        if _is_contents(line.text):
            close()
            groups.append(_Group("list_item", 1, (line,)))
            continue
        previous = chunk[index - 1] if current else None
        marker = _marker().match(line.text)
        is_item = marker is not None and _begins_item(marker, previous, kind, width, line)
        if is_item or (previous and _begins_paragraph(previous, line, width)):
            close()
        if not current:
            kind = "list_item" if is_item else "paragraph"
            skip = marker.end() if marker and is_item else 0
        current.append(line)
    close()
    return groups


def _is_contents(text: str) -> bool:
    """Tell a line of a table of contents: it ends in dots or a tab and a page number."""
    before = text.rstrip("0123456789")
    return before != text and before.rstrip(" ").endswith(("\t", "....", ". . .", "…"))


def _begins_item(
    marker: re.Match[str], previous: _Line | None, kind: BlockKind, width: int, line: _Line
) -> bool:
    """Tell a list item from a wrapped line that begins with a dash or «3. mai»."""
    if previous is None:
        return True
    if marker["bullet"] not in {None, "-", "–", "—", "+"}:
        return True
    if kind == "list_item" or previous.text.endswith((":", ".", ";", ",", "!", "?")):
        return True
    return not _goes_on(line.text) and _has_room(previous, line, width)


def _begins_paragraph(previous: _Line, line: _Line, width: int) -> bool:
    """Tell whether a line end was meant.

    Text that is wrapped has no room at the end of a line for the first word of the next.
    """
    if _goes_on(line.text) or _joint(previous.text, line.text):
        return False
    if _field().match(previous.text) and _field().match(line.text):
        return True
    return _has_room(previous, line, width)


def _goes_on(text: str) -> bool:
    """Tell whether a line begins in the middle of a sentence, as by «3. mai»."""
    return re.match(r"(?:\d{1,3}\.[ \t]+)?[^\W\d_]", text) is not None and (
        text.lstrip("0123456789. \t")[0].islower()
    )


def _has_room(previous: _Line, line: _Line, width: int) -> bool:
    word = line.text.split(None, 1)[0]
    return width > _WIDEST_WRAP or len(previous.text) + 1 + len(word) <= width


def _with_headings(groups: list[_Group]) -> list[_Group]:
    """Name the headings among the lines that stand alone.

    Such a line is one if it is short, has no full stop, and text follows. More than two in a row
    are a list (names, an address) rather than headings; so is what follows a line like «Utgitt:».
    """
    groups = [
        _Group("list_item", 1, group.lines, group.skip)
        if before and before.lines[-1].text.endswith(":") and _looks_like_heading(group)
        else group
        for before, group in zip([None, *groups], groups, strict=False)
    ]
    looks = [_looks_like_heading(group) for group in groups]
    result: list[_Group] = []
    index = 0
    while index < len(groups):
        if not looks[index]:
            result.append(groups[index])
            index += 1
            continue
        end = index
        while end < len(groups) and looks[end]:
            end += 1
        is_list = end - index > 2 or end == len(groups)
        for group in groups[index:end]:
            if is_list:
                result.append(_Group("list_item", 1, group.lines))
            else:
                level = _heading_level(group.lines[0].text, is_first=not result)
                result.append(_Group("heading", level, group.lines))
        index = end
    return result


def _looks_like_heading(group: _Group) -> bool:
    if not group.is_alone or group.kind == "heading":
        return False
    text = group.lines[0].text
    if len(text) > _HEADING_LENGTH or text.count(" ") >= _HEADING_WORDS:
        return False
    if text[-1] in ".,;:!?…" or "\t" in text:
        return False
    is_numbered = group.skip > 0 and text[0].isdigit()
    if group.kind == "list_item" and not is_numbered:
        return False
    letters, digits = (sum(map(test, text)) for test in (str.isalpha, str.isdigit))
    return not text[0].islower() and letters > digits


def _heading_level(text: str, *, is_first: bool) -> int:
    number = re.match(r"\d+(?:\.\d+)*", text)
    if number:
        return min(6, 1 + number.group().count("."))
    return 1 if is_first else 2


def _draft(group: _Group) -> Draft:
    """Join lines: with a space, or with nothing where a word was broken at a hyphen."""
    draft = Draft()
    lines = group.lines
    for index, line in enumerate(lines):
        skip = group.skip if index == 0 else 0
        text, end = line.text[skip:], line.end
        following = lines[index + 1] if index + 1 < len(lines) else None
        joint = _joint(text, following.text) if following else ""
        if joint == "broken":
            text, end = text[:-1], end - 1
        if text:
            draft.add(text, line.start + skip, end)
        if following and joint == "":
            draft.add(" ", line.end, following.start)
    return draft


def _joint(text: str, following: str) -> str:
    """Tell how a line goes on: ``broken`` inside a word, ``whole`` at a hyphen that stays."""
    if len(text) < 2 or text[-1] not in "-\u2010\u00ad" or not text[-2].isalnum():
        return ""
    word = re.match(r"\w+", following)
    if word is None or word.group().lower() in _JOINING:
        return ""
    before = re.match(r"\w+", text[-2:-_LONGEST_STEM:-1])
    stem = before.group() if before else ""  # backwards, which is as good
    # «e-post», «IT-system» and «2019-2022» keep their hyphen.
    is_broken = len(stem) > 1 and stem.isalpha() and word.group()[0].islower()
    return "broken" if is_broken and not stem.isupper() else "whole"
