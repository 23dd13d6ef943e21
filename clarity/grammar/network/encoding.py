"""Runs the network: words to vectors that know the sentence around them.

What comes out for a sentence depends on nothing around it, but for the last bits: what a library
for matrices (BLAS) makes of a row differs with how many rows there are, and where among them it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from typing import Any

import numpy as np

from clarity.grammar.network.features import features
from clarity.grammar.network.hashing import table_keys, text_ids
from clarity.grammar.network.weights import Maxout, Table, Weights

#: About the most words that are remembered; one run over many files stays small.
REMEMBERED = 10_000
#: The same of what is seen of words: most new words end, begin and look like others.
_REMEMBERED_OF_EACH = 2_000

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
        self._first, *self._steps = weights.steps
        self._by_place = np.concatenate(np.split(self._first.layer.weights, 3), axis=1)
        self._width = len(self._by_place)
        self._words = _Rows(room, sum(self._by_place.shape))
        some = min(room, _REMEMBERED_OF_EACH)
        self._seen = [_Rows(some, self._width) for _ in weights.tables]

    def encode(self, words: Sequence[str], starts: Sequence[int]) -> Any:
        """Return a vector for each word of some sentences, of shape (words, width).

        ``starts`` are the numbers of the words that begin a sentence, the first being 0.
        """
        alone, parts = np.split(self._words.of(words, self._alone), [self._width], axis=1)
        seen = np.empty((len(words), 3 * self._width), alone.dtype)
        # Beside each word, what is seen before it and after it.
        before, data, after = np.split(seen, 3, axis=1)
        sentences = _Sentences(starts, len(words))
        own = sentences.added(parts, self._first.reach)
        np.add(alone, _normed(own, self._first.layer), out=data)
        for step in self._steps:
            if step.reach:
                sentences.look_at_neighbours(data, step.reach, before, after)
            else:
                sentences.look_at_all(data, before, after)
            data += _turned(seen, step.layer)
        return data

    def _alone(self, words: Sequence[str]) -> Any:
        """Return what is remembered of words."""
        columns = zip(self._seen, features(words), self._weights.tables, strict=True)
        found = [rows.of(texts, partial(_looked_up, table)) for rows, texts, table in columns]
        told = np.concatenate(found, axis=1)
        alone = _turned(told, self._weights.mix)
        return np.concatenate((alone, alone @ self._by_place), axis=1)


class _Rows:
    """Rows of numbers for texts; about so many are remembered as there is room for."""

    def __init__(self, room: int, width: int) -> None:
        self._room = room
        self._width = width
        self._forget()

    def of(self, texts: Sequence[str], make: Callable[[Sequence[str]], Any]) -> Any:
        """Return the row of each text; ``make`` returns those of texts that are new."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if len(self._known) + len(new) > len(self._rows):
            new = list(dict.fromkeys(texts))
            self._forget(len(new))
        if new:
            first = len(self._known)
            self._rows[first : first + len(new)] = make(new)
            self._known.update(zip(new, count(first)))
        return self._rows[[self._known[text] for text in texts]]

    def _forget(self, needed: int = 0) -> None:
        self._known: dict[str, int] = {}
        room = max(needed, self._room)  # of which what is not used takes no memory
        self._rows = np.empty((room, self._width), np.float32)


def _looked_up(table: Table, texts: Sequence[str]) -> Any:
    keys = table_keys(text_ids(texts), table.seed) % len(table.rows)
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
