"""Masks: what is put over template syntax, of the same length as what it covers."""

from __future__ import annotations

import re
from functools import cache

#: What stands for masked syntax. Private-use characters are neither space nor punctuation, so
#: the markup around them reads as it would around a word; a block's text gets one opaque
#: character for a row of them. Statements are told from values because one that stands alone
#: on its line says nothing there.
VALUE = "\ue000"
STATEMENT = "\ue001"
#: A zero-width space stands for what leaves nothing behind, as ``{: .class}``.
NOTHING = "\u200b"

#: From, to, and the character to put there; a space leaves line ends as they are.
Mask = tuple[int, int, str]


def apply(text: str, masks: list[Mask]) -> str:
    """Put masks over a text; one that begins inside another is left out."""
    pieces: list[str] = []
    position = 0
    for start, end, sign in sorted(masks, key=lambda one: (one[0], -one[1])):
        if start < position:
            continue
        pieces.append(text[position:start])
        if sign == " ":
            pieces.append(blank(text[start:end]))
        else:
            pieces.append(sign * (end - start))
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


def blank(text: str) -> str:
    """Return spaces for all but the line ends."""
    return re.sub(r"[^\r\n]", " ", text)


def imports(text: str) -> list[Mask]:
    """Find the lines that import components."""
    return [(match.start(), match.end(), " ") for match in _import().finditer(text)]


@cache
def _import() -> re.Pattern[str]:
    address = r"""(?:"[^"\n]*"|'[^'\n]*')"""
    return re.compile(
        rf"^import[ \t]+(?:[\w*$, \t]*?(?:\{{[^{{}}]*\}}[ \t]*)?\bfrom[ \t]+)?{address};?"
        r"(?=[ \t]*\r?$)",
        re.MULTILINE,
    )
