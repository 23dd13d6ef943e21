"""Every rule is held to its own examples."""

from __future__ import annotations

from functools import cache

import pytest

from clarity import language, metrics, parsing, rulebook
from clarity.engine import compile_rules
from clarity.lexicon import Lexicon
from clarity.model import LANGUAGES, Finding, Rule


@cache
def _lexicon(name: str) -> Lexicon:
    return rulebook.load_lexicon(name)


def _rules() -> list[Rule]:
    return [rule for name in LANGUAGES for rule in rulebook.load(name, _lexicon(name))]


def _findings(rule: Rule, text: str) -> list[Finding]:
    """Return what the rule alone finds in a text read as Markdown in the rule's language."""
    document = parsing.parse(text, "example.md", "markdown")
    prose = language.read(document, rule.language, _lexicon)
    if isinstance(prose, language.Unread):
        return []
    lexicon = _lexicon(rule.language)
    measures = metrics.measure(prose, lexicon)
    return list(compile_rules([rule], lexicon).check(prose, measures))


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.id)
def test_rule_keeps_its_word(rule: Rule) -> None:
    for example in rule.examples:
        found = _findings(rule, example.bad)
        assert [finding.text for finding in found] == [example.marks], example.bad
        if example.suggests is not None:
            assert found[0].suggestions[:1] == (example.suggests,), example.bad
        assert _findings(rule, example.good) == [], example.good
    for text in rule.leave_alone:
        assert _findings(rule, text) == [], text


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_language_has_rules(name: str) -> None:
    categories = {rule.advice.category for rule in rulebook.load(name, _lexicon(name))}
    assert {"readability", "sentence", "wording", "address", "structure", "links"} <= categories
