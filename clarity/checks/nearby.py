"""Two words that do not go well together within a sentence: «ikke uvanlig», «f.eks. … osv.»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from clarity.checks.conditions import named_words
from clarity.language.lexicon import Lexicon
from clarity.messages import _
from clarity.model import Find, Hit, Measures, Passage, Prose, Rule
from clarity.parsing.located_yaml import Fields


class _Pair(Struct, frozen=True):
    """Words that must not be followed by others within so many words (``None``: the sentence)."""

    rule: str
    first: frozenset[str]
    second: frozenset[str]
    within: int | None
    not_between: frozenset[str]


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make one search of all the rules."""
    pairs = [_pair(rule, lexicon) for rule in rules]

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        for passage in prose.passages:
            for pair in pairs:
                for hit in _hits(pair, passage):
                    yield pair.rule, hit

    return find


def _pair(rule: Rule, lexicon: Lexicon) -> _Pair:
    fields = Fields(rule.options, rule.id)
    whole_sentence = fields.raw("within") == "sentence"
    pair = _Pair(
        rule.id,
        named_words(fields, "first", lexicon),
        named_words(fields, "second", lexicon),
        None if whole_sentence else fields.count("within"),
        named_words(fields, "not_between", lexicon),
    )
    fields.finish()
    if not pair.first or not pair.second:
        raise fields.error("first", _("a nearby rule needs words in both «first» and «second»"))
    return pair


def _hits(pair: _Pair, passage: Passage) -> Iterator[Hit]:
    forms = passage.forms
    if pair.first.isdisjoint(forms) or pair.second.isdisjoint(forms):
        return
    free = 0
    for index, form in enumerate(forms):
        if form not in pair.first or index < free:
            continue
        stop = passage.sentence_of(index).last
        if pair.within is not None:
            stop = min(stop, index + pair.within + 2)
        for other in range(index + 1, stop):
            if forms[other] in pair.not_between:
                break
            if forms[other] in pair.second:
                values = {
                    "found": passage.block.text[passage.starts[index] : passage.ends[other]],
                    "first": passage.word(index),
                    "second": passage.word(other),
                }
                yield passage.hit(passage.starts[index], passage.ends[other], values)
                free = other + 1
                break
