"""Writes the signal matrix of a guideline as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from clarity.guidelines import Evidence, Guideline, Principle


def describe(*guidelines: Guideline) -> str:
    """Return the matrix of one guideline, in one language or more, as Markdown.

    All are the same guideline; the texts are those of the first, anchors that differ are given for
    each language.
    """
    first = guidelines[0]
    lines = [f"## {first.name} (`{first.id}`)", ""]
    for number, principle in enumerate(first.principles):
        lines += _principle([guideline.principles[number] for guideline in guidelines], guidelines)
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


def _principle(principles: Sequence[Principle], guidelines: Sequence[Guideline]) -> list[str]:
    names = " / ".join(dict.fromkeys(principle.name for principle in principles))
    lines = [
        f"### {names}",
        "",
        f"Not measurable: {principles[0].beyond}.",
        "",
        "| Signal | What is looked at | Weight | 0 points | 100 points | Source of the anchors |",
        "|---|---|---|---|---|---|",
    ]
    total = sum(signal.weight for signal in principles[0].signals)
    for number, signal in enumerate(principles[0].signals):
        uses = [principle.signals[number] for principle in principles]
        languages = [guideline.language for guideline in guidelines]
        cells = (
            f"{signal.name} (`{signal.id}`)",
            _looked_at(signal.evidence) + (" (needs grammar)" if signal.needs == "grammar" else ""),
            f"{signal.weight / total:.0%}",
            _anchor([use.bad for use in uses], languages),
            _anchor([use.good for use in uses], languages),
            signal.source,
        )
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _anchor(values: Sequence[float], languages: Sequence[str]) -> str:
    """Return one value where all languages agree, else «55 (nb, nn), 60 (sv)»."""
    if len(set(values)) == 1:
        return f"{values[0]:g}"
    pairs = list(zip(values, languages, strict=True))
    return ", ".join(
        f"{value:g} ({', '.join(language for own, language in pairs if own == value)})"
        for value in dict.fromkeys(values)
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
    return f" in the first {evidence.within} words" if evidence.within else ""
