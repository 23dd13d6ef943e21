"""Token patterns in the syntax of spaCy's Matcher, over words that have their grammar already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from clarity.grammar.interrupts import held_back
from clarity.grammar.prefiltering import Prefilter
from clarity.grammar.tokens import Piece, sentence_pieces
from clarity.model import Grammar, Passage

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: A pattern as spaCy takes it: one mapping a token.
Pattern = Sequence[Mapping[str, Any]]


class Match(NamedTuple):
    """A match of pattern number ``pattern``.

    ``words`` are the words of the passage it covers, each with the number (from 0) of the token of
    the pattern that it answers to. Punctuation is left out.
    """

    pattern: int
    words: tuple[tuple[int, int], ...]


class Sequences:
    """Patterns made ready to be searched for together.

    ``TAG`` in a pattern is the word's role (see `clarity.model.Role`).
    """

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        """Compile the patterns. Raises `ValueError` for one that spaCy refuses."""
        from spacy.lang.lex_attrs import LEX_ATTRS
        from spacy.matcher import Matcher
        from spacy.vocab import Vocab

        self._prefilter = Prefilter(patterns)
        self._vocab = Vocab(lex_attr_getters=LEX_ATTRS)
        self._matchers: list[Any] = []
        with held_back():
            for pattern in patterns:
                self._matchers.append(Matcher(self._vocab, validate=True))
                self._matchers[-1].add("", [[dict(token) for token in pattern]], greedy="LONGEST")

    def find(self, passages: Sequence[Passage]) -> Iterator[tuple[Passage, Match]]:
        """Yield the matches in passages with grammar, each within one sentence."""
        chosen = [
            (passage, passage.grammar, sentence, patterns)
            for passage in passages
            if passage.grammar is not None
            for sentence in passage.sentences
            if (patterns := self._prefilter.candidates(passage, passage.grammar, sentence))
        ]
        # What is learnt in the zone is forgotten after it, but the vocabulary remembers having
        # learnt the features: so it learns those before.
        for _, grammar, sentence, _ in chosen:
            for features in set(grammar.features[sentence.first : sentence.last]):
                self._vocab.morphology.add(features)
        with self._vocab.memory_zone():
            for passage, grammar, sentence, patterns in chosen:
                for piece in sentence_pieces(passage, sentence):
                    for match in self._matches(piece, grammar, patterns):
                        yield passage, match

    def _matches(self, piece: Piece, grammar: Grammar, patterns: Sequence[int]) -> Iterator[Match]:
        index = {place: piece.first + n for n, place in enumerate(piece.places)}
        # Words without roles, features or lemmas are nothing wrong: a heading may have none.
        asked = {"with_alignments": True, "allow_missing": True}
        with held_back():
            doc = self._doc(piece, grammar)
            found = [(number, self._matchers[number](doc, **asked)) for number in patterns]
        for number, matches in found:
            for _, start, end, alignment in matches:
                answers = zip(range(start, end), alignment, strict=True)
                words = tuple((index[place], token) for place, token in answers if place in index)
                yield Match(number, words)

    def _doc(self, piece: Piece, grammar: Grammar) -> Doc:
        from spacy.tokens import Doc

        count = len(piece.words)
        tags, features, roles = ["PUNCT"] * count, [""] * count, [""] * count
        lemmas = list(piece.words)
        for index, place in enumerate(piece.places, piece.first):
            tags[place] = grammar.tags[index]
            features[place] = grammar.features[index]
            lemmas[place] = grammar.lemmas[index]
            roles[place] = grammar.roles[index]
        return Doc(
            self._vocab,
            words=piece.words,
            pos=tags,
            morphs=features,
            lemmas=lemmas,
            tags=roles,
            sent_starts=piece.opens,
        )
