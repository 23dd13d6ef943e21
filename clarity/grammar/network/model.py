"""A grammar model that comes with clarity: passages to the grammar of their words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct

from clarity.grammar.lemmas import Lemmas
from clarity.grammar.network.encoding import Encoder
from clarity.grammar.network.files import META, features_of, tag_of
from clarity.grammar.network.weights import Weights
from clarity.grammar.network.weights import read as read_weights
from clarity.grammar.roles import OF_TAG
from clarity.grammar.tokens import Piece, pieces
from clarity.model import Grammar, Passage, Role

#: So many words go through the network together, or somewhat more: fewer take longer each, and
#: more take memory.
BATCH = 640
#: Scores of labels that are nearer to each other may fall out either way.
CLOSE = 1e-3

#: The part of speech in a label like «Mood=Ind|POS=VERB|Tense=Past».


class Labels(Struct, frozen=True):
    """What the labels stand for, by number. Tags and features are one label together."""

    tags: Sequence[str]
    features: Sequence[str]
    roles: Sequence[Role]


class _Answers(Struct, frozen=True):
    """The numbers of the labels of some words, and of which of them another is about as likely."""

    morphology: Any
    roles: Any
    is_close: Any


class Network:
    """A model that is loaded."""

    def __init__(self, folder: Path, version: str, weights: Weights, labels: Labels) -> None:
        self.folder = folder
        self.version = version
        self._weights = weights
        self.labels = labels
        self._encoder = Encoder(weights)

    def read(self, passages: Sequence[Passage]) -> list[Grammar]:
        """Return the grammar of passages, each of which depends on nothing outside it."""
        told: list[int] = []
        roles: list[int] = []
        for some in _batches(passages):
            answers = self._tell(some)
            told += answers.morphology.tolist()
            roles += answers.roles.tolist()
        grammars = []
        first = 0
        for passage in passages:
            last = first + len(passage.forms)
            grammars.append(self._grammar(passage, told[first:last], roles[first:last]))
            first = last
        return grammars

    def _tell(self, some: Sequence[Piece]) -> _Answers:
        """Return the labels of the words of some pieces.

        The numbers that labels rest on differ in their last bits with what else goes through the
        network. Where that could decide, a piece goes through it alone, with nothing remembered.
        """
        answers = _answers(self._encoder, self._weights, some)
        first = 0
        for piece in some:
            own = slice(first, first + len(piece.places))
            if answers.is_close[own].any():
                alone = _answers(Encoder(self._weights, 0), self._weights, [piece])
                answers.morphology[own] = alone.morphology
                answers.roles[own] = alone.roles
            first = own.stop
        return answers

    def _grammar(self, passage: Passage, told: Sequence[int], roles: Sequence[int]) -> Grammar:
        tags = tuple([self.labels.tags[number] for number in told])
        return Grammar(
            tags,
            tuple([self.labels.features[number] for number in told]),
            Lemmas(passage, tags),
            tuple([self.labels.roles[number] for number in roles]),
        )


def load(folder: Path) -> Network:
    """Load a model from its folder. Raises `OSError` and `ValueError`."""
    weights = read_weights(folder)
    try:
        meta = json.loads((folder / META).read_text("utf-8"))
        morphology, roles = meta["labels"]["morphologizer"], meta["labels"]["tagger"]
        labels = Labels(
            [tag_of(label) for label in morphology],
            [features_of(label) for label in morphology],
            [OF_TAG[label] for label in roles],
        )
        version = str(meta["version"])
    except LookupError as error:
        raise ValueError(f"{META} lacks {error}") from None
    if (len(morphology), len(roles)) != (len(weights.morphology[1]), len(weights.roles[1])):
        raise ValueError(f"{META} has other labels than the weights")
    return Network(folder, version, weights, labels)


def _batches(passages: Sequence[Passage]) -> Iterator[list[Piece]]:
    """Yield the pieces of passages in order, as many as go through the network together."""
    some: list[Piece] = []
    count = 0
    for piece in chain.from_iterable(map(pieces, passages)):
        some.append(piece)
        count += len(piece.words)
        if count >= BATCH:
            yield some
            some, count = [], 0
    if some:
        yield some


def _answers(encoder: Encoder, weights: Weights, some: Sequence[Piece]) -> _Answers:
    """Return the labels of the words of some pieces that go through the network together."""
    words: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    for piece in some:
        before = len(words)
        words += piece.words
        starts.append(before)
        starts += [before + n for n, opens in enumerate(piece.opens) if opens and n]
        places += [before + place for place in piece.places]
    vectors = encoder.encode(words, starts)[places]
    morphology, is_close = _likeliest(vectors, weights.morphology)
    roles, also_close = _likeliest(vectors, weights.roles)
    return _Answers(morphology, roles, is_close | also_close)


def _likeliest(vectors: Any, labels: tuple[Any, Any]) -> tuple[Any, Any]:
    """Return the likeliest label of each vector, and whether another is about as likely."""
    scores = vectors @ labels[0] + labels[1]
    likeliest = scores.argmax(axis=1)[:, np.newaxis]
    best = np.take_along_axis(scores, likeliest, axis=1)
    np.put_along_axis(scores, likeliest, -np.inf, axis=1)
    return likeliest[:, 0], best[:, 0] - scores.max(axis=1) < CLOSE
