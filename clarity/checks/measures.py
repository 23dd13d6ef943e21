"""A number against a limit: words a sentence, letters a word, LIX of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from math import ceil
from typing import Any, Literal, NamedTuple

from clarity.checks.expressions import compile_pattern
from clarity.language.lexicon import Lexicon
from clarity.measures.readability import prose_sentences
from clarity.model import Find, Hit, Measures, Passage, Prose, Rule, Sentence
from clarity.parsing.located_yaml import Fields

VALUES = ("found", "value", "max", "min")

Over = Literal["word", "sentence", "paragraph", "heading", "section", "text"]
OVER: tuple[Over, ...] = ("word", "sentence", "paragraph", "heading", "section", "text")
#: What can be counted over each stretch of text but the whole, which has the measures of a report.
_COUNTED: dict[Over, tuple[str, ...]] = {
    "word": ("letters",),
    "sentence": ("words",),
    "paragraph": ("words", "sentences"),
    "heading": ("words",),
    "section": ("words",),
}


#: Words of a page, about.
_PAGE = 500


class _Limit(NamedTuple):
    """A rule's limits; either bound may be missing.

    ``min_words`` is how long a text must be, and the patterns ``asked_if`` what it must say, at
    least so many ``times``, and as often in every page of a longer one. Words that end as
    ``not_ending`` says are left alone.
    """

    rule: str
    measure: str
    over: Over
    low: float | None
    high: float | None
    min_words: float
    not_ending: tuple[str, ...]
    asked_if: tuple[Any, ...]  # re2 has no types
    times: int

    def is_asked(self, prose: Prose, words: float) -> bool:
        """Tell whether a text of so many words says what it must say to be measured."""
        if not self.asked_if:
            return True
        wanted = ceil(self.times * max(1, words / _PAGE))
        texts = [passage.block.text for passage in prose.passages]
        found = (1 for text in texts for one in self.asked_if for _ in one.finditer(text))
        return sum(islice(found, wanted)) == wanted

    def is_broken(self, value: float) -> bool:
        """Tell whether a value lies outside the limits."""
        return (self.high is not None and value > self.high) or (
            self.low is not None and value < self.low
        )

    def hit(self, passage: Passage, start: int, end: int, value: float) -> Hit:
        """Make a hit whose message can tell the value and the limits."""
        values = {
            "found": passage.block.text[start:end],
            "value": _figure(value),
            "max": "" if self.high is None else _figure(self.high),
            "min": "" if self.low is None else _figure(self.low),
        }
        return passage.hit(start, end, values)


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make one search of all the rules."""
    limits = [_limit(rule) for rule in rules]

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        for limit in limits:
            hits = _over_text(limit, prose, measures) if limit.over == "text" else None
            for hit in hits if hits is not None else _SEARCH[limit.over](limit, prose):
                yield limit.rule, hit

    return find


def _limit(rule: Rule) -> _Limit:
    fields = Fields(rule.options, rule.id)
    over = fields.choice("over", OVER)
    measure = fields.text("measure")
    if over in _COUNTED:
        fields.choice("measure", _COUNTED[over])
    limit = _Limit(
        rule.id,
        measure,
        over,
        fields.number("min") if "min" in fields else None,
        fields.number("max") if "max" in fields else None,
        fields.number("min_words", 0),
        fields.texts("not_ending", ()),
        tuple(
            compile_pattern(text, fields, "asked_if", ignore_case=True)
            for text in fields.texts("asked_if", ())
        ),
        fields.count("times") if "times" in fields else 1,
    )
    fields.finish(also=("min", "max"))
    if limit.low is None and limit.high is None:
        raise fields.error("measure", "a measure needs a «max» or a «min»")
    return limit


def _over_words(limit: _Limit, prose: Prose) -> Iterator[Hit]:
    for passage in prose.passages:
        forms = passage.forms
        odd = set(filter(limit.is_broken, set(map(len, forms))))
        for index in [i for i, form in enumerate(forms) if len(form) in odd] if odd else ():
            if forms[index].endswith(limit.not_ending) or not forms[index].isalpha():
                continue
            if not _is_name(passage, index):
                start, end = passage.starts[index], passage.ends[index]
                yield limit.hit(passage, start, end, end - start)


def _is_name(passage: Passage, index: int) -> bool:
    return passage.word(index)[0].isupper() and index != passage.sentence_of(index).first


def _over_sentences(limit: _Limit, prose: Prose) -> Iterator[Hit]:
    for passage, sentence in prose_sentences(prose):
        length = sentence.last - sentence.first
        if limit.is_broken(length):
            yield limit.hit(passage, sentence.start, sentence.end, length)


def _over_paragraphs(limit: _Limit, prose: Prose) -> Iterator[Hit]:
    for passage in prose.passages:
        if passage.block.kind != "paragraph" or not passage.forms:
            continue
        length = len(passage.forms if limit.measure == "words" else passage.sentences)
        if limit.is_broken(length):
            yield limit.hit(passage, 0, len(passage.block.text), length)


def _over_headings(limit: _Limit, prose: Prose) -> Iterator[Hit]:
    for passage in prose.passages:
        if passage.block.kind == "heading" and limit.is_broken(len(passage.forms)):
            yield limit.hit(passage, 0, len(passage.block.text), len(passage.forms))


def _over_sections(limit: _Limit, prose: Prose) -> Iterator[Hit]:
    """Find stretches between headings; the hit is the sentence in which the limit is passed."""
    words = 0
    passed: tuple[Passage, Sentence] | None = None
    for passage in (*prose.passages, None):
        if passage is None or passage.block.kind == "heading":
            if passed is not None:
                yield limit.hit(passed[0], passed[1].start, passed[1].end, words)
            words, passed = 0, None
        elif passage.block.kind in {"paragraph", "list_item"}:
            before, words = words, words + len(passage.forms)
            if passed is None and limit.is_broken(words):
                passed = passage, _passing(passage, before, limit)


def _passing(passage: Passage, before: int, limit: _Limit) -> Sentence:
    for sentence in passage.sentences:
        if limit.is_broken(before + sentence.last):
            return sentence
    return passage.sentences[-1]


def _over_text(limit: _Limit, prose: Prose, measures: Measures) -> Iterator[Hit]:
    value = measures.get(limit.measure)
    if value is None or not limit.is_broken(value):
        return
    words = measures.get("words") or 0
    if words < limit.min_words or not limit.is_asked(prose, words):
        return
    for passage in prose.passages:
        if passage.block.kind in {"heading", "paragraph"} and passage.sentences:
            sentence = passage.sentences[0]
            yield limit.hit(passage, sentence.start, sentence.end, value)
            return


_SEARCH: dict[Over, Callable[[_Limit, Prose], Iterator[Hit]]] = {
    "word": _over_words,
    "sentence": _over_sentences,
    "paragraph": _over_paragraphs,
    "heading": _over_headings,
    "section": _over_sections,
}


def _figure(value: float) -> str:
    """Write a number as Norwegian and Swedish do: decimal comma, no empty decimals."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")
