"""What the grammar of one sentence asks of its reader, against a limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from clarity.language.lexicon import Lexicon
from clarity.measures.readability import prose_of
from clarity.model import Find, Hit, Measures, Passage, Prose, Rule, Sentence, Syntax
from clarity.parsing.located_yaml import Fields

VALUES = ("found", "value", "max", "verb")


class _Amount(NamedTuple):
    """How much of something a sentence has, and the words it stands in (half-open)."""

    value: int
    first: int
    last: int


def _words_before_verb(sentence: Sentence, syntax: Syntax) -> _Amount | None:
    words = syntax.words_before_verb
    return None if words is None else _Amount(words, sentence.first, sentence.first + words + 1)


def _words_between(sentence: Sentence, syntax: Syntax) -> _Amount | None:
    words, verb = syntax.words_between, syntax.main_verb
    return None if words is None or verb is None else _Amount(words, verb - words - 1, verb + 1)


def _subordinate_clauses(sentence: Sentence, syntax: Syntax) -> _Amount:
    return _whole(sentence, syntax.subordinate_clauses)


def _finite_verbs(sentence: Sentence, syntax: Syntax) -> _Amount:
    return _whole(sentence, syntax.finite_verbs)


def _nominalisations(sentence: Sentence, syntax: Syntax) -> _Amount:
    found = syntax.nominalisations
    return _Amount(len(found), found[0], found[-1] + 1) if found else _whole(sentence, 0)


def _passives(sentence: Sentence, syntax: Syntax) -> _Amount:
    found = syntax.passives
    return _Amount(len(found), found[0].first, found[-1].last) if found else _whole(sentence, 0)


def _whole(sentence: Sentence, value: int) -> _Amount:
    """Return an amount that the whole sentence has."""
    return _Amount(value, sentence.first, sentence.last)


_COUNT: Mapping[str, Callable[[Sentence, Syntax], _Amount | None]] = {
    "words_before_verb": _words_before_verb,
    "words_between_subject_and_verb": _words_between,
    "subordinate_clauses": _subordinate_clauses,
    "finite_verbs": _finite_verbs,
    "nominalisations": _nominalisations,
    "passives": _passives,
}


class _Limit(NamedTuple):
    """A rule's limits; sentences of fewer than ``min_words`` words are left alone."""

    rule: str
    measure: str
    low: float
    high: float
    min_words: float

    def hit(self, passage: Passage, sentence: Sentence, syntax: Syntax) -> Hit | None:
        """Return what breaks the limits in a sentence, if anything does."""
        if sentence.last - sentence.first < self.min_words:
            return None
        amount = _COUNT[self.measure](sentence, syntax)
        if amount is None or self.low <= amount.value <= self.high:
            return None
        start, end = passage.starts[amount.first], passage.ends[amount.last - 1]
        verb = syntax.main_verb
        values = {
            "found": passage.block.text[start:end],
            "value": str(amount.value),
            "max": f"{self.high:.0f}",
            "verb": "" if verb is None else passage.word(verb),
        }
        return passage.hit(start, end, values)


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make one search of all the rules."""
    limits = [_limit(rule) for rule in rules]

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        for passage in prose.passages:
            if passage.syntax is None or not prose_of(passage):
                continue
            for sentence, syntax in zip(passage.sentences, passage.syntax, strict=True):
                for limit in limits if sentence.last > sentence.first else ():
                    hit = limit.hit(passage, sentence, syntax)
                    if hit:
                        yield limit.rule, hit

    return find


def _limit(rule: Rule) -> _Limit:
    fields = Fields(rule.options, rule.id)
    limit = _Limit(
        rule.id,
        fields.choice("measure", tuple(_COUNT)),
        fields.number("min", float("-inf")),
        fields.number("max", float("inf")),
        fields.number("min_words", 0),
    )
    fields.finish()
    if not {"min", "max"}.intersection(rule.options):
        raise fields.error("measure", "a measure needs a «max» or a «min»")
    return limit
