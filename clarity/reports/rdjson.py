"""Reviewdog's own format, ``rdjson``: diagnostics with suggestions that a review can take over.

See https://github.com/reviewdog/reviewdog/tree/master/proto/rdf. Columns count bytes of UTF-8 from
1, and the end is exclusive. A review looks at the lines that have changed, so each place has a
diagnostic of its own, also where the finding is told once elsewhere. Each becomes a comment, so
that there is none of what is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from clarity.checks.repeats import unfold
from clarity.model import Advice, Failure, Finding, Report, Severity, Span
from clarity.reports.in_turn import in_turn
from clarity.reports.interface_words import Words, words_for
from clarity.reports.json_text import NEXT, encode, items
from clarity.reports.options import Options
from clarity.reports.part import Part, part_of
from clarity.reports.paths import hosted
from clarity.reports.phrasing import advised
from clarity.reports.positions import Lines, lines_of
from clarity.reports.printable import one_line
from clarity.reports.remarks import in_words

_SEVERITIES: Mapping[Severity, str] = {
    "error": "ERROR",
    "warning": "WARNING",
    "suggestion": "INFO",
}

Json = dict[str, Any]


def part(report: Report, options: Options) -> Part:
    """Return the diagnostics of a file, one to a line."""
    words = words_for(report.language, options)
    lines = lines_of(report.source)
    found = [_finding(finding, report, lines, words) for finding in unfold(report.new)]
    return part_of(report, NEXT.join(encode(f, ascii_only=not options.unicode) for f in found))


def assemble(parts: Iterable[Part | Failure], options: Options) -> Iterator[str]:
    """Yield one JSON object, a diagnostic to a line, in the order of the run."""

    def text(told: str, path: str, place: Json) -> str:
        return encode(_diagnostic(told, "error", path, place), ascii_only=not options.unicode)

    def failed(failure: Failure, words: Words) -> str:
        told = one_line(in_words(failure.message, words.code))
        return text(told, failure.path, _line(failure.line))

    def low(path: str, told: str) -> str:
        return text(told, path, {})

    yield '{"source": {"name": "clarity"}, "diagnostics": ['
    yield from items(in_turn(parts, options, failed, low))
    yield "\n]}\n"


def _finding(finding: Finding, report: Report, lines: Lines, words: Words) -> Json:
    told = advised(finding, lines, words)
    place = {} if finding.scope == "document" else _range(finding.span, report.source, lines)
    diagnostic = {
        **_diagnostic(told, finding.severity, report.path, place),
        "code": _code(finding.advice),
    }
    written = report.source[finding.span.start : finding.span.end]
    # Where there is markup among the words, a suggestion cannot just take their place.
    if place and written == finding.text and finding.suggestions:
        diagnostic["suggestions"] = [
            {"range": place, "text": instead} for instead in finding.suggestions
        ]
    return diagnostic


def _diagnostic(told: str, severity: Severity, path: str, place: Json) -> Json:
    location: Json = {"path": hosted(path), **({"range": place} if place else {})}
    return {"message": told, "location": location, "severity": _SEVERITIES[severity]}


def _code(advice: Advice) -> Json:
    return {"value": advice.id, "url": advice.url} if advice.url else {"value": advice.id}


def _line(line: int) -> Json:
    return {"start": {"line": line}} if line else {}


def _range(span: Span, source: str, lines: Lines) -> Json:
    return {
        "start": _position(span.start, source, lines),
        "end": _position(span.end, source, lines),
    }


def _position(offset: int, source: str, lines: Lines) -> Json:
    line = lines.line(offset)
    before = source[lines.starts[line - 1] : offset]
    return {"line": line, "column": len(before.encode(errors="surrogatepass")) + 1}
