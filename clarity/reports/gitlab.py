"""GitLab's Code Quality: what a merge request adds and mends, beside its changes.

The shape is the part of Code Climate's that GitLab reads, see
https://docs.gitlab.com/ci/testing/code_quality/. GitLab tells the old from the new by fingerprint
alone, whatever the file, so the path is part of it. It sorts by severity itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

from clarity.model import Failure, Finding, Report, Severity
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
    "error": "major",
    "warning": "minor",
    "suggestion": "info",
}


def part(report: Report, options: Options) -> Part:
    """Return the issues of a file, one to a line, of what is new: none can be marked as known."""
    words = words_for(report.language, options)
    lines = lines_of(report.source)
    issues = [_finding(f, report.path, lines, words, options) for f in report.new]
    return part_of(report, NEXT.join(issues))


def assemble(parts: Iterable[Part | Failure], options: Options) -> Iterator[str]:
    """Yield a list of issues, in the order of the run."""

    def failed(failure: Failure, words: Words) -> str:
        told = one_line(in_words(failure.message, words.code))
        title = words.wrong_settings if failure.line else words.unreadable
        said = f"{title}: {told}"
        return _issue("unreadable", said, "error", failure.path, failure.line, options)

    def low(path: str, told: str) -> str:
        return _issue("score", told, "error", path, 0, options)

    yield "["
    yield from items(in_turn(parts, options, failed, low))
    yield "\n]\n"


def _finding(finding: Finding, path: str, lines: Lines, words: Words, options: Options) -> str:
    line = 0 if finding.scope == "document" else lines.line(finding.span.start)
    told = advised(finding, lines, words)
    return _issue(finding.rule, told, finding.severity, path, line, options, finding.fingerprint)


def _issue(
    name: str,
    told: str,
    severity: Severity,
    path: str,
    line: int,
    options: Options,
    fingerprint: str = "",
) -> str:
    place = hosted(path)
    key = "\n".join((place, name, fingerprint))
    issue = {
        "description": told,
        "check_name": name,
        "fingerprint": blake2b(key.encode(errors="surrogatepass"), digest_size=16).hexdigest(),
        "severity": _SEVERITIES[severity],
        "location": {"path": place, "lines": {"begin": line or 1}},
    }
    return encode(issue, ascii_only=not options.unicode)
