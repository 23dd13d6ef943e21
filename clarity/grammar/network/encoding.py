"""Runs the network: words to vectors that know the sentence around them.

What comes out for a sentence depends on nothing around it, but for the last bits: what a library
for matrices (BLAS) makes of a row differs with how many rows there are, and where among them it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from clarity.grammar.network.features import features
from clarity.grammar.network.hashing import table_keys
from clarity.grammar.network.weights import Maxout, Table, Weights

#: About the most words that are remembered; one run over many files stays small.
REMEMBERED = 10_000

#: Brings a sum over a sentence to about the size of one word, as in training.
_SCALE = 0.1
#: Keeps the spread of a word's numbers from being 0, as thinc has it.
_LEAST = np.float32(1e-8)


class Encoder:
    """A network that is run; it remembers what it has made of a word alone.

    That is its vector, and what the first step makes of that where the word stands right after
    another, in its own place and right before another, side by side.
    """

    def __init__(self, weights: Weights, room: int = REMEMBERED) -> None:
        """Take the weights; about so many words are remembered as there is room for."""
        self._weights = weights
        self._room = room
        self._first, *self._steps = weights.steps
        self._by_place = np.concatenate(np.split(self._first.layer.weights, 3), axis=1)
        self._forget()

    def encode(self, words: Sequence[str], starts: Sequence[int]) -> Any:
        """Return a vector for each word of some sentences, of shape (words, width).

        ``starts`` are the numbers of the words that begin a sentence, the first being 0.
        """
        numbers = self._numbers_of(words)
        alone = self._alone[numbers]
        seen = np.empty((len(words), 3 * alone.shape[1]), alone.dtype)
        # Beside each word, what is seen before it and after it.
        before, data, after = np.split(seen, 3, axis=1)
        sentences = _Sentences(starts, len(words))
        parts = sentences.added(self._parts[numbers], self._first.reach)
        np.add(alone, _normed(parts, self._first.layer), out=data)
        for step in self._steps:
            if step.reach:
                sentences.look_at_neighbours(data, step.reach, before, after)
            else:
                sentences.look_at_all(data, before, after)
            data += _turned(seen, step.layer)
        return data

    def _numbers_of(self, words: Sequence[str]) -> Any:
        """Return the rows in which words are remembered."""
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        if len(self._known) + len(new) > len(self._alone):
            new = list(dict.fromkeys(words))
            self._forget(len(new))
        if new:
            ids = features(new)
            tables = enumerate(self._weights.tables)
            told = np.concatenate([_rows(table, ids[:, n]) for n, table in tables], axis=1)
            alone = _turned(told, self._weights.mix)
            rows = range(len(self._known), len(self._known) + len(new))
            self._alone[rows.start : rows.stop] = alone
            np.matmul(alone, self._by_place, out=self._parts[rows.start : rows.stop])
            self._known.update(zip(new, rows, strict=True))
        return np.array([self._known[word] for word in words])

    def _forget(self, needed: int = 0) -> None:
        self._known: dict[str, int] = {}
        room = max(needed, self._room)  # of which what is not used takes no memory
        width, parts = self._by_place.shape
        self._alone, self._parts = (np.empty((room, n), np.float32) for n in (width, parts))


def _rows(table: Table, ids: Any) -> Any:
    keys = table_keys(ids, table.seed) % len(table.rows)
    return np.add.reduce(table.rows[keys], axis=1, dtype=np.float32)


def _turned(seen: Any, layer: Maxout) -> Any:
    return _normed(seen @ layer.weights, layer)


def _normed(pieces: Any, layer: Maxout) -> Any:
    """Return what a layer makes of the products with its weights, which it changes."""
    width = len(layer.gain)
    pieces += layer.bias
    best = pieces[:, :width]
    for start in range(width, pieces.shape[1], width):
        best = np.maximum(best, pieces[:, start : start + width])
    best -= best.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", best, best) / width + _LEAST
    best *= (1 / np.sqrt(spread))[:, np.newaxis]
    best *= layer.gain
    best += layer.shift
    return best


class _Sentences:
    """The sentences that some rows stand in, one after the other."""

    def __init__(self, starts: Sequence[int], count: int) -> None:
        self._starts = np.array(starts)
        self._ends = np.append(self._starts[1:], count)
        self._numbers = np.repeat(np.arange(len(starts)), self._ends - self._starts)

    def added(self, parts: Any, reach: int) -> Any:
        """Return a third of the columns: those of a word, of the one before it, of the one after.

        They stand in the middle, to the left and to the right of each row, which are changed.
        """
        before, own, after = np.split(parts, 3, axis=1)
        apart = self._apart(reach)
        before[apart] = 0.0
        after[apart + reach] = 0.0
        own[reach:] += before[:-reach]
        own[:-reach] += after[reach:]
        return own

    def look_at_neighbours(self, data: Any, reach: int, before: Any, after: Any) -> None:
        """Write the rows ``reach`` rows off in the same sentence, with zeros where there is none.

        All are of shape (rows, width).
        """
        apart = self._apart(reach)
        before[:reach] = 0.0
        before[reach:] = data[:-reach]
        before[apart + reach] = 0.0
        after[-reach:] = 0.0
        after[:-reach] = data[reach:]
        after[apart] = 0.0

    def _apart(self, reach: int) -> Any:
        """Return the rows from which the row ``reach`` rows on is in another sentence."""
        return np.flatnonzero(self._numbers[reach:] != self._numbers[:-reach])

    def look_at_all(self, data: Any, before: Any, after: Any) -> None:
        """Write the scaled sums of all rows before, and of all after, in the same sentence."""
        sums = np.zeros((len(data) + 1, data.shape[1]))
        np.cumsum(data, axis=0, out=sums[1:])
        begun, ended = (sums[bounds][self._numbers] for bounds in (self._starts, self._ends))
        before[:] = _SCALE * (sums[:-1] - begun)
        after[:] = _SCALE * (ended - sums[1:])
