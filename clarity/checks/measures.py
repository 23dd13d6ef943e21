"""A number against a limit: words a sentence, letters a word, LIX of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from math import ceil
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from clarity.checks.conditions import named_words
from clarity.checks.expressions import compile_pattern
from clarity.checks.weight import is_joined, running, weight
from clarity.language.lexicon import Lexicon
from clarity.measures.grammar import GRAMMAR_MEASURES
from clarity.measures.readability import MEASURES, prose_sentences
from clarity.messages import _
from clarity.model import Find, Hit, Measures, Passage, Prose, Rule, Scope
from clarity.parsing.hints import nearest, shown
from clarity.parsing.located_yaml import ConfigError, Fields
from clarity.rulebook.kinds import LooksAt

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
#: What is counted over more than one passage.
_TOGETHER: tuple[Over, ...] = ("section", "text")

#: Words of a page, about.
_PAGE = 500


class _Limit(Struct, frozen=True):
    """A rule's limits; either bound may be missing.

    ``min_words`` is how long a text or paragraph must be, and the patterns ``asked_if`` what a text
    must say, at least so many ``times``, and as often in every page of a longer one. Words that end
    as ``not_ending`` says are left alone, and ``endings`` (of inflection) are no part of a word's
    length.
    """

    rule: str
    measure: str
    over: Over
    low: float | None
    high: float | None
    min_words: float
    not_ending: tuple[str, ...]
    endings: frozenset[str]
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

    def hit(
        self, passage: Passage, start: int, end: int, value: float, scope: Scope = "text"
    ) -> Hit:
        """Make a hit whose message can tell the value and the limits."""
        values = {
            "found": passage.block.text[start:end],
            "value": _figure(value),
            "max": "" if self.high is None else _figure(self.high),
            "min": "" if self.low is None else _figure(self.low),
        }
        return passage.hit(start, end, values, scope=scope)


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make one search of all the rules."""
    limits = [_limit(rule, lexicon) for rule in rules]

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        for limit in limits:
            hits = _over_text(limit, prose, measures) if limit.over == "text" else None
            for hit in hits if hits is not None else _SEARCH[limit.over](limit, prose):
                yield limit.rule, hit

    return find


def looks_at(rule: Rule) -> LooksAt:
    """Tell whether a limit is for each passage by itself, or for what several have together."""
    return "text" if rule.options.get("over") in _TOGETHER else "passages"


def refuse_unknown(rule: Rule) -> None:
    """Raise `ConfigError` for a rule about texts with a measure that there is not."""
    known = (*MEASURES, *GRAMMAR_MEASURES)
    if rule.given and rule.given.measure not in known:
        told = _("no measure «{name}».").format(name=shown(rule.given.measure))
        raise ConfigError(rule.id, 0, f"«given»: {told}{nearest(rule.given.measure, known)}")


def _limit(rule: Rule, lexicon: Lexicon) -> _Limit:
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
        named_words(fields, "endings", lexicon),
        tuple(
            compile_pattern(text, fields, "asked_if", ignore_case=True)
            for text in fields.texts("asked_if", ())
        ),
        fields.count("times") if "times" in fields else 1,
    )
    fields.finish(also=("min", "max"))
    if limit.low is None and limit.high is None:
        raise fields.error("measure", _("a measure needs a «max» or a «min»"))
    return limit


def _over_words(limit: _Limit, prose: Prose) -> Iterator[Hit]:
    for passage in prose.passages:
        forms = passage.forms
        odd = set(filter(limit.is_broken, set(map(len, forms))))
        for index in [i for i, form in enumerate(forms) if len(form) in odd] if odd else ():
            if forms[index].endswith(limit.not_ending) or not forms[index].isalpha():
                continue
            if limit.is_broken(_length(forms[index], limit.endings)) and not _is_term(
                passage, index
            ):
                start, end = passage.starts[index], passage.ends[index]
                yield limit.hit(passage, start, end, end - start)


def _length(form: str, endings: frozenset[str]) -> int:
    """Return the letters of a word without the longest of the endings that it has."""
    most = max(map(len, endings), default=0)
    return next(
        (len(form) - cut for cut in range(most, 0, -1) if form[-cut:] in endings), len(form)
    )


def _is_term(passage: Passage, index: int) -> bool:
    """Tell whether a word has a capital inside a sentence, or is set off or explained as a term."""
    start, end = passage.starts[index], passage.ends[index]
    if passage.block.text.startswith(" (", end):
        return True
    if any(
        (mark.kind == "link" and mark.start <= start and end <= mark.end)
        or (mark.start, mark.end) == (start, end)
        for mark in passage.block.marks
    ):
        return True
    return passage.word(index)[0].isupper() and index != passage.sentence_of(index).first


def _over_sentences(limit: _Limit, prose: Prose) -> Iterator[Hit]:
    for passage, sentence in prose_sentences(prose):
        length = sentence.last - sentence.first
        # No word weighs more than one, and few sentences have so many.
        if limit.low is None and not limit.is_broken(length):
            continue
        if limit.is_broken(weight(passage, sentence)):
            yield limit.hit(passage, sentence.start, sentence.end, length)


def _over_paragraphs(limit: _Limit, prose: Prose) -> Iterator[Hit]:
    for passage in prose.passages:
        words = len(passage.forms)
        if passage.block.kind != "paragraph" or words < max(1, limit.min_words):
            continue
        length = words if limit.measure == "words" else len(passage.sentences)
        if limit.is_broken(length) and not is_joined(passage):
            yield limit.hit(passage, 0, len(passage.block.text), length)


def _over_headings(limit: _Limit, prose: Prose) -> Iterator[Hit]:
    for passage in prose.passages:
        if passage.block.kind == "heading" and limit.is_broken(len(passage.forms)):
            yield limit.hit(passage, 0, len(passage.block.text), len(passage.forms))


def _over_sections(limit: _Limit, prose: Prose) -> Iterator[Hit]:
    """Find running text without a heading; the hit is where one could stand: a paragraph's start.

    That of the paragraph in which the limit is passed, but not the one straight after a heading.
    """
    for stretch in running(prose):
        if not limit.is_broken(stretch.words):
            continue
        words = 0
        for place, passage in enumerate(stretch.paragraphs):
            words += len(passage.forms)
            is_last = place + 1 == len(stretch.paragraphs)
            if is_last or (place and limit.is_broken(words)):
                sentence = passage.sentences[0]
                hit = limit.hit(passage, sentence.start, sentence.end, stretch.words)
                # Where the limit is passed is another place after each change above it.
                yield replace(hit, anchor=stretch.heading)
                break


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
            yield limit.hit(passage, sentence.start, sentence.end, value, "document")
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
