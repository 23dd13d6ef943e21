"""What is to stand in a baseline after a run: what is found is known from then on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from clarity.model import Report
from clarity.project.baseline import Baseline, Entry, line_of
from clarity.project.baselines import Baselines
from clarity.run.known import Match, found_in, judged, within


class Change(Struct, frozen=True):
    """A baseline after a run; there is none ``before`` the first.

    ``added`` are the texts with entries that are new, and how many. ``removed`` is how many were
    no longer found.
    """

    before: Baseline | None
    after: Baseline
    added: dict[str, int]
    removed: int

    @property
    def is_one(self) -> bool:
        """Tell whether there is anything to write."""
        return self.after.entries != (self.before.entries if self.before else {})


class Recording:
    """Takes note of what is found in the texts of a run; where it only ``prunes``, of nothing new.

    What is no longer found is taken out either way. What the run has not looked at is kept: other
    texts, and rules that did not run.
    """

    def __init__(self, baselines: Baselines, *, prunes: bool = False) -> None:
        self._baselines = baselines
        self._prunes = prunes
        self._changing: dict[Path, _Changing] = {}

    def see(self, report: Report) -> bool:
        """Take note of a text; tell whether there is to be a baseline for it.

        Raises `ConfigError` for a baseline that cannot be read.
        """
        place = self._baselines.place(report.path)
        if place is None:
            return False
        if place not in self._changing:
            self._changing[place] = _Changing(self._baselines.of(report.path), place)
        settings = self._baselines.projects.settings(report.path)
        own = self._changing[place]
        found = found_in(report)
        match = Match.of(own.base, report.path, found, own.claimed)
        there = frozenset(entry for one in found for entry in one.entries)
        known = (entry for one in found if match.knows(one) for entry in one.entries)
        mended, unjudged = judged(match.left, report, settings)
        kept = unjudged.union(there & match.known, known)
        new = frozenset() if self._prunes else there - kept
        own.take(own.base.name(report.path), match.taken, kept, new, len(mended))
        return True

    def changes(self, paths: Sequence[str], *, is_whole: bool) -> Iterator[Change]:
        """Yield each baseline of the run over some paths; ``is_whole`` where nothing has failed.

        Else a text that is there and was not seen may be one that could not be judged.
        """
        for own in self._changing.values():
            yield own.change(paths, is_whole)


class _Changing:
    """A baseline as the texts come by."""

    def __init__(self, before: Baseline | None, place: Path) -> None:
        self.before = before
        self.base = before or Baseline(place, {})
        self.claimed: set[str] = set()
        self.added: dict[str, int] = {}
        self.removed = 0
        self._seen: dict[str, frozenset[Entry]] = {}

    def take(
        self,
        name: str,
        taken: Iterable[str],
        kept: frozenset[Entry],
        new: frozenset[Entry],
        removed: int,
    ) -> None:
        self._seen[name] = kept | new
        self.claimed.update(taken)
        self.removed += removed
        if new:
            self.added[name] = len(new)

    def change(self, paths: Sequence[str], is_whole: bool) -> Change:
        entries = {
            name: frozenset(one for one in own if line_of(name, one) not in self.claimed)
            if name in self.base.gone
            else own
            for name, own in self.base.entries.items()
        }
        unseen = (entries if is_whole else self.base.gone).keys() - self._seen.keys()
        for name in within(self.base, unseen, paths):
            self.removed += len(entries.pop(name))
        entries |= self._seen
        after = replace(self.base, entries={name: own for name, own in entries.items() if own})
        return Change(self.before, after, self.added, self.removed)
