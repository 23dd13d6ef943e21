"""A report in two steps: what a format makes of each file by itself, and then of the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from clarity.model import SEVERITIES, Failure, Report, Severity
from clarity.reports.options import FailOn, Options


class Row(Struct, frozen=True):
    """A file in short; ``overall`` is its score, 0 to 100, if it has one.

    Else ``reason`` can say why not. ``repeats`` is at how many further places its findings are,
    ``quiet`` how many findings the strict set would add. ``guideline`` is what it is scored by,
    ``channel`` the kind of text it was judged as; both can be empty. ``fail_on`` and ``min_score``
    (0 to 100) are the limits it is held to, which whoever runs it sets: they may differ from file
    to file. So does ``before``, the score that it may not fall under, if there is one. ``unshown``
    is how many findings are left out as they stand where nothing has changed. ``known`` is how many
    are not shown as a baseline knows them, ``fixed`` how many of its entries are no longer found,
    ``taken`` its lines that were those of another file. What is known and shown all the same is not
    counted. ``remarks`` is how many there are on the file itself: how it is written or set up.
    """

    path: str
    language: str | None
    words: int
    overall: float | None
    band: str
    findings: Mapping[Severity, int]
    repeats: int
    quiet: int
    guideline: str = ""
    channel: str = ""
    reason: str = ""
    fail_on: FailOn = "warning"
    min_score: float = 0.0
    before: float | None = None
    unshown: int = 0
    known: int = 0
    fixed: int = 0
    taken: Sequence[str] = ()
    remarks: int = 0

    @property
    def beyond(self) -> int:
        """The number of findings that are beyond the limit."""
        return sum(number for severity, number in self.findings.items() if self.forbids(severity))

    def forbids(self, severity: Severity) -> bool:
        """Tell whether a finding of a severity is beyond the limit."""
        limit = self.fail_on
        return limit != "never" and SEVERITIES.index(severity) >= SEVERITIES.index(limit)

    @property
    def is_low(self) -> bool:
        """Tell whether its score is below the limit. A text without a score is not."""
        return self.overall is not None and self.overall < self.min_score

    @property
    def is_worse(self) -> bool:
        """Tell whether its score, as it is shown with one decimal, has fallen."""
        if self.before is None or self.overall is None:
            return False
        return round(self.overall, 1) < round(self.before, 1)

    @property
    def is_beyond(self) -> bool:
        """Tell whether it does not keep within its limits, whichever."""
        return bool(self.beyond) or self.is_low or self.is_worse


class Part(Struct, frozen=True):
    """What a format makes of one file: it depends on nothing but the file's report and the options.

    So it can be made in any process, and kept. ``text`` stands in the report where the file does.
    ``skipped`` are the rules that could not run, by the reason. ``apart`` is what the format needs
    elsewhere, as plain data that JSON holds.
    """

    row: Row
    text: str
    skipped: Mapping[str, Sequence[str]]
    apart: tuple[Any, ...] = ()


class Format(Struct, frozen=True):
    """A format: ``part`` makes the part of a file, ``assemble`` the report of a run.

    The report comes in pieces of text, as the parts come. ``shows_scores`` tells whether scores are
    part of it: else nobody need work them out. ``tells_failures`` tells whether what could not be
    checked is, and ``tells_low_scores`` whether a score below its limit is.
    """

    part: Callable[[Report, Options], Part]
    assemble: Callable[[Iterable[Part | Failure], Options], Iterator[str]]
    shows_scores: bool
    tells_failures: bool = True
    tells_low_scores: bool = True


def part_of(report: Report, text: str, apart: tuple[Any, ...] = ()) -> Part:
    """Return the part of a file, given what the format makes of it."""
    skipped: dict[str, list[str]] = {}
    for skip in report.skipped:
        skipped.setdefault(skip.reason, []).append(skip.rule)
    return Part(_row(report), text, skipped, apart)


def _row(report: Report) -> Row:
    counts = Counter(finding.severity for finding in report.new)
    card = report.scorecard
    return Row(
        path=report.path,
        language=report.language,
        words=report.words,
        overall=card.overall if card else None,
        band=card.band if card else "",
        findings={severity: counts[severity] for severity in SEVERITIES},
        repeats=sum(len(finding.repeats) for finding in report.new),
        quiet=report.quiet,
        guideline=card.guideline if card else "",
        channel=report.channel,
        reason=card.reason if card else "",
        unshown=report.unshown,
        known=report.baselined.hidden,
        fixed=report.baselined.fixed,
        taken=report.baselined.taken,
        remarks=len(report.notices),
    )
