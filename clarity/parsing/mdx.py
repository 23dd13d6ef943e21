"""MDX: Markdown in which braces hold JavaScript and tags are components."""

from __future__ import annotations

import re
from functools import cache

from clarity.parsing.masks import NOTHING, VALUE, Mask, apply, blank, imports


def mask_mdx(text: str) -> str:
    """Mask expressions, imports and exports, and make tags such as Markdown knows."""
    if "import " in text:
        text = apply(text, imports(text))
    if "{" in text:
        text = apply(text, _expressions(text))
    if "export " in text:
        text = apply(text, [(m.start(), m.end(), " ") for m in _export().finditer(text)])
    if "<" in text:
        text = _tag().sub(_on_one_line, text)
        text = _lone_tags().sub(lambda match: blank(match.group()), text)
    return _lone_value().sub(lambda match: blank(match.group()), text)


@cache
def _brace() -> re.Pattern[str]:
    """Match braces, and code to skip."""
    return re.compile(
        r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*\n(?:(?![ \t>]*(?P=fence))[^\n]*(?:\n|\Z))*+"
        r"|`[^`\n]*`"
        r"|\\[{}]|[{}]",
        re.MULTILINE,
    )


def _expressions(text: str) -> list[Mask]:
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
        elif inside.startswith("/*") and inside.endswith("*/") and end - start >= 7:
            masks.extend(_as_html_comment(text, start, end))
        elif inside.strip("\"'`").isspace() or inside.startswith("..."):
            masks.append((start, end, " "))
        else:
            masks.append((start, end, VALUE))
    return masks


def _as_html_comment(text: str, start: int, end: int) -> list[Mask]:
    """Write ``{/* … */}`` as ``<!--…-->``, which is a character longer at its start."""
    opening = text.index("/*", start) + 2
    closing = text.rindex("*/", start, end)
    signs = [*zip(range(start, start + 4), "<!--", strict=True)]
    signs += zip(range(end - 3, end), "-->", strict=True)
    masks = [(at, at + 1, sign) for at, sign in signs]
    if opening > start + 4:
        masks.append((start + 4, opening, " "))
    if closing < end - 3:
        masks.append((closing, end - 3, " "))
    return masks


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


@cache
def _lone_tags() -> re.Pattern[str]:
    """Match lines of tags only: what stands between them is Markdown, not HTML."""
    name = r"(?!(?:pre|script|style|svg|nav|template)\b)[A-Za-z][\w.:-]*+"
    tag = rf"""</?{name}(?:[^<>"'`\n]|"[^"\n]*"|'[^'\n]*')*+>"""
    return re.compile(rf"^[ \t]*+(?:{tag}[ \t]*+)++(?=\r?$)", re.MULTILINE)


@cache
def _lone_value() -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*{VALUE}[ \t{VALUE}]*(?=\r?$)", re.MULTILINE)
