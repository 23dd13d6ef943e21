"""Reads pairs of texts with an editor's verdict on which is plainer.

A folder may hold

- whole texts: ``pairs.tsv``, tab-separated with the columns pair (``nb-12``), repo, plainer
  (before, after or =) and strength (1 to 3); the texts are nb/12-before.* and nb/12-after.*
- paragraphs: ``*.jsonl``, a line each with id, language, repo, old, new, plainer (old, new or =),
  strength and content_change. Those without a verdict, and those that say something else
  afterwards, are left out.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

#: An editor sees a clear difference from this strength on.
CLEAR = 2
_SIGNS = {"before": -1, "old": -1, "=": 0, "after": 1, "new": 1}


class Pair(NamedTuple):
    """Two versions of a text. ``verdict`` is 1 where the later one is plainer, -1 or 0."""

    id: str
    language: str
    group: str
    before: bytes
    after: bytes
    path: str
    verdict: int
    strength: int
    is_whole: bool

    @property
    def is_clear(self) -> bool:
        """Tell whether one is clearly plainer."""
        return self.verdict != 0 and self.strength >= CLEAR


def read(folder: Path) -> Iterator[Pair]:
    """Yield the pairs of a folder that have a verdict: whole texts, then paragraphs."""
    if (folder / "pairs.tsv").exists():
        yield from _whole_texts(folder)
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row.get("plainer") and not row.get("content_change"):
                yield Pair(
                    id=row["id"],
                    language=row["language"],
                    group=row["repo"],
                    before=row["old"].encode(),
                    after=row["new"].encode(),
                    path="text.md",
                    verdict=_SIGNS[row["plainer"]],
                    strength=row["strength"],
                    is_whole=False,
                )


def _whole_texts(folder: Path) -> Iterator[Pair]:
    with (folder / "pairs.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        language, number = row["pair"].split("-")
        (before,) = (folder / language).glob(f"{number}-before.*")
        (after,) = (folder / language).glob(f"{number}-after.*")
        yield Pair(
            id=row["pair"],
            language=language,
            group=row["repo"],
            before=before.read_bytes(),
            after=after.read_bytes(),
            path=f"text{before.suffix}",
            verdict=_SIGNS[row["plainer"]],
            strength=int(row["strength"]),
            is_whole=True,
        )
