"""Runs rules over prose: hits become findings, sorted, without the silenced and the quoted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from clarity.checks.kinds import KINDS
from clarity.language.lexicon import Lexicon
from clarity.measures.grammar import GRAMMAR_MEASURES
from clarity.model import OPAQUE, Find, Finding, Hit, Measures, Need, Prose, Rule, Silence, Span

#: What is shown for code, a picture or a placeholder within the words found.
_UNSAID = "…"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Checker(NamedTuple):
    """Rules made ready to run: one search for each kind of check.

    Those that need grammar find nothing in prose that has none.
    """

    rules: Mapping[str, Rule]
    searches: tuple[Find, ...]

    def check(self, prose: Prose, measures: Measures) -> tuple[Finding, ...]:
        """Return what the rules find in a text, in the order of the text."""
        hits = [hit for search in self.searches for hit in search(prose, measures)]
        hits.sort(key=lambda found: (found[0], found[1].span.start, -found[1].span.end))
        heard = sorted(_heard(hits, prose), key=lambda found: (found[1].span, found[0]))
        del hits
        return tuple(self._stamp(self._first_come(heard), prose.document.source))

    def _first_come(self, hits: list[tuple[str, Hit]]) -> Iterator[tuple[str, Hit]]:
        """Leave out hits of rules that yield to another one that has found the same words.

        Each hit is let go of as it is yielded: a large file has many, and they are larger than
        what is made of them.
        """
        taken: dict[str, list[Span]] = {}
        for id, hit in hits:
            taken.setdefault(self.rules[id].name, []).append(hit.span)
        hits.reverse()
        while hits:
            id, hit = hits.pop()
            others = (taken.get(name, ()) for name in self.rules[id].yields_to)
            if not any(_is_taken(hit.span, spans) for spans in others):
                yield id, hit

    def _stamp(self, hits: Iterable[tuple[str, Hit]], source: str) -> Iterator[Finding]:
        seen: Counter[str] = Counter()
        for id, hit in hits:
            rule = self.rules[id]
            around = source[hit.context.start : hit.context.end]
            key = "\n".join((id, hit.text, " ".join(around.split())))
            first = fingerprint = _digest(f"{key}\n1")
            seen[first] += 1
            if seen[first] > 1:
                fingerprint = _digest(f"{key}\n{seen[first]}")
            yield Finding(
                advice=rule.advice,
                severity=rule.severity,
                span=hit.span,
                context=hit.context,
                text=hit.text.replace(OPAQUE, _UNSAID),
                message=_fill(rule.message, hit.values).replace(OPAQUE, _UNSAID),
                suggestions=hit.suggestions,
                fingerprint=fingerprint,
            )


def compile_rules(rules: Sequence[Rule], lexicon: Lexicon) -> Checker:
    """Make the rules of one language ready to run. Raises `ConfigError`."""
    searches = []
    for name, kind in KINDS.items():
        chosen = [rule for rule in rules if rule.check == name]
        if chosen:
            searches.append(kind.build(chosen, lexicon))
    return Checker({rule.id: rule for rule in rules}, tuple(searches))


def need_of(rule: Rule) -> Need:
    """Tell what a rule must know of a text before it can run."""
    if rule.options.get("measure") in GRAMMAR_MEASURES or "feature" in rule.options:
        return "grammar"
    return KINDS[rule.check].needs


def _heard(hits: Iterable[tuple[str, Hit]], prose: Prose) -> Iterator[tuple[str, Hit]]:
    """Leave out hits that are silenced, quoted, or overlap one of the same rule before them."""
    silences = prose.document.silences
    starts = [span.start for span in prose.exempt]
    last: tuple[str, Span] | None = None
    for id, hit in hits:
        place = bisect_right(starts, hit.span.start) - 1
        if place >= 0 and prose.exempt[place].covers(hit.span):
            continue
        if last and last[0] == id and last[1].overlaps(hit.span):
            continue
        if any(_is_silenced(id, hit.span, silence) for silence in silences):
            continue
        last = id, hit.span
        yield id, hit


def _is_taken(span: Span, others: Sequence[Span]) -> bool:
    """Tell whether a span overlaps one of others in order, which do not overlap each other."""
    place = bisect_right(others, span)
    return any(span.overlaps(other) for other in others[max(place - 1, 0) : place + 1])


def _is_silenced(id: str, span: Span, silence: Silence) -> bool:
    if not silence.span.start <= span.start < silence.span.end:
        return False
    return silence.rules is None or id in silence.rules or id.partition("/")[2] in silence.rules


def _fill(message: str, values: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: values[match[1]], message)


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
