"""What a LanguageTool server answers, read with distrust.

Where an answer has another shape, the functions raise `KeyError`, `TypeError`, `IndexError` or
`AttributeError`. Nothing that a server says stands in an error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

_VERSION = r"[A-Za-z0-9.+_-]{1,40}( [0-9T:+. -]{0,40})?"


class NoAnswerError(Exception):
    """LanguageTool could not be heard on a text, and why, in one line.

    ``is_passing`` where it may well be the next time.
    """

    is_passing = True


class RefusedError(NoAnswerError):
    """The user has not allowed it to be asked."""

    is_passing = False


class UnreachableError(NoAnswerError):
    """There is no use in asking again in this run."""


class Match(Struct, frozen=True):
    """What LanguageTool found at ``start`` to ``end``, in code points of the text it was sent.

    ``rule`` is its id of the rule, ``issue_type`` one of the types of ITS 2.0 ("misspelling",
    "typographical", "style" …).
    """

    start: int
    end: int
    message: str
    replacements: tuple[str, ...]
    rule: str
    issue_type: str


def matches(answer: Any, text: str) -> list[Match]:
    """Return what an answer to ``/v2/check`` on a text holds.

    Raises `NoAnswerError` where the server gave up before the end of the text.
    """
    if (answer.get("warnings") or {}).get("incompleteResults"):
        raise NoAnswerError("LanguageTool gave up before the end of the text")
    units = _code_points(text)
    return [_match(item, units) for item in answer["matches"]]


def languages(answer: Any) -> frozenset[str]:
    """Return the codes in an answer to ``/v2/languages``."""
    return frozenset(_text(item[key]) for item in answer for key in ("code", "longCode"))


def version(answer: Any) -> str:
    """Return the version of the server and when it was built, from an answer to ``/v2/check``."""
    software = answer["software"]
    said = f"{_text(software['version'])} {_text(software.get('buildDate') or '')}".strip()
    if not re.fullmatch(_VERSION, said):
        raise TypeError("no version")
    return said


def _match(item: Any, units: Sequence[int]) -> Match:
    start, length = _number(item["offset"]), _number(item["length"])
    if start < 0 or length < 0 or start + length >= len(units):
        raise IndexError("outside the text")
    rule = item["rule"]
    return Match(
        start=units[start],
        end=units[start + length],
        message=_text(item["message"]).strip(),
        replacements=tuple(_text(each["value"]) for each in item["replacements"]),
        rule=_text(rule["id"]),
        issue_type=_text(rule.get("issueType") or ""),
    )


def _code_points(text: str) -> Sequence[int]:
    """Return the code point at each UTF-16 unit (which is what LanguageTool counts), and the end.

    Both halves of a surrogate pair are at the code point they are halves of.
    """
    if not re.search("[\U00010000-\U0010ffff]", text):
        return range(len(text) + 1)
    units: list[int] = []
    for index, character in enumerate(text):
        units += [index] * (2 if character > "\uffff" else 1)
    return [*units, len(text)]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError("no number")
    return value
