"""HTML cut into tags, comments and text, each with its place; linear on any input."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from msgspec import Struct

TokenKind = Literal["text", "start", "end", "comment", "other"]

#: Elements whose content is no markup. Of these only a title is read.
_RAW = frozenset({"script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp"})


class Token(Struct, frozen=True):
    """A piece of markup. ``name`` is the tag's as written; ``is_empty`` marks ``<br/>``."""

    kind: TokenKind
    start: int
    end: int
    name: str = ""
    is_empty: bool = False


class Attribute(Struct, frozen=True):
    """An attribute's value as written (without quotes) and where it stands."""

    value: str
    start: int
    end: int


@cache
def _tag() -> re.Pattern[str]:
    return re.compile(r"""<(/?)([A-Za-z][^\s/>"'<]*)((?:[^<>"']|"[^"]*"|'[^']*')*+)>""")


@cache
def _attribute() -> re.Pattern[str]:
    return re.compile(
        r"""([^\s=/>"'<]+)(?:\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?""",
    )


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """Yield the tokens of ``text[start:end]`` in order; together they cover it."""
    position = start
    plain = start  # where the text token under way begins
    while True:
        at = text.find("<", position, end)
        if at < 0:
            break
        token = _token_at(text, at, end)
        if token is None:
            position = at + 1
            continue
        if plain < at:
            yield Token("text", plain, at)
        yield token
        position = plain = token.end
        if token.kind == "start" and token.name.lower() in _RAW and not token.is_empty:
            close = re.compile(rf"</{token.name}(?=[\s/>])", re.IGNORECASE).search(
                text, position, end
            )
            position = plain = close.start() if close else end
            if position > token.end:
                yield Token(
                    "text" if token.name.lower() == "title" else "other", token.end, position
                )
    if plain < end:
        yield Token("text", plain, end)


def _token_at(text: str, at: int, end: int) -> Token | None:
    """Read the token that begins with the ``<`` at a place; ``None`` where it is just a sign."""
    after = text[at + 1 : at + 2]
    if after.isalpha() or after == "/":
        match = _tag().match(text, at, end)
        if match:
            slash, name, rest = match.groups()
            kind: TokenKind = "end" if slash else "start"
            return Token(kind, at, match.end(), name, rest.endswith("/"))
        return _broken_tag(text, at, end)
    if text.startswith("<!--", at):
        # As browsers do: `<!-->` is a comment too, and one that never ends takes the rest.
        close = text.find("-->", at + 2, end)
        return Token("comment", at, close + 3 if close >= 0 else end)
    if after in {"?", "%"}:
        close = text.find(f"{after}>", at + 2, end)
        return Token("other", at, close + 2 if close >= 0 else end)
    if after == "!":
        close = text.find(">", at, end)
        return Token("other", at, close + 1 if close >= 0 else end)
    return None


def _broken_tag(text: str, at: int, end: int) -> Token | None:
    """Read a tag with a stray quote up to its first ``>``, if that comes on the same line."""
    match = re.compile(r"<(/?)([A-Za-z][\w.:-]*)[^<>\n]*>").match(text, at, end)
    if match is None:
        return None
    return Token("end" if match[1] else "start", at, match.end(), match[2])


def attributes(text: str, token: Token) -> Mapping[str, Attribute]:
    """Return the attributes of a start tag by name in lower case; the first of a name counts."""
    found: dict[str, Attribute] = {}
    begin = token.start + 1 + len(token.name)
    for match in _attribute().finditer(text, begin, token.end - 1):
        group = match.lastindex or 1
        value = match[group] if group > 1 else ""
        low, high = match.span(group)
        found.setdefault(match[1].lower(), Attribute(value, low, high))
    return found
