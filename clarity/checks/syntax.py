"""What the grammar of one sentence asks of its reader, against a limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from clarity.checks.conditions import named_words
from clarity.language.lexicon import Lexicon
from clarity.measures.readability import prose_of
from clarity.messages import _
from clarity.model import Find, Hit, Measures, Passage, Passive, Prose, Rule, Sentence, Syntax
from clarity.parsing.located_yaml import Fields

#: So many words open a sentence.
_OPENING = 3


class _Amount(Struct, frozen=True):
    """How much of something a sentence has, and the words it stands in (half-open)."""

    value: int
    first: int
    last: int


def _words_before_verb(passage: Passage, sentence: Sentence, syntax: Syntax) -> _Amount | None:
    words = syntax.words_before_verb
    return None if words is None else _Amount(words, sentence.first, sentence.first + words + 1)


def _words_between(passage: Passage, sentence: Sentence, syntax: Syntax) -> _Amount | None:
    words, verb = syntax.words_between, syntax.main_verb
    return None if words is None or verb is None else _Amount(words, verb - words - 1, verb + 1)


def _subordinate_clauses(passage: Passage, sentence: Sentence, syntax: Syntax) -> _Amount:
    return _whole(sentence, syntax.subordinate_clauses)


def _finite_verbs(passage: Passage, sentence: Sentence, syntax: Syntax) -> _Amount:
    return _whole(sentence, syntax.finite_verbs)


def _nominalisations(passage: Passage, sentence: Sentence, syntax: Syntax) -> _Amount:
    """Count the nominalisations, but one that comes again only once.

    Then it is a term of the text («registrering», «registreringer»): it hides no other verb.
    """
    found = syntax.nominalisations
    if not found:
        return _whole(sentence, 0)
    lemmas = {passage.grammar.lemmas[word] if passage.grammar else "" for word in found}
    own = {
        lemma for lemma in lemmas if not any(lemma != one and lemma.endswith(one) for one in lemmas)
    }
    return _Amount(len(own), found[0], found[-1] + 1)


def _passives(passage: Passage, sentence: Sentence, syntax: Syntax) -> _Amount:
    """Count the passives, but those side by side («sendes og lagres») as the one act they are."""
    found = syntax.passives
    if not found:
        return _whole(sentence, 0)
    acts = 1 + sum(not _is_joined(passage, before, after) for before, after in pairwise(found))
    return _Amount(acts, found[0].first, found[-1].last)


def _is_joined(passage: Passage, before: Passive, after: Passive) -> bool:
    """Tell whether two verbs stand in a list («sendes, lagres og slettes»), with nothing between.

    In «når den sendes, lagres den» and «som sendes, og lagres», each is of a clause of its own.
    """
    grammar = passage.grammar
    verb = after.last - 1
    if grammar is None or after.first != verb or grammar.roles[verb] == "main":
        return False
    between = passage.block.text[passage.ends[before.last - 1] : passage.starts[verb]]
    tags = grammar.tags[before.last : verb]
    return set(tags) <= {"CCONJ"} and len(tags) + between.count(",") == 1


def _whole(sentence: Sentence, value: int) -> _Amount:
    """Return an amount that the whole sentence has."""
    return _Amount(value, sentence.first, sentence.last)


_COUNT: Mapping[str, Callable[[Passage, Sentence, Syntax], _Amount | None]] = {
    "words_before_verb": _words_before_verb,
    "words_between_subject_and_verb": _words_between,
    "subordinate_clauses": _subordinate_clauses,
    "finite_verbs": _finite_verbs,
    "nominalisations": _nominalisations,
    "passives": _passives,
}


class _Limit(Struct, frozen=True):
    """A rule's limits; sentences of fewer than ``min_words`` words are left alone.

    Where one of the words of ``eased_by`` opens the sentence («Hvis du …»), the upper limit is
    ``eased_high``.
    """

    rule: str
    measure: str
    low: float
    high: float
    min_words: float
    eased_by: frozenset[str]
    eased_high: float

    def hit(self, passage: Passage, sentence: Sentence, syntax: Syntax) -> Hit | None:
        """Return what breaks the limits in a sentence, if anything does."""
        if sentence.last - sentence.first < self.min_words:
            return None
        amount = _COUNT[self.measure](passage, sentence, syntax)
        if amount is None:
            return None
        high = self.high
        if self.eased_by:
            opening = passage.forms[sentence.first : min(sentence.first + _OPENING, sentence.last)]
            high = high if self.eased_by.isdisjoint(opening) else self.eased_high
        if self.low <= amount.value <= high:
            return None
        start, end = passage.starts[amount.first], passage.ends[amount.last - 1]
        verb = syntax.main_verb
        values = {
            "found": passage.block.text[start:end],
            "value": str(amount.value),
            "max": f"{high:.0f}",
            "verb": "" if verb is None else passage.word(verb),
        }
        return passage.hit(start, end, values)


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make one search of all the rules."""
    limits = [_limit(rule, lexicon) for rule in rules]

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


def _limit(rule: Rule, lexicon: Lexicon) -> _Limit:
    fields = Fields(rule.options, rule.id)
    limit = _Limit(
        rule.id,
        fields.choice("measure", tuple(_COUNT)),
        fields.number("min", float("-inf")),
        fields.number("max", float("inf")),
        fields.number("min_words", 0),
        named_words(fields, "eased_by", lexicon),
        fields.number("eased_max", float("inf")),
    )
    fields.finish()
    if not {"min", "max"}.intersection(rule.options):
        raise fields.error("measure", _("a measure needs a «max» or a «min»"))
    return limit
