"""Tells which patterns a sentence can match at all: few can.

What is asked here is less than what a pattern asks, and never more. Only the words are looked at,
and not what stands between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

from msgspec import Struct

from clarity.grammar.patterns.automaton import Step


class Sieve:
    """Holds, for many patterns, what none of them can do without."""

    def __init__(self, patterns: Sequence[Sequence[Step]], of_words: int, bits: int) -> None:
        """Take from the patterns the steps that need a word.

        A word has ``bits`` bits; ``of_words`` are those that words alone can have, not what stands
        between them.
        """
        self._patterns = [_needs(steps, of_words) for steps in patterns]
        self._size = bits // 8 + 1  # in bytes

    def passed(self, words: Sequence[int]) -> list[int]:
        """Return the numbers of the patterns that words, each the bits it has, may match."""
        there = reduce(or_, words, 0)
        some = [n for n, needs in enumerate(self._patterns) if needs.every & there == needs.every]
        if not some:
            return some
        # All the words in one number, so that a step goes from each of them to the next at once.
        row, firsts = self._row(words), self._row([1] * len(words))
        return [n for n in some if self._patterns[n].are_met(row, firsts, 8 * self._size)]

    def _row(self, words: Sequence[int]) -> int:
        row = b"".join([word.to_bytes(self._size, "little") for word in words])
        return int.from_bytes(row, "little")


class _Needs(Struct, frozen=True):
    """The bits that some word must have each, and in what order they must come.

    ``blocks`` are numbers of bits: they come one after the other, and the words of a block stand
    side by side.
    """

    every: int
    blocks: tuple[tuple[int, ...], ...]

    def are_met(self, row: int, firsts: int, width: int) -> bool:
        """Tell whether a row of words has them; each word is ``width`` bits of it.

        ``firsts`` has the first bit of each word.
        """
        places = firsts
        for block in self.blocks:
            for bit in block:
                places = (places & row >> bit) << width
            if not places:
                return False
            places = firsts & -(places & -places)  # from the first place on, any
        return True


def _needs(steps: Sequence[Step], of_words: int) -> _Needs:
    blocks: list[tuple[int, ...]] = [()]
    every = 0
    for step in steps:
        if step.needed and step.fits & of_words:
            every |= step.fits
            blocks[-1] += (step.fits.bit_length() - 1,)
        else:  # something else may stand between this step and the next
            blocks.append(())
    return _Needs(every, tuple(filter(None, blocks)))
