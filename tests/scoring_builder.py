"""Texts scored without the rest of clarity: words with suggestions instead of rules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from clarity.measures import readability
from clarity.model import (
    Advice,
    Category,
    Finding,
    Prose,
    Scorecard,
    Severity,
    Strength,
)
from clarity.parsing import located_yaml
from clarity.parsing.languages import languages
from clarity.resources import rules_root
from clarity.rulebook import load_lexicon
from clarity.scoring import guidelines
from clarity.scoring.guidelines import Guideline
from clarity.scoring.scorecard import score
from prose_builder import Lists, build

#: Word found -> rule and suggestions.
Terms = Mapping[str, tuple[str, tuple[str, ...]]]

_CATEGORIES: Mapping[str, Category] = {
    "third-person-reader": "address",
    "third-person-sender": "address",
    "threat-words": "respect",
    "date-format": "format",
    "abbreviation-unexplained": "format",
}
_LISTS = {
    "nb": {
        "reader": "du, deg, din, ditt, dine",
        "sender": "vi, oss, vår, vårt, våre",
        "imperatives": "søk, send, ring, husk, les",
        "months": "januar, mai, desember",
    },
    "nn": {
        "reader": "du, deg, din, ditt, dine",
        "sender": "vi, me, oss, vår, vårt, våre",
        "imperatives": "søk, send, ring, hugs, les",
        "months": "januar, mai, desember",
    },
    "sv": {
        "reader": "du, dig, din, ditt, dina",
        "sender": "vi, oss, vår, vårt, våra",
        "imperatives": "ansök, skicka, ring, läs",
        "months": "januari, maj, december",
    },
}


@cache
def lexicon(language: str) -> Lists:
    """Return the shipped cues with a few words for the other lists."""
    known, path = load_lexicon(language), rules_root() / "lexicon" / language / "cues.yaml"
    cues = located_yaml.load(path.read_text(encoding="utf-8"), str(path))
    assert isinstance(cues, Mapping)
    shipped = {name: ", ".join(known.ordered(name)) for name in cues}
    return Lists({**_LISTS[language], **shipped})


#: The shipped guidelines, each in every language it is for.
SHIPPED = [
    (path.stem, language)
    for path in sorted((rules_root() / "guidelines").glob("*.yaml"))
    for language in languages()
    if language in guidelines.load(path.stem, language).languages
]


@cache
def shipped(name: str, language: str, channel: str = "web") -> Guideline:
    return guidelines.load(name, language, channel)


def finding(
    prose: Prose,
    found: str,
    rule: str,
    suggestions: Sequence[str] = (),
    *,
    severity: Severity = "warning",
    strength: Strength = "agency",
    after: int = 0,
) -> Finding:
    """Make a finding at the first place of a text from ``after`` on."""
    start = prose.document.source.index(found, after)
    for passage in prose.passages:
        own = passage.block.span(0, len(passage.block.text))
        if own.start <= start < own.end:
            break
    hit = passage.hit(start - own.start, start - own.start + len(found), {}, tuple(suggestions))
    name = f"{prose.language}/{rule}"
    advice = Advice(name, _CATEGORIES.get(rule, "wording"), strength, "", "", "")
    return Finding(
        advice, severity, hit.span, hit.context, found, "", hit.suggestions, f"{name}{start}"
    )


def find(prose: Prose, terms: Terms) -> list[Finding]:
    """Find every term of a list, whatever its case."""
    if not terms:
        return []
    words = "|".join(sorted(map(re.escape, terms), key=len, reverse=True))
    source = prose.document.source
    return [
        finding(prose, match[0], *terms[match[0].lower()], after=match.start())
        for match in re.finditer(rf"(?i)\b(?:{words})\b", source)
    ]


def judge(
    text: str,
    terms: Terms | None = None,
    language: str = "nb",
    channel: str = "web",
    guideline: str = "helsenorge",
) -> Scorecard:
    """Score a text in which some words are found by rules."""
    prose = build(text, language)
    measures = readability.measure(prose, lexicon(language))
    yardstick = shipped(guideline, language, channel)
    return score(prose, find(prose, terms or {}), measures, yardstick, lexicon(language))


def principle(card: Scorecard, name: str) -> float:
    """Return the score of a principle that has one."""
    (found,) = (p for p in card.principles if p.id == name)
    assert found.score is not None
    return found.score


def value(card: Scorecard, name: str) -> float | None:
    """Return the value of a signal, in the first principle it is part of."""
    return next(s.value for p in card.principles for s in p.signals if s.id == name)
