"""Takes some of many texts, from all over a folder and the same ones each time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import modf

#: Steps of this part of a whole, again and again, leave no large gap wherever one stops.
_GOLDEN = 0.6180339887498949


def spread(paths: Sequence[str]) -> Iterator[str]:
    """Yield all paths in an order whose beginning, however long, is spread over all of them."""
    order = sorted(range(len(paths)), key=lambda number: modf(number * _GOLDEN)[0])
    yield from (paths[number] for number in order)
