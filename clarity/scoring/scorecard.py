"""From observations to a scorecard: the ramps, the means, and what each point lost is due to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from clarity.language import interface
from clarity.measures.readability import LEAST_WORDS, WordLists
from clarity.model import (
    Confidence,
    Finding,
    Gain,
    Measures,
    PrincipleScore,
    Prose,
    Scorecard,
    SignalScore,
)
from clarity.scoring.evidence import Observation, in_order, observe
from clarity.scoring.guidelines import Cap, Guideline, Principle, Signal
from clarity.scoring.text import Text, look

#: A principle (or the whole) with less of its weight assessed than this has no score.
LEAST_COVERAGE = 0.5
#: So many decimals of a share of weights are told from rounding: 0.3 and 0.15 are half of 0.9.
_DECIMALS = 9
#: Texts of fewer words than the first give low confidence, up to the second medium, then high.
CONFIDENT_WORDS = (100, 300)
#: In a text of so many different content words, what is counted against it counts for half: it may
#: be chance. Different ones, as a text written twice shows no more of how it is written.
HALF_SURE = 50


class _Texts(Struct, frozen=True):
    """What the scorecard itself says to the writer."""

    caveat: str
    too_short: str
    too_little: str
    other_language: str
    languages: Mapping[str, str]
    capped: str
    fix_errors: str


@cache
def _texts(language: str) -> _Texts:
    return interface.words(language, "scorecard", _Texts)


def score(
    prose: Prose,
    findings: Iterable[Finding],
    measures: Measures,
    guideline: Guideline,
    lexicon: WordLists,
    speaks: str = "",
) -> Scorecard:
    """Score a text by a guideline.

    ``prose`` is the whole text, with its grammar where that has been read, ``findings`` are those
    of every rule in any order, and ``measures`` its own (`readability.measure`, and what a grammar
    adds): a signal that shows one has its value.

    A signal is a ramp between its anchors, a principle the weighted mean of the signals that could
    be assessed, the overall score the mean of the principles, each weighted by as much of it as was
    assessed, and capped where the guideline says so. Points lost over the signals of a principle
    add up to 100 minus its score; the points of all gains add up to 100 minus the overall score.
    Under 30 words nothing is scored, nor in a language the guideline is not for, and a principle
    with less than half of its weight assessed is not. What the scorecard itself says is in the
    language that ``speaks`` names, else in the guideline's. Apart from confidence, and LIX which
    needs 30 words of prose, nothing depends on the length of a text: written twice it scores the
    same.
    """
    said = _texts(speaks or guideline.language)
    if guideline.language not in guideline.languages:
        languages = ", ".join(said.languages[name] for name in guideline.languages)
        reason = said.other_language.format(guideline=guideline.name, languages=languages)
        return _unscored(guideline, (), said, reason)
    text = look(prose, findings, measures, guideline, lexicon)
    if text.words < LEAST_WORDS:
        return _unscored(guideline, (), said, said.too_short)
    judged = [_judge(principle, text) for principle in guideline.principles]
    principles = tuple(outcome for outcome, _ in judged)
    weights = {p.id: p.weight for p in guideline.principles}
    told = {p.id: p.weight * p.told for p in guideline.principles}
    assessed = sum(told[p.id] for p in principles if p.score is not None)
    if assessed < LEAST_COVERAGE * sum(told.values()):
        return _unscored(guideline, principles, said, said.too_little)
    heard = {p.id: weights[p.id] * p.coverage for p in principles if p.score is not None}
    shares = {name: weight / sum(heard.values()) for name, weight in heard.items()}
    mean = sum(shares[p.id] * p.score for p in principles if p.score is not None)
    broken = _broken(guideline.cap, text)
    limit = _limit(guideline.cap, len(broken), text.words)
    # Rounding can lift the mean a hair over the highest limit: that breaks nothing.
    is_capped = bool(broken) and limit < mean
    gains = _gains(guideline, judged, shares)
    if is_capped:
        spans = tuple(finding.span for finding in broken)
        rules = tuple(sorted({finding.rule for finding in broken}))
        gains = _ranked((Gain(said.fix_errors, mean - limit, rules, spans), *gains))
    overall = min(mean, limit)
    reason = said.capped.format(limit=limit) if is_capped else ""
    return replace(
        _unscored(guideline, principles, said, reason),
        overall=overall,
        band=next((name for start, name in guideline.bands if overall >= start), ""),
        confidence=_confidence(text.words),
        gains=gains,
    )


def _unscored(
    guideline: Guideline, principles: tuple[PrincipleScore, ...], said: _Texts, reason: str
) -> Scorecard:
    return Scorecard(
        guideline=guideline.id,
        guideline_name=guideline.name,
        overall=None,
        band="",
        confidence=None,
        reason=reason,
        caveat=said.caveat,
        principles=principles,
        gains=(),
    )


def _confidence(words: int) -> Confidence:
    low, high = CONFIDENT_WORDS
    return "low" if words < low else "medium" if words <= high else "high"


def _judge(
    principle: Principle, text: Text
) -> tuple[PrincipleScore, Sequence[tuple[Signal, Observation]]]:
    observed = [(signal, observe(signal, text)) for signal in principle.signals]
    total = principle.total
    assessed = sum(signal.weight for signal, seen in observed if seen.value is not None)
    coverage = round(assessed / total, _DECIMALS) if total else 0.0
    is_assessed = coverage >= LEAST_COVERAGE
    signals = tuple(
        _weigh(signal, seen, assessed if is_assessed else 0, _sureness(signal, text))
        for signal, seen in observed
    )
    points = 100 - sum(signal.points_lost for signal in signals) if is_assessed else None
    return PrincipleScore(principle.id, principle.name, points, coverage, signals), observed


def _sureness(signal: Signal, text: Text) -> float:
    """Return the share of a signal's value that counts, so that no short text swings by a word."""
    if signal.evidence.kind != "density" or signal.bad < signal.good:
        return 1.0
    return text.content_words / (text.content_words + HALF_SURE)


def _weigh(signal: Signal, seen: Observation, assessed: float, sureness: float) -> SignalScore:
    """Score a signal; ``assessed`` is the weight its points are a share of, 0 for none to lose."""
    points = None if seen.value is None else signal.score(seen.value * sureness)
    lost = (100 - points) * signal.weight / assessed if points is not None and assessed else 0.0
    return SignalScore(
        id=signal.id,
        name=signal.name,
        value=seen.value,
        bad=signal.bad,
        good=signal.good,
        score=points,
        weight=signal.weight,
        points_lost=lost,
        spans=seen.spans if lost else (),
        source=signal.source,
        unit=signal.unit,
    )


def _broken(cap: Cap | None, text: Text) -> Sequence[Finding]:
    """Return the findings of rules so binding that they cap the score."""
    if not cap:
        return ()
    broken = [
        finding
        for findings in text.findings.values()
        for finding in findings
        if finding.severity == cap.severity and finding.advice.strength in cap.strengths
    ]
    return sorted(broken, key=lambda finding: (finding.span, finding.rule))


def _limit(cap: Cap | None, broken: int, words: int) -> float:
    if not cap:
        return 100.0
    share = min(100 * broken / words / cap.density, 1.0)
    return 100 - (100 - cap.overall) * share


def _gains(
    guideline: Guideline,
    judged: Sequence[tuple[PrincipleScore, Sequence[tuple[Signal, Observation]]]],
    shares: Mapping[str, float],
) -> tuple[Gain, ...]:
    """Add up what each signal costs over all principles it is part of."""
    costs: dict[str, Gain] = {}
    for outcome, observed in judged:
        for (signal, seen), cost in zip(observed, outcome.signals, strict=True):
            if cost.points_lost:
                points, spans = cost.points_lost * shares[outcome.id], cost.spans
                if known := costs.get(signal.id):
                    points, spans = points + known.points, in_order((*spans, *known.spans))
                costs[signal.id] = Gain(signal.fix, points, seen.rules, spans, seen.lack)
    return _ranked(costs.values())


def _ranked(gains: Iterable[Gain]) -> tuple[Gain, ...]:
    return tuple(sorted(gains, key=lambda gain: (-gain.points, gain.label)))
