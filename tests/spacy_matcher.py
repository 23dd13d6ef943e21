"""What spaCy's Matcher finds, for the patterns of ours to be measured by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spacy.lang.lex_attrs import LEX_ATTRS
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from clarity.grammar.patterns import Match
from clarity.grammar.tokens import Piece, sentence_pieces
from clarity.model import Grammar, Passage

Pattern = Sequence[Mapping[str, Any]]


class SpacyMatchers:
    """A Matcher for each pattern. Raises `ValueError` for one that spaCy refuses."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._vocab = Vocab(lex_attr_getters=LEX_ATTRS)
        self._matchers: list[Any] = []  # spaCy's own types leave the alignments out
        for pattern in patterns:
            matcher = Matcher(self._vocab, validate=True)
            matcher.add("", [[dict(token) for token in pattern]], greedy="LONGEST")
            self._matchers.append(matcher)

    def find(self, passage: Passage) -> Iterator[Match]:
        """Yield the matches in a passage with grammar."""
        assert passage.grammar
        for sentence in passage.sentences:
            for piece in sentence_pieces(passage, sentence):
                yield from self._find(piece, passage.grammar)

    def _find(self, piece: Piece, grammar: Grammar) -> Iterator[Match]:
        index = {place: piece.first + n for n, place in enumerate(piece.places)}
        doc = _doc(self._vocab, piece, grammar)
        for number, matcher in enumerate(self._matchers):
            for _, start, end, tokens in matcher(doc, with_alignments=True, allow_missing=True):
                answers = zip(range(start, end), tokens, strict=True)
                yield Match(number, tuple((index[n], own) for n, own in answers if n in index))


def _doc(vocab: Vocab, piece: Piece, grammar: Grammar) -> Doc:
    count = len(piece.words)
    tags, features, roles = ["PUNCT"] * count, [""] * count, [""] * count
    lemmas = list(piece.words)
    for index, place in enumerate(piece.places, piece.first):
        tags[place] = grammar.tags[index]
        features[place] = grammar.features[index]
        lemmas[place] = grammar.lemmas[index]
        roles[place] = grammar.roles[index]
    return Doc(
        vocab,
        words=piece.words,
        pos=tags,
        morphs=features,
        lemmas=lemmas,
        tags=roles,
        sent_starts=piece.opens,
    )
