"""Runs rules over prose: hits become findings, sorted, without the silenced and the quoted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice

from msgspec import Struct
from msgspec.structs import replace

from clarity.checks import safety, stretches
from clarity.checks.fingerprints import Fingerprints
from clarity.checks.fitting import Fitting, Reread
from clarity.checks.kinds import KINDS
from clarity.checks.stretches import Placed
from clarity.language.lexicon import Lexicon
from clarity.measures.grammar import GRAMMAR_MEASURES
from clarity.model import OPAQUE, Find, Finding, Hit, Measures, Need, Prose, Rule, Silence, Span
from clarity.model.outcome import in_order
from clarity.rulebook.kinds import LooksAt

#: What is shown for code, a picture or a placeholder within the words found.
_UNSAID = "…"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_NEXT_SENTENCE = re.compile(r"(?<=[.!?]) ")
#: Hits whose suggestions are tried together: a large file has many.
_TRIED_TOGETHER = 1000
#: Messages that are remembered in parts: there are a few hundred.
_MESSAGES = 1024

#: A hit, and the id of the rule that looked for it.
RuleHit = tuple[str, Hit]


class Checker(Struct, frozen=True):
    """Rules made ready to run: one search for each kind of check.

    What ``of_passages`` find in a passage depends on nothing outside it. Searches that need grammar
    find nothing in prose that has none. ``fitting`` tells which suggestions fit.
    """

    rules: Mapping[str, Rule]
    of_passages: tuple[Find, ...]
    of_text: tuple[Find, ...]
    fitting: Fitting | None = None

    def search(self, prose: Prose, reread: Reread | None = None) -> list[list[RuleHit]]:
        """Return the hits in each passage that depend on nothing outside it.

        ``reread`` adds grammar to passages in which a suggestion stands.
        """
        found: dict[int, list[RuleHit]] = {id(passage.block): [] for passage in prose.passages}
        hits = chain.from_iterable(search(prose, {}) for search in self.of_passages)
        for rule, hit in self._fitted(hits, prose, reread):
            found[id(hit.block)].append((rule, hit))
        return list(found.values())

    def check(
        self,
        prose: Prose,
        measures: Measures,
        known: Iterable[RuleHit] | None = None,
    ) -> tuple[Finding, ...]:
        """Return what the rules find in a text, in the order of the text.

        Findings that are told together are one, and have its place in the order.
        ``known`` are the hits in its passages, as `search` has them, where it has been called.
        """
        if known is None:
            known = chain.from_iterable(self.search(prose))
        of_text = (self._fitted(search(prose, measures), prose) for search in self.of_text)
        rules = self.rules.items()
        silent = {id for id, rule in rules if rule.given and not rule.given.holds(measures)}
        every = chain(known, *of_text)
        hits = [Placed(rule, hit.span, hit) for rule, hit in every if rule not in silent]
        hits.sort(key=lambda found: (found.rule, found.span.start, -found.span.end))
        heard = sorted(_heard(hits, prose), key=lambda found: (found.span, found.rule))
        del hits
        close: list[Placed] = []
        heard_first = self._aside(self._first_come(heard), close)
        findings = tuple(_stamp(heard_first, self.rules, prose, self.fitting))
        return self._together(findings, close, prose) if len(close) > 1 else findings

    def _aside(self, hits: Iterable[Placed], close: list[Placed]) -> Iterator[Placed]:
        """Pass hits on, and lay those aside that are told together where they stand close."""
        for placed in hits:
            if self.rules[placed.rule].together:
                close.append(placed)
            yield placed

    def _together(
        self, findings: tuple[Finding, ...], close: Sequence[Placed], prose: Prose
    ) -> tuple[Finding, ...]:
        """Put one finding in the place of several that stand close together and say the same."""
        found = {(finding.rule, finding.span): finding for finding in findings}
        wholes: list[tuple[Placed, tuple[Finding, ...]]] = []
        for stretch in stretches.find(close, self.rules, prose):
            parts = tuple(found.pop((one.rule, one.span)) for one in stretch.hits)
            wholes.append((stretches.whole(stretch, parts), parts))
        rules = {one.rule: self.rules[one.rule] for one in close}
        saying = {id: replace(rule, message=rule.together) for id, rule in rules.items()}
        stamped = _stamp((placed for placed, _ in wholes), saying, prose, None)
        told = (replace(one, parts=parts) for one, (_, parts) in zip(stamped, wholes, strict=True))
        return tuple(sorted((*found.values(), *told), key=in_order))

    def _first_come(self, hits: list[Placed]) -> Iterator[Placed]:
        """Leave out hits of rules that yield to another one that has found the same words.

        Each hit is let go of as it is yielded: a large file has many, and they are larger than
        what is made of them.
        """
        taken: dict[str, list[Span]] = {}
        for one in hits:
            taken.setdefault(self.rules[one.rule].name, []).append(one.span)
        hits.reverse()
        while hits:
            placed = hits.pop()
            names = self.rules[placed.rule].yields_to
            if not names or not any(_is_taken(placed.span, taken.get(name, ())) for name in names):
                yield placed

    def _fitted(
        self, hits: Iterable[RuleHit], prose: Prose, reread: Reread | None = None
    ) -> Iterator[RuleHit]:
        """Take back the suggestions that cannot stand in the text as they are.

        Of what is not to be shown none can be taken, so they are not tried.
        """
        rest = iter(hits)
        while batch := list(islice(rest, _TRIED_TOGETHER)):
            shown = [n for n, (id, hit) in enumerate(batch) if not _is_quiet(self.rules[id], hit)]
            if self.fitting and shown:
                tried = [batch[n][1] for n in shown]
                fitted = self.fitting.fitted(tried, prose.passages, reread)
                for n, hit in zip(shown, fitted, strict=True):
                    batch[n] = batch[n][0], hit
            yield from batch


def compile_rules(rules: Sequence[Rule], lexicon: Lexicon, has_grammar: bool = True) -> Checker:
    """Make the rules of one language ready to run. Raises `ConfigError`.

    Where there will be no grammar, those that need it are not among the searches.
    """
    able = [rule for rule in rules if has_grammar or need_of(rule) == "text"]
    searches: dict[LooksAt, list[Find]] = {"passages": [], "text": []}
    for name, kind in KINDS.items():
        chosen = [rule for rule in able if rule.check == name]
        for looks_at, found in searches.items():
            if own := [rule for rule in chosen if kind.has_before_it(rule) == looks_at]:
                found.append(kind.build(own, lexicon))
    named = {rule.id: rule for rule in rules}
    of_passages, of_text = tuple(searches["passages"]), tuple(searches["text"])
    return Checker(named, of_passages, of_text, Fitting.of(lexicon))


def need_of(rule: Rule) -> Need:
    """Tell what a rule must know of a text before it can run."""
    asked = {rule.options.get("measure"), rule.given.measure if rule.given else None}
    if not asked.isdisjoint(GRAMMAR_MEASURES) or "feature" in rule.options:
        return "grammar"
    return KINDS[rule.check].needs


def _heard(hits: Iterable[Placed], prose: Prose) -> Iterator[Placed]:
    """Leave out hits that are silenced, quoted, or overlap one of the same rule before them."""
    silences = prose.document.silences
    starts = [span.start for span in prose.exempt]
    last: tuple[str, Span] | None = None
    for placed in hits:
        id, span, hit = placed.rule, placed.span, placed.hit
        place = bisect_right(starts, span.start) - 1
        # What is about the whole text is not about the quotation that it may begin with.
        is_about_it = hit.scope == "text"
        if is_about_it and place >= 0 and prose.exempt[place].covers(span):
            continue
        if last and last[0] == id and last[1].overlaps(span):
            continue
        if silences and any(_is_silenced(id, span, silence) for silence in silences):
            continue
        last = id, span
        yield placed


def _stamp(
    hits: Iterable[Placed], rules: Mapping[str, Rule], prose: Prose, fits: Fitting | None
) -> Iterator[Finding]:
    source = prose.document.source
    fingerprints = Fingerprints(prose.passages)
    for placed in hits:
        rule_id, span, found = placed.rule, placed.span, placed.hit
        rule, fingerprint = rules[rule_id], fingerprints.of(rule_id, found)
        if _is_quiet(rule, found) and not rule.together:
            yield _unsaid(rule, span, found, fingerprint)
            continue
        is_cut = found.suggestions and not safety.is_whole(found.text, span, source)
        # What is to be written is as right as before; only it cannot be put in by itself.
        hit = replace(found, suggestions=()) if is_cut else found
        yield Finding(
            advice=rule.advice,
            severity=rule.severity,
            span=span,
            context=hit.context,
            text=_shown(hit.text),
            message=_message(rule, hit, fits),
            suggestions=hit.suggestions,
            fingerprint=fingerprint,
            entry=hit.entry,
            is_quiet=_is_quiet(rule, hit),
            scope=hit.scope,
            by_sentence=fingerprints.by_sentence(rule_id, hit),
            mending=safety.mending(rule, hit, span, prose) if hit.suggestions else "none",
        )


def _unsaid(rule: Rule, span: Span, hit: Hit, fingerprint: str) -> Finding:
    """Stamp a hit that counts, and that nobody is told of."""
    return Finding(
        advice=rule.advice,
        severity=rule.severity,
        span=span,
        context=span,
        text=_shown(hit.text),
        message="",
        suggestions=(),
        fingerprint=fingerprint,
        entry=hit.entry,
        is_quiet=True,
        scope=hit.scope,
    )


def _shown(text: str) -> str:
    return text.replace(OPAQUE, _UNSAID)


def _is_quiet(rule: Rule, hit: Hit) -> bool:
    return rule.sieve is not None and not rule.sieve.shows(hit.entry)


def _message(rule: Rule, hit: Hit, fits: Fitting | None) -> str:
    """Return the message of a hit. One that has no suggestion names none to be put in."""
    message = rule.message
    if fits and "{instead}" in message and not hit.values.get("instead"):
        message = _as_advice(message, hit, fits.lexicon)
    return _shown(_fill(message, hit.values))


def _is_taken(span: Span, others: Sequence[Span]) -> bool:
    """Tell whether a span overlaps one of others in order, which do not overlap each other."""
    place = bisect_right(others, span)
    return any(span.overlaps(other) for other in others[max(place - 1, 0) : place + 1])


def _is_silenced(id: str, span: Span, silence: Silence) -> bool:
    if not silence.span.start <= span.start < silence.span.end:
        return False
    return silence.rules is None or id in silence.rules or id.partition("/")[2] in silence.rules


def _fill(message: str, values: Mapping[str, str]) -> str:
    text, *rest = _parts(message)
    if not rest:
        return text
    rest[::2] = map(values.__getitem__, rest[::2])
    return "".join((text, *rest))


@lru_cache(_MESSAGES)
def _parts(message: str) -> Sequence[str]:
    """Return the text of a message up to its first placeholder, the name in that, and so on."""
    return _PLACEHOLDER.split(message)


def _as_advice(message: str, hit: Hit, lexicon: Lexicon) -> str:
    """Say instead of the sentence with the suggestion what the writer can do without one.

    The lexicon has how it is said with other words to name, and with none.
    """
    named, unnamed = lexicon.ordered("advice")
    said = named if hit.values.get("alternatives") else unnamed
    parts = _NEXT_SENTENCE.split(message)
    kept = [part for part in parts if "{instead}" not in part]
    if not any("{found}" in part for part in kept):
        said = lexicon.ordered("about_found")[0] + said
    place = next(n for n, part in enumerate(parts) if "{instead}" in part)
    return " ".join((*kept[:place], said, *kept[place:]))
