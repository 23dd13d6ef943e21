"""Runs rules over prose: hits become findings, sorted, without the silenced and the quoted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

from clarity.checks.kinds import KINDS
from clarity.language.lexicon import Lexicon
from clarity.measures.grammar import GRAMMAR_MEASURES
from clarity.model import OPAQUE, Find, Finding, Hit, Measures, Need, Prose, Rule, Silence, Span
from clarity.rulebook.kinds import LooksAt

#: What is shown for code, a picture or a placeholder within the words found.
_UNSAID = "…"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")

#: A hit, and the id of the rule that looked for it.
RuleHit = tuple[str, Hit]
#: The same with the hit's place in the source.
_Placed = tuple[str, Span, Hit]


class Checker(NamedTuple):
    """Rules made ready to run: one search for each kind of check.

    What ``of_passages`` find in a passage depends on nothing outside it. Searches that need grammar
    find nothing in prose that has none.
    """

    rules: Mapping[str, Rule]
    of_passages: tuple[Find, ...]
    of_text: tuple[Find, ...]

    def search(self, prose: Prose) -> list[list[RuleHit]]:
        """Return the hits in each passage that depend on nothing outside it."""
        found: dict[int, list[RuleHit]] = {id(passage.block): [] for passage in prose.passages}
        for search in self.of_passages:
            for rule, hit in search(prose, {}):
                found[id(hit.block)].append((rule, hit))
        return list(found.values())

    def check(
        self, prose: Prose, measures: Measures, known: Iterable[RuleHit] | None = None
    ) -> tuple[Finding, ...]:
        """Return what the rules find in a text, in the order of the text.

        ``known`` are the hits in its passages, as `search` has them, where it has been called.
        """
        if known is None:
            known = chain.from_iterable(self.search(prose))
        every = chain(known, *(search(prose, measures) for search in self.of_text))
        rules = self.rules.items()
        silent = {id for id, rule in rules if rule.given and not rule.given.holds(measures)}
        hits = [(rule, hit.span, hit) for rule, hit in every if rule not in silent]
        hits.sort(key=lambda found: (found[0], found[1].start, -found[1].end))
        heard = sorted(_heard(hits, prose), key=lambda found: (found[1], found[0]))
        del hits
        return tuple(self._stamp(self._first_come(heard), prose.document.source))

    def _first_come(self, hits: list[_Placed]) -> Iterator[_Placed]:
        """Leave out hits of rules that yield to another one that has found the same words.

        Each hit is let go of as it is yielded: a large file has many, and they are larger than
        what is made of them.
        """
        taken: dict[str, list[Span]] = {}
        for id, span, _ in hits:
            taken.setdefault(self.rules[id].name, []).append(span)
        hits.reverse()
        while hits:
            id, span, hit = hits.pop()
            others = (taken.get(name, ()) for name in self.rules[id].yields_to)
            if not any(_is_taken(span, spans) for spans in others):
                yield id, span, hit

    def _stamp(self, hits: Iterable[_Placed], source: str) -> Iterator[Finding]:
        seen: Counter[str] = Counter()
        for id, span, hit in hits:
            rule, context = self.rules[id], hit.context
            around = source[context.start : context.end]
            key = "\n".join((id, hit.text, " ".join(around.split())))
            first = fingerprint = _digest(f"{key}\n1")
            seen[first] += 1
            if seen[first] > 1:
                fingerprint = _digest(f"{key}\n{seen[first]}")
            # Where markup stands between the words, others in their place would break it.
            is_plain = " ".join(source[span.start : span.end].split()) == " ".join(hit.text.split())
            yield Finding(
                advice=rule.advice,
                severity=rule.severity,
                span=span,
                context=context,
                text=hit.text.replace(OPAQUE, _UNSAID),
                message=_fill(rule.message, hit.values).replace(OPAQUE, _UNSAID),
                suggestions=hit.suggestions if is_plain else (),
                fingerprint=fingerprint,
                entry=hit.entry,
            )


def compile_rules(rules: Sequence[Rule], lexicon: Lexicon, has_grammar: bool = True) -> Checker:
    """Make the rules of one language ready to run. Raises `ConfigError`.

    Where there will be no grammar, those that need it are not among the searches.
    """
    able = [rule for rule in rules if has_grammar or need_of(rule) == "text"]
    searches: dict[LooksAt, list[Find]] = {"passages": [], "text": []}
    for name, kind in KINDS.items():
        chosen = [rule for rule in able if rule.check == name]
        if chosen:
            searches[kind.looks_at].append(kind.build(chosen, lexicon))
    named = {rule.id: rule for rule in rules}
    return Checker(named, tuple(searches["passages"]), tuple(searches["text"]))


def need_of(rule: Rule) -> Need:
    """Tell what a rule must know of a text before it can run."""
    asked = {rule.options.get("measure"), rule.given.measure if rule.given else None}
    if not asked.isdisjoint(GRAMMAR_MEASURES) or "feature" in rule.options:
        return "grammar"
    return KINDS[rule.check].needs


def _heard(hits: Iterable[_Placed], prose: Prose) -> Iterator[_Placed]:
    """Leave out hits that are silenced, quoted, or overlap one of the same rule before them."""
    silences = prose.document.silences
    starts = [span.start for span in prose.exempt]
    last: tuple[str, Span] | None = None
    for id, span, hit in hits:
        place = bisect_right(starts, span.start) - 1
        if place >= 0 and prose.exempt[place].covers(span):
            continue
        if last and last[0] == id and last[1].overlaps(span):
            continue
        if any(_is_silenced(id, span, silence) for silence in silences):
            continue
        last = id, span
        yield id, span, hit


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
