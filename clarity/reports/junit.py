"""JUnit's XML, which Jenkins, Azure Pipelines and GitLab show as tests.

A file is a test suite, and each rule that found something in it a test: it fails where a finding
that is new is beyond the limit of the file, and else passes and tells what it found. The name of a
test holds no line, so that a reader sees that it is the one that failed before. A test by the name
of the program says whether the file could be read, and its score.

The shape is that of the XSD of Jenkins, which the others take too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeGuard
from xml.sax.saxutils import escape, quoteattr

from clarity.model import SEVERITIES, Failure, Finding, Report, Severity
from clarity.reports.interface_words import Words, words_beside, words_for
from clarity.reports.options import Options
from clarity.reports.part import Part, Row, part_of
from clarity.reports.phrasing import advised, count
from clarity.reports.positions import Lines, lines_of
from clarity.reports.printable import lines as printable
from clarity.reports.printable import one_line
from clarity.reports.remarks import in_words
from clarity.reports.summary import Counted
from clarity.reports.totals import too_low

#: The test of a file as such.
_FILE = "clarity"


def part(report: Report, options: Options) -> Part:
    """Return the part of a file; what each rule says of it is kept apart.

    Whether that makes its test fail is not known yet.
    """
    words = words_for(report.language, options)
    lines = lines_of(report.source)
    by_rule: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    return part_of(
        report, "", tuple(_told(rule, found, lines, words) for rule, found in by_rule.items())
    )


def assemble(parts: Iterable[Part | Failure], options: Options) -> Iterator[str]:
    """Yield the document, a suite for each file, in the order of the run."""
    counted = Counted(parts)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="clarity">\n'
    for one in counted:
        if isinstance(one, Failure):
            words = words_beside(counted, options)
            suite = _unreadable(one, words)
        else:
            suite = _suite(one, words_for(one.row.language, options))
        yield suite if options.unicode else suite.encode("ascii", "xmlcharrefreplace").decode()
    yield "</testsuites>\n"


def _told(rule: str, found: Sequence[Finding], lines: Lines, words: Words) -> list[str | None]:
    """Return a rule, the gravest of what it found that is new, how much that is, and all of it.

    Where nothing is new, nothing is the gravest.
    """
    new = [finding.severity for finding in found if not finding.is_known]
    gravest = max(new, key=SEVERITIES.index, default=None)
    told = "\n".join(f"{_place(f, lines, words)}: {advised(f, lines, words)}" for f in found)
    return [rule, gravest, count(len(new), words.comment), told]


def _place(finding: Finding, lines: Lines, words: Words) -> str:
    if finding.scope == "document":
        return words.whole
    line, column = lines.place(finding.span.start)
    return f"{line}:{column}"


def _suite(part: Part, words: Words) -> str:
    row: Row = part.row
    low = too_low(row, words)
    own = _test(_FILE, row.path, _outcome("failure", "score", low, low) if low else "")
    tests = [_rule(row, *told) for told in part.apart]
    failed = sum(_is_beyond(gravest, row) for _, gravest, *_ in part.apart)
    return _written(row.path, [own, *tests], failures=failed + bool(low), errors=0)


def _rule(row: Row, rule: str, gravest: Severity | None, number: str, told: str) -> str:
    if _is_beyond(gravest, row):
        return _test(rule, row.path, _outcome("failure", gravest, number, told))
    return _test(rule, row.path, f"<system-out>{_text(told)}</system-out>")


def _unreadable(failure: Failure, words: Words) -> str:
    title = words.wrong_settings if failure.line else words.unreadable
    told = f"{failure.place}: {in_words(failure.message, words.code)}"
    own = _test(_FILE, failure.path, _outcome("error", "unreadable", title, told))
    return _written(failure.path, [own], failures=0, errors=1)


def _is_beyond(gravest: Severity | None, row: Row) -> TypeGuard[Severity]:
    return gravest is not None and row.forbids(gravest)


def _written(path: str, tests: Sequence[str], failures: int, errors: int) -> str:
    counts = f'tests="{len(tests)}" failures="{failures}" errors="{errors}"'
    return f"<testsuite name={_attribute(path)} {counts}>\n{''.join(tests)}</testsuite>\n"


def _test(name: str, path: str, inside: str) -> str:
    names = f"classname={_attribute(path)} name={_attribute(name)}"
    return f"  <testcase {names}>{inside}</testcase>\n" if inside else f"  <testcase {names}/>\n"


def _outcome(element: str, kind: str, message: str, told: str) -> str:
    said = f"type={_attribute(kind)} message={_attribute(message)}"
    return f"<{element} {said}>{_text(told)}</{element}>"


def _text(text: str) -> str:
    # What is printable may stand in XML: of what may not, `printable` leaves nothing.
    return escape(printable(text))


def _attribute(text: str) -> str:
    return quoteattr(one_line(text))
