"""Makes annotated text of blocks, as many as fit in a request, and finds the way back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from msgspec import Struct

from clarity.model import OPAQUE, Passage

#: Characters in a request, save where one block has more. LanguageTool can take ten seconds for as
#: many, where they are full of words it does not know. Public servers take 20,000.
_LARGEST = 5_000

#: What stands between two blocks, and how LanguageTool is to read it: as a new paragraph.
_BETWEEN = {"markup": "\n", "interpretAs": "\n\n"}
#: Code, a picture or an address is read as a number, which agrees with every word around it.
_UNSAID = {"markup": OPAQUE, "interpretAs": "1"}


class Batch(Struct, frozen=True):
    """The text of some passages, one to a line; ``starts`` are where each begins in it."""

    text: str
    passages: tuple[Passage, ...]
    starts: tuple[int, ...]

    @property
    def annotation(self) -> list[dict[str, str]]:
        """The text as LanguageTool's annotated text. Its positions count all of ``text``."""
        parts: list[dict[str, str]] = []
        for passage in self.passages:
            if parts:
                parts.append(_BETWEEN)
            for index, piece in enumerate(passage.block.text.split(OPAQUE)):
                if index:
                    parts.append(_UNSAID)
                if piece:
                    parts.append({"text": piece})
        return parts

    def locate(self, start: int, end: int) -> tuple[Passage, int, int] | None:
        """Return the passage that a range of the text lies in, and the range within it.

        ``None`` for an empty range, and for one that reaches out of a block or into what is not
        prose.
        """
        index = bisect_right(self.starts, start) - 1
        passage, begin = self.passages[index], self.starts[index]
        is_within = start < end <= begin + len(passage.block.text)
        if not is_within or OPAQUE in self.text[start:end]:
            return None
        return passage, start - begin, end - begin


def batches(passages: Iterable[Passage]) -> Iterator[Batch]:
    """Put the passages that have words into as few batches as they fit in, in order."""
    taken: list[Passage] = []
    size = 0
    for passage in passages:
        if not passage.forms:
            continue
        if taken and size + len(passage.block.text) > _LARGEST:
            yield _batch(taken)
            taken, size = [], 0
        taken.append(passage)
        size += len(passage.block.text) + 1
    if taken:
        yield _batch(taken)


def _batch(passages: list[Passage]) -> Batch:
    starts: list[int] = []
    place = 0
    for passage in passages:
        starts.append(place)
        place += len(passage.block.text) + 1
    return Batch("\n".join(p.block.text for p in passages), tuple(passages), tuple(starts))
