"""Which sentences can match a pattern of tokens at all: few can, and the Matcher is slow.

What is asked here is less than what a pattern asks, and never more: a sentence that is left out
cannot match. Punctuation is not looked at, nor lemmas.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache, reduce
from itertools import chain
from operator import or_
from typing import Any, NamedTuple

from clarity.model import Grammar, Passage, Sentence

#: A quantifier with which a token must be there: none, «+», «{2}», «{1,5}».
_NEEDED = re.compile(r"|\+|\{[1-9]\d*(,\d*)?\}")

#: What only a word of the text can be, not what stands between the words: «ref», «ref.».
_LETTERS = re.compile(r"[^\W\d_]+\.?")

#: The bit of the first word of a sentence.
_FIRST = 1

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


class _Needs(NamedTuple):
    """What a pattern needs of a sentence, in bits: ``every`` one of them, and in what order.

    ``blocks`` come one after the other; the words of a block stand side by side.
    """

    every: int
    blocks: tuple[tuple[int, ...], ...]

    def are_met(self, words: Sequence[int], there: int) -> bool:
        """Tell whether there are such words; ``there`` are the bits that any of them has."""
        if self.every & there != self.every:
            return False
        after = 0
        for block in self.blocks:
            begins = range(after, len(words) - len(block) + 1)
            found = next((begin for begin in begins if _stands_at(block, words, begin)), None)
            if found is None:
                return False
            after = found + len(block)
        return True


def _stands_at(block: Sequence[int], words: Sequence[int], begin: int) -> bool:
    return all(need & words[begin + n] == need for n, need in enumerate(block))


class Prefilter:
    """The tokens that patterns cannot do without, each a bit, and in what order they need them."""

    def __init__(self, patterns: Sequence[Sequence[Mapping[str, Any]]]) -> None:
        """Take from each pattern the tokens that a sentence must have words for."""
        self._bits: dict[_Token, int] = {}
        self._patterns = [self._needs(pattern) for pattern in patterns]
        self._fitting = lru_cache(maxsize=20_000)(self._fitting_anew)

    def candidates(self, passage: Passage, grammar: Grammar, sentence: Sentence) -> Sequence[int]:
        """Return the numbers of the patterns that a sentence may match."""
        own = slice(sentence.first, sentence.last)
        columns = (passage.forms, grammar.tags, grammar.features, grammar.roles)
        words = list(map(self._fitting, zip(*(column[own] for column in columns), strict=True)))
        words[0] |= _FIRST
        there = reduce(or_, words)
        return [n for n, needs in enumerate(self._patterns) if needs.are_met(words, there)]

    def _needs(self, pattern: Sequence[Mapping[str, Any]]) -> _Needs:
        blocks: list[tuple[int, ...]] = [()]
        for asked in pattern:
            token = _token(asked)
            bits = 0
            if token is not None:
                bits = self._bits.setdefault(token, _FIRST << (len(self._bits) + 1))
                bits |= _FIRST if asked.get("IS_SENT_START") else 0
                blocks[-1] += (bits,)
            if not bits or asked.get("OP"):  # something else may stand between this and the next
                blocks.append(())
        told = tuple(block for block in blocks if block)
        return _Needs(reduce(or_, chain.from_iterable(told), 0), told)

    def _fitting_anew(self, word: _Word) -> int:
        """Return the bits of the tokens that a word may answer to."""
        return reduce(or_, (bit for token, bit in self._bits.items() if token.fits(word)), 0)


def _token(asked: Mapping[str, Any]) -> _Token | None:
    """Return what a word must be, or ``None`` where a token asks for no word."""
    if not _NEEDED.fullmatch(asked.get("OP", "")):
        return None
    forms, tags, roles = (_one_of(asked.get(key)) for key in ("LOWER", "POS", "TAG"))
    if forms is not None and not all(map(_LETTERS.fullmatch, forms)):
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
