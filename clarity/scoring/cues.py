"""Finds the words and phrases of named lists, in one pass over the words of a text.

How a phrase is written in a list, when its classes are written out (`language.expansion`):

- ``~i kommunen`` is no cue, nor is any in it: with it in the list, «kommunen» is found elsewhere.
- ``^ring`` is one only as the first words of a sentence.
- ``*loven`` is any longer word that ends so.
- ``{digits}`` is a number in digits, ``{number}`` one in digits or words, ``{date}`` a date in
  digits.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from itertools import compress, count

from msgspec import Struct

from clarity.model import Passage

#: Stands between the words of one passage and the next.
_BREAK = "\n"
_DIGIT = frozenset("0123456789")
_DIGITS = re.compile(r"\d[\d.,–-]*")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}(?:[./](?:\d\d){1,2})?")


class _Entry(Struct, frozen=True):
    """A phrase from its second word on, and its list.

    ``is_cue`` is not set for what is no cue, ``opens`` for what opens a sentence or is none.
    """

    rest: tuple[str, ...]
    list: str
    is_cue: bool
    opens: bool


class Table(Struct, frozen=True):
    """Phrases by their first word or class, and by the second («» for phrases of one).

    ``endings`` are those of words that a phrase names by their ending, ``numbers`` the words for
    numbers.
    """

    phrases: Mapping[str, Mapping[str, Sequence[_Entry]]]
    endings: tuple[str, ...]
    numbers: frozenset[str]

    def names(self, forms: Set[str]) -> Mapping[str, tuple[str, ...]]:
        """Return what words may be called in a phrase, beside themselves: those that may be."""
        found = {form: _numeric(form) for form in forms if form[0] in _DIGIT}
        found.update((form, ("{number}",)) for form in forms & self.numbers)
        for form in [form for form in forms if form.endswith(self.endings)]:
            found[form] = tuple(f"*{e}" for e in self.endings if form.endswith(e) and form != e)
        return {form: (form, *classes) for form, classes in found.items() if classes}


def _numeric(form: str) -> tuple[str, ...]:
    digits = ("{digits}", "{number}") if _DIGITS.fullmatch(form) else ()
    return ("{date}", *digits) if _DATE.fullmatch(form) else digits


class Cue(Struct, frozen=True):
    """A phrase of a list: words ``first`` to ``last`` (half-open) of a passage, by its number.

    ``words`` is how many words the text has up to its end, without its quotations.
    """

    passage: int
    first: int
    last: int
    words: int


@lru_cache(maxsize=16)
def table(lists: tuple[tuple[str, frozenset[str]], ...], numbers: frozenset[str]) -> Table:
    """Index the phrases of named lists by their first words; the same for every text of a run.

    ``numbers`` are the words for numbers.
    """
    found: dict[str, dict[str, list[_Entry]]] = {}
    endings: set[str] = set()
    for name, phrases in lists:
        for phrase in phrases:
            words = phrase.removeprefix("~").removeprefix("^").split()
            if "*" in phrase:
                endings.update(word[1:] for word in words if word[0] == "*")
            first, rest = words[0], tuple(words[1:])
            entry = _Entry(rest, name, phrase[0] != "~", "^" in phrase[:2])
            found.setdefault(first, {}).setdefault(rest[0] if rest else "", []).append(entry)
    for seconds in found.values():
        for entries in seconds.values():
            if len(entries) > 1:  # as few have
                entries.sort(key=_rank)
    return Table(found, tuple(sorted(endings)), numbers)


def gather(passages: Sequence[Passage], table: Table) -> Mapping[str, Sequence[Cue]]:
    """Return the cues of a text by list.

    Quotations have no cues. Of cues of one list that overlap, the first and longest counts, and
    what is said to be no cue before what is one.
    """
    # All as one row of words, which is faster to look through than each passage by itself.
    forms: list[str] = []
    starts: list[int] = []
    for passage in passages:
        starts.append(len(forms))
        if not passage.block.quoted:
            forms += passage.forms
        forms.append(_BREAK)
    names = table.names(set(forms))
    begins = {form for form, own in names.items() if not table.phrases.keys().isdisjoint(own)}
    begins |= table.phrases.keys()
    found: dict[str, list[Cue]] = {}
    free: dict[str, int] = {}
    for first in compress(count(), map(begins.__contains__, forms)):
        own, after = forms[first], forms[first + 1]
        if own in names or after in names:
            entries = _entries(names.get(own, (own,)), names.get(after, (after,)), table.phrases)
        else:
            seconds = table.phrases[own]
            longer, alone = seconds.get(after, ()), seconds.get("", ())
            if not longer and not alone:  # as nearly everywhere
                continue
            entries = (*longer, *alone)
        for entry in entries:
            last = first + 1 + len(entry.rest)
            if free.get(entry.list, 0) > first or not _is_there(entry.rest, forms, first, names):
                continue
            number = bisect_right(starts, first) - 1
            cue = Cue(number, first - starts[number], last - starts[number], last - number)
            if _stands(cue, entry, passages[number]):
                free[entry.list] = last
                if entry.is_cue:
                    found.setdefault(entry.list, []).append(cue)
    return found


_Names = Mapping[str, tuple[str, ...]]


def _entries(
    heads: tuple[str, ...],
    seconds: tuple[str, ...],
    phrases: Mapping[str, Mapping[str, Sequence[_Entry]]],
) -> Sequence[_Entry]:
    """Return what may begin at a word: the longest first, and what is no cue before what is.

    ``heads`` are what the word may be called, and ``seconds`` what the next may.
    """
    entries = [
        entry
        for head in heads
        if head in phrases
        for second in (*seconds, "")
        for entry in phrases[head].get(second, ())
    ]
    return sorted(entries, key=_rank)


def _rank(entry: _Entry) -> tuple[int, bool]:
    return -len(entry.rest), entry.is_cue


def _is_there(rest: tuple[str, ...], forms: Sequence[str], first: int, names: _Names) -> bool:
    """Tell whether the words from the third on follow, each by itself or by its class."""
    if len(rest) < 2:
        return True
    wanted, follow = rest[1:], forms[first + 2 : first + 1 + len(rest)]
    return len(follow) == len(wanted) and all(
        word == form or word in names.get(form, ())
        for word, form in zip(wanted, follow, strict=True)
    )


def _stands(cue: Cue, entry: _Entry, passage: Passage) -> bool:
    """Tell whether a phrase is in one sentence, and opens it if it must.

    An item of a list that begins with a small letter goes on from the line above it.
    """
    if not entry.rest and not entry.opens:
        return True
    sentence = passage.sentence_of(cue.first)
    if entry.opens and passage.block.kind == "list_item" and passage.word(cue.first)[0].islower():
        return False
    return cue.last <= sentence.last and (not entry.opens or cue.first == sentence.first)
