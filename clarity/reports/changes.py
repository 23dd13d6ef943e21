"""How the scores of a run have changed since an earlier report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from clarity.reports.interface_words import Words
from clarity.reports.options import Earlier
from clarity.reports.part import Row
from clarity.reports.phrasing import count, decimal


class Change(Struct, frozen=True):
    """What has become of the score of a file, and how it is told: ``+3``, or a word or a dash."""

    kind: Literal["better", "worse", "same", "new", "unknown"]
    told: str


def change(now: Row, earlier: Mapping[str, Earlier], words: Words) -> Change:
    """Return how many points a file has won or lost."""
    if now.path not in earlier:
        return Change("new", words.new_page)
    before = earlier[now.path].overall
    if before is None or now.overall is None or not _is_comparable(now, earlier[now.path]):
        return Change("unknown", "–")
    points = round(now.overall - before)
    if not points:
        return Change("same", "±0")
    return Change("better", f"+{points}") if points > 0 else Change("worse", f"−{-points}")


def remarks(rows: Sequence[Row], earlier: Mapping[str, Earlier], words: Words) -> Iterator[str]:
    """Yield what else is to be said of the comparison: the means, and what it cannot tell of."""
    both = [row for row in rows if row.path in earlier]
    yield from _means(both, earlier, words)
    if odd := [row for row in both if not _is_comparable(row, earlier[row.path])]:
        yield words.incomparable.format(files=count(len(odd), words.file))
    if gone := set(earlier) - {row.path for row in rows}:
        yield words.gone.format(files=count(len(gone), words.file))


def _means(rows: Sequence[Row], earlier: Mapping[str, Earlier], words: Words) -> Iterator[str]:
    """Yield how the mean of the files that can be compared has changed, by each guideline."""
    scores: dict[str, list[tuple[float, float]]] = {}
    for row in rows:
        before = earlier[row.path].overall
        if None not in (before, row.overall) and _is_comparable(row, earlier[row.path]):
            scores.setdefault(row.guideline, []).append((before or 0, row.overall or 0))
    for guideline, own in sorted(scores.items()):
        then, now = (decimal(sum(some) / len(own), words) for some in zip(*own, strict=True))
        files = count(len(own), words.file)
        told = words.mean_change.format(files=files, before=then, after=now)
        yield f"{guideline}: {told}" if len(scores) > 1 else told


def _is_comparable(now: Row, earlier: Earlier) -> bool:
    """Tell whether two scores of a file, if it has both, are by the same yardstick."""
    if earlier.overall is None or now.overall is None:
        return True
    return (now.guideline, now.channel) == (earlier.guideline, earlier.channel)
