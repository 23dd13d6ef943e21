"""The record of a rule: how often judges held its findings to be right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct, field

#: A rule has earned its place where so large a share of its findings were right of so many judged,
#: or all of a smaller number, where no more were to be found.
LEAST_RIGHT = 0.9
ENOUGH_JUDGED = 15
#: The fewest that tell something: of a rule, and of an entry in a list that has not earned it. By
#: the records of the pools before, 84 % of 37 findings in pools 7 to 9 were right of rules with two
#: or three judged, and 90 to 93 % of others; 94 % of 80 of entries with two or three.
FEWEST_JUDGED = 4
FEWEST_OF_ENTRY = 2


class Tally(Struct, frozen=True):
    """How many findings judges have read, and how many they held to be right."""

    judged: int = 0
    right: int = 0

    @property
    def is_good(self) -> bool:
        """Tell whether nearly all were right; of few, all."""
        if self.judged >= ENOUGH_JUDGED:
            return self.right >= LEAST_RIGHT * self.judged
        return self.right == self.judged


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

    @cached_property
    def has_earned(self) -> bool:
        """Tell whether so many were right that what the rule finds is worth a writer's time."""
        return self.tally.judged >= FEWEST_JUDGED and self.tally.is_good

    @property
    def shows_all(self) -> bool:
        """Tell whether all that the rule finds is shown but the entries with a poor record.

        A list of which few findings have been read does not vouch for its other words: of those
        never judged, 82 % of 40 findings in pools 7 to 9 were right.
        """
        return self.has_earned and (not self.entries or self.tally.judged >= ENOUGH_JUDGED)

    def shows(self, entry: str = "") -> bool:
        """Tell whether what the rule finds is shown to everybody, or in the strict set only."""
        own = self.entries.get(entry)
        if own is None:
            return self.shows_all
        return own.is_good and (self.has_earned or own.judged >= FEWEST_OF_ENTRY)

    @property
    def is_shown(self) -> bool:
        """Tell whether any of what the rule finds is shown to everybody."""
        return self.shows_all or any(map(self.shows, self.entries))
