"""Runs the network: words to vectors that know the sentence around them.

What comes out for a sentence depends on nothing around it, but for the last bits: what a library
for matrices (BLAS) makes of a row differs with how many rows there are, and where among them it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from clarity.grammar.network.features import features
from clarity.grammar.network.hashing import table_keys
from clarity.grammar.network.weights import Maxout, Table, Weights

#: About the most words that are remembered; one run over many files stays small.
REMEMBERED = 20_000

#: Brings a sum over a sentence to about the size of one word, as in training.
_SCALE = 0.1
#: Keeps the spread of a word's numbers from being 0, as thinc has it.
_LEAST = np.float32(1e-8)


class Encoder:
    """A network that is run; it remembers what it has made of a word alone."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._known: dict[str, Any] = {}

    def encode(self, words: Sequence[str], starts: Sequence[int]) -> Any:
        """Return a vector for each word of some sentences, of shape (words, width).

        ``starts`` are the numbers of the words that begin a sentence, the first being 0.
        """
        alone = self._alone(words)
        seen = np.empty((len(words), 3 * alone.shape[1]), alone.dtype)
        # Beside each word, what is seen before it and after it.
        before, data, after = np.split(seen, 3, axis=1)
        data[:] = alone
        sentences = _Sentences(starts, len(words))
        for step in self._weights.steps:
            if step.reach:
                sentences.look_at_neighbours(data, step.reach, before, after)
            else:
                sentences.look_at_all(data, before, after)
            data += _turned(seen, step.layer)
        return data

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
            known.update(zip(new, _turned(told, self._weights.mix), strict=True))
        return np.array([known[word] for word in words])


def _rows(table: Table, ids: Any) -> Any:
    keys = table_keys(ids, table.seed) % len(table.rows)
    return np.add.reduce(table.rows[keys], axis=1, dtype=np.float32)


def _turned(seen: Any, layer: Maxout) -> Any:
    width = len(layer.gain)
    pieces = seen @ layer.weights
    pieces += layer.bias
    best = pieces[:, :width]
    for start in range(width, pieces.shape[1], width):
        best = np.maximum(best, pieces[:, start : start + width])
    best -= best.mean(axis=1, keepdims=True)
    best /= np.sqrt(np.square(best).mean(axis=1, keepdims=True) + _LEAST)
    best *= layer.gain
    best += layer.shift
    return best


class _Sentences:
    """The sentences that some rows stand in, one after the other."""

    def __init__(self, starts: Sequence[int], count: int) -> None:
        self._bounds = [*starts, count]
        self._lengths = np.diff(self._bounds)
        self._numbers = np.repeat(np.arange(len(starts)), self._lengths)

    def look_at_neighbours(self, data: Any, reach: int, before: Any, after: Any) -> None:
        """Write the rows ``reach`` rows off in the same sentence, with zeros where there is none.

        All are of shape (rows, width).
        """
        apart = np.flatnonzero(self._numbers[reach:] != self._numbers[:-reach])
        before[:reach] = 0.0
        before[reach:] = data[:-reach]
        before[apart + reach] = 0.0
        after[-reach:] = 0.0
        after[:-reach] = data[reach:]
        after[apart] = 0.0

    def look_at_all(self, data: Any, before: Any, after: Any) -> None:
        """Write the scaled sums of all rows before, and of all after, in the same sentence."""
        sums = data.astype(np.float64)
        for first, last in pairwise(self._bounds):
            np.cumsum(sums[first:last], axis=0, out=sums[first:last])
        totals = np.repeat(sums[np.array(self._bounds[1:]) - 1], self._lengths, axis=0)
        before[:] = _SCALE * (sums - data)
        after[:] = _SCALE * (totals - sums)
