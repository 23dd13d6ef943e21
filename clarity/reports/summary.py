"""Counts a run: its files, findings and failures, and whether it keeps within the limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from clarity.model import LANGUAGES, SEVERITIES, Failure, Report, Severity

FailOn = Literal["suggestion", "warning", "error", "never"]


class Row(NamedTuple):
    """A file in short; ``overall`` is its score, 0 to 100, if it has one."""

    path: str
    language: str | None
    words: int
    overall: float | None
    band: str
    findings: Mapping[Severity, int]


class Verdict(NamedTuple):
    """What of a run is beyond its limits: findings, files with a low score, unreadable files."""

    findings: int
    low_scores: int
    failures: int


class Summary(NamedTuple):
    """A run in short, in the order of the run."""

    rows: tuple[Row, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def findings(self) -> Mapping[Severity, int]:
        """The number of findings by severity, the gravest first."""
        return {
            severity: sum(row.findings[severity] for row in self.rows)
            for severity in reversed(SEVERITIES)
        }

    @property
    def language(self) -> str | None:
        """The language of the texts where all the checked ones share it."""
        languages = {row.language for row in self.rows if row.language in LANGUAGES}
        return languages.pop() if len(languages) == 1 else None

    def verdict(self, fail_on: FailOn, min_score: float) -> Verdict:
        """Hold the run up against its limits. A text without a score is not below any."""
        counted = () if fail_on == "never" else SEVERITIES[SEVERITIES.index(fail_on) :]
        findings = self.findings
        return Verdict(
            findings=sum(findings[severity] for severity in counted),
            low_scores=sum(
                row.overall is not None and row.overall < min_score for row in self.rows
            ),
            failures=len(self.failures),
        )


class Counted:
    """Passes the results of a run on, each once, and counts them."""

    def __init__(self, results: Iterable[Report | Failure]) -> None:
        self._results = results
        self._rows: list[Row] = []
        self._failures: list[Failure] = []

    def __iter__(self) -> Iterator[Report | Failure]:
        for result in self._results:
            if isinstance(result, Failure):
                self._failures.append(result)
            else:
                self._rows.append(_row(result))
            yield result

    @property
    def summary(self) -> Summary:
        """What has been passed on so far."""
        return Summary(tuple(self._rows), tuple(self._failures))


def _row(report: Report) -> Row:
    counts = Counter(finding.severity for finding in report.findings)
    card = report.scorecard
    return Row(
        path=report.path,
        language=report.language,
        words=report.words,
        overall=card.overall if card else None,
        band=card.band if card else "",
        findings={severity: counts[severity] for severity in SEVERITIES},
    )
