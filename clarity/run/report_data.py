"""A report as plain data that JSON holds, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from clarity.model import (
    Advice,
    Comparison,
    Finding,
    Gain,
    PrincipleScore,
    Report,
    Scorecard,
    SignalScore,
    Skipped,
    Span,
)


def to_data(report: Report) -> Mapping[str, Any]:
    """Make plain data of all of a report but its path and its source."""
    advices = {
        one.rule: one.advice
        for finding in report.findings
        for one in (finding, *finding.repeats, *finding.parts)
    }
    return {
        "format": report.format,
        "language": report.language,
        "words": report.words,
        "advices": [
            [a.id, a.category, a.strength, a.source, a.url, a.why] for a in advices.values()
        ],
        "findings": [_finding_to_data(finding) for finding in report.findings],
        "skipped": [[skipped.rule, skipped.reason] for skipped in report.skipped],
        "measures": dict(report.measures),
        "scorecard": report.scorecard and _card_to_data(report.scorecard),
        "notices": report.notices,
        "channel": report.channel,
        "told": report.told,
        "quiet": report.quiet,
        "comparisons": [
            [c.genre, c.name, c.about, c.texts, c.sentence_lengths, dict(c.places)]
            for c in report.comparisons
        ],
        "sentence_lengths": report.sentence_lengths,
    }


def _finding_to_data(f: Finding) -> list[Any]:
    own = [
        f.rule,
        f.severity,
        [f.span.start, f.span.end],
        [f.context.start, f.context.end],
        f.text,
        f.message,
        f.suggestions,
        f.fingerprint,
        f.entry,
        f.scope,
        f.mending,
    ]
    if not f.repeats and not f.parts and not f.by_sentence:
        return own
    others = (list(map(_finding_to_data, some)) for some in (f.repeats, f.parts))
    return [*own, f.by_sentence, *others]


def _card_to_data(card: Scorecard) -> list[Any]:
    principles = [
        [p.id, p.name, p.score, p.coverage, [_signal_to_data(s) for s in p.signals]]
        for p in card.principles
    ]
    gains = [[g.label, g.points, g.rules, _spans_to_data(g.spans), g.lack] for g in card.gains]
    return [
        card.guideline,
        card.guideline_name,
        card.overall,
        card.band,
        card.confidence,
        card.reason,
        card.caveat,
        principles,
        gains,
    ]


def _signal_to_data(s: SignalScore) -> list[Any]:
    spans = _spans_to_data(s.spans)
    shown = [s.id, s.name, s.value, s.bad, s.good, s.score, s.weight, s.points_lost]
    return [*shown, spans, s.source, s.unit]


def _spans_to_data(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


def from_data(data: Mapping[str, Any], path: str, source: str) -> Report:
    """Return the report that data were made of, for a file that may have moved since."""
    advices = {row[0]: Advice(*row) for row in data["advices"]}
    findings = tuple(_finding_from_data(row, advices) for row in data["findings"])
    return Report(
        path=path,
        source=source,
        format=data["format"],
        language=data["language"],
        words=data["words"],
        findings=findings,
        skipped=tuple(Skipped(*row) for row in data["skipped"]),
        measures=data["measures"],
        scorecard=data["scorecard"] and _card_from_data(data["scorecard"]),
        notices=tuple(data["notices"]),
        comparisons=tuple(_comparison_from_data(row) for row in data["comparisons"]),
        channel=data["channel"],
        told=data["told"],
        quiet=data["quiet"],
        sentence_lengths=tuple(data["sentence_lengths"]),
    )


def _finding_from_data(data: list[Any], advices: Mapping[str, Advice]) -> Finding:
    rule, severity, span, context, text, message, *rest = data
    instead, fingerprint, entry, scope, mending, *more = rest
    by_sentence, *others = more or ((), (), ())
    repeats, parts = (
        tuple(_finding_from_data(other, advices) for other in some) for some in others
    )
    return Finding(
        advice=advices[rule],
        severity=severity,
        span=Span(*span),
        context=Span(*context),
        text=text,
        message=message,
        suggestions=tuple(instead),
        fingerprint=fingerprint,
        entry=entry,
        repeats=repeats,
        parts=parts,
        scope=scope,
        by_sentence=tuple(by_sentence),
        mending=mending,
    )


def _comparison_from_data(data: list[Any]) -> Comparison:
    *head, lengths, places = data
    shares = {name: (lower, higher) for name, (lower, higher) in places.items()}
    return Comparison(*[*head, shares, tuple(lengths)])


def _card_from_data(data: list[Any]) -> Scorecard:
    *head, principles, gains = data
    judged = tuple(
        PrincipleScore(id, name, score, coverage, tuple(map(_signal_from_data, signals)))
        for id, name, score, coverage, signals in principles
    )
    won = tuple(
        Gain(label, points, tuple(rules), _spans_from_data(spans), lack)
        for label, points, rules, spans, lack in gains
    )
    return Scorecard(*[*head, judged, won])


def _signal_from_data(data: list[Any]) -> SignalScore:
    *head, spans, source, unit = data
    return SignalScore(*[*head, _spans_from_data(spans), source, unit])


def _spans_from_data(spans: Iterable[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(*span) for span in spans)
