"""SARIF 2.1.0, which code hosts and editors read.

See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; the sections are named below.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from clarity.model import Advice, Failure, Finding, Report, Severity, Skipped, Span
from clarity.reports.json_text import encode
from clarity.reports.options import Options
from clarity.reports.positions import Lines, lines_of

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "suggestion": "note"}

Json = dict[str, Any]


def render(results: Iterable[Report | Failure], options: Options) -> Iterator[str]:
    """Yield one SARIF log with one run, a result to a line, in the order of the run.

    The rules come last, since only those that found something are told of.
    """

    def text(value: object) -> str:
        return encode(value, ascii_only=not options.unicode)

    rules: dict[str, tuple[int, Json]] = {}
    notifications: list[Json] = []
    skipped: dict[Skipped, None] = {}
    is_complete = True
    yield f'{{"$schema": {text(_SCHEMA)}, "version": "2.1.0", "runs": [{{\n'
    yield ' "columnKind": "unicodeCodePoints",\n "results": ['
    separator = "\n  "
    for result in results:
        if isinstance(result, Failure):
            is_complete = False
            notifications.append(_notification("error", result.message, result.path))
            continue
        notifications += [_notification("note", note, result.path) for note in result.notices]
        skipped |= dict.fromkeys(result.skipped)
        lines = lines_of(result.source)
        for finding in result.findings:
            known = rules.setdefault(finding.rule, (len(rules), _rule(finding)))
            yield separator + text(_result(finding, known[0], result, lines))
            separator = ",\n  "
    invocation = {
        "executionSuccessful": is_complete,
        "toolExecutionNotifications": notifications,
        "toolConfigurationNotifications": [_unavailable(skip) for skip in skipped],
    }
    driver = {
        "name": "clarity",
        "version": options.version,
        "rules": [rule for _, rule in rules.values()],
    }
    yield f'],\n "invocations": [{text(invocation)}],\n "tool": {text({"driver": driver})}\n}}]}}\n'


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


def _result(finding: Finding, index: int, report: Report, lines: Lines) -> Json:
    """Return a finding (result, § 3.27)."""
    artifact = _artifact(report.path)
    region = _region(finding.span, lines)
    written = report.source[finding.span.start : finding.span.end]
    result: Json = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": _message(finding.message),
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": artifact,
                    "region": {**region, "snippet": {"text": written}},
                    "contextRegion": _region(finding.context, lines),
                }
            }
        ],
        "partialFingerprints": {
            "clarity/v1": finding.fingerprint,
            # What GitHub goes by; without it, it makes its own of the line.
            "primaryLocationLineHash": f"{finding.fingerprint}:1",
        },
    }
    # Where there is markup among the words, a suggestion cannot just take their place.
    if written == finding.text and finding.suggestions:
        result["fixes"] = [_fix(instead, artifact, region) for instead in finding.suggestions]
    return result


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
    name = path.replace(os.sep, "/").removeprefix("./")
    encoded = quote(name.encode("utf-8", "surrogateescape"))
    if Path(path).is_absolute():
        return {"uri": f"file:///{encoded.lstrip('/')}"}
    return {"uri": encoded, "uriBaseId": "%SRCROOT%"}


def _notification(level: str, message: str, path: str) -> Json:
    """Return something said of a whole file (notification, § 3.58)."""
    location = {"physicalLocation": {"artifactLocation": _artifact(path)}}
    return {"level": level, "message": _message(message), "locations": [location]}


def _unavailable(skip: Skipped) -> Json:
    rule = {"id": skip.rule}
    return {"level": "note", "message": _message(skip.reason), "associatedRule": rule}
