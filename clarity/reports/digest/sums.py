"""What a summary of many files rests on: a little from each file, and the sums of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from clarity.model import SEVERITIES, Finding, Report, Severity
from clarity.reports.interface_words import Words
from clarity.reports.part import Row
from clarity.reports.phrasing import pointed_out
from clarity.reports.positions import lines_of
from clarity.reports.printable import shorten

#: More files with something in them than this, or more findings in several files, are nothing to
#: read one by one: that is some 500 lines.
MANY_FILES = 10
MANY_FINDINGS = 200

#: The most code points of an example.
_LONGEST = 120
#: What can end a sentence of a message: where a capital follows, it does.
_STOP = re.compile(r"[.!?](?= \w)")


class Found(Struct, frozen=True):
    """What a rule has found in a run: how much, and in how many files.

    ``alone`` is the number of files in which nothing else was found. ``example`` is something it
    has found, and ``place`` where that is.
    """

    rule: str
    severity: Severity
    findings: int
    files: int
    alone: int
    place: str
    example: str


class Won(Struct, frozen=True):
    """What is to be mended in some files: the points it would win back in all, and how many."""

    label: str
    points: float
    files: int

    @property
    def mean(self) -> float:
        """The points it would win back in one of the files, on average."""
        return self.points / self.files


class Page(Struct, frozen=True):
    """A file, and what would win back the most there (empty: nothing)."""

    row: Row
    first: str


def apart_of(report: Report, words: Words) -> list[Any]:
    """Return what the sums need of a file, as plain data that JSON holds.

    That is each rule that has found something new (its severity, how much, and the line and the
    words of an example), and what there is to win by what.
    """
    rules: dict[str, list[Any]] = {}
    lines = lines_of(report.source) if report.new else None
    for finding in report.new:
        if lines and finding.rule not in rules:
            line = 0 if finding.scope == "document" else lines.line(finding.span.start)
            told = [finding.rule, finding.severity, 0, line, _example(finding, words)]
            rules[finding.rule] = told
        rules[finding.rule][2] += 1
    gains = report.scorecard.gains if report.scorecard else ()
    return [[*rules.values()], [[gain.label, gain.points] for gain in gains]]


def _example(finding: Finding, words: Words) -> str:
    """Return the words in question and what is wrong with them: the advice is in the details."""
    about = pointed_out(finding, words)
    said = finding.message
    ends = (found.end() for found in _STOP.finditer(said) if said[found.end() + 1].isupper())
    return shorten(" ".join(filter(None, (about, said[: next(ends, None)]))), _LONGEST)


class Sums:
    """Adds up what is apart of each file. It holds a line or two for each, and no text of it."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.findings = 0
        self._found_in = 0
        self._rules: dict[str, Found] = {}
        self._gains: dict[str, Won] = {}

    def add(self, row: Row, apart: Sequence[Any]) -> None:
        """Add a file."""
        rules, gains = apart
        self._found_in += bool(rules)
        for rule, severity, findings, line, example in rules:
            place = f"{row.path}:{line}" if line else row.path
            self.findings += findings
            known = self._rules.get(rule) or Found(rule, severity, 0, 0, 0, place, example)
            self._rules[rule] = replace(
                known,
                findings=known.findings + findings,
                files=known.files + 1,
                alone=known.alone + (len(rules) == 1),
            )
        for label, points in gains:
            won = self._gains.get(label) or Won(label, 0.0, 0)
            self._gains[label] = Won(label, won.points + points, won.files + 1)
        self.pages.append(Page(row, gains[0][0] if gains else ""))

    @property
    def is_long(self) -> bool:
        """Tell whether nobody could read all that was found."""
        is_much = self._found_in > MANY_FILES or self.findings > MANY_FINDINGS
        return is_much and len(self.pages) > 1

    @property
    def rules(self) -> Sequence[Found]:
        """What the rules have found, that which has found most first."""
        return sorted(self._rules.values(), key=lambda one: (-one.findings, one.rule))

    @property
    def gains(self) -> Sequence[Won]:
        """What there is to mend, that which would win back the most in all first."""
        return sorted(self._gains.values(), key=lambda one: (-one.points, one.label))

    @property
    def neediest(self) -> Sequence[Page]:
        """The files by what needs most: a low score, then much that was found, gravest first."""
        return sorted(self.pages, key=lambda page: need(page.row))


def found_in(row: Row) -> int:
    """Return how much was found in a file."""
    return sum(row.findings.values())


def gravest(row: Row) -> tuple[Sequence[int], str]:
    """Sort by what was found, the gravest first."""
    return [-row.findings[severity] for severity in reversed(SEVERITIES)], row.path


def need(row: Row) -> tuple[float, Sequence[int], str]:
    """Return what files are sorted by: a low score, none last, then much found, gravest first."""
    return 101.0 if row.overall is None else row.overall, *gravest(row)
