"""Which sentences can match a pattern of tokens at all: few can, and the Matcher is slow.

What is asked here is less than what a pattern asks, and never more: a sentence that is left out
cannot match. Punctuation is not looked at, nor lemmas.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import Any, NamedTuple

from clarity.model import Grammar, Passage, Sentence

#: A quantifier with which a token must be there: none, «+», «{2}», «{1,5}».
_NEEDED = re.compile(r"|\+|\{[1-9]\d*(,\d*)?\}")

#: A word as far as it is looked at: form, part of speech, features, role.
_Word = tuple[str, str, str, str]


class _Token(NamedTuple):
    """What a word must be to answer to a token: one of, and none of, by key of the pattern."""

    forms: frozenset[str] | None
    tags: frozenset[str] | None
    roles: frozenset[str] | None
    features: frozenset[str]
    no_forms: frozenset[str]

    def fits(self, word: _Word) -> bool:
        """Tell whether a word may answer to the token."""
        form, tag, features, role = word
        return (
            (self.forms is None or form in self.forms)
            and (self.tags is None or tag in self.tags)
            and (self.roles is None or role in self.roles)
            and form not in self.no_forms
            and (not self.features or self.features <= _each(features))
        )


class Prefilter:
    """The tokens that patterns cannot do without, each a bit."""

    def __init__(self, patterns: Sequence[Sequence[Mapping[str, Any]]]) -> None:
        """Take from each pattern the tokens that a sentence must have words for."""
        needed = [[t for t in map(_token, pattern) if t is not None] for pattern in patterns]
        self._tokens = list(dict.fromkeys(token for tokens in needed for token in tokens))
        bit = {token: 1 << number for number, token in enumerate(self._tokens)}
        each = {tuple(bit[token] for token in tokens) for tokens in needed}
        self._patterns = [(reduce(or_, bits, 0), bits) for bits in each]
        self._fitting = lru_cache(maxsize=20_000)(self._fitting_anew)

    def may_match(self, passage: Passage, grammar: Grammar, sentence: Sentence) -> bool:
        """Tell whether a sentence has, in order, the words that any of the patterns needs."""
        own = slice(sentence.first, sentence.last)
        columns = (passage.forms, grammar.tags, grammar.features, grammar.roles)
        words = list(map(self._fitting, zip(*(column[own] for column in columns), strict=True)))
        there = reduce(or_, words, 0)
        return any(
            every & there == every and _in_order(bits, words) for every, bits in self._patterns
        )

    def _fitting_anew(self, word: _Word) -> int:
        """Return the bits of the tokens that a word may answer to."""
        return sum(1 << number for number, token in enumerate(self._tokens) if token.fits(word))


def _in_order(bits: Sequence[int], words: Sequence[int]) -> bool:
    """Tell whether there is a word for each bit, one after the other."""
    left = iter(words)
    return all(any(word & bit for word in left) for bit in bits)


def _token(asked: Mapping[str, Any]) -> _Token | None:
    """Return what a word must be, or ``None`` where a token asks for no word."""
    if not _NEEDED.fullmatch(asked.get("OP", "")):
        return None
    forms, tags, roles = (_one_of(asked.get(key)) for key in ("LOWER", "POS", "TAG"))
    if forms is not None and not all(map(str.isalpha, forms)):
        forms = None
    if tags is not None and "PUNCT" in tags:
        tags = None
    if roles is not None and "" in roles:
        roles = None
    features, no_forms = _listed(asked, "MORPH", "IS_SUPERSET"), _listed(asked, "LOWER", "NOT_IN")
    if not features and forms is None and tags is None and roles is None:
        return None
    return _Token(forms, tags, roles, features, no_forms)


def _one_of(asked: Any) -> frozenset[str] | None:
    if isinstance(asked, str):
        return frozenset((asked,))
    return frozenset(asked["IN"]) if asked and "IN" in asked else None


def _listed(asked: Mapping[str, Any], key: str, comparison: str) -> frozenset[str]:
    own = asked.get(key)
    return frozenset(own.get(comparison, ())) if isinstance(own, Mapping) else frozenset()


def _each(features: str) -> set[str]:
    """Return the features one by one: «Case=Gen», of «Number=Plur,Sing» both."""
    pairs = (feature.partition("=") for feature in features.split("|"))
    return {f"{name}={value}" for name, _, values in pairs for value in values.split(",")}
