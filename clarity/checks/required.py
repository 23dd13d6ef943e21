"""What a text of its kind must tell: a question that nothing in the text answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from clarity.checks.conditions import named_words
from clarity.checks.expressions import compile_pattern
from clarity.language.lexicon import Lexicon
from clarity.messages import _
from clarity.model import Find, Hit, Measures, Passage, Prose, Rule
from clarity.parsing.located_yaml import Fields

_LINK_TARGETS = {"link": ("http://", "https://", "/", "#"), "contact": ("mailto:", "tel:")}


class _Question(Struct, frozen=True):
    """What answers a question: one of the phrases or patterns, or a link of one of the kinds.

    Texts of fewer than ``min_words`` words are not asked, nor those in which none of the patterns
    ``asked_if`` is found, where there are any.
    """

    rule: str
    phrases: Mapping[str, Sequence[tuple[str, ...]]]
    patterns: tuple[Any, ...]
    targets: tuple[str, ...]
    asked_if: tuple[Any, ...]
    min_words: float

    def is_asked(self, prose: Prose, measures: Measures) -> bool:
        """Tell whether the question is one that a text has to answer."""
        if (measures.get("words") or 0) < self.min_words:
            return False
        return not self.asked_if or any(
            pattern.search(passage.block.text)
            for passage in prose.passages
            for pattern in self.asked_if
        )

    def is_answered(self, prose: Prose) -> bool:
        """Tell whether anything in a text answers the question."""
        for passage in prose.passages:
            if any(mark.target.startswith(self.targets) for mark in passage.block.marks):
                return True
            if any(pattern.search(passage.block.text) for pattern in self.patterns):
                return True
            if self._is_said(passage):
                return True
        return False

    def _is_said(self, passage: Passage) -> bool:
        forms = passage.forms
        return any(
            tuple(forms[index : index + len(phrase)]) == phrase
            for index, form in enumerate(forms)
            for phrase in self.phrases.get(form, ())
        )


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make one search of all the rules; an unanswered question marks the text's first sentence."""
    questions = [_question(rule, lexicon) for rule in rules]

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        place = next(
            (p for p in prose.passages if p.block.kind != "metadata" and p.sentences), None
        )
        if place is None:
            return
        sentence = place.sentences[0]
        for question in questions:
            if question.is_asked(prose, measures) and not question.is_answered(prose):
                values = {"found": place.block.text[sentence.start : sentence.end]}
                hit = place.hit(sentence.start, sentence.end, values, scope="document")
                yield question.rule, hit

    return find


def _by_first_word(phrases: Iterable[str]) -> Mapping[str, Sequence[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return found


def _question(rule: Rule, lexicon: Lexicon) -> _Question:
    fields = Fields(rule.options, rule.id)
    phrases = named_words(fields, "phrases", lexicon)
    patterns = _patterns(fields, "patterns")
    kinds = fields.texts("links", ())
    for kind in kinds:
        if kind not in _LINK_TARGETS:
            raise fields.error(
                "links",
                _("«{kind}» is none of {valid}").format(kind=kind, valid=", ".join(_LINK_TARGETS)),
            )
    targets = tuple(start for kind in kinds for start in _LINK_TARGETS[kind])
    question = _Question(
        rule.id,
        _by_first_word(phrases),
        patterns,
        targets,
        _patterns(fields, "asked_if"),
        fields.number("min_words", 30),
    )
    fields.finish()
    if not (phrases or patterns or targets):
        raise fields.error(
            "phrases", _("needs phrases, patterns or links that answer the question")
        )
    return question


def _patterns(fields: Fields, key: str) -> tuple[Any, ...]:
    return tuple(
        compile_pattern(text, fields, key, ignore_case=True) for text in fields.texts(key, ())
    )
