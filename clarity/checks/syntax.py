"""What the grammar of one sentence asks of its reader, against a limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from clarity.grammar.syntax import clauses
from clarity.grammar.syntax.nouns import Nominalisations
from clarity.grammar.syntax.voice import Voice
from clarity.language.lexicon import Lexicon
from clarity.measures.readability import prose_sentences
from clarity.model import Find, Grammar, Hit, Measures, Passage, Prose, Rule, Sentence
from clarity.parsing.located_yaml import Fields

VALUES = ("found", "value", "max", "verb")


class _Amount(NamedTuple):
    """How much of something a sentence has, and the words it stands in (half-open)."""

    value: int
    first: int
    last: int


class _Place(NamedTuple):
    """A sentence with its grammar, and what the lexicon knows of its language."""

    passage: Passage
    grammar: Grammar
    sentence: Sentence
    voice: Voice
    nominalisations: Nominalisations

    def whole(self, value: int) -> _Amount:
        """Return an amount that the whole sentence has."""
        return _Amount(value, self.sentence.first, self.sentence.last)


def _words_before_verb(place: _Place) -> _Amount | None:
    words = clauses.words_before_verb(place.passage, place.grammar, place.sentence)
    first = place.sentence.first
    return None if words is None else _Amount(words, first, first + words + 1)


def _words_between(place: _Place) -> _Amount | None:
    words = clauses.words_between(place.passage, place.grammar, place.sentence)
    verb = clauses.main_verb(place.passage, place.grammar, place.sentence)
    return None if words is None or verb is None else _Amount(words, verb - words - 1, verb + 1)


def _subordinate_clauses(place: _Place) -> _Amount:
    return place.whole(clauses.subordinate_clauses(place.passage, place.grammar, place.sentence))


def _finite_verbs(place: _Place) -> _Amount:
    return place.whole(len(clauses.finite_verbs(place.grammar, place.sentence)))


def _nominalisations(place: _Place) -> _Amount:
    found = list(place.nominalisations.find(place.passage, place.grammar, place.sentence))
    return _Amount(len(found), found[0], found[-1] + 1) if found else place.whole(0)


def _passives(place: _Place) -> _Amount:
    found = list(place.voice.passives(place.passage, place.grammar, place.sentence))
    return _Amount(len(found), found[0].first, found[-1].last) if found else place.whole(0)


_COUNT: Mapping[str, Callable[[_Place], _Amount | None]] = {
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

    def hit(self, place: _Place) -> Hit | None:
        """Return what breaks the limits in a sentence, if anything does."""
        if place.sentence.last - place.sentence.first < self.min_words:
            return None
        amount = _COUNT[self.measure](place)
        if amount is None or self.low <= amount.value <= self.high:
            return None
        passage = place.passage
        start, end = passage.starts[amount.first], passage.ends[amount.last - 1]
        verb = clauses.main_verb(place.passage, place.grammar, place.sentence)
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
    voice, nominalisations = Voice(lexicon), Nominalisations.of(lexicon)

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        for passage, sentence in prose_sentences(prose):
            if passage.grammar is None:
                continue
            place = _Place(passage, passage.grammar, sentence, voice, nominalisations)
            for limit in limits:
                hit = limit.hit(place)
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
