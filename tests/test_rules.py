"""Every rule is held to its own examples."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from clarity import parsing, rulebook
from clarity.checks import examples
from clarity.checks.engine import compile_rules
from clarity.checks.kinds import KINDS
from clarity.language import reading
from clarity.model import Passage
from clarity.parsing.languages import languages
from clarity.resources import rules_root
from clarity.rulebook.compiled import read_located
from grammar_reading import tagged


def _paths() -> list[Path]:
    return [path for name in languages() for path in sorted((rules_root() / name).glob("*.yaml"))]


def _tag(passages: Sequence[Passage]) -> Sequence[Passage]:
    return tagged({passage.language for passage in passages}, passages)


@pytest.mark.parametrize("path", _paths(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_rule_keeps_its_word(path: Path) -> None:
    name = path.parent.name
    rule = rulebook.read_rule(name, path, rulebook.load_lexicon(name), KINDS)
    broken = examples.breaches(rule, rulebook.load_lexicon, _tag)
    assert [str(breach) for breach in broken] == []


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
            # Some are asked only of texts that speak to their reader.
            found = together.check(prose, {"reader_share": 1.0})
            assert rule.id in {finding.rule for finding in found}, example.bad


@pytest.mark.parametrize("name", languages())
def test_what_is_found_in_a_block_is_the_same_wherever_it_stands(name: str) -> None:
    lexicon = rulebook.load_lexicon(name)
    rules = rulebook.load(name, lexicon, KINDS)
    checker = compile_rules(rules, lexicon)
    text = "\n\n".join(example.bad for rule in rules for example in rule.examples)
    prose = reading.read(parsing.parse(text, "a.md", "markdown"), name, rulebook.load_lexicon)
    assert not isinstance(prose, reading.Unread)
    passages = _tag(prose.passages)
    together = checker.search(replace(prose, passages=tuple(passages)))
    for passage, hits in zip(passages, together, strict=True):
        (alone,) = checker.search(replace(prose, passages=(passage,)))
        assert hits == alone, passage.block.text


@pytest.mark.parametrize("name", languages())
def test_every_language_has_rules(name: str) -> None:
    categories = {
        rule.advice.category for rule in rulebook.load(name, rulebook.load_lexicon(name), KINDS)
    }
    assert {"readability", "sentence", "wording", "address", "structure", "links"} <= categories


@pytest.mark.parametrize("name", languages())
def test_rules_that_were_found_right_are_read_alike(name: str) -> None:
    """A compiled copy is read without looking for faults, and its lists when words are met."""
    folder = rules_root() / name
    kept = {path.name: json.loads(json.dumps(read_located(path))) for path in folder.glob("*.yaml")}
    once = rulebook.parse_rules(name, folder, KINDS, kept)
    again = rulebook.parse_rules(name, folder, KINDS, kept, are_right=True)
    assert [replace(rule, is_right=False) for rule in again] == [*once]
    text = "\n\n".join(example.bad for rule in once for example in rule.examples)
    document = parsing.parse(text, "examples.md", "markdown")
    prose = reading.read(document, name, rulebook.load_lexicon)
    assert not isinstance(prose, reading.Unread)
    found, found_again = (
        compile_rules(
            [rule for rule in rules if rule.check == "phrases"], rulebook.load_lexicon(name)
        ).search(prose)
        for rules in (once, again)
    )
    assert sum(map(len, found)) > 100
    assert found_again == found
