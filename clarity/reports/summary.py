"""Counts a run: its files, findings and failures, and whether it keeps within the limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from clarity.model import SEVERITIES, Failure, Severity
from clarity.parsing.languages import languages
from clarity.reports.part import Part, Row


class Verdict(Struct, frozen=True):
    """What of a run is beyond its limits: findings, low and fallen scores, unreadable files.

    What is wrong at a line of a file is told there, and was read.

    ``findings`` and ``low_scores`` are numbers by the limit, the gravest and the lowest first.
    ``fallen`` are the files with a lower score than before, the one that fell most first.
    """

    findings: Mapping[Severity, int]
    low_scores: Mapping[float, int]
    failures: int
    fallen: Sequence[Row] = ()


class Summary(Struct, frozen=True):
    """A run in short, in the order of the run.

    ``skipped`` are the rules that could not run on some file or other, by the reason.
    """

    rows: tuple[Row, ...] = ()
    failures: tuple[Failure, ...] = ()
    skipped: Mapping[str, Sequence[str]] = MappingProxyType({})

    @property
    def findings(self) -> Mapping[Severity, int]:
        """The number of findings by severity, the gravest first."""
        return {
            severity: sum(row.findings[severity] for row in self.rows)
            for severity in reversed(SEVERITIES)
        }

    @property
    def repeats(self) -> int:
        """The number of further places that the findings are at."""
        return sum(row.repeats for row in self.rows)

    @property
    def unshown(self) -> int:
        """The number of findings that are left out as they stand where nothing has changed."""
        return sum(row.unshown for row in self.rows)

    @property
    def quiet(self) -> int:
        """The number of findings that the strict set would add."""
        return sum(row.quiet for row in self.rows)

    @property
    def known(self) -> int:
        """The number of findings that are not shown as a baseline knows them."""
        return sum(row.known for row in self.rows)

    def language(self, otherwise: str) -> str | None:
        """Return the language to tell of the run in: that of its texts where they share one.

        Else that is ``otherwise``; where it is empty, that of the first text.
        """
        found = list(dict.fromkeys(r.language for r in self.rows if r.language in languages()))
        return found[0] if found and (len(found) == 1 or not otherwise) else otherwise

    @property
    def verdict(self) -> Verdict:
        """Hold each file up against its limits."""
        findings = dict.fromkeys(reversed(SEVERITIES), 0)
        low_scores: Counter[float] = Counter()
        for row in self.rows:
            if row.fail_on != "never":
                findings[row.fail_on] += row.beyond
            low_scores[row.min_score] += row.is_low
        return Verdict(
            {severity: number for severity, number in findings.items() if number},
            {least: low_scores[least] for least in sorted(low_scores) if low_scores[least]},
            sum(not failure.line for failure in self.failures),
            sorted((row for row in self.rows if row.is_worse), key=_change),
        )


def _change(row: Row) -> tuple[float, str]:
    return (row.overall or 0) - (row.before or 0), row.path


class Counted:
    """Passes the parts of a run on, each once, and counts them."""

    def __init__(self, parts: Iterable[Part | Failure]) -> None:
        self._parts = parts
        self._rows: list[Row] = []
        self._failures: list[Failure] = []
        self._skipped: dict[str, dict[str, None]] = {}

    def __iter__(self) -> Iterator[Part | Failure]:
        for part in self._parts:
            if isinstance(part, Failure):
                self._failures.append(part)
            else:
                self._rows.append(part.row)
                for reason, rules in part.skipped.items():
                    self._skipped.setdefault(reason, {}).update(dict.fromkeys(rules))
            yield part

    @property
    def summary(self) -> Summary:
        """What has been passed on so far."""
        skipped = {reason: tuple(rules) for reason, rules in self._skipped.items()}
        return Summary(tuple(self._rows), tuple(self._failures), skipped)
