"""What of a report was there before: it is in the baseline, and only what is new is shown."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from clarity import languagetool
from clarity.checks import repeats
from clarity.checks.fingerprints import numbered, unnumbered
from clarity.model import Baselined, Failure, Finding, Report
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError
from clarity.project.baselines import Baselines
from clarity.project.projects import Projects, Request
from clarity.project.settings import Settings
from clarity.reports import Row
from clarity.run.judging import failure_of

if TYPE_CHECKING:
    from clarity.project.baseline import Baseline, Entry

#: What is said to be skipped where LanguageTool could not be asked.
_PROOFREADING = frozenset(f"{name}/{languagetool.NAME}" for name in languages())


class Known(Struct, frozen=True):
    """The sieve that lets through what is new; with ``shows`` also what is known, marked as such.

    ``given`` is a baseline to use for everything. ``run`` is another value in each run: processes
    keep what they have read as long as it is the same. ``claimed`` are the lines of the
    baseline that other texts have taken over: what is like them too is a copy.
    """

    request: Request
    given: Path | None
    shows: bool
    run: bytes
    claimed: frozenset[str] = frozenset()

    @classmethod
    def begin(cls, request: Request, given: Path | None, *, shows: bool) -> Known:
        """Return the sieve of a run that begins now."""
        return cls(request, given, shows, os.urandom(8))

    @property
    def baselines(self) -> Baselines:
        """The baselines of the run, as this process has read them."""
        if self.run not in _read:
            _read.clear()  # those of the run before
            _read[self.run] = Baselines(Projects(self.request), self.given)
        return _read[self.run]

    def of(self, report: Report) -> Report:
        """Return a report with what is new in it. Raises `ConfigError` for a broken baseline."""
        baseline = self.baselines.of(report.path)
        if baseline is None:
            return report
        found = found_in(report)
        match = Match.of(baseline, report.path, found, self.claimed)
        new = repeats.fold(one.finding for one in found if not match.knows(one))
        known = repeats.fold(one.finding for one in found if match.knows(one))
        baselined = Baselined(
            0 if self.shows else len(known),
            len(judged(match.left, report, self.baselines.projects.settings(report.path))[0]),
            match.taken,
        )
        if self.shows:
            marked = (_marked(finding) for finding in known)
            new = tuple(sorted((*new, *marked), key=lambda one: (one.span, one.rule)))
        return replace(report, findings=new, baselined=baselined)

    def key(self, path: str) -> str:
        """Return what the baseline can say of a file."""
        baseline = self.baselines.of(path)
        if baseline is None:
            return ""
        return f"{self.shows} {sorted(self.claimed)} {baseline.key(baseline.name(path))}"

    def for_files(self, paths: Collection[str]) -> Known:
        """Return the sieve itself: each process reads the baselines, and they are not sent."""
        return self

    def broken(self, paths: Iterable[str]) -> list[Failure]:
        """Return what is wrong with the baselines that hold where some paths lead, before a run."""
        found: dict[Failure, None] = {}
        for path in paths:
            try:
                self.baselines.place(path)
            except ConfigError:
                continue  # of a project file, which the run tells of
            try:
                self.baselines.of(path)
            except ConfigError as error:
                found[failure_of(error, path)] = None
        return [*found]

    def gone(self, paths: Iterable[str], rows: Iterable[Row]) -> int:
        """Return how many entries are of texts that are gone, and have not been met elsewhere.

        Of those that lie where the run over some paths has been; ``rows`` are of what it met.
        """
        gone: dict[str, None] = {}
        taken: set[str] = set()
        for row in rows:
            taken.update(row.taken)
            if baseline := self.baselines.of(row.path):  # as few texts have
                from clarity.project.baseline import line_of

                for name in within(baseline, baseline.gone, paths):
                    gone.update(dict.fromkeys(line_of(name, one) for one in baseline.gone[name]))
        return len(gone.keys() - taken)


#: What this process has read in its run.
_read: dict[bytes, Baselines] = {}


class Found(Struct, frozen=True):
    """A finding at one place, and the entries that it has in a baseline.

    It is known when ``least`` of them are there: of a finding about one sentence the only one; of
    one about several, more than half of them; of one that is told for others, those of all.
    """

    finding: Finding
    entries: tuple[Entry, ...]
    least: int


def found_in(report: Report) -> tuple[Found, ...]:
    """Return what was found in a text at every place, each entry another."""
    from clarity.project.baseline import Entry

    seen: Counter[Entry] = Counter()

    def entry(rule: str, fingerprint: str) -> Entry:
        # Each part of a text that is searched by itself has numbered its own.
        first = Entry(rule, unnumbered(fingerprint))
        seen[first] += 1
        return Entry(rule, numbered(first.fingerprint, seen[first]))

    def found(finding: Finding) -> Found:
        if finding.parts:
            own = tuple(entry(part.rule, part.fingerprint) for part in finding.parts)
            return Found(finding, own, len(own))
        if finding.by_sentence:
            own = tuple(entry(finding.rule, one) for one in finding.by_sentence)
            return Found(finding, own, len(own) // 2 + 1)
        return Found(finding, (entry(finding.rule, finding.fingerprint),), 1)

    return tuple(map(found, repeats.unfold(report.findings)))


class Match(Struct, frozen=True):
    """What a baseline knows of a text.

    ``left`` are those of its entries that are not found, ``taken`` the lines of the baseline that
    it has taken over from texts that are gone.
    """

    known: frozenset[Entry]
    left: frozenset[Entry]
    taken: tuple[str, ...]

    @classmethod
    def of(
        cls, baseline: Baseline, path: str, found: Iterable[Found], claimed: Collection[str] = ()
    ) -> Match:
        """Match what was found in a text with its entries; what is ``claimed`` is another's."""
        there = frozenset(entry for one in found for entry in one.entries)
        name = baseline.name(path)
        own = baseline.entries.get(name, frozenset())
        taken = baseline.taken(name, there, claimed)
        return cls(own.union(taken.values()), own - there, tuple(taken))

    def knows(self, one: Found) -> bool:
        """Tell whether a finding was there before."""
        return sum(entry in self.known for entry in one.entries) >= one.least


def judged(
    left: Iterable[Entry], report: Report, settings: Settings
) -> tuple[frozenset[Entry], frozenset[Entry]]:
    """Part entries that are not found in those that are mended, and those that nobody looked for.

    That a rule did not run, or LanguageTool was not asked, mends nothing.
    """
    idle = {skip.rule for skip in report.skipped}
    if settings.languagetool is None or not idle.isdisjoint(_PROOFREADING):
        idle |= languagetool.ids()
    left = frozenset(left)
    mended = frozenset(entry for entry in left if entry.rule not in idle)
    return mended, left - mended


def within(baseline: Baseline, names: Iterable[str], paths: Iterable[str]) -> Iterator[str]:
    """Yield those names in a baseline that are of texts a run over some paths would have met."""
    folder = baseline.place.absolute().parent
    tops = [Path(os.path.normpath(Path.cwd() / path)) for path in paths]
    for name in names:
        place = Path(os.path.normpath(folder / name))
        if any(place.is_relative_to(top) for top in tops):
            yield name


def _marked(finding: Finding) -> Finding:
    others = tuple(replace(other, is_known=True) for other in finding.repeats)
    return replace(finding, is_known=True, repeats=others)
