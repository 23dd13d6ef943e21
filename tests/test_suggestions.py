"""Every suggestion can be followed: no rule marks what another tells the writer to write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from clarity import parsing, rulebook
from clarity.checks.engine import compile_rules
from clarity.checks.kinds import KINDS
from clarity.language import reading
from clarity.model import Rule
from clarity.parsing.languages import languages

#: Forms that are outside the norm (bokmål 2005, nynorsk 2012, SAOL), though they have been seen as
#: suggestions. The norm is in the dictionaries; this list only keeps them from coming back.
OUTSIDE = {
    "nb": set("hverken etterspørgsel".split()),
    "nn": set("mye mulig muleg mulighet mulegheit link linken linkar begrense hvis".split()),
    "sv": set("dom mej dej sej nån nåt".split()),
}


def suggestions(value: object) -> Iterator[str]:
    """Yield the texts that the value of an entry offers."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from suggestions(item)
    elif isinstance(value, Mapping):
        yield from suggestions(value.get("use", ()))
        yield from suggestions(value.get("name", ()))


def _offered(rule: Rule) -> Iterator[str]:
    """Yield what a rule offers or names: the alternatives of phrases, nouns and variants."""
    for key in ("instead", "nouns"):
        entries = rule.options.get(key)
        if isinstance(entries, Mapping):
            yield from suggestions(list(entries.values()))
    # Of variants, which are all right, any may be the one a text keeps to.
    if rule.options.get("prefer") == "first":
        variants = rule.options.get("variants")
        assert isinstance(variants, list)
        yield from (group[0] for group in variants)


@pytest.mark.parametrize("name", languages())
def test_no_suggestion_is_marked_by_another_rule(name: str) -> None:
    lexicon = rulebook.load_lexicon(name)
    rules = rulebook.load(name, lexicon, KINDS)
    # Rules of address judge whom a word stands for, not the word: «brukaren» is right nynorsk.
    judges = [
        rule
        for rule in rules
        if rule.check in {"phrases", "patterns", "light_verbs"}
        and rule.advice.category != "address"
    ]
    checker = compile_rules(judges, lexicon)
    marked: list[str] = []
    for rule in rules:
        for text in _offered(rule):
            prose = reading.read(
                parsing.parse(f"Ja {text} ja", "a.txt", "text"), name, lambda _: lexicon
            )
            assert not isinstance(prose, reading.Unread)
            marked += (
                f"{rule.id} suggests «{text}», marked by {finding.rule}"
                for finding in checker.check(prose, {})
            )
            if OUTSIDE[name].intersection(text.split()):
                marked.append(f"{rule.id} suggests «{text}», which is outside the norm")
    assert marked == []
