"""Finds where a pattern matches a row of words, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct


class Step(Struct, frozen=True):
    """A place in a pattern for one word, of token number ``token`` (from 0).

    ``fits`` is the bit of the words that can stand there. A step that is not ``needed`` may be left
    out, and one that is ``repeated`` may take any number of words.
    """

    fits: int
    token: int
    needed: bool = True
    repeated: bool = False


class Found(Struct, frozen=True):
    """A match from word ``start`` on, with the token that each of its words answers to."""

    start: int
    tokens: tuple[int, ...]


#: The tokens that the words so far answer to, the last first.
_Path = tuple["_Path", int] | None


class Automaton:
    """The steps of a pattern, ready to go through words; a word is the bits that it has."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = tuple(steps)
        #: The bits of which a word must have one to begin a match.
        self.begins = 0
        for step in steps:
            self.begins |= step.fits
            if step.needed:
                break

    def find(self, words: Sequence[int]) -> Iterator[Found]:
        """Yield the matches, none of which overlap: the longest first, and of equals the first."""
        paths: dict[tuple[int, int], _Path] = {}
        for start, word in enumerate(words):
            if word & self.begins:
                for end, path in self._ends(words, start).items():
                    paths[start, end] = path
        taken = 0
        for start, end in sorted(paths, key=lambda span: (span[0] - span[1], span[0])):
            own = (1 << end) - (1 << start)
            if not taken & own:
                taken |= own
                yield Found(start, _tokens(paths[start, end]))

    def _ends(self, words: Sequence[int], start: int) -> dict[int, _Path]:
        """Return where the matches from a word on end, and how each came there.

        There may be several ways to come to the same end. spaCy tells the first that it comes upon,
        so the ways are gone in its order: of two that have come to the same step, what the later
        one finds is found by the earlier.
        """
        ends: dict[int, _Path] = {}
        ways: dict[int, _Path] = {0: None}
        for place in range(start, len(words)):
            ways = self._go_on(ways, words[place], place, ends)
            if not ways:
                break
        else:
            for step, path in ways.items():
                if all(not left.needed for left in self._steps[step:]):
                    ends.setdefault(len(words), path)
        ends.pop(start, None)
        return ends

    def _go_on(
        self, ways: dict[int, _Path], word: int, place: int, ends: dict[int, _Path]
    ) -> dict[int, _Path]:
        """Take one word: return the ways by their next step, and put down those that have ended."""
        onward: dict[int, _Path] = {}
        branched: dict[int, _Path] = {}
        last = len(self._steps) - 1
        for first, path in ways.items():
            for number, step in enumerate(self._steps[first:], first):
                if number == last and not step.needed:
                    ends.setdefault(place, path)
                if word & step.fits:
                    taken = path, step.token
                    if number == last and not step.repeated:
                        ends.setdefault(place + 1, taken)
                    else:
                        going = onward if step.needed or number == last else branched
                        going.setdefault(number if step.repeated else number + 1, taken)
                if step.needed:
                    break
        for number, path in branched.items():
            onward.setdefault(number, path)
        return onward


def _tokens(path: _Path) -> tuple[int, ...]:
    tokens = []
    while path:
        path, token = path
        tokens.append(token)
    return tuple(reversed(tokens))
