"""Searches passages for many patterns at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from clarity.grammar.patterns.answers import Answers, Remembered
from clarity.grammar.patterns.automaton import Automaton, Step
from clarity.grammar.patterns.conditions import Condition
from clarity.grammar.patterns.reading import Token
from clarity.grammar.tokens import sentence_pieces
from clarity.model import Passage, Sentence


class Match(NamedTuple):
    """A match of pattern number ``pattern``.

    ``words`` are the words of the passage it covers, each with the number (from 0) of the token of
    the pattern that it answers to. Punctuation is left out.
    """

    pattern: int
    words: tuple[tuple[int, int], ...]


class _Place(NamedTuple):
    """What a token of a pattern asks for: all of some conditions, or not all of them."""

    conditions: int
    negated: bool

    def takes(self, met: int) -> bool:
        """Tell whether a word that meets some conditions can stand here."""
        return (met & self.conditions == self.conditions) != self.negated


class Sequences:
    """Patterns made ready to be searched for together.

    ``TAG`` in a pattern is the word's role (see `clarity.model.Role`).
    """

    def __init__(self, patterns: Sequence[Sequence[Token]]) -> None:
        """Give every condition a bit, and every place a word can take: patterns share many."""
        conditions: dict[Condition, int] = {}
        self._places: dict[_Place, int] = {}
        self._automata = []
        for pattern in patterns:
            steps: list[Step] = []
            for number, token in enumerate(pattern):
                bits = (conditions.setdefault(c, 1 << len(conditions)) for c in token.conditions)
                place = _Place(reduce(or_, bits, 0), token.negated)
                steps += _steps(
                    token, number, self._places.setdefault(place, 1 << len(self._places))
                )
            self._automata.append(Automaton(steps))
        self._answers = Answers(conditions)
        self._taken: Remembered[int] = Remembered(self._places_for)
        # A sentence without a word for one of these need not be gone through.
        of_words = sum(bit for place, bit in self._places.items() if self._is_of_words(place))
        self._needs = [automaton.needs & of_words for automaton in self._automata]

    def find(self, passages: Sequence[Passage]) -> Iterator[tuple[Passage, Match]]:
        """Yield the matches in passages with grammar, each within one sentence."""
        for passage in passages:
            if passage.grammar is None:
                continue
            taken = [self._taken[met] for met in self._answers.words(passage, passage.grammar)]
            for sentence in passage.sentences:
                there = reduce(or_, taken[sentence.first : sentence.last])
                some = [n for n, needs in enumerate(self._needs) if needs & there == needs]
                if some:
                    for match in self._matches(passage, sentence, taken, some):
                        yield passage, match

    def _matches(
        self, passage: Passage, sentence: Sentence, taken: Sequence[int], patterns: Sequence[int]
    ) -> Iterator[Match]:
        """Yield the matches of some patterns in a sentence; ``taken`` is of the passage's words."""
        for piece in sentence_pieces(passage, sentence):
            words = dict(
                zip(piece.places, range(piece.first, piece.first + len(piece.places)), strict=True)
            )
            row = [
                taken[words[place]] if place in words else self._taken[self._answers.sign(text)]
                for place, text in enumerate(piece.words)
            ]
            for pattern in patterns:
                for start, tokens in self._automata[pattern].find(row):
                    answers = enumerate(tokens, start)
                    yield Match(
                        pattern,
                        tuple((words[place], token) for place, token in answers if place in words),
                    )

    def _places_for(self, met: int) -> int:
        """Return the places that a word can take, by the conditions it meets."""
        return sum(bit for place, bit in self._places.items() if place.takes(met))

    def _is_of_words(self, place: _Place) -> bool:
        """Tell whether nothing that stands between the words can take a place."""
        return not place.negated and not place.takes(self._answers.of_signs)


def _steps(token: Token, number: int, fits: int) -> Iterator[Step]:
    """Yield a step for each word that must answer to a token, and for those that may."""
    for _ in range(token.least):
        yield Step(fits, number)
    if token.most is None:
        yield Step(fits, number, needed=False, repeated=True)
    else:
        for _ in range(token.most - token.least):
            yield Step(fits, number, needed=False)
