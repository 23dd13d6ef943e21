"""What the parts of a guideline mean, as pages of Markdown in a reader's language.

What is not the guideline's own is said in ``language``, or else in that of the guideline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from clarity import messages
from clarity.language import interface
from clarity.measures.names import measure_names
from clarity.model import CHANNELS, Rule
from clarity.scoring.guidelines import Guideline, Principle, Signal
from clarity.scoring.guidelines.model import Kind

#: The rules of which an example is shown, and the phrases of a list.
_MOST_EXAMPLES = 2
_MOST_PHRASES = 6
#: The most characters of an example: a sentence or two.
_LONGEST_EXAMPLE = 250
#: How a list writes a phrase that is not said as it stands there.
_UNSAID = "~{*"

#: Gives the phrases of a list by its name.
Phrases = Callable[[str], Sequence[str]]


class _Words(Struct, frozen=True):
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
    do: str
    only_in: str
    not_in: str
    needs_grammar: str
    rules: str
    uses: str
    unused: str
    costs: str
    helps: str
    strict_rules: str
    quoted: str


class Use(Struct, frozen=True):
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


def of_guideline(guideline: Guideline, language: str = "") -> str:
    """Return the page of a guideline: what it rests on, its principles, its bands."""
    said = _words(language or guideline.language)
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


def of_principle(guideline: Guideline, principle: Principle, language: str = "") -> str:
    """Return the page of a principle: its part of the score, and each of its signals."""
    language = language or guideline.language
    said = _words(language)
    share = said.of_score.format(share=_share(principle, guideline))
    lines = [
        f"# {principle.name} (`{guideline.id}/{principle.id}`)",
        "",
        f"{said.principle}, {guideline.name}. {share[:1].upper()}{share[1:]}.",
    ]
    for signal in principle.signals:
        lines += ["", f"## {signal.name} (`{signal.id}`)", ""]
        lines += _use(Use(guideline, principle, signal), language)
    return _page(lines)


def of_signal(
    found: Sequence[Use], rules: Sequence[Rule], phrases: Phrases, language: str = ""
) -> str:
    """Return the page of a signal: what is looked at, and its limits wherever it is used.

    ``rules`` are those of the language; with those that it counts or that show its places stand
    examples of theirs, and with lists of phrases some of these.
    """
    language = language or found[0].guideline.language
    first, said = found[0].signal, _words(language)
    own = sorted((rule for rule in rules if _shows(rule, first)), key=_is_hidden)
    about = f"{first.about} {_within(first, said)}".strip() or _looked_at(first, said)
    lines = [f"# {first.name} (`{first.id}`)", "", f"{said.signal}. {about}"]
    if first.needs == "grammar":
        lines.append(said.needs_grammar)
    lines += ["", f"{said.do}: {first.fix}."]
    if told := [*_examples(own, said), *_listed(first, phrases, said)]:
        lines += ["", *told]
    shown = [rule.id for rule in own if not _is_hidden(rule)]
    hidden = [rule.id for rule in own if _is_hidden(rule)]
    for title, ids in ((said.rules, shown), (said.strict_rules, hidden)):
        if ids:
            lines += ["", f"{title}: {', '.join(f'`{id}`' for id in ids)}"]
    for use in found:
        lines += ["", f"## {use.principle.name} (`{use.guideline.id}/{use.principle.id}`)", ""]
        lines += _limits(use, language)
    return _page(lines)


def _is_hidden(rule: Rule) -> bool:
    """Tell whether what a rule finds is shown only to who asks for the strict set."""
    return rule.sieve is not None and not rule.sieve.is_shown


def _shows(rule: Rule, signal: Signal) -> bool:
    return rule.name in signal.see or signal.evidence.means(rule.name, rule.advice.category)


def _examples(rules: Sequence[Rule], said: _Words) -> Iterator[str]:
    """Yield a sentence that each of a few rules marks, and how it is mended."""
    short = [
        example
        for rule in rules
        for example in rule.examples[:1]
        if "\n" not in example.bad.strip() and len(example.bad) <= _LONGEST_EXAMPLE
    ]
    for example in short[:_MOST_EXAMPLES]:
        yield f"- {said.costs}: {example.bad.strip()}"
        yield f"  {said.helps}: {example.good.strip()}"


def _listed(signal: Signal, phrases: Phrases, said: _Words) -> Iterator[str]:
    """Yield some phrases that are counted, and some that are set against them."""
    evidence = signal.evidence
    helps = signal.good > signal.bad
    title = said.helps if helps else said.costs
    other = said.helps if evidence.kind == "company" else said.costs
    is_demand = evidence.kind == "company"  # which costs nothing by itself
    for label, lists in ((title, () if is_demand else evidence.cues), (other, evidence.against)):
        told = [
            phrase.removeprefix("^")
            for name in lists
            for phrase in phrases(name)
            if not any(sign in phrase for sign in _UNSAID)
        ]
        if told:
            named = ", ".join(said.quoted.format(text=phrase) for phrase in told[:_MOST_PHRASES])
            yield f"- {label}: {named}{' …' if len(told) > _MOST_PHRASES else ''}"


def of_measure(name: str, found: Sequence[Use], language: str) -> str:
    """Return the page of a measure: what it is, and where its limits stand."""
    said = _words(language)
    lines = [f"# {measure_names(language)[name]} (`{name}`)", "", f"{said.measure}."]
    lines += ["", f"{said.uses}:" if found else said.unused]
    for use in found:
        lines += ["", f"## {use.principle.name} (`{use.guideline.id}/{use.principle.id}`)", ""]
        lines += _limits(use, language)
    return _page(lines)


def of_category(name: str, rules: Sequence[tuple[str, str]], language: str) -> str:
    """Return the page of a category: its rules, each with the reason for it."""
    lines = [f"# `{name}`", "", f"{_words(language).category}.", ""]
    lines += [f"- `{rule}`: {why}" for rule, why in rules]
    return _page(lines)


def _use(use: Use, language: str) -> Iterator[str]:
    said = _words(language)
    yield f"- {_looked_at(use.signal, said)}"
    if use.signal.needs == "grammar":
        yield f"- {said.needs_grammar}"
    yield from _limits(use, language)
    yield f"- {said.do}: {use.signal.fix}"


def _limits(use: Use, language: str) -> Iterator[str]:
    """Yield what the limits are, whose they are, how much they weigh, and for which texts."""
    signal, said = use.signal, _words(language)
    bad, good = _value(signal, signal.bad, said), _value(signal, signal.good, said)
    yield f"- {said.limits.format(bad=bad, good=good)}"
    yield f"- {said.source}: {messages.said_in(language, signal.source)}"
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
    return f"{told} {_within(signal, said)}".strip()


def _within(signal: Signal, said: _Words) -> str:
    within = signal.evidence.within
    return said.within.format(words=within) if within else ""


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
