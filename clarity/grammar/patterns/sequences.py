"""Searches passages for many patterns at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

from msgspec import Struct

from clarity.grammar.patterns.answers import Answers, Remembered
from clarity.grammar.patterns.automaton import Automaton, Step
from clarity.grammar.patterns.conditions import Condition
from clarity.grammar.patterns.reading import Token
from clarity.grammar.patterns.sieve import Sieve
from clarity.grammar.tokens import Piece, sentence_pieces
from clarity.model import Grammar, Passage, Sentence


class Match(Struct, frozen=True):
    """A match of pattern number ``pattern``.

    ``words`` are the words of the passage it covers, each with the number (from 0) of the token of
    the pattern that it answers to. Punctuation is left out.
    """

    pattern: int
    words: tuple[tuple[int, int], ...]


class _Place(Struct, frozen=True):
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
        patterned = [self._steps(pattern, conditions) for pattern in patterns]
        self._automata = list(map(Automaton, patterned))
        self._answers = Answers(conditions)
        self._taken: Remembered[int] = Remembered(self._places_for)
        of_words = sum(bit for place, bit in self._places.items() if self._is_of_words(place))
        self._sieve = Sieve(patterned, of_words, len(self._places))

    def _steps(self, pattern: Sequence[Token], conditions: dict[Condition, int]) -> list[Step]:
        """Return a step for each word that a pattern needs, and for each that it may take."""
        steps: list[Step] = []
        for number, token in enumerate(pattern):
            bits = (conditions.setdefault(own, 1 << len(conditions)) for own in token.conditions)
            place = _Place(reduce(or_, bits, 0), token.negated)
            fits = self._places.setdefault(place, 1 << len(self._places))
            steps += token.least * [Step(fits, number)]
            if token.most is None:
                steps.append(Step(fits, number, needed=False, repeated=True))
            else:
                steps += (token.most - token.least) * [Step(fits, number, needed=False)]
        return steps

    def find(self, passages: Sequence[Passage]) -> Iterator[tuple[Passage, Match]]:
        """Yield the matches in passages with grammar, each within one sentence."""
        for passage in passages:
            if passage.grammar is None:
                continue
            taken = self._places_of(passage, passage.grammar)
            for sentence in passage.sentences:
                patterns = self._sieve.passed(taken[sentence.first : sentence.last])
                if patterns:
                    for match in self._matches(passage, sentence, taken, patterns):
                        yield passage, match

    def begun(self, passage: Passage) -> Iterator[tuple[int, ...]]:
        """Yield for each token of a passage with grammar the patterns that it can begin.

        The signs between the words are among the tokens.
        """
        if passage.grammar is None:
            return
        taken = self._places_of(passage, passage.grammar)
        for sentence in passage.sentences:
            for piece in sentence_pieces(passage, sentence):
                for word in self._row(piece, taken):
                    yield tuple(n for n, own in enumerate(self._automata) if word & own.begins)

    def _places_of(self, passage: Passage, grammar: Grammar) -> list[int]:
        """Return the places that each word of a passage can take."""
        return list(map(self._taken.__getitem__, self._answers.words(passage, grammar)))

    def _matches(
        self, passage: Passage, sentence: Sentence, taken: Sequence[int], patterns: Sequence[int]
    ) -> Iterator[Match]:
        """Yield the matches of some patterns in a sentence; ``taken`` is of the passage's words."""
        for piece in sentence_pieces(passage, sentence):
            words = piece.numbers
            row = self._row(piece, taken)
            for pattern in patterns:
                for found in self._automata[pattern].find(row):
                    answers = enumerate(found.tokens, found.start)
                    yield Match(
                        pattern,
                        tuple((words[place], token) for place, token in answers if place in words),
                    )

    def _row(self, piece: Piece, taken: Sequence[int]) -> list[int]:
        """Return the places that each token of a piece can take."""
        words = piece.numbers
        return [
            taken[words[place]] if place in words else self._taken[self._answers.sign(text)]
            for place, text in enumerate(piece.words)
        ]

    def _places_for(self, met: int) -> int:
        """Return the places that a word can take, by the conditions it meets."""
        return sum(bit for place, bit in self._places.items() if place.takes(met))

    def _is_of_words(self, place: _Place) -> bool:
        """Tell whether nothing that stands between the words can take a place."""
        return not place.negated and not place.takes(self._answers.of_signs)
