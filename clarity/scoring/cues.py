"""Finds the words and phrases of named lists, in one pass over the words of a text.

A phrase written with ``~`` is no cue of its list, nor is any in it: with «~i kommunen» in the list,
«kommunen» is found but not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, compress, count
from typing import NamedTuple

from clarity.model import Passage

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


def gather(passages: Iterable[Passage], phrases: Table) -> Mapping[str, Sequence[Cue]]:
    """Return the cues of a text by list.

    Quotations have no cues. Of cues of one list that overlap, the first and longest counts.
    """
    found: dict[str, list[Cue]] = {}
    words = 0
    for number, passage in enumerate(passages):
        if not passage.block.quoted:
            for name, is_cue, first, last in _find_in(passage, phrases):
                if is_cue:
                    found.setdefault(name, []).append(Cue(number, first, last, words + last))
            words += len(passage.forms)
    return found


def _find_in(passage: Passage, phrases: Table) -> Iterator[tuple[str, bool, int, int]]:
    """Yield each phrase in a passage: its list, whether it is a cue, its first and last word."""
    forms = passage.forms
    free: dict[str, int] = {}
    for first in compress(count(), map(phrases.__contains__, forms)):
        seconds = phrases[forms[first]]
        longer = seconds.get(forms[first + 1], ()) if first + 1 < len(forms) else ()
        for rest, name, is_cue in chain(longer, seconds.get("", ())):
            last = first + 1 + len(rest)
            if free.get(name, 0) > first:
                continue
            if rest and not _stands(rest, passage, first, last):
                continue
            free[name] = last
            yield name, is_cue, first, last


def _stands(rest: tuple[str, ...], passage: Passage, first: int, last: int) -> bool:
    """Tell whether the rest of a phrase follows its first word in the same sentence."""
    if tuple(passage.forms[first + 1 : last]) != rest:
        return False
    return last <= passage.sentence_of(first).last
