"""Tells which language a text is in, by its common words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from clarity.language.profiles import profiles
from clarity.parsing.languages import languages

#: More words than this say nothing more.
ENOUGH = 400
#: In prose of a known language at least this share of the words is common; in others it is less.
_LEAST_SHARE = 0.12
#: Bits for the points of one language; `ENOUGH` must fit.
_FIELD = 16
#: A smaller lead than this calls for a look at endings and letters as well.
_SURE = 5
#: The lead another language must have over a text's main one, by its words and in all, for a
#: paragraph to be held for it. Measured: no real paragraph in the wrong (docs/language.md).
_LEAD_BY_WORDS, _LEAD = 2, 4


class Verdict(NamedTuple):
    """``language`` is a code, ``other`` or ``unknown``; ``confidence`` is 0 to 1.

    The code is that of a language we read, or of one that is told from others.
    """

    language: str
    confidence: float


@cache
def _worth() -> Mapping[str, int]:
    """Return the points a common word gives, one field of bits a language.

    Packed so that a single sum over the words counts for all the languages at once.
    """
    worth: dict[str, int] = {}
    for index, profile in enumerate(profiles().values()):
        for word in set(profile.common):
            worth[word] = worth.get(word, 0) + (1 << _FIELD * index)
    return worth


def points(forms: Sequence[str]) -> dict[str, int]:
    """Return, by language, how many of the first words are common in it."""
    total = sum(filter(None, map(_worth().get, forms[:ENOUGH])))
    field = (1 << _FIELD) - 1
    return {name: total >> _FIELD * index & field for index, name in enumerate(profiles())}


def identify(text: str) -> Verdict:
    """Tell the language of a text of any length from its first few hundred words."""
    return identify_words(sample(text))


def sample(text: str) -> list[str]:
    """Return the first few hundred words of a text in lower case."""
    return re.findall(r"[^\W\d_]+", text[: ENOUGH * 12].lower())[:ENOUGH]


def identify_words(forms: Sequence[str]) -> Verdict:
    """Tell the language of a text from its words in lower case.

    Each language gets a point for each word that is common in it. The confidence grows with the
    lead over the next: one word gives even odds, each further one halves the doubt. Too few common
    words for any language make it ``other``; a draw, ``unknown``.
    """
    scores = points(forms)
    best, second = sorted(scores.values(), reverse=True)[:2]
    least = _LEAST_SHARE * min(len(forms), ENOUGH)
    if len(forms) >= 10 and best < least:
        return Verdict("other", 1 - best / least)
    if best - second < _SURE:
        for name, more in _shape(forms[:ENOUGH]).items():
            scores[name] += more
        best, second = sorted(scores.values(), reverse=True)[:2]
    if best == second:
        return Verdict("unknown", 0.0)
    language = max(scores, key=scores.__getitem__)
    is_named = profiles()[language].english
    return Verdict(language if is_named else "other", 1 - 0.5 ** (best - second))


def other_language(forms: Sequence[str], main: str) -> str | None:
    """Return the language of a paragraph, ``None`` where it may well be the ``main`` one.

    What counts is its lead over the main language, not over the next (bokmål seldom leads far over
    Danish). Near draws are given to the languages we read. Quick where the main language leads.
    """
    scores = points(forms)
    if not scores[main]:
        return "other" if not any(scores.values()) else max(scores, key=scores.__getitem__)
    likely = max(scores, key=lambda name: scores[name] + (name in languages()))
    if scores[likely] - scores[main] < _LEAD_BY_WORDS:
        return None
    shape = _shape(forms[:ENOUGH])
    lead = scores[likely] + shape.get(likely, 0) - scores[main] - shape.get(main, 0)
    return likely if lead >= _LEAD else None


def _shape(forms: Sequence[str]) -> dict[str, int]:
    """Return points by language for the endings and the letters of words."""
    longer = [form for form in forms if len(form) > 4]
    endings = [form[-2:] for form in longer] + [form[-3:] for form in longer]
    text = " ".join(forms)
    return {
        name: sum(map(profile.endings.__contains__, endings))
        + sum(map(text.count, profile.letters))
        for name, profile in profiles().items()
        if profile.endings or profile.letters
    }
