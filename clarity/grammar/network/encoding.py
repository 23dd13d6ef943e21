"""Runs the network: words to vectors that know the sentence around them.

What comes out for a sentence is the same to the last bit whatever stands around it: labels are kept
and compared. So no sum runs from one sentence into the next, and the rows of a matrix are
multiplied `TILE` at a time: what a library for matrices (BLAS) makes of a row depends on how many
rows there are, and on where among them the row stands, but not among so few.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from clarity.grammar.network.features import features
from clarity.grammar.network.hashing import table_keys
from clarity.grammar.network.weights import Maxout, Table, Weights

#: So many rows are multiplied at a time. Measured with OpenBLAS on the kernels it has for x86:
#: with 12 or 16 and more, some give a row another last bit in another place.
TILE = 8

#: About the most words that are remembered; one run over many files stays small.
REMEMBERED = 20_000

#: Brings a sum over a sentence to about the size of one word, as in training.
_SCALE = 0.1
#: Keeps the spread of a word's numbers from being 0, as thinc has it.
_LEAST = 1e-8


class Encoder:
    """A network that is run; it keeps what it has made of a word alone."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._known: dict[str, Any] = {}

    def encode(self, words: Sequence[str], starts: Sequence[int]) -> Any:
        """Return a vector for each word of some sentences, of shape (words, width).

        ``starts`` are the numbers of the words that begin a sentence, the first being 0.
        """
        data = _in_tiles(self._alone(words))
        sentences = _Sentences([*starts, len(words), len(data)])
        for step in self._weights.steps:
            if step.reach:
                seen = sentences.neighbours(data, step.reach)
            else:
                seen = sentences.surroundings(data)
            data += _turned(seen, step.layer)
        return data[: len(words)]

    def _alone(self, words: Sequence[str]) -> Any:
        """Return the vectors of words before anything around them is looked at."""
        if len(self._known) > REMEMBERED:
            self._known = {}
        known = self._known
        new = [word for word in dict.fromkeys(words) if word not in known]
        if new:
            ids = features(new)
            tables = enumerate(self._weights.tables)
            told = np.concatenate([_rows(table, ids[:, n]) for n, table in tables], axis=1)
            known.update(zip(new, _turned(_in_tiles(told), self._weights.mix), strict=False))
        return np.array([known[word] for word in words])


def labels(vectors: Any, weights: tuple[Any, Any]) -> list[int]:
    """Return the number of the likeliest label of each vector."""
    scores = _product(_in_tiles(vectors), weights[0])[: len(vectors)] + weights[1]
    likeliest: list[int] = scores.argmax(axis=1).tolist()
    return likeliest


def _rows(table: Table, ids: Any) -> Any:
    keys = table_keys(ids, table.seed) % len(table.rows)
    return np.add.reduce(table.rows[keys], axis=1, dtype=np.float32)


def _in_tiles(rows: Any) -> Any:
    """Return rows with as many empty ones after them as fill the last tile."""
    return np.concatenate([rows, np.zeros((-len(rows) % TILE, rows.shape[1]), rows.dtype)])


def _product(rows: Any, weights: Any) -> Any:
    tiles = rows.reshape(-1, TILE, rows.shape[1])
    return np.matmul(tiles, weights).reshape(len(rows), -1)


def _turned(seen: Any, layer: Maxout) -> Any:
    width = len(layer.gain)
    pieces = _product(seen, layer.weights)
    pieces += layer.bias
    best = pieces[:, :width].copy()
    for start in range(width, pieces.shape[1], width):
        np.maximum(best, pieces[:, start : start + width], out=best)
    best -= best.mean(axis=1, keepdims=True)
    best /= np.sqrt(np.square(best).mean(axis=1, keepdims=True) + np.float32(_LEAST))
    best *= layer.gain
    best += layer.shift
    return best


class _Sentences:
    """The sentences of some rows, by where they begin and where the last one ends."""

    def __init__(self, bounds: Sequence[int]) -> None:
        self._bounds = bounds
        self._lengths = np.diff(bounds)
        self._numbers = np.repeat(np.arange(len(self._lengths)), self._lengths)

    def neighbours(self, data: Any, reach: int) -> Any:
        """Put beside each row those ``reach`` rows before and after it in the same sentence."""
        width = data.shape[1]
        seen = np.zeros((len(data), 3 * width), data.dtype)
        seen[reach:, :width] = data[:-reach]
        seen[:, width : 2 * width] = data
        seen[:-reach, 2 * width :] = data[reach:]
        apart = np.flatnonzero(self._numbers[reach:] != self._numbers[:-reach])
        seen[apart + reach, :width] = 0.0
        seen[apart, 2 * width :] = 0.0
        return seen

    def surroundings(self, data: Any) -> Any:
        """Put beside each row the sums of all before and after it in the same sentence."""
        width = data.shape[1]
        sums = data.astype(np.float64)
        for first, last in pairwise(self._bounds):
            if last - first > 1:
                np.cumsum(sums[first:last], axis=0, out=sums[first:last])
        totals = np.repeat(sums[np.array(self._bounds[1:]) - 1], self._lengths, axis=0)
        seen = np.empty((len(data), 3 * width), data.dtype)
        seen[:, :width] = _SCALE * (sums - data)
        seen[:, width : 2 * width] = data
        seen[:, 2 * width :] = _SCALE * (totals - sums)
        return seen
