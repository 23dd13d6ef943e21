"""Tells two near languages apart by the shapes of words.

Bokmål and nynorsk share most of their words and all their letters, so what tells them apart is how
a word begins and ends («hvor» and «kvar», «avdelingen» and «avdelinga»). A table of that has been
counted in a treebank of each (`training/near_languages.py`).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from msgspec import Struct

from clarity.resources import models_root

#: Letters of the longest beginning and ending that a table has, and of the shortest word that is
#: told by them.
_LONGEST, SHORTEST = 4, 5


class Shapes(Struct, frozen=True):
    """What speaks for the second of two languages (above nought) or the first (below), in bits.

    Common ``words`` by themselves; of any other word its longest known beginning and ending.
    """

    words: Mapping[str, int]
    beginnings: Mapping[str, int]
    endings: Mapping[str, int]

    def lean(self, forms: Collection[str]) -> int:
        """Return the bits for the second language of words in lower case, each counted once."""
        return sum(map(self._lean, set(forms)))

    def _lean(self, form: str) -> int:
        known = self.words.get(form)
        return self.of_shape(form) if known is None else known

    def of_shape(self, form: str) -> int:
        """Return the bits of a word by its beginning and ending alone; a short one has none."""
        if len(form) < SHORTEST:
            return 0
        begins = (self.beginnings[part] for part in beginnings(form) if part in self.beginnings)
        ends = (self.endings[part] for part in endings(form) if part in self.endings)
        return next(begins, 0) + next(ends, 0)


def beginnings(form: str) -> Iterator[str]:
    """Yield the beginnings of a word that a table may have, the longest first."""
    return (form[:length] for length in range(min(_LONGEST, len(form) - 1), 0, -1))


def endings(form: str) -> Iterator[str]:
    """Yield the endings of a word that a table may have, the longest first."""
    return (form[-length:] for length in range(min(_LONGEST, len(form) - 1), 0, -1))


@cache
def shapes(first: str, second: str) -> Shapes | None:
    """Return the table for two languages, in the order of `languages`, if there is one."""
    path = models_root() / "near" / f"{first}-{second}.json"
    return Shapes(**json.loads(path.read_text("utf-8"))) if path.exists() else None
