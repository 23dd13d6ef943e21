"""A grammar model that comes with clarity: passages to the grammar of their words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from sys import intern
from typing import NamedTuple

from clarity.grammar.lemmas import Lemmas
from clarity.grammar.network import weights
from clarity.grammar.network.encoding import Encoder, labels
from clarity.grammar.network.files import META
from clarity.grammar.network.weights import Weights
from clarity.grammar.roles import OF_TAG
from clarity.grammar.tokens import pieces
from clarity.model import Grammar, Passage, Role

#: So many words go through the network together, or somewhat more: fewer take longer each, and
#: more take memory.
_BATCH = 640


_TAG = "POS="


class _Labels(NamedTuple):
    """What the labels stand for, by number. Tags and features are one label together."""

    tags: Sequence[str]
    features: Sequence[str]
    roles: Sequence[Role]


class _Batch(NamedTuple):
    """Words and signs of some passages: which begin a sentence, and which are words."""

    tokens: list[str]
    starts: list[int]
    places: list[int]


class Network:
    """A model that is loaded."""

    def __init__(self, folder: Path, version: str, own: Weights, stand: _Labels) -> None:
        self.folder = folder
        self.version = version
        self._weights = own
        self._labels = stand
        self._encoder = Encoder(own)

    def read(self, passages: Sequence[Passage]) -> list[Grammar]:
        """Return the grammar of passages, each of which depends on nothing outside it."""
        told: list[int] = []
        roles: list[int] = []
        for batch in _batches(passages):
            vectors = self._encoder.encode(batch.tokens, batch.starts)[batch.places]
            told += labels(vectors, self._weights.morphology)
            roles += labels(vectors, self._weights.roles)
        grammars = []
        first = 0
        for passage in passages:
            last = first + len(passage.forms)
            grammars.append(self._grammar(passage, told[first:last], roles[first:last]))
            first = last
        return grammars

    def _grammar(self, passage: Passage, told: Sequence[int], roles: Sequence[int]) -> Grammar:
        tags = tuple([self._labels.tags[number] for number in told])
        return Grammar(
            tags,
            tuple([self._labels.features[number] for number in told]),
            Lemmas.of(passage, tags),
            tuple([self._labels.roles[number] for number in roles]),
        )


def load(folder: Path) -> Network:
    """Load a model from its folder. Raises `OSError` and `ValueError`."""
    own = weights.read(folder)
    try:
        meta = json.loads((folder / META).read_text("utf-8"))
        morphology, roles = meta["labels"]["morphologizer"], meta["labels"]["tagger"]
        stand = _Labels(
            [_tag(label) for label in morphology],
            [_features(label) for label in morphology],
            [OF_TAG[label] for label in roles],
        )
        version = str(meta["version"])
    except LookupError as error:
        raise ValueError(f"{META} lacks {error}") from None
    if (len(morphology), len(roles)) != (len(own.morphology[1]), len(own.roles[1])):
        raise ValueError(f"{META} has other labels than the weights")
    return Network(folder, version, own, stand)


def _tag(label: str) -> str:
    """Return the part of speech of a label like «Mood=Ind|POS=VERB|Tense=Past»."""
    tags = [part.removeprefix(_TAG) for part in label.split("|") if part.startswith(_TAG)]
    return intern("".join(tags))


def _features(label: str) -> str:
    return intern("|".join(part for part in label.split("|") if not part.startswith(_TAG)))


def _batches(passages: Sequence[Passage]) -> Iterator[_Batch]:
    batch = _Batch([], [], [])
    for passage in passages:
        for piece in pieces(passage):
            before = len(batch.tokens)
            batch.tokens.extend(piece.words)
            batch.starts.append(before)
            batch.starts.extend(before + n for n, opens in enumerate(piece.opens) if n and opens)
            batch.places.extend([before + place for place in piece.places])
            if len(batch.tokens) >= _BATCH:
                yield batch
                batch = _Batch([], [], [])
    if batch.tokens:
        yield batch
