"""Every rule is held to its own examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from clarity import parsing, rulebook
from clarity.checks.engine import compile_rules, need_of
from clarity.checks.kinds import KINDS
from clarity.language import reading
from clarity.measures import grammar as grammar_measures
from clarity.measures import readability
from clarity.model import Finding, Rule
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import load
from clarity.resources import rules_root
from grammar_reading import with_grammar


def _paths() -> list[Path]:
    return [path for name in languages() for path in sorted((rules_root() / name).glob("*.yaml"))]


def _read(path: Path) -> Rule:
    """Read one rule by itself, so that a broken one fails alone."""
    name = path.parent.name
    files = {path.name: load(path.read_text(encoding="utf-8"), str(path))}
    (rule,) = rulebook.parse_rules(name, path.parent, KINDS, files)
    rulebook.validate(rulebook.load_lexicon(name), path.parent, KINDS, [rule])
    return rule


def _findings(rule: Rule, text: str) -> list[Finding]:
    """Return what the rule alone finds in a text read as Markdown in the rule's language."""
    document = parsing.parse(text, "example.md", "markdown")
    prose = reading.read(document, rule.language, rulebook.load_lexicon)
    if isinstance(prose, reading.Unread):
        return []
    lexicon = rulebook.load_lexicon(rule.language)
    measures = readability.measure(prose, lexicon)
    if need_of(rule) == "grammar":
        prose = with_grammar(prose)
        counts = map(grammar_measures.count, prose.passages)
        measures = {**measures, **grammar_measures.measure(counts)}
    return list(compile_rules([rule], lexicon).check(prose, measures))


@pytest.mark.parametrize("path", _paths(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_rule_keeps_its_word(path: Path) -> None:
    rule = _read(path)
    for example in rule.examples:
        found = _findings(rule, example.bad)
        assert [finding.text for finding in found] == [example.marks], example.bad
        if example.suggests is not None:
            assert found[0].suggestions[:1] == (example.suggests,), example.bad
        assert _findings(rule, example.good) == [], example.good
    for text in rule.leave_alone:
        assert _findings(rule, text) == [], text


@pytest.mark.parametrize("name", languages())
def test_patterns_are_found_together_as_alone(name: str) -> None:
    lexicon = rulebook.load_lexicon(name)
    rules = [rule for rule in rulebook.load(name, lexicon, KINDS) if rule.check == "patterns"]
    together = compile_rules(rules, lexicon)
    for rule in rules:
        for example in rule.examples:
            prose = reading.read(
                parsing.parse(example.bad, "example.md", "markdown"), name, rulebook.load_lexicon
            )
            assert not isinstance(prose, reading.Unread)
            assert rule.id in {finding.rule for finding in together.check(prose, {})}, example.bad


@pytest.mark.parametrize("name", languages())
def test_every_language_has_rules(name: str) -> None:
    categories = {
        rule.advice.category for rule in rulebook.load(name, rulebook.load_lexicon(name), KINDS)
    }
    assert {"readability", "sentence", "wording", "address", "structure", "links"} <= categories
