"""Tells which language a text is in, by its common words and their shapes."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping, Sequence
from functools import cache
from math import inf

from msgspec import Struct

from clarity.language.near import shapes
from clarity.language.profiles import profiles
from clarity.parsing.languages import in_family, languages

#: What a language is called that is none we know, and one that cannot be told.
OTHER, UNKNOWN = "other", "unknown"
#: More words than this say nothing more.
ENOUGH = 400
#: In prose of a known language at least this share of the words is common; in others it is less.
_LEAST_SHARE = 0.12
#: Holds the points of one language, as `struct` calls it, and how many bits that are; `ENOUGH`
#: must fit.
_FIELD, _BITS = "H", 16
#: A smaller lead than this calls for a look at endings and letters as well.
_SURE = 5
#: The lead another language must have over a text's main one, by its words and in all, for a
#: paragraph to be held for it. Measured: no real paragraph in the wrong (docs/language.md).
_LEAD_BY_WORDS, _LEAD = 2, 4
#: The same between two near languages, by the shapes of the words.
_LEAD_IN_BITS = 16
#: What a text has to have to be taken for the second of two near languages, which fewer texts are
#: in: of the Norwegian ones, fewer than one in four are in nynorsk.
_LEAST_BITS = 2
#: With such a lead in common words over a near language, shapes are not looked at.
_CLEAR = 8


class Verdict(Struct, frozen=True):
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
            worth[word] = worth.get(word, 0) + (1 << _BITS * index)
    return worth


def points(forms: Sequence[str]) -> dict[str, int]:
    """Return, by language, how many of the first words are common in it."""
    total = sum(filter(None, map(_worth().get, forms[:ENOUGH])))
    names = profiles()
    fields = struct.Struct(f"<{len(names)}{_FIELD}")
    return dict(zip(names, fields.unpack(total.to_bytes(fields.size, "little")), strict=True))


def identify(text: str) -> Verdict:
    """Tell the language of a text of any length from its first few hundred words."""
    return identify_words(sample(text))


def sample(text: str) -> list[str]:
    """Return the first few hundred words of a text in lower case, save the names.

    A name is a word that has a capital inside a sentence and is nowhere written without. It tells
    nothing of the language around it: «Grafana» is no nynorsk.
    """
    text = text[: ENOUGH * 12]
    found = re.findall(r"[^\W\d_]+", text)[:ENOUGH]
    small = {word for word in found if word.islower()}
    names = {name for name in _capitalised().findall(text) if name.lower() not in small}
    return [word.lower() for word in found if word not in names]


@cache
def _capitalised() -> re.Pattern[str]:
    """Match words with a capital inside a sentence. Text in capitals throughout has no names."""
    # It is searched for by the capital, which is quicker than by what stands before it.
    capital = "[A-ZÆØÅÄÖ]"
    return re.compile(rf"{capital}(?<=[\w,;] {capital})[^\W\d_]*[^\W\d_A-ZÆØÅÄÖ][^\W\d_]*")


def identify_words(forms: Sequence[str]) -> Verdict:
    """Tell the language of a text from its words in lower case.

    Each language gets a point for each word that is common in it. The confidence grows with the
    lead over the next: one word gives even odds, each further one halves the doubt. Too few common
    words for any language make it ``other``; a draw, ``unknown``, unless it is with a language
    that we do not read. The shapes of words tell near languages, which share most of them; where
    they hardly do either, it is the first of them (bokmål), as most texts are.
    """
    forms = forms[:ENOUGH]
    by_kind = points(forms)
    scores = _joined(by_kind)
    best, second = sorted(scores.values(), reverse=True)[:2]
    least = _LEAST_SHARE * len(forms)
    if len(forms) >= 10 and best < least:
        return Verdict(OTHER, 1 - best / least)
    if best - second < _SURE:
        shape = _joined(_shape(forms))
        for name, score in scores.items():
            if best - score < _SURE:
                scores[name] += shape.get(name, 0)
        best, second = sorted(scores.values(), reverse=True)[:2]
    likely = [name for name, score in scores.items() if score == best]
    likely = [name for name in likely if in_family(name)] or likely
    if not best or len(likely) > 1:
        return Verdict(UNKNOWN, 0.0)
    confidence = 1 - 0.5 ** max(best - second, 1)
    language, bits = _nearest(likely[0], by_kind, forms)
    is_named = language in languages() or profiles()[language].english
    confidence = min(confidence, 1 - 0.5**bits)
    return Verdict(language if is_named else OTHER, confidence)


def _nearest(family: str, scores: Mapping[str, int], forms: Sequence[str]) -> tuple[str, float]:
    """Return which language of a family a text is in, and how sure that is, in bits."""
    near = in_family(family)
    if len(near) < 2:
        return near[0] if near else family, inf
    first, second = near[:2]
    lead = scores[second] - scores[first]
    known = shapes(first, second)
    bits = known.lean(forms) if known and abs(lead) < _CLEAR else lead
    return second if bits >= _LEAST_BITS else first, abs(bits)


def _joined(scores: Mapping[str, int]) -> dict[str, int]:
    """Return points with near languages as one, so that they do not split the vote."""
    joined: dict[str, int] = {}
    for name, score in scores.items():
        family = languages()[name].family if name in languages() else name
        joined[family] = max(joined.get(family, 0), score)
    return joined


def other_language(forms: Sequence[str], main: str) -> str | None:
    """Return the language of a paragraph, ``None`` where it may well be the ``main`` one.

    What counts is its lead over the main language, not over the next (bokmål seldom leads far over
    Danish). Near draws are given to the languages we read. Quick where the main language leads.
    """
    scores = points(forms)
    if not scores[main]:
        return OTHER if not any(scores.values()) else max(scores, key=scores.__getitem__)
    if max(scores.values()) - scores[main] < _LEAD_BY_WORDS:
        return None
    likely = max(scores, key=lambda name: scores[name] + (name in languages()))
    if scores[likely] - scores[main] < _LEAD_BY_WORDS:
        return None
    if known := shapes(main, likely) or shapes(likely, main):
        bits = known.lean(forms[:ENOUGH])
        return likely if (bits if shapes(main, likely) else -bits) >= _LEAD_IN_BITS else None
    shape = _shape(forms[:ENOUGH])
    lead = scores[likely] + shape.get(likely, 0) - scores[main] - shape.get(main, 0)
    return likely if lead >= _LEAD else None


def _shape(forms: Sequence[str]) -> dict[str, int]:
    """Return points by language for the endings and the letters of words, each counted once."""
    longer = [form for form in set(forms) if len(form) > 4]
    endings = [form[-2:] for form in longer] + [form[-3:] for form in longer]
    text = " ".join(set(forms))
    return {
        name: sum(map(profile.endings.__contains__, endings))
        + sum(map(text.count, profile.letters))
        for name, profile in profiles().items()
        if profile.endings or profile.letters
    }
