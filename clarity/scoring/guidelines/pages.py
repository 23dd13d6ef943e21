"""Writes the signal matrix of a guideline as Markdown."""

from __future__ import annotations

from collections.abc import Mapping

from clarity.model import CHANNELS
from clarity.scoring.guidelines import Evidence, Guideline, Principle, Signal


def describe(*guidelines: Guideline) -> str:
    """Return the matrix of one guideline, in one language or more, as Markdown.

    All are the same guideline; the texts are those of the first, what differs is given for each
    language.
    """
    first = guidelines[0]
    lines = [f"## {first.name} (`{first.id}`)", ""]
    if first.source:
        lines += [f"Rests on: {first.source}.", ""]
    lines += [
        f"For: {', '.join(guideline.language for guideline in guidelines)}. A signal counts in "
        "proportion to its weight among those of the principle that can be assessed in the text.",
        "",
    ]
    for number, principle in enumerate(first.principles):
        lines += _principle({g.language: g.principles[number] for g in guidelines})
        weights = sum(p.weight for p in first.principles)
        lines += ["", f"Weight {principle.weight / weights:.0%} of the overall score.", ""]
    lines += ["### Bands", "", "| From | Name |", "|---|---|"]
    for number, (start, _) in enumerate(first.bands):
        names = ", ".join(f"{g.bands[number][1]} ({g.language})" for g in guidelines)
        lines.append(f"| {start:g} | {names} |")
    if first.cap:
        strengths = " or ".join(first.cap.strengths)
        lines += [
            "",
            f"A text with {first.cap.density:g} or more findings per 100 words that have severity "
            f"{first.cap.severity} and rest on {strengths} gets at most {first.cap.overall:g}; "
            "with fewer the limit rises evenly to 100.",
        ]
    return "\n".join(lines) + "\n"


def _principle(principles: Mapping[str, Principle]) -> list[str]:
    """Return the rows of a principle, given for each language."""
    names = " / ".join(dict.fromkeys(principle.name for principle in principles.values()))
    first = next(iter(principles.values()))
    lines = [
        f"### {names} (`{first.id}`)",
        "",
        f"Not measurable: {first.beyond}.",
        "",
        "| Signal | What is looked at | Weight | 0 points | 100 points | Source of the anchors |",
        "|---|---|---|---|---|---|",
    ]
    uses: dict[str, dict[str, Signal]] = {}
    for language, principle in principles.items():
        for signal in principle.signals:
            uses.setdefault(signal.id, {})[language] = signal
    for own in uses.values():
        signal = next(iter(own.values()))
        only = f" ({', '.join(own)} only)" if len(own) < len(principles) else ""
        if signal.channels != CHANNELS:
            only += f" ({_channels(signal)})"
        needs = " (needs grammar)" if signal.needs == "grammar" else ""
        cells = (
            f"{signal.name} (`{signal.id}`){only}",
            _looked_at(signal.evidence) + needs,
            _each({name: f"{use.weight:g}" for name, use in own.items()}),
            _each({name: f"{use.bad:g}" for name, use in own.items()}),
            _each({name: f"{use.good:g}" for name, use in own.items()}),
            signal.source,
        )
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _channels(signal: Signal) -> str:
    """Return where a signal counts, or, if that is shorter, where it does not."""
    others = [channel for channel in CHANNELS if channel not in signal.channels]
    if len(others) < len(signal.channels):
        return f"not {', '.join(others)}"
    return f"{', '.join(signal.channels)} only"


def _each(values: Mapping[str, str]) -> str:
    """Return one value where all languages agree, else «55 (nb, nn), 60 (sv)»."""
    if len(set(values.values())) == 1:
        return next(iter(values.values()))
    return ", ".join(
        f"{value} ({', '.join(name for name in values if values[name] == value)})"
        for value in dict.fromkeys(values.values())
    )


def _looked_at(evidence: Evidence) -> str:
    if evidence.kind == "measure":
        return f"measure `{evidence.measure}`"
    things = [f"rule `{name}`" for name in evidence.findings]
    things += [f"rules on {name}" for name in evidence.categories]
    if evidence.other_than:
        things[-1] += f" (other than {', '.join(f'`{name}`' for name in evidence.other_than)})"
    things += [f"list `{name}`" for name in evidence.cues]
    things += [f"mark `{name}`" for name in evidence.marks]
    against = ", ".join(f"list `{name}`" for name in evidence.against)
    return {
        "density": "per 100 words: {things}",
        "presence": f"anywhere{_within(evidence)}: {{things}}",
        "variety": "different ones of {things}",
        "share": "{things} as a share of these and {against}",
        "company": "share of sentences with {things} that have {against} in them or next to them",
    }[evidence.kind].format(things=", ".join(things), against=against)


def _within(evidence: Evidence) -> str:
    return f" in the first {evidence.within} words, less further on" if evidence.within else ""
