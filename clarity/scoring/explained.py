"""What the parts of a guideline mean, as pages of Markdown in a reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from clarity.language import interface
from clarity.measures.names import measure_names
from clarity.model import CHANNELS
from clarity.scoring.guidelines import Guideline, Principle, Signal
from clarity.scoring.guidelines.model import Kind

#: How a guideline's file says that nobody but clarity has set a limit.
_OWN_CHOICE = "own choice"


class _Words(NamedTuple):
    """What the pages say, in one language; what stands in braces is filled in."""

    guideline: str
    principle: str
    signal: str
    measure: str
    category: str
    rests_on: str
    of_score: str
    of_principle: str
    bands: str
    from_points: str
    cap: str
    counts: Mapping[Kind, str]
    limits: str
    yes: str
    no: str
    within: str
    source: str
    own_choice: str
    do: str
    only_in: str
    not_in: str
    needs_grammar: str
    rules: str
    uses: str
    unused: str


class Use(NamedTuple):
    """A signal where a guideline uses it."""

    guideline: Guideline
    principle: Principle
    signal: Signal


@cache
def _words(language: str) -> _Words:
    return interface.words(language, "explained", _Words)


def uses(guidelines: Sequence[Guideline]) -> Iterator[Use]:
    """Yield every signal of some guidelines, where it stands."""
    for guideline in guidelines:
        for principle in guideline.principles:
            for signal in principle.signals:
                yield Use(guideline, principle, signal)


def of_guideline(guideline: Guideline) -> str:
    """Return the page of a guideline: what it rests on, its principles, its bands."""
    said = _words(guideline.language)
    lines = [f"# {guideline.name} (`{guideline.id}`)", "", f"{said.guideline}."]
    if guideline.source:
        lines += ["", f"{said.rests_on}: {guideline.source}."]
    lines += ["", f"| {said.principle} | {said.signal} |", "|---|---|"]
    for principle in guideline.principles:
        share = said.of_score.format(share=_share(principle, guideline))
        signals = ", ".join(f"{signal.name} (`{signal.id}`)" for signal in principle.signals)
        name = f"{principle.name} (`{guideline.id}/{principle.id}`), {share}"
        lines.append(f"| {name} | {signals} |")
    lines += ["", f"{said.bands}:", ""]
    lines += [
        f"- {said.from_points.format(points=f'{start:g}')}: {name}"
        for start, name in guideline.bands
    ]
    if guideline.cap:
        lines += ["", said.cap.format(points=f"{guideline.cap.overall:g}")]
    return _page(lines)


def of_principle(guideline: Guideline, principle: Principle) -> str:
    """Return the page of a principle: its part of the score, and each of its signals."""
    said = _words(guideline.language)
    share = said.of_score.format(share=_share(principle, guideline))
    lines = [
        f"# {principle.name} (`{guideline.id}/{principle.id}`)",
        "",
        f"{said.principle}, {guideline.name}. {share[:1].upper()}{share[1:]}.",
    ]
    for signal in principle.signals:
        lines += ["", f"## {signal.name} (`{signal.id}`)", ""]
        lines += _use(Use(guideline, principle, signal), said)
    return _page(lines)


def of_signal(found: Sequence[Use]) -> str:
    """Return the page of a signal: what is looked at, and its limits wherever it is used."""
    first, said = found[0].signal, _words(found[0].guideline.language)
    lines = [f"# {first.name} (`{first.id}`)", "", f"{said.signal}. {_looked_at(first, said)}"]
    if first.needs == "grammar":
        lines.append(said.needs_grammar)
    lines += ["", f"{said.do}: {first.fix}."]
    if first.see:
        names = ", ".join(f"`{name}`" for name in first.see)
        lines += ["", f"{said.rules}: {names}"]
    for use in found:
        lines += ["", f"## {use.principle.name} (`{use.guideline.id}/{use.principle.id}`)", ""]
        lines += _limits(use, said)
    return _page(lines)


def of_measure(name: str, found: Sequence[Use], language: str) -> str:
    """Return the page of a measure: what it is, and where its limits stand."""
    said = _words(language)
    lines = [f"# {measure_names(language)[name]} (`{name}`)", "", f"{said.measure}."]
    lines += ["", f"{said.uses}:" if found else said.unused]
    for use in found:
        lines += ["", f"## {use.principle.name} (`{use.guideline.id}/{use.principle.id}`)", ""]
        lines += _limits(use, said)
    return _page(lines)


def of_category(name: str, rules: Sequence[tuple[str, str]], language: str) -> str:
    """Return the page of a category: its rules, each with the reason for it."""
    lines = [f"# `{name}`", "", f"{_words(language).category}.", ""]
    lines += [f"- `{rule}`: {why}" for rule, why in rules]
    return _page(lines)


def _use(use: Use, said: _Words) -> Iterator[str]:
    yield f"- {_looked_at(use.signal, said)}"
    if use.signal.needs == "grammar":
        yield f"- {said.needs_grammar}"
    yield from _limits(use, said)
    yield f"- {said.do}: {use.signal.fix}"


def _limits(use: Use, said: _Words) -> Iterator[str]:
    """Yield what the limits are, whose they are, how much they weigh, and for which texts."""
    signal = use.signal
    bad, good = _value(signal, signal.bad, said), _value(signal, signal.good, said)
    yield f"- {said.limits.format(bad=bad, good=good)}"
    source, own, rest = signal.source, said.own_choice, signal.source.removeprefix(_OWN_CHOICE)
    yield f"- {said.source}: {own + rest if rest != source else source}"
    weights = sum(one.weight for one in use.principle.signals)
    share = f"{100 * signal.weight / weights:.0f}"
    yield f"- {said.of_principle.format(share=share, principle=use.principle.name)}"
    others = [channel for channel in CHANNELS if channel not in signal.channels]
    if others:
        is_short = len(others) < len(signal.channels)
        names = ", ".join(f"`{name}`" for name in (others if is_short else signal.channels))
        yield f"- {said.not_in if is_short else said.only_in}: {names}"


def _looked_at(signal: Signal, said: _Words) -> str:
    told = said.counts[signal.evidence.kind].format(name=signal.name)
    within = signal.evidence.within
    return f"{told} {said.within.format(words=within)}" if within else told


def _value(signal: Signal, value: float, said: _Words) -> str:
    """Return a limit as a reader would say it: a share in percent, a presence as yes or no."""
    if signal.unit == "answer":
        return said.yes if value else said.no
    if signal.unit == "share":
        return f"{100 * value:g} %".replace(".", ",")
    return f"{value:g}".replace(".", ",")


def _share(principle: Principle, guideline: Guideline) -> str:
    return f"{100 * principle.weight / sum(p.weight for p in guideline.principles):.0f}"


def _page(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"
