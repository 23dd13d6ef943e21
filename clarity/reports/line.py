"""One line a finding, ``path:line:column: severity: message [rule]``, as compilers write.

An editor marks every place, so each has a line of its own, also where the finding is told once
elsewhere. What is about a whole file stands at its beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from clarity.checks.repeats import unfold
from clarity.model import Failure, Finding, Report, Severity
from clarity.reports.in_turn import in_turn
from clarity.reports.interface_words import Words, words_for
from clarity.reports.options import Options
from clarity.reports.part import Part, Row, part_of
from clarity.reports.phrasing import advised
from clarity.reports.positions import Lines, lines_of
from clarity.reports.printable import one_line
from clarity.reports.remarks import in_words
from clarity.reports.summary import Summary
from clarity.reports.totals import remarked

#: The most files that have their remarks told, where nothing is selected.
_MOST_REMARKED = 5
#: As compilers call them, which is what editors know.
_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "suggestion": "note"}


def part(report: Report, options: Options) -> Part:
    """Return a line for each remark on a file, and for each place of its findings."""
    words = words_for(report.language, options)
    lines = lines_of(report.source)
    remarks = [
        _line(report.path, (1, 1), "note", in_words(notice, words.code))
        for notice in report.notices
    ]
    found = [_finding(one, report.path, lines, words) for one in unfold(report.findings)]
    return part_of(report, "".join(found), ("".join(remarks),))


def assemble(parts: Iterable[Part | Failure], options: Options) -> Iterator[str]:
    """Yield the lines of each file as it comes; one that could not be read has one.

    The remarks on files come last, unless they would drown what somebody looks for.
    """
    rows: list[Row] = []
    remarks: list[str] = []

    def noted() -> Iterator[Part | Failure]:
        for one in parts:
            if isinstance(one, Part):
                rows.append(one.row)
                remarks.extend(filter(None, one.apart))
            yield one

    def failed(failure: Failure, words: Words) -> str:
        told = in_words(failure.message, words.code)
        return _line(failure.path, (failure.line or 1, 1), "error", told)

    def low(path: str, told: str) -> str:
        return _line(path, (1, 1), "error", told)

    yield from in_turn(noted(), options, failed, low)
    if not _leaves_remarks(Summary(tuple(rows)), options):
        yield from remarks


def untold(summary: Summary, options: Options) -> Iterator[str]:
    """Yield of how many files the lines leave out the remarks, if any."""
    if _leaves_remarks(summary, options):
        yield from remarked(summary, words_for(options.language or summary.language(""), options))


def _leaves_remarks(summary: Summary, options: Options) -> bool:
    """Tell whether remarks are left out: those of many files, or where something is selected."""
    if options.keeps_remarks or options.complete or len(summary.rows) == 1:
        return False
    return options.selects or sum(bool(row.remarks) for row in summary.rows) > _MOST_REMARKED


def _finding(finding: Finding, path: str, lines: Lines, words: Words) -> str:
    place = (1, 1) if finding.scope == "document" else lines.place(finding.span.start)
    told = f"{advised(finding, lines, words)} [{finding.rule}]"
    level = "note" if finding.is_known else _LEVELS[finding.severity]  # which is shown, and no more
    return _line(path, place, level, told)


def _line(path: str, place: tuple[int, int], level: str, message: str) -> str:
    line, column = place
    return f"{one_line(path)}:{line}:{column}: {level}: {one_line(message)}\n"
