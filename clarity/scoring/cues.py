"""Finds the words and phrases of named lists, in one pass over the words of a text.

A phrase written with ``~`` is no cue of its list, nor is any in it: with «~i kommunen» in the list,
«kommunen» is found but not there.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from clarity.model import Passage

#: First word -> second word («» for phrases of one) -> of each phrase, longest first: its rest, its
#: list, and whether it is a cue.
Table = Mapping[str, Mapping[str, Sequence[tuple[tuple[str, ...], str, bool]]]]


class Cue(NamedTuple):
    """A phrase of a list, by numbers alone.

    It stands in passage number ``passage`` of the text, at ``start`` to ``end`` in its block.
    ``sentence`` is its sentence's number in the text, in which the last of a passage and the first
    of the next are not neighbours. ``words`` is how many words the text has up to its end.
    """

    passage: int
    sentence: int
    words: int
    start: int
    end: int


class Cues:
    """The cues of one list, 20 bytes each: every tenth word of a text may be one."""

    __slots__ = ("_numbers",)

    def __init__(self) -> None:
        self._numbers = array("i")

    def __len__(self) -> int:
        return len(self._numbers) // len(Cue._fields)

    def __iter__(self) -> Iterator[Cue]:
        return map(Cue._make, zip(*[iter(self._numbers)] * len(Cue._fields), strict=True))

    def add(self, passage: int, sentence: int, words: int, start: int, end: int) -> None:
        """Add a cue, given what `Cue` holds."""
        self._numbers.extend((passage, sentence, words, start, end))


#: A cue in a passage: its list, how many words of the passage there are up to its end, and its
#: place: the number of its sentence there, its start and end.
_Found = tuple[str, int, tuple[int, int, int]]


@lru_cache(maxsize=16)
def table(lists: tuple[tuple[str, frozenset[str]], ...]) -> Table:
    """Index the phrases of named lists by their first words; the same for every text of a run."""
    found: dict[str, dict[str, list[tuple[tuple[str, ...], str, bool]]]] = {}
    for name, phrases in lists:
        for phrase in phrases:
            first, *rest = phrase.removeprefix("~").split()
            second = rest[0] if rest else ""
            entry = tuple(rest), name, phrase[0] != "~"
            found.setdefault(first, {}).setdefault(second, []).append(entry)
    for seconds in found.values():
        for entries in seconds.values():
            entries.sort(key=lambda entry: -len(entry[0]))
    return found


def gather(
    passages: Iterable[Passage],
    surely: Iterable[Passage],
    mended: Iterable[Passage],
    phrases: Table,
) -> tuple[Mapping[str, Cues], Mapping[str, Cues]]:
    """Return by list the cues that are surely in a text, and those there are now or once mended.

    The passages are given as they stand, with the words that are certain, and with every suggestion
    taken; one without a suggestion is the same in all three, and read once. Quotations have no
    cues. Of cues of one list that overlap, the first and longest counts.
    """
    certain: dict[str, Cues] = {}
    possible: dict[str, Cues] = {}
    sure, now, then = _Reading(certain), _Reading(possible), _Reading(possible)
    for number, (as_is, fixed, taken) in enumerate(zip(passages, surely, mended, strict=True)):
        if as_is.block.quoted:
            continue
        here = list(_find_in(as_is, phrases))
        now.add(number, as_is, here)
        sure.add(number, fixed, here if fixed is as_is else _find_in(fixed, phrases))
        if taken is as_is:
            then.add(number, taken, ())
        else:
            known = {(name, place) for name, _, place in here}
            there = _find_in(taken, phrases)
            then.add(number, taken, (cue for cue in there if (cue[0], cue[2]) not in known))
    return certain, possible


class _Reading:
    """One way to read the passages of a text: gathers the cues of each as it comes."""

    def __init__(self, found: dict[str, Cues]) -> None:
        self._found = found
        self._words = 0
        self._sentences = 0

    def add(self, number: int, passage: Passage, cues: Iterable[_Found]) -> None:
        """Add the cues of the next passage."""
        found, words_before, sentences_before = self._found, self._words, self._sentences
        for name, words, (sentence, start, end) in cues:
            if name not in found:
                found[name] = Cues()
            found[name].add(number, sentences_before + sentence, words_before + words, start, end)
        self._words += len(passage.forms)
        self._sentences += len(passage.sentences) + 1


def _find_in(passage: Passage, phrases: Table) -> Iterator[_Found]:
    forms, starts, ends = passage.forms, passage.starts, passage.ends
    firsts = [s.first for s in passage.sentences]
    free: dict[str, int] = {}
    for first in [i for i, form in enumerate(forms) if form in phrases]:
        seconds = phrases[forms[first]]
        phrases_here = seconds.get("", ())
        if first + 1 < len(forms) and (longer := seconds.get(forms[first + 1])):
            phrases_here = (*longer, *phrases_here)
        for rest, name, is_cue in phrases_here:
            last = first + 1 + len(rest)
            if free.get(name, 0) > first or (rest and tuple(forms[first + 1 : last]) != rest):
                continue
            number = bisect_right(firsts, first) - 1
            if number < 0 or last <= passage.sentences[number].last:
                free[name] = last
                if is_cue:
                    yield name, last, (number, starts[first], ends[last - 1])
