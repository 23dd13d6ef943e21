"""SARIF 2.1.0, which code hosts and editors read.

See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; the sections are named below.
GitHub refuses a log with more than it can take, so the gravest of its results are kept:
https://docs.github.com/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from clarity.model import Advice, Failure, Finding, Report, Severity, Span
from clarity.reports.gravest import Gravest, gravity
from clarity.reports.interface_words import Words, words_for
from clarity.reports.json_text import encode, items
from clarity.reports.options import Options
from clarity.reports.part import Part, part_of
from clarity.reports.paths import hosted
from clarity.reports.phrasing import placed
from clarity.reports.positions import Lines, lines_of
from clarity.reports.summary import Counted

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "suggestion": "note"}

#: Stands on both sides of a rule's id where its index is to be; no JSON has it unescaped.
_UNKNOWN = "\x1f"
#: A log with more results in a run is refused. Of 25,000, GitHub itself shows the gravest 5,000.
_MOST_RESULTS = 25_000
#: The most further places of a result that are shown; a result with ten times as many is refused.
_MOST_RELATED = 100

Json = dict[str, Any]


def part(report: Report, options: Options) -> Part:
    """Return the part of a file: its rules, its notices and its results, which are kept apart.

    A result has beside it how grave it is. Where a rule stands among those of the run is not known
    yet: its id stands there for it.
    """

    def text(value: object) -> str:
        return encode(value, ascii_only=not options.unicode)

    lines = lines_of(report.source)
    words = words_for(report.language, options)
    rules: dict[str, str] = {}
    results: list[list[int | str]] = []
    for finding in report.findings:
        if finding.rule not in rules:
            rules[finding.rule] = text(_rule(finding))
        place = f"{_UNKNOWN}{finding.rule}{_UNKNOWN}"
        result = _result(finding, report, lines, words)
        if options.shows_known:  # of every result or of none (§ 3.27.23)
            result["suppressions"] = [{"kind": "external"}] if finding.is_known else []
        rest = text(result).removeprefix("{")
        told = f'{{"ruleId": {text(finding.rule)}, "ruleIndex": {place}, {rest}'
        results.append([gravity(finding), told])
    notices = [text(_notification("note", notice, report.path)) for notice in report.notices]
    return part_of(report, "", (rules, notices, results))


def assemble(parts: Iterable[Part | Failure], options: Options) -> Iterator[str]:
    """Yield one SARIF log with one run, a result to a line, in the order of the run."""

    def text(value: object) -> str:
        return encode(value, ascii_only=not options.unicode)

    rules: dict[str, str] = {}
    places: dict[str, str] = {}
    notices: list[str] = []
    results = Gravest(_MOST_RESULTS)
    is_complete = True
    counted = Counted(parts)
    for one in counted:
        if isinstance(one, Failure):
            is_complete = False
            notices.append(text(_notification("error", one.message, one.path, one.line)))
            continue
        own, noted, found = one.apart
        notices += noted
        for id, rule in own.items():
            if id not in rules:
                places[id] = str(len(rules))
                rules[id] = rule
        for weight, result in found:
            results.add(weight, result)
    yield f'{{"$schema": {text(_SCHEMA)}, "version": "2.1.0", "runs": [{{\n'
    yield ' "columnKind": "unicodeCodePoints",\n "results": ['
    yield from items(_placed(result, places) for result in results.in_order())
    if results.left_out:
        notices.append(text(_cut(results.left_out)))
    skipped = [
        text(_unavailable(rule, reason))
        for reason, left_out in counted.summary.skipped.items()
        for rule in left_out
    ]
    invocation = (
        f'{{"executionSuccessful": {text(is_complete)}, '
        f'"toolExecutionNotifications": [{", ".join(notices)}], '
        f'"toolConfigurationNotifications": [{", ".join(skipped)}]}}'
    )
    driver = (
        f'{{"name": "clarity", "version": {text(options.version)}, '
        f'"rules": [{", ".join(rules.values())}]}}'
    )
    yield f'],\n "invocations": [{invocation}],\n "tool": {{"driver": {driver}}}\n}}]}}\n'


def _placed(result: str, places: Mapping[str, str]) -> str:
    """Return a result with where its rule stands among those of the run."""
    pieces = result.split(_UNKNOWN)
    pieces[1::2] = [places[id] for id in pieces[1::2]]
    return "".join(pieces)


def _rule(finding: Finding) -> Json:
    """Describe a rule (reportingDescriptor, § 3.49), with the severity it was first seen with."""
    advice = finding.advice
    why = advice.why.strip() or advice.id
    rule = {
        "id": advice.id,
        "shortDescription": {"text": why.partition(". ")[0].rstrip(".") + "."},
        "fullDescription": {"text": why},
        "help": _help(advice, why),
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"tags": [advice.category, advice.strength]},
    }
    return {**rule, "helpUri": advice.url} if advice.url else rule


def _help(advice: Advice, why: str) -> Json:
    source = " ".join(filter(None, (advice.source, advice.url and f"<{advice.url}>")))
    plain = " ".join(filter(None, (advice.source, advice.url)))
    return {
        "text": "\n\n".join(filter(None, (why, plain))),
        "markdown": "\n\n".join(filter(None, (why, source))),
    }


def _result(finding: Finding, report: Report, lines: Lines, words: Words) -> Json:
    """Return a finding (result, § 3.27) but for its rule.

    The other places it is at, and the places that make up a stretch, are its related locations.
    """
    artifact = _artifact(report.path)
    region = _region(finding.span, lines)
    written = report.source[finding.span.start : finding.span.end]
    place: Json = {
        "region": {**region, "snippet": {"text": written}},
        "contextRegion": _region(finding.context, lines),
    }
    if finding.scope == "document":
        place = {"region": {"startLine": 1}}  # code hosts want a line of everything
    result: Json = {
        "level": _LEVELS[finding.severity],
        "message": _message(placed(finding.message, finding, lines, words)),
        "locations": [{"physicalLocation": {"artifactLocation": artifact, **place}}],
        # Not GitHub's `primaryLocationLineHash`, which upload-sarif makes itself of the line, and
        # warns of where another is given.
        "partialFingerprints": {"clarity/v1": finding.fingerprint},
    }
    if finding.scope == "document":
        result["properties"] = {"scope": finding.scope}
    if related := (*finding.repeats, *finding.parts):
        result["relatedLocations"] = [
            _related(number, other, artifact, lines)
            for number, other in enumerate(related[:_MOST_RELATED], 1)
        ]
    # Where there is markup among the words, a suggestion cannot just take their place.
    if written == finding.text and finding.suggestions:
        result["fixes"] = [_fix(instead, artifact, region) for instead in finding.suggestions]
    return result


def _related(id: int, other: Finding, artifact: Json, lines: Lines) -> Json:
    """Return another place of a finding (location, § 3.28), with what is said of it there."""
    place = {"artifactLocation": artifact, "region": _region(other.span, lines)}
    return {"id": id, "physicalLocation": place, "message": _message(other.message)}


def _message(text: str) -> Json:
    """Return a message (§ 3.11) whose braces are no placeholders and whose brackets no link."""
    plain = text.replace("{", "{{").replace("}", "}}").replace("](", "] (")
    return {"text": plain}


def _fix(instead: str, artifact: Json, region: Json) -> Json:
    """Return a suggestion (fix, § 3.55)."""
    replacement = {"deletedRegion": region, "insertedContent": {"text": instead}}
    return {
        "description": {"text": instead},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}],
    }


def _region(span: Span, lines: Lines) -> Json:
    start_line, start_column = lines.place(span.start)
    end_line, end_column = lines.place(span.end)
    return {
        "startLine": start_line,
        "startColumn": start_column,
        "endLine": end_line,
        "endColumn": end_column,
    }


def _artifact(path: str) -> Json:
    """Return where a file is; a relative one is so to the root of what is checked (§ 3.4)."""
    name = hosted(path)
    encoded = quote(name.encode("utf-8", "surrogateescape"))
    if Path(path).is_absolute():
        return {"uri": f"file:///{encoded.lstrip('/')}"}
    return {"uri": encoded, "uriBaseId": "%SRCROOT%"}


def _notification(level: str, message: str, path: str, line: int = 0) -> Json:
    """Return something said of a whole file, or of a line of it (notification, § 3.58)."""
    place: Json = {"artifactLocation": _artifact(path)}
    if line:
        place["region"] = {"startLine": line}
    location = {"physicalLocation": place}
    return {"level": level, "message": _message(message), "locations": [location]}


def _cut(number: int) -> Json:
    told = f"{number} findings are left out, the least grave: a run has {_MOST_RESULTS} at most"
    return {"level": "warning", "message": _message(told)}


def _unavailable(rule: str, reason: str) -> Json:
    return {"level": "note", "message": _message(reason), "associatedRule": {"id": rule}}
