"""Template syntax masked by text of the same length, so that no position moves."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from clarity.parsing.indents import Indent, below
from clarity.parsing.masks import NOTHING, STATEMENT, VALUE, Mask, apply, blank, imports
from clarity.parsing.silences import Comment

#: Paired tags whose content is no prose.
_CODE_TAGS = frozenset({"highlight", "code", "codeblock", "comment", "mermaid", "plantuml"})
_CONTENTS = ("[[toc]]", "[[TOC]]", "[[_TOC_]]", "[toc]", "[TOC]")


class Masked(Struct, frozen=True):
    """A text as long as its source, without the syntax that Markdown and HTML do not know.

    ``labels`` are the titles of notes (``:::tip Husk``): prose that stands on a masked line.
    ``comments`` are those that Markdown and HTML do not know, and ``indents`` the white space
    that Markdown would take for code and is none.
    """

    text: str
    labels: tuple[tuple[int, int], ...] = ()
    comments: tuple[Comment, ...] = ()
    indents: tuple[Indent, ...] = ()


def mask(source: str, start: int, *, is_mdx: bool = False) -> Masked:
    """Mask the template syntax of a page, and its first ``start`` characters altogether."""
    text = source
    labels: list[tuple[int, int]] = []
    if "\r" in text:
        text = re.sub(r"\r(?!\n)", "\n", text)  # Markdown and our patterns know no other line end
    if start:
        text = apply(text, [(0, start, " ")])
    if ":::" in text:
        text = apply(text, _notes(text, labels))
    if ":" in text:
        text = _colon().sub(lambda match: (VALUE if match[1] else NOTHING) * len(match[0]), text)
    if is_mdx:
        from clarity.parsing.mdx import mask_mdx

        text, comments, inside = mask_mdx(text)
        return Masked(text, tuple(labels), tuple(comments), tuple(inside))
    indents: list[Indent] = []
    if "!!!" in text or "???" in text or '=== "' in text:
        markers = list(_marker().finditer(text))
        indents.extend(below(text, [match.start(2) for match in markers]))
        labels.extend(match.span(3) for match in markers if match[3])
        text = apply(text, [(match.start(), match.end(), " ") for match in markers])
    if "{" in text:
        text = apply(text, _template_masks(text))
    if "[" in text:
        text = _mask_brackets(text)
    if "import " in text:
        text = apply(text, imports(text))
    if STATEMENT in text:
        text = _lone_statement().sub(_blank_unless_in_html, text)
    return Masked(text, tuple(labels), indents=tuple(indents))


@cache
def _comment() -> re.Pattern[str]:
    """Match a comment that is written as the definition of a link, which may be lines long."""
    return re.compile(
        r"^\[//\]:[ \t]*#[ \t]*\([^\n]*(?:\n(?![ \t]*\r?$)[^\n]*)*?\)[ \t]*\r?$", re.MULTILINE
    )


@cache
def _template() -> re.Pattern[str]:
    text = r"(?:[^{}`\n]|\n(?![ \t\r]*\n))"
    inner = text
    for _ in range(3):  # braces in an expression, as in {{ button({ text: "Søk" }) }}
        inner = rf"(?:{text}|\{{{inner}*+\}})"
    return re.compile(
        r"(?P<statement>"
        r"\{\{(?:<(?:(?!\{\{|>\}\}).)*+>|%(?:(?!\{\{|%\}\}).)*+%)\}\}"
        r"|\{%(?:[^{%]|%(?!\})|\{(?!%))*+%\}"
        r"|\{\#(?![\w-]+\})(?:[^{#]|\#(?!\})|\{(?!\#))*+\#\}"
        r")"
        rf"|(?P<value>\{{\{{{inner}*+\}}\}}|\{{\w+(?:\.\w+)*\}})"  # {{ navn }} and {navn}
        r"|(?P<block>\{::[\w-]+[^{}\n]*+\}|\{:/[\w-]*\})"
        r"|(?P<attributes>\{:[^{}\n]*+\}"
        rf"|\{{[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}})",
        re.DOTALL,
    )


#: As Pandoc, kramdown and Python-Markdown write them: an id, a class, or a name and its value.
_ATTRIBUTE = r"""(?:[#.][\w-][^\s{}]*|[A-Za-z][\w:-]*=(?:"[^"{}\n]*"|'[^'{}\n]*'|[^\s"'{}]+))"""


@cache
def _tag_name() -> re.Pattern[str]:
    return re.compile(r"\{(?:[{%][<%]?[-+]?\s*|::?)(/|end)?\s*([A-Za-z][\w.-]*)")


def _template_masks(text: str) -> list[Mask]:
    masks: list[Mask] = []
    opened: dict[str, int] = {}
    for match in _template().finditer(text):
        kind = match.lastgroup
        sign = {"block": STATEMENT, "statement": STATEMENT, "value": VALUE}.get(str(kind), NOTHING)
        masks.append((match.start(), match.end(), sign))
        tag = _tag_name().match(match.group()) if sign == STATEMENT else None
        if tag is None or tag[2] not in _CODE_TAGS:
            continue
        begin = opened.pop(tag[2], None)
        if not tag[1]:
            opened[tag[2]] = match.start()
        elif begin is not None:
            masks.append((begin, match.end(), STATEMENT))
    return masks


def _mask_brackets(text: str) -> str:
    """Mask what stands in square brackets and is neither a link nor words of the text."""
    text = apply(text, _shortcodes(text))
    if "[//]:" in text:
        text = _comment().sub(lambda match: blank(match[0]), text)
    for contents in _CONTENTS:
        text = text.replace(contents, STATEMENT * len(contents))
    return apply(text, _placeholders(text))


def _shortcodes(text: str) -> list[Mask]:
    """Find tags in square brackets: ``[FIGURE src=a.png]``, ``[INFO]`` with its ``[/INFO]``.

    Without that it is no tag but words in brackets, and a link has something after its bracket.
    """
    found = list(_shortcode().finditer(text))
    closed = {match[2] for match in found if match[1]}
    return [
        (match.start(), match.end(), STATEMENT)
        for match in found
        if match[1] or match[3] or match[2] in closed
    ]


def _placeholders(text: str) -> list[Mask]:
    """Find what will be filled in: ``[beløp]``, ``[roomNumbers]``, ``[FØDSELS_DATO]``.

    It is one word that begins with a small letter, or is joined by underscores. A link may be
    written so, where its address is told below.
    """
    told = {name.lower() for name in _told_below().findall(text)}
    return [
        (match.start(), match.end(), VALUE)
        for match in _placeholder().finditer(text)
        if match[0].lower() not in told
    ]


@cache
def _told_below() -> re.Pattern[str]:
    """Match the names of links, and of notes, of which something is told."""
    return re.compile(r"(\[[^\[\]\n]+\]):")


@cache
def _placeholder() -> re.Pattern[str]:
    small = r"[a-zà-öø-ÿ][^\W_]+(?:[._][^\W_]+)*"
    joined = r"[^\W_]+(?:_[^\W_]+)+"
    return re.compile(rf"(?<![\w!\\\]\[(])\[(?:{small}|{joined})\](?![\w(\[:])")


@cache
def _shortcode() -> re.Pattern[str]:
    value = r"""(?:"[^"]*"|'[^']*'|[^\s"'\]]+)"""
    return re.compile(
        rf"\[(?<![!\\\]]\[)(/?)([A-Za-z][\w-]*+)((?:\s+[A-Za-z][\w-]*={value})*+)\s*/?\](?![(\[:])"
    )


@cache
def _colon() -> re.Pattern[str]:
    """Match signs written with colons (``:tada:``), and a colon that would begin a definition.

    Only one with a space after it does, by those who invented definition lists; the parser takes
    any.
    """
    starts = "|".join(rf"(?<=\n{' ' * count}:)" for count in range(4))
    return re.compile(rf":(?<![\w:/]:)(?:([a-z][a-z0-9_+-]*:)(?![\w:/])|(?:{starts})(?=[^\s:]))")


@cache
def _marker() -> re.Pattern[str]:
    """Match lines that open notes and tabs of MkDocs; what belongs to them is indented."""
    return re.compile(
        r"^([ \t]*)((?:!!!|\?\?\?\+?)(?=[ \t])(?:[ \t]+[a-z][\w-]*)*|===[!+]?(?=[ \t]+\"))"
        r'(?:[ \t]+"([^"\n]*)")?[ \t\r]*$'
        r"(?=\n(?:[ \t\r]*\n)*\1(?: {4}|\t))",
        re.MULTILINE,
    )


def _notes(text: str, labels: list[tuple[int, int]]) -> list[Mask]:
    """Mask the lines that open and close notes, and collect the titles they give."""
    masks: list[Mask] = []
    for match in re.finditer(r"^[ \t>]*+(:{3,}[^\r\n]*)", text, re.MULTILINE):
        start, end = match.span(1)
        masks.append((start, end, " "))
        line = text[start:end]
        if line.endswith("}"):
            line = line[: line.rfind("{")]
        name = re.match(r":+[ \t]*(?:\{[^}]*\}|[\w-]+)?[ \t]*", line)
        low = name.end() if name else 0
        title = line[low:].rstrip()
        if title.startswith("[") and title.endswith("]"):
            low, title = low + 1, title[1:-1]
        if title.strip(" :"):
            labels.append((start + low, start + low + len(title)))
    return masks


@cache
def _lone_statement() -> re.Pattern[str]:
    line = rf"[ \t]*+{STATEMENT}[ \t{STATEMENT}]*+(?:\r?\n|\Z)"
    return re.compile(rf"^(?:{line})++", re.MULTILINE)


def _blank_unless_in_html(match: re.Match[str]) -> str:
    """Blank lines of statements only, but not between tags: a blank line would end the HTML."""
    text, start, end = match.string, match.start(), match.end()
    is_after_tag = text[max(0, start - 80) : start].rstrip().endswith(">")
    is_before_tag = text[end : end + 80].lstrip(" \t").startswith("<")
    return match.group() if is_after_tag and is_before_tag else blank(match.group())
