"""The shape of ``vale --output=JSON``, for editor plug-ins that read it.

An object of alerts by path. An editor marks every place, so each has an alert of its own, also
where the finding is told once elsewhere. Columns count code points from 1, and the last one is
included. A file without alerts is left out, and the shape has no place for one that could not be
read, nor for that a finding is known: of those there are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from clarity.checks.repeats import unfold
from clarity.model import Failure, Finding, Report
from clarity.reports.json_text import encode, items
from clarity.reports.options import Options
from clarity.reports.part import Part, part_of
from clarity.reports.positions import Lines, lines_of


def part(report: Report, options: Options) -> Part:
    """Return the alerts of a file by its path; nothing where there are none."""
    lines = lines_of(report.source)
    alerts = [_alert(finding, report.source, lines) for finding in unfold(report.new)]
    text = encode({report.path: alerts}, ascii_only=not options.unicode)[1:-1] if alerts else ""
    return part_of(report, text)


def assemble(parts: Iterable[Part | Failure], options: Options) -> Iterator[str]:
    """Yield one JSON object, a file to a line, in the order of the run."""
    yield "{"
    yield from items(one.text for one in parts if isinstance(one, Part) and one.text)
    yield "\n}\n"


def _alert(finding: Finding, source: str, lines: Lines) -> dict[str, Any]:
    advice = finding.advice
    line, span, match = 1, [1, 1], ""  # as Vale has what it says of a whole file
    if finding.scope == "text":
        line, column = lines.place(finding.span.start)
        # An alert has one line; what goes on is marked to the end of its first.
        row = source[finding.span.start : min(finding.span.end, lines.end_of_line(line))]
        span, match = [column, column + len(row.rstrip("\r\n")) - 1], finding.text
    action = {"Name": "replace", "Params": list(finding.suggestions)}
    return {
        "Action": action if finding.suggestions else {"Name": "", "Params": None},
        "Span": span,
        # Plug-ins cut the name of a check in two at its full stop: style and rule.
        "Check": advice.id.replace("/", "."),
        "Description": advice.why.strip(),
        "Link": advice.url,
        "Message": finding.message,
        "Severity": finding.severity,
        "Match": match,
        "Line": line,
    }
