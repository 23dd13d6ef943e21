"""Comments that silence rules: ``clarity: off``, ``clarity: on``, ``clarity: ignore``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from clarity.model import Block, Silence, Span

Comment = tuple[int, int, str]


@cache
def _order() -> re.Pattern[str]:
    return re.compile(r"\s*clarity:\s*(off|on|ignore)\b([\w\s,/-]*)", re.IGNORECASE)


def find(comments: Iterable[Comment], blocks: Sequence[Block], length: int) -> Iterator[Silence]:
    """Yield the silences that comments ask for.

    A comment is its start, its end and its text. ``off`` lasts until ``on`` or the end of the
    source (``length``); ``ignore`` is for the block it stands in, or else the next. Each takes
    names of rules, separated by spaces or commas; without, all rules are meant. An ``on`` with
    names ends only what an ``off`` with those names began.
    """
    opened: list[tuple[Span, frozenset[str] | None]] = []
    starts = [block.origin.sources[0] for block in blocks]
    for start, end, text in comments:
        order = _order().match(text)
        if order is None:
            continue
        verb = order[1].lower()
        rules = _names(order[2])
        if verb == "off":
            opened.append((Span(start, end), rules))
        elif verb == "ignore":
            block = _block_at(start, blocks, starts)
            if block:
                yield Silence(block, rules, Span(start, end))
        else:
            still: list[tuple[Span, frozenset[str] | None]] = []
            for comment, names in opened:
                if rules is None or (names is not None and names <= rules):
                    yield Silence(Span(comment.start, end), names, comment)
                elif names is not None and names & rules:
                    yield Silence(Span(comment.start, end), names & rules, comment)
                    still.append((comment, names - rules))
                else:
                    still.append((comment, names))
            opened = still
    for comment, names in opened:
        yield Silence(Span(comment.start, length), names, comment)


def _names(text: str) -> frozenset[str] | None:
    """Read the names of rules; ``nb/passive`` is ``passive``, as reports write it."""
    names = text.replace(",", " ").split()
    return frozenset(name.rpartition("/")[2] for name in names) or None


def _block_at(position: int, blocks: Sequence[Block], starts: Sequence[int]) -> Span | None:
    index = bisect_right(starts, position) - 1
    if index >= 0 and position < blocks[index].origin.ends[-1]:
        return Span(starts[index], blocks[index].origin.ends[-1])
    if index + 1 < len(blocks):
        return Span(starts[index + 1], blocks[index + 1].origin.ends[-1])
    return None
