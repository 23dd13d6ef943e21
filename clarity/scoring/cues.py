"""Finds the words and phrases of named lists, in one pass over the words of a text.

A phrase written with ``~`` is no cue of its list, nor is any in it: with «~i kommunen» in the list,
«kommunen» is found but not there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import compress, count
from typing import NamedTuple

from clarity.model import Passage

#: Stands between the words of one passage and the next.
_BREAK = "\n"

#: First word -> second word («» for phrases of one) -> of each phrase, longest first: its rest, its
#: list, and whether it is a cue.
Table = Mapping[str, Mapping[str, Sequence[tuple[tuple[str, ...], str, bool]]]]


class Cue(NamedTuple):
    """A phrase of a list: words ``first`` to ``last`` (half-open) of a passage, by its number.

    ``words`` is how many words the text has up to its end, without its quotations.
    """

    passage: int
    first: int
    last: int
    words: int


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


def gather(passages: Sequence[Passage], phrases: Table) -> Mapping[str, Sequence[Cue]]:
    """Return the cues of a text by list.

    Quotations have no cues. Of cues of one list that overlap, the first and longest counts.
    """
    # All as one row of words, which is faster to look through than each passage by itself.
    forms: list[str] = []
    starts: list[int] = []
    for passage in passages:
        starts.append(len(forms))
        if not passage.block.quoted:
            forms += passage.forms
        forms.append(_BREAK)
    found: dict[str, list[Cue]] = {}
    free: dict[str, int] = {}
    for first in compress(count(), map(phrases.__contains__, forms)):
        seconds = phrases[forms[first]]
        for rest, name, is_cue in (*seconds.get(forms[first + 1], ()), *seconds.get("", ())):
            last = first + 1 + len(rest)
            if free.get(name, 0) > first or (rest and tuple(forms[first + 1 : last]) != rest):
                continue
            number = bisect_right(starts, first) - 1
            cue = Cue(number, first - starts[number], last - starts[number], last - number)
            if not rest or _is_in_one_sentence(cue, passages[number]):
                free[name] = last
                if is_cue:
                    found.setdefault(name, []).append(cue)
    return found


def _is_in_one_sentence(cue: Cue, passage: Passage) -> bool:
    return cue.last <= passage.sentence_of(cue.first).last
