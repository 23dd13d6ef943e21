"""MDX: Markdown in which braces hold JavaScript and tags are components."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from clarity.parsing.indents import Indent, inside
from clarity.parsing.masks import NOTHING, VALUE, Mask, apply, blank, imports
from clarity.parsing.silences import Comment


def mask_mdx(text: str) -> tuple[str, list[Comment], list[Indent]]:
    """Mask expressions, imports and exports, and make tags such as Markdown knows.

    Returns the comments as well, and the indentation of what stands inside components.
    """
    comments: list[Comment] = []
    indents: list[Indent] = []
    if "import " in text:
        text = apply(text, imports(text))
    if "{" in text:
        text = apply(text, _expressions(text, comments))
    if "export " in text:
        text = apply(text, [(m.start(), m.end(), " ") for m in _export().finditer(text)])
    if "<" in text:
        text = _tag().sub(_on_one_line, text)
        tags = list(_lone_tags(text))
        text = apply(text, [(start, end, " ") for start, end in tags])
        indents = list(inside(text, tags))
    return _lone_value().sub(lambda match: blank(match.group()), text), comments, indents


_FENCE = (
    r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}|~{3,})[^\n]*\n"
    r"(?:(?![ \t>]*(?P=fence))[^\n]*(?:\n|\Z))*+(?:[ \t>]*(?P=fence)[^\n]*)?"
)


@cache
def _brace() -> re.Pattern[str]:
    """Match braces, and code to skip."""
    return re.compile(_FENCE + r"|`[^`\n]*`|\\[{}]|[{}]", re.MULTILINE)


def _expressions(text: str, comments: list[Comment]) -> list[Mask]:
    """Find the outermost pairs of braces; one that is never closed is just a sign."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _brace().finditer(text):
        sign = match.group()
        if sign == "{":
            opened.append(match.start())
        elif sign == "}" and opened:
            start = opened.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, match.end()))
    masks: list[Mask] = []
    for start, end in pairs:
        inside = text[start + 1 : end - 1].strip()
        if text[start - 1 : start] == "=":  # the value of an attribute
            masks.append((start, start + 1, '"'))
            masks.append((start + 1, end - 1, VALUE))
            masks.append((end - 1, end, '"'))
        elif inside.startswith("#"):  # {#heading-id}
            masks.append((start, end, NOTHING))
        elif inside.startswith("/*") and inside.endswith("*/") and len(inside) >= 4:
            comments.append((start, end, inside[2:-2]))
            masks.append((start, end, " " if _is_alone(text, start, end) else NOTHING))
        elif inside.strip("\"'`").isspace() or inside.startswith("..."):
            masks.append((start, end, " "))
        else:
            masks.append((start, end, VALUE))
    return masks


def _is_alone(text: str, start: int, end: int) -> bool:
    """Tell whether nothing else stands on the lines of an expression."""
    line = text.rfind("\n", 0, start) + 1
    after = text.find("\n", end)
    return not (text[line:start].strip() or text[end : after if after >= 0 else None].strip())


@cache
def _export() -> re.Pattern[str]:
    """Match an export up to the next blank line."""
    return re.compile(
        r"^export[ \t]+(?:const|default|function|async|let|var|class|[{*"
        + VALUE
        + r"])[^\n]*(?:\n(?![ \t\r]*(?:\n|\Z))[^\n]*)*+",
        re.MULTILINE,
    )


@cache
def _tag() -> re.Pattern[str]:
    return re.compile(r"""</?[A-Za-z][\w.:-]*+(?:[^<>"'`]|"[^"]*"|'[^']*')*+>""")


def _on_one_line(match: re.Match[str]) -> str:
    """Write a tag without line ends, as Markdown wants a tag that opens a block."""
    return re.sub(r"[\r\n]", " ", match.group())


def _lone_tags(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines of tags only: what stands between them is Markdown, not HTML."""
    for match in _lone_tag().finditer(text):
        if match.lastgroup != "fence":
            yield match.span()


@cache
def _lone_tag() -> re.Pattern[str]:
    """Match runs of tags alone on their line, and code to skip."""
    name = r"(?!(?:pre|script|style|svg|nav|template)\b)[A-Za-z][\w.:-]*+"
    tag = rf"""</?{name}(?:[^<>"'`\n]|"[^"\n]*"|'[^'\n]*')*+>"""
    return re.compile(_FENCE + rf"|^[ \t]*+(?:{tag}[ \t]*+)++(?=\r?$)", re.MULTILINE)


@cache
def _lone_value() -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*{VALUE}[ \t{VALUE}]*(?=\r?$)", re.MULTILINE)
