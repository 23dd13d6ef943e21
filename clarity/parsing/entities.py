"""HTML text to a draft, with its entities decoded."""

from __future__ import annotations

import re
from functools import cache

from clarity.parsing.draft import Draft


def add_text(draft: Draft, text: str, start: int, end: int, offset: int = 0) -> None:
    """Add ``text[start:end]`` to a draft with its entities decoded."""
    position = start
    if text.find("&", start, end) >= 0:
        from html import unescape  # brings a big table, and most texts have no entities

        for match in _entity().finditer(text, start, end):
            decoded = unescape(match.group())
            if decoded == match.group():
                continue
            if position < match.start():
                draft.add(text[position : match.start()], position + offset, match.start() + offset)
            if decoded:
                draft.add(decoded, match.start() + offset, match.end() + offset)
            position = match.end()
    if position < end:
        draft.add(text[position:end], position + offset, end + offset)


@cache
def _entity() -> re.Pattern[str]:
    return re.compile(r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{1,31};)")
