"""Finds the words and phrases of named lists, in one pass over the words of a text.

A phrase written with ``~`` is no cue of its list, nor is any in it: with «~i kommunen» in the list,
«kommunen» is found but not there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from clarity.model import Passage, Prose, Span

#: First word -> second word («» for phrases of one) -> of each phrase, longest first: its rest, its
#: list, and whether it is a cue.
Table = Mapping[str, Mapping[str, Sequence[tuple[tuple[str, ...], str, bool]]]]


class Cue(NamedTuple):
    """A phrase of the list ``name``.

    ``word`` counts the words of the text before it. ``sentence`` is its sentence's number in the
    text, in which the last of a passage and the first of the next are not neighbours. ``first``
    and ``last`` (half-open) are its words in the passage.
    """

    name: str
    passage: Passage
    word: int
    sentence: int
    first: int
    last: int

    @property
    def place(self) -> tuple[int, int, int]:
        """Its place in the text: its sentence, and where it starts and ends in its block."""
        return self.sentence, self.passage.starts[self.first], self.passage.ends[self.last - 1]

    def span(self) -> Span:
        """Return its place in the source."""
        _, start, end = self.place
        return self.passage.block.span(start, end)


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


@dataclass(frozen=True, slots=True)
class Reader:
    """Finds cues in readings of one text; a passage that stands in several is read once.

    ``read`` has them by the identity of the passage, which it keeps alive so that no other gets it.
    """

    phrases: Table
    read: dict[int, tuple[Passage, Sequence[tuple[str, int, int, int]]]] = field(
        default_factory=dict
    )

    def gather(self, prose: Prose, known: Container[int] = ()) -> Mapping[str, Sequence[Cue]]:
        """Return the cues of a text by list, but for quotations and image texts.

        Of cues of one list that overlap, the first and longest counts. ``known`` are the identities
        of passages whose cues are not wanted.
        """
        found: dict[str, list[Cue]] = {}
        word = sentence = 0
        for passage in prose.passages:
            if passage.block.kind == "alt" or passage.block.quoted:
                continue
            if id(passage) not in known:
                if id(passage) not in self.read:
                    self.read[id(passage)] = passage, list(_find_in(passage, self.phrases))
                for name, number, first, last in self.read[id(passage)][1]:
                    cue = Cue(name, passage, word + first, sentence + number, first, last)
                    found.setdefault(name, []).append(cue)
            word += len(passage.forms)
            sentence += len(passage.sentences) + 1
        return found

    def either(self, prose: Prose, other: Prose) -> Mapping[str, Sequence[Cue]]:
        """Return the cues that one reading of a text or another has, each place once."""
        before, after = (set(map(id, reading.passages)) for reading in (prose, other))
        together = dict(self.gather(prose))
        for name, changed in self.gather(other, before).items():
            known = together.get(name, ())
            places = {cue.place for cue in known if id(cue.passage) not in after}
            together[name] = [*known, *(cue for cue in changed if cue.place not in places)]
        return together


def _find_in(passage: Passage, phrases: Table) -> Iterator[tuple[str, int, int, int]]:
    """Yield the list of each cue, the number of its sentence, and its words."""
    forms = passage.forms
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
                    yield name, number, first, last
