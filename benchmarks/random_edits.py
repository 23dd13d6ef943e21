"""A writer who edits at random: words, emoji, line ends of all kinds, pasted text, and undone."""

from __future__ import annotations

import re
from random import Random
from typing import NamedTuple

_PIECES = (
    "",
    "n",
    " ikke",
    " i henhold til",
    ".",
    "\n\n",
    "\r\n",
    "\r\n\r\n",
    "\n# ",
    "\n- ",
    "😀",
    "e\u0301",
    "\u2028",
    "«",
    "»",
    "<!-- clarity: off -->",
    "<!-- clarity: on -->",
)
#: How many code points a text may grow to before the writer begins anew.
_LONGEST = 20_000
#: How many versions back something can be undone.
_REMEMBERED = 50
_LINE_END = re.compile(r"\r\n|\r|\n")


class Change(NamedTuple):
    """An edit as an editor tells of it: from line and unit of UTF-16 to line and unit, and what."""

    start: tuple[int, int]
    end: tuple[int, int]
    text: str


class Writer:
    """A text, and the chance that edits it. What is pasted comes from the first version of it."""

    def __init__(self, text: str, seed: object) -> None:
        self.text = text
        self._first = text
        self._earlier = [text]
        self._chance = Random(repr(seed))

    def edit(self) -> Change:
        """Make an edit, and return it."""
        chance, old = self._chance, self.text
        if len(old) > _LONGEST:
            return self._put(0, len(old), self._first)
        kind = chance.random()
        start = chance.randrange(len(old) + 1)
        if kind < 0.1:
            earlier = chance.choice(self._earlier)
            return self._put(0, len(old), earlier)
        if kind < 0.2:
            begin = chance.randrange(len(self._first))
            return self._put(start, start, self._first[begin : begin + chance.randrange(400)])
        end = min(start + chance.choice((0, 0, 1, 2, 30)), len(old))
        return self._put(start, end, chance.choice(_PIECES))

    def _put(self, start: int, end: int, text: str) -> Change:
        old = self.text
        # Between CR and LF an editor has no place.
        start -= old[start - 1 : start + 1] == "\r\n"
        end += old[end - 1 : end + 1] == "\r\n"
        self.text = old[:start] + text + old[end:]
        self._earlier = [*self._earlier[-_REMEMBERED:], self.text]
        return Change(_place(old, start), _place(old, end), text)


def _place(text: str, offset: int) -> tuple[int, int]:
    """Return a place as an editor counts, found in the plainest way there is."""
    ends = [match.end() for match in _LINE_END.finditer(text) if match.end() <= offset]
    begin = ends[-1] if ends else 0
    return len(ends), len(text[begin:offset].encode("utf-16-le")) // 2
