"""The report as JSON, version 1; ``report.schema.json`` beside this file describes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from clarity.language.identify import OTHER, UNKNOWN
from clarity.model import (
    Comparison,
    Failure,
    Finding,
    Gain,
    PrincipleScore,
    Report,
    Scorecard,
    SignalScore,
    Span,
)
from clarity.reports.json_text import encode, items
from clarity.reports.options import FailOn, Options
from clarity.reports.part import Part, Row, part_of
from clarity.reports.positions import Lines, lines_of
from clarity.reports.summary import Counted

#: Goes up when a program that reads the report would have to be changed.
SCHEMA = 1

Json = dict[str, Any]


def part(report: Report, options: Options) -> Part:
    """Return a file as one line of JSON."""
    return part_of(report, encode(file_data(report), ascii_only=not options.unicode))


def assemble(parts: Iterable[Part | Failure], options: Options) -> Iterator[str]:
    """Yield one JSON object, a file to a line, in the order of the run."""

    def text(value: object) -> str:
        return encode(value, ascii_only=not options.unicode)

    counted = Counted(parts)
    tool = {"name": "clarity", "version": options.version}
    yield f'{{"schema": {SCHEMA}, "tool": {text(tool)},\n "files": ['
    # What a file is held to is known here, and no part of what is kept of it.
    yield from items(
        f"{one.text.removesuffix('}')}, {text(_limits(one.row)).removeprefix('{')}"
        for one in counted
        if isinstance(one, Part)
    )
    summary = counted.summary
    errors = [
        {"path": failure.path, "line": failure.line or None, "message": failure.message}
        for failure in summary.failures
    ]
    totals = {
        "files": len(summary.rows),
        "findings": summary.findings,
        "repeats": summary.repeats,
        "quiet": summary.quiet,
        "known": summary.known,
    }
    yield f'],\n "errors": {text(errors)},\n "summary": {text(totals)}}}\n'


def file_data(report: Report) -> Json:
    """Return what the report says of one file, as plain data."""
    lines = lines_of(report.source)
    card = report.scorecard
    return {
        "path": report.path,
        "language": None if report.language in (OTHER, UNKNOWN) else report.language,
        "channel": report.channel or None,
        "channel_told": report.told is not None,
        "guideline": card.guideline if card else None,
        "words": report.words,
        "score": _score(card) if card else None,
        "measures": {name: _rounded(value, 4) for name, value in report.measures.items()},
        "reference": [_comparison(comparison) for comparison in report.comparisons],
        "findings": [_finding(finding, lines) for finding in report.findings],
        "skipped": [{"rule": skip.rule, "reason": skip.reason} for skip in report.skipped],
        "notices": list(report.notices),
        "known": report.baselined.hidden,
    }


def checked_data(report: Report, fail_on: FailOn, min_score: float) -> Json:
    """Return what a report of a run says of a file that is held to limits, as plain data."""
    row = replace(part_of(report, "").row, fail_on=fail_on, min_score=min_score)
    return {**file_data(report), **_limits(row)}


def _limits(row: Row) -> Json:
    limits = {
        "fail_on": row.fail_on,
        "min_score": row.min_score,
        "before": _rounded(row.before, 1),
        "passed": not row.is_beyond,
    }
    return {"limits": limits}


def _comparison(comparison: Comparison) -> Json:
    return {
        "genre": comparison.genre,
        "name": comparison.name,
        "about": comparison.about,
        "texts": comparison.texts,
        "measures": {
            measure: {"lower": lower, "higher": higher}
            for measure, (lower, higher) in comparison.places.items()
        },
    }


def _finding(finding: Finding, lines: Lines) -> Json:
    advice = finding.advice
    return {
        **_occurrence(finding, lines),
        "scope": finding.scope,
        "category": advice.category,
        "severity": finding.severity,
        "strength": advice.strength,
        "why": advice.why,
        "source": advice.source,
        "url": advice.url or None,
        "known": finding.is_known,
        "repeats": [_occurrence(other, lines) for other in finding.repeats],
        "parts": [_occurrence(part, lines) for part in finding.parts],
    }


def _occurrence(finding: Finding, lines: Lines) -> Json:
    """Return what every finding has of its own, also one that another tells of."""
    return {
        "rule": finding.rule,
        "message": finding.message,
        "text": finding.text,
        "span": _span(finding.span),
        "start": _place(lines, finding.span.start),
        "end": _place(lines, finding.span.end),
        "suggestions": list(finding.suggestions),
        "fingerprint": finding.fingerprint,
    }


def _score(card: Scorecard) -> Json:
    return {
        "overall": _rounded(card.overall, 1),
        "band": card.band or None,
        "confidence": card.confidence,
        "reason": card.reason or None,
        "caveat": card.caveat,
        "principles": [_principle(principle) for principle in card.principles],
        "gains": [_gain(gain) for gain in card.gains],
    }


def _principle(principle: PrincipleScore) -> Json:
    return {
        "id": principle.id,
        "name": principle.name,
        "score": _rounded(principle.score, 1),
        "coverage": _rounded(principle.coverage, 2),
        "signals": [_signal(signal) for signal in principle.signals],
    }


def _signal(signal: SignalScore) -> Json:
    return {
        "id": signal.id,
        "name": signal.name,
        "value": _rounded(signal.value, 4),
        "bad": signal.bad,
        "good": signal.good,
        "score": _rounded(signal.score, 1),
        "weight": _rounded(signal.weight, 4),
        "points_lost": _rounded(signal.points_lost, 2),
        "spans": [_span(span) for span in signal.spans],
        "source": signal.source or None,
    }


def _gain(gain: Gain) -> Json:
    return {
        "label": gain.label,
        "points": _rounded(gain.points, 1),
        "rules": list(gain.rules),
        "spans": [_span(span) for span in gain.spans],
    }


def _place(lines: Lines, offset: int) -> Json:
    line, column = lines.place(offset)
    return {"line": line, "column": column}


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _rounded(value: float | None, places: int) -> float | None:
    # Adding 0.0 turns the -0.0 that rounding can leave into 0.0.
    return None if value is None else round(value, places) + 0.0
