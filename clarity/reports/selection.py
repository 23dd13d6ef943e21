"""Which findings of a text are shown, where somebody wants to see only some of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from clarity.model import SEVERITIES, Category, Finding, Report, Severity


class Sieve(Protocol):
    """Decides what of a report is shown. It goes to other processes, so it must be picklable."""

    def of(self, report: Report) -> Report:
        """Return a report with what is to be shown of it."""

    def key(self, path: str) -> str:
        """Return all that this rests on for the file at a path, beside its report."""

    def for_files(self, paths: Collection[str]) -> Sieve:
        """Return what is needed of it for some files."""


class Selection(Struct, frozen=True):
    """What is shown of what is found, and so what is counted; the score is that of the whole text.

    ``only`` and ``ignored`` are rules, as ``passive`` in every language or as ``nb/passive``.
    Where ``only`` or ``categories`` is empty, every one is meant. ``least`` is the least severity.
    """

    only: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    least: Severity = SEVERITIES[0]

    @property
    def is_everything(self) -> bool:
        """Tell whether nothing is left out."""
        return self == EVERYTHING

    @property
    def looks_for_some(self) -> bool:
        """Tell whether some findings are named, of which each is then wanted."""
        return bool(self.only or self.categories)

    def of(self, report: Report) -> Report:
        """Return a report with what is to be shown of it."""
        if self.is_everything:
            return report
        return replace(
            report,
            findings=tuple(filter(self._shows, report.findings)),
            skipped=tuple(skip for skip in report.skipped if self._names(skip.rule)),
            quiet=0,  # how many there are of these rules nobody has counted
        )

    def key(self, path: str) -> str:
        """Return the selection itself: it is the same for every file."""
        return repr(self)

    def for_files(self, paths: Collection[str]) -> Selection:
        """Return the selection itself."""
        return self

    def _shows(self, finding: Finding) -> bool:
        # What is told of a whole stretch is what several rules say there.
        rules = {finding.rule, *(part.rule for part in finding.parts)}
        return (
            SEVERITIES.index(finding.severity) >= SEVERITIES.index(self.least)
            and (not self.categories or finding.advice.category in self.categories)
            and any(map(self._names, rules))
        )

    def _names(self, rule: str) -> bool:
        is_wanted = not self.only or is_among(rule, self.only)
        return is_wanted and not is_among(rule, self.ignored)


def is_among(rule: str, names: Collection[str]) -> bool:
    """Tell whether a rule is one of some, named with its language or without."""
    return rule in names or rule.partition("/")[2] in names


#: Nothing is left out.
EVERYTHING = Selection()
