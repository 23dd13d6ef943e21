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
from clarity.reports.part import Part, part_of
from clarity.reports.phrasing import advised
from clarity.reports.positions import Lines, lines_of
from clarity.reports.printable import one_line
from clarity.reports.remarks import in_words

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
    return part_of(report, "".join([*remarks, *found]))


def assemble(parts: Iterable[Part | Failure], options: Options) -> Iterator[str]:
    """Return the lines of each file as it comes; one that could not be read has one."""

    def failed(failure: Failure, words: Words) -> str:
        told = in_words(failure.message, words.code)
        return _line(failure.path, (failure.line or 1, 1), "error", told)

    def low(path: str, told: str) -> str:
        return _line(path, (1, 1), "error", told)

    return in_turn(parts, options, failed, low)


def _finding(finding: Finding, path: str, lines: Lines, words: Words) -> str:
    place = (1, 1) if finding.scope == "document" else lines.place(finding.span.start)
    told = f"{advised(finding, lines, words)} [{finding.rule}]"
    level = "note" if finding.is_known else _LEVELS[finding.severity]  # which is shown, and no more
    return _line(path, place, level, told)


def _line(path: str, place: tuple[int, int], level: str, message: str) -> str:
    line, column = place
    return f"{one_line(path)}:{line}:{column}: {level}: {one_line(message)}\n"
