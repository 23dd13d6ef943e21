"""Annotations for GitHub Actions: each finding shows at its line in the pull request.

The form is that of the workflow commands ``::error``, ``::warning`` and ``::notice``, see
https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from clarity.model import Failure, Finding, Report, Severity
from clarity.reports.interface_words import Words, words_for
from clarity.reports.options import Options
from clarity.reports.part import Part, Row, part_of
from clarity.reports.phrasing import decimal, repeated
from clarity.reports.positions import Lines, lines_of
from clarity.reports.printable import one_line, shorten
from clarity.reports.remarks import in_words
from clarity.reports.summary import Counted
from clarity.reports.totals import outcome, too_low, totals

_COMMANDS: Mapping[Severity, str] = {
    "error": "error",
    "warning": "warning",
    "suggestion": "notice",
}
#: GitHub cuts longer messages off.
_LONGEST = 2000


def part(report: Report, options: Options) -> Part:
    """Return a workflow command for each notice and each finding of a file."""
    words = words_for(report.language, options)
    lines = lines_of(report.source)
    notices = [_notice(notice, report.path, words) for notice in report.notices]
    findings = [_finding(f, report.path, lines, words) for f in report.findings]
    return part_of(report, "".join(notices + findings))


def assemble(parts: Iterable[Part | Failure], options: Options) -> Iterator[str]:
    """Yield a workflow command for each finding and failure, and last the totals in words."""
    counted = Counted(parts)
    for one in counted:
        if isinstance(one, Failure):
            yield _failure(
                one, words_for(options.language or counted.summary.language(""), options)
            )
        else:
            yield one.text
            yield from _low(one.row, words_for(one.row.language, options))
    words = words_for(counted.summary.language(options.language), options)
    last = [totals(counted.summary, words), *outcome(counted.summary, words)]
    yield "".join(f"{line}\n" for line in last)


def _finding(finding: Finding, path: str, lines: Lines, words: Words) -> str:
    line, column = lines.place(finding.span.start)
    end_line, end_column = lines.place(finding.span.end)
    title = words.severities[finding.severity]
    place: dict[str, int] = {}
    if finding.scope == "document":
        title = f"{title}, {words.whole}"
    else:
        place = {"line": line, "endLine": end_line, "col": column, "endColumn": end_column}
    properties: dict[str, str | int] = {"file": path, **place, "title": f"{title} ({finding.rule})"}
    why = one_line(finding.advice.why.strip())
    said = (shorten(finding.message, _LONGEST), repeated(finding, lines, words), why)
    message = "\n".join(filter(None, said))
    command = "notice" if finding.is_known else _COMMANDS[finding.severity]
    return _command(command, properties, message)


def _notice(notice: str, path: str, words: Words) -> str:
    return _command("notice", {"file": path}, one_line(in_words(notice, words.code)))


def _low(row: Row, words: Words) -> Iterator[str]:
    if low := too_low(row, words):
        score = f"{words.score}: {decimal(row.overall or 0, words)}"
        yield _command("error", {"file": row.path, "title": f"{words.not_passed}. {score}"}, low)


def _failure(failure: Failure, words: Words) -> str:
    message = one_line(in_words(failure.message, words.code))
    if not failure.line:
        return _command("error", {"file": failure.path, "title": words.unreadable}, message)
    place: dict[str, str | int] = {"file": failure.path, "line": failure.line}
    return _command("error", {**place, "title": words.wrong_settings}, message)


def _command(name: str, properties: Mapping[str, str | int], message: str) -> str:
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {told}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str | int) -> str:
    return _data(one_line(str(value))).replace(":", "%3A").replace(",", "%2C")
