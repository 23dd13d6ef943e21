"""GitLab's Code Quality: what a merge request adds and mends, beside its changes.

The shape is the part of Code Climate's that GitLab reads, see
https://docs.gitlab.com/ci/testing/code_quality/. GitLab tells the old from the new by fingerprint
alone, whatever the file, so the path is part of it. It sorts by severity itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

from clarity.model import Failure, Finding, Report, Severity
from clarity.reports.interface_words import Words, words_for
from clarity.reports.json_text import encode
from clarity.reports.options import Options
from clarity.reports.part import Part, part_of
from clarity.reports.phrasing import advised
from clarity.reports.positions import Lines, lines_of
from clarity.reports.printable import one_line
from clarity.reports.remarks import in_words
from clarity.reports.summary import Counted
from clarity.reports.totals import too_low

_SEVERITIES: Mapping[Severity, str] = {
    "error": "major",
    "warning": "minor",
    "suggestion": "info",
}
#: Between one issue and the next.
_NEXT = ",\n  "


def part(report: Report, options: Options) -> Part:
    """Return the issues of a file, one to a line, of what is new: none can be marked as known."""
    words = words_for(report.language, options)
    lines = lines_of(report.source)
    issues = [_finding(f, report.path, lines, words, options) for f in report.new]
    return part_of(report, _NEXT.join(issues))


def assemble(parts: Iterable[Part | Failure], options: Options) -> Iterator[str]:
    """Yield a list of issues, in the order of the run."""
    counted = Counted(parts)
    separator = _NEXT.removeprefix(",")
    yield "["
    for one in counted:
        if isinstance(one, Failure):
            words = words_for(options.language or counted.summary.language(""), options)
            told = one_line(in_words(one.message, words.code))
            title = words.wrong_settings if one.line else words.unreadable
            own = [_issue("unreadable", f"{title}: {told}", "error", one.path, one.line, options)]
        else:
            low = too_low(one.row, words_for(one.row.language, options))
            own = [one.text] if one.text else []
            own += [_issue("score", low, "error", one.row.path, 0, options)] if low else []
        for issue in own:
            yield separator + issue
            separator = _NEXT
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
    place = path.replace(os.sep, "/").removeprefix("./")
    key = "\n".join((place, name, fingerprint))
    issue = {
        "description": told,
        "check_name": name,
        "fingerprint": blake2b(key.encode(errors="surrogatepass"), digest_size=16).hexdigest(),
        "severity": _SEVERITIES[severity],
        "location": {"path": place, "lines": {"begin": line or 1}},
    }
    return encode(issue, ascii_only=not options.unicode)
