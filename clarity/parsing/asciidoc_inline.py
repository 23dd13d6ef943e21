"""What stands inside a paragraph of AsciiDoc (emphasis, links, macros), to a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from clarity.model import OPAQUE, MarkKind
from clarity.parsing.draft import Draft
from clarity.parsing.entities import add_text

#: Signs of emphasis, and what each marks. Doubled, they may stand inside a word.
_SIGNS: dict[str, MarkKind | None] = {
    "*": "strong",
    "_": "emphasis",
    "#": None,
    "^": None,
    "~": None,
}
#: Attributes that stand for a character, or for none.
_CHARACTERS = {"nbsp": "\u00a0", "sp": " ", "amp": "&", "lt": "<", "gt": ">"}
_EMPTY = frozenset({"empty", "zwsp", "wj"})
#: Macros that leave nothing where they stand; of the others, something is seen that is no prose.
_UNSEEN = frozenset({"footnote", "footnoteref", "indexterm", "anchor"})


class _Token(Struct, frozen=True):
    """A stretch of source that is no text by itself."""

    start: int
    end: int
    kind: str
    match: re.Match[str]


@cache
def _token() -> re.Pattern[str]:
    # Nothing may look far for an end that is not there, or time would grow with the square. So
    # the bracket that begins a label is not escaped: where it stands, the label before has ended.
    label = r"(?:[^\[\]\\]|\\.)*+"
    given = rf"(?:[^\[\]\\]|\\.|\[{label}\])*+"  # a note may hold a link
    begin = r"(?<!\\)\["
    macros = "image|icon|kbd|btn|menu|stem|latexmath|asciimath|indexterm2?|footnote(?:ref)?|anchor"
    return re.compile(
        r"(?P<escape>\\(?=[*_#^~`+{\[<(]|(?:https?|ftp|link|xref):))"
        r"|(?P<code>``[^`\n]+``|(?<![\w`\"'])`[^\s`](?:[^`]*[^\s`])?`(?!\w)"
        r"|\+\+\+[^+\n]*+\+\+\+|\+\+[^+\n]++\+\+|(?<!\w)\+[^\s+](?:[^+\n]*[^\s+])?\+(?!\w)"
        r"|pass:[\w,]{0,9}\[[^\]\n]{0,500}+\])"
        rf"|(?P<link>(?P<address>(?:link:|xref:|mailto:)[^\s\[\]]{{1,1000}}+"
        rf"|(?:https?|ftp|irc)://[^\s\[\]<>]{{1,1000}}+){begin}(?P<label>{label})\])"
        r"|(?P<cross><<(?P<id>[^\s<>,]+)(?:,(?P<name>[^<>]*))?>>)"
        rf"|(?P<macro>(?P<call>{macros}):(?!:)[^\s\[\]]{{0,200}}+{begin}{given}\])"
        # Backticks beside quotation marks make those round.
        r"|(?P<nothing>(?<!\w[\"'])(?<=[\"'])`(?=\S)|(?<=\S)`(?=[\"'](?!\w))"
        r"|\[\[[^\[\]\n]*+\]\]|\(\(\([^()\n]*+\)\)\)|\[[.#%][^\[\]\n]*+\](?=[#*_`]))"
        r"|(?P<term>\(\((?P<shown>[^()\n]+)\)\))"
        r"|(?P<attribute>\{(?P<said>\w[\w-]*)(?::[^{}\n]*)?\})"
        r"|(?P<break>(?<=\s)\+[ \t]*(?=[\r\n]))"
        r"|(?P<sign>\*\*|__|##|[*_#^~])"
    )


def add(draft: Draft, text: str, start: int, end: int) -> None:
    """Add the source ``text[start:end]`` to a draft."""
    tokens = list(_tokens(text, start, end))
    pairs = _pairs(text, tokens, start, end)
    opened: dict[int, int] = {}  # where the text of a pair begins, by the token that ends it
    place = start
    for number, token in enumerate(tokens):
        if token.kind == "sign" and number not in pairs:
            continue
        add_text(draft, text, place, token.start)
        place = token.end
        if token.kind != "sign":
            _add_token(draft, text, token)
        elif number not in opened:
            opened[pairs[number]] = draft.length
        elif mark := _SIGNS[token.match[0][0]]:
            draft.mark(mark, opened[number])
    add_text(draft, text, place, end)


def _tokens(text: str, start: int, end: int) -> Iterator[_Token]:
    place = start
    while match := _token().search(text, place, end):
        kind = match.lastgroup or ""
        if kind == "escape":
            yield _Token(*match.span(), "nothing", match)
            place = match.end() + 1  # what is escaped is text, and begins nothing
        else:
            yield _Token(*match.span(), kind, match)
            place = match.end()


def _pairs(text: str, tokens: list[_Token], start: int, end: int) -> dict[int, int]:
    """Return the signs that belong together, each by the number of the other."""
    pairs: dict[int, int] = {}
    waiting: dict[str, int] = {}
    for number, token in enumerate(tokens):
        if token.kind != "sign":
            continue
        sign = token.match[0]
        before = text[token.start - 1] if token.start > start else " "
        after = text[token.end] if token.end < end else " "
        is_free = len(sign) > 1 or sign in "^~"
        joining = "" if sign == "#" else "_"  # which is no sign any more when those are read
        can_close = not before.isspace() and (is_free or not (after.isalnum() or after == joining))
        can_open = not after.isspace() and (is_free or not (before.isalnum() or before == joining))
        if can_close and sign in waiting and tokens[waiting[sign]].end < token.start:
            other = waiting.pop(sign)
            pairs[other], pairs[number] = number, other
        elif can_open:
            waiting[sign] = number
    return pairs


def _add_token(draft: Draft, text: str, token: _Token) -> None:
    match = token.match
    if token.kind == "link":
        address = match["address"].removeprefix("link:").removeprefix("xref:")
        _add_link(draft, text, match, "label", address)
    elif token.kind == "cross":
        _add_link(draft, text, match, "name", f"#{match['id']}")
    elif token.kind == "term":
        add(draft, text, *match.span("shown"))
    elif token.kind == "attribute" and match["said"] in _CHARACTERS:
        draft.add(_CHARACTERS[match["said"]], token.start, token.end)
    elif token.kind == "break":
        before = draft.length
        draft.add(" ", token.start, token.end)
        draft.mark("break", before)
    elif not (
        token.kind == "nothing"
        or (token.kind == "macro" and match["call"] in _UNSEEN)
        or (token.kind == "attribute" and match["said"] in _EMPTY)
    ):
        draft.add(OPAQUE, token.start, token.end)


@cache
def _options() -> re.Pattern[str]:
    """Match what follows the text of a link: a caret, or attributes."""
    return re.compile(r"\^?(?:,\s*[\w-]+=.*)?\Z", re.DOTALL)


def _add_link(draft: Draft, text: str, match: re.Match[str], group: str, address: str) -> None:
    """Add the text of a link; where it has none, its address is seen, which is no prose."""
    start, end = match.span(group)
    label = text[start:end] if start >= 0 else ""
    quoted = re.match(r'\s*"([^"]+)"', label)
    if quoted:
        start, end = start + quoted.start(1), start + quoted.end(1)
    elif options := _options().search(label):
        end = start + options.start()
    before = draft.length
    if start >= 0 and text[start:end].strip():
        add(draft, text, start, end)
    else:
        draft.add(OPAQUE, match.start(), match.end())
    draft.mark("link", before, address)
