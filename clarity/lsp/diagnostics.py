"""A report as the marks and remarks that an editor shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    Location,
    Position,
    Range,
)
from msgspec import Struct

from clarity.lsp.texts import Text
from clarity.lsp.words import report_words_for
from clarity.model import Failure, Finding, Report, Severity, Span
from clarity.reports.phrasing import placed
from clarity.reports.positions import lines_of
from clarity.reports.printable import one_line
from clarity.reports.remarks import in_words

SOURCE = "clarity"

_SEVERITIES: Mapping[Severity, DiagnosticSeverity] = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "suggestion": DiagnosticSeverity.Information,
}
#: The most other places that are named with a finding.
_MOST_RELATED = 20
#: Where the program says which line of a text it means.
_LINE = re.compile(r"(?:front matter|comment), line (\d+): ")


class Sheet(Struct, frozen=True):
    """A text as an editor shows it: its address and version. ``relates`` as `Client` has it."""

    uri: str
    text: Text
    version: int | None = None
    relates: bool = True

    def range(self, span: Span) -> Range:
        """Return a span as the editor counts."""
        start, end = self.text.places(span)
        return Range(Position(start.line, start.unit), Position(end.line, end.unit))

    def line(self, number: int) -> Range:
        """Return the whole of a line, counted from 1."""
        starts = self.text.starts
        line = min(max(number, 1), len(starts)) - 1
        return Range(Position(line, 0), Position(line, self.text.width(line)))


def of_report(
    report: Report, findings: Iterable[Finding], sheet: Sheet, language: str
) -> list[Diagnostic]:
    """Return what is to be shown of a report: its remarks, and those of its findings given.

    The places at which a finding is met again are marked too, as hints. ``language`` is that for
    what belongs to no text.
    """
    words = report_words_for(report.language, language)
    shown = [_remark(notice, sheet, words.code) for notice in report.notices]
    lines = None if sheet.relates else lines_of(report.source)
    place = cache(sheet.range)  # what is met again is related to all its places
    for finding in findings:
        said = finding.message
        message = placed(said, finding, lines, words) if lines else said
        related = (*finding.repeats, *finding.parts)
        shown.append(_mark(finding, message, _SEVERITIES[finding.severity], related, sheet, place))
        hint = DiagnosticSeverity.Hint
        shown += [
            _mark(same, same.message, hint, (finding,), sheet, place) for same in finding.repeats
        ]
    return shown


def of_failure(failure: Failure, sheet: Sheet, language: str) -> list[Diagnostic]:
    """Return what is wrong with a text that could not be judged."""
    remark = _remark(failure.message, sheet, report_words_for(None, language).code)
    remark.severity = DiagnosticSeverity.Error
    return [remark]


def _mark(
    finding: Finding,
    message: str,
    severity: DiagnosticSeverity,
    related: Iterable[Finding],
    sheet: Sheet,
    place: Callable[[Span], Range],
) -> Diagnostic:
    url = finding.advice.url
    return Diagnostic(
        range=place(finding.span),
        message=message,
        severity=severity,
        code=finding.rule,
        code_description=CodeDescription(url) if url else None,
        source=SOURCE,
        related_information=list(_related(related, sheet.uri, place)) if sheet.relates else None,
    )


def _related(
    findings: Iterable[Finding], uri: str, place: Callable[[Span], Range]
) -> Iterator[DiagnosticRelatedInformation]:
    for number, finding in enumerate(findings):
        if number == _MOST_RELATED:
            return
        yield DiagnosticRelatedInformation(Location(uri, place(finding.span)), finding.message)


def _remark(said: str, sheet: Sheet, language: str) -> Diagnostic:
    """Return what the program says of a whole text, at its first line or the one it names."""
    named = _LINE.match(said)
    return Diagnostic(
        range=sheet.line(int(named[1]) if named else 1),
        message=one_line(in_words(said, language)),
        severity=DiagnosticSeverity.Information,
        source=SOURCE,
    )
