"""The record of a rule: how often judges held its findings to be right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct, field

#: A rule has earned its place where so large a share of its findings were right of so many judged,
#: or all of a smaller number, where no more were to be found. One that was right says little: with
#: the records of two pools, what they show of a third was right as often with two as with four, and
#: less often with one.
LEAST_RIGHT = 0.9
ENOUGH_JUDGED = 15
FEWEST_JUDGED = 2


class Tally(Struct, frozen=True):
    """How many findings judges have read, and how many they held to be right."""

    judged: int = 0
    right: int = 0

    @property
    def has_earned(self) -> bool:
        """Tell whether so many were right that what found them is worth a writer's time."""
        if self.judged >= ENOUGH_JUDGED:
            return self.right >= LEAST_RIGHT * self.judged
        return self.judged >= FEWEST_JUDGED and self.right == self.judged


class Judging(Struct, frozen=True):
    """What judges made of a rule's findings in one pool of texts. ``date`` is ISO 8601."""

    pool: str
    date: str
    tally: Tally


class Record(Struct, frozen=True, dict=True):
    """How often a rule was right in texts that nobody had mended it on, by judges not its authors.

    ``entries`` has those of a list that were judged, by the words the rule writes.
    """

    judgings: tuple[Judging, ...] = ()
    entries: Mapping[str, Tally] = field(default_factory=dict)

    @cached_property
    def tally(self) -> Tally:
        """All judgings together."""
        tallies = [judging.tally for judging in self.judgings]
        return Tally(sum(t.judged for t in tallies), sum(t.right for t in tallies))

    def shows(self, entry: str = "") -> bool:
        """Tell whether what the rule finds is shown to everybody, or in the strict set only.

        Of a rule that has earned it all is shown but the entries that have a poor record of their
        own; of one that has not, those entries alone that have a good one.
        """
        return self.tally.has_earned != (entry in self._odd)

    @cached_property
    def _odd(self) -> frozenset[str]:
        """The entries whose own record is another than that of the rule."""
        has_earned = self.tally.has_earned
        told = ((name, own) for name, own in self.entries.items() if own.judged >= FEWEST_JUDGED)
        return frozenset(name for name, own in told if own.has_earned != has_earned)

    @property
    def is_shown(self) -> bool:
        """Tell whether any of what the rule finds is shown to everybody."""
        return self.tally.has_earned or any(map(self.shows, self.entries))
