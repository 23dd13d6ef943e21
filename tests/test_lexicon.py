"""The language data agrees with itself: no suggestion is itself advised against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pytest

from clarity import parsing, rulebook
from clarity.checks.engine import compile_rules
from clarity.checks.kinds import KINDS
from clarity.language import lexicon_files, reading
from clarity.language.lexicon import PARTS_OF_SPEECH, Lexicon
from clarity.model import Rule
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError, load


def _phrase_rules(name: str, words: Lexicon) -> list[Rule]:
    rules = rulebook.load(name, words, KINDS)
    return [rule for rule in rules if rule.check == "phrases" and not rule.off]


def _suggestions(rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield the entries of a rule with the first thing to write instead, which fixes take."""
    instead = rule.options.get("instead", {})
    assert isinstance(instead, Mapping)
    for entry, value in instead.items():
        use = value.get("use", "") if isinstance(value, Mapping) else value
        first = use if isinstance(use, str) else use[0]
        if first:
            yield entry, first


@pytest.mark.parametrize("name", languages())
def test_no_first_suggestion_is_itself_a_warning(name: str) -> None:
    words = rulebook.load_lexicon(name)
    rules = _phrase_rules(name, words)
    checker = compile_rules(rules, words)
    circles = []
    for rule in rules:
        if rule.advice.category in {"format", "language"}:
            continue  # how it is spelt is another matter than whether it is plain
        for entry, text in _suggestions(rule):
            prose = reading.read(
                parsing.parse(f"x {text} x", "x.md", "markdown"), name, lambda _: words
            )
            assert not isinstance(prose, reading.Unread)
            found = checker.check(prose, {})
            circles += [
                f"{rule.id}: {entry} -> {text}: {finding.rule}"
                for finding in found
                if finding.severity == "warning"
            ]
    assert circles == [], "\n".join(circles)


@pytest.mark.parametrize("name", languages())
def test_no_slot_of_the_grammar_is_misspelt(name: str) -> None:
    words = rulebook.load_lexicon(name)
    for part in PARTS_OF_SPEECH:
        uses = Counter(slot for forms in words.irregular[part].values() for slot in forms)
        known = {slot for _, slots in words.paradigms[part].values() for slot in slots}
        assert {slot for slot, count in uses.items() if count == 1} <= known


def test_forms_of_a_prefixed_verb_follow_its_model() -> None:
    words = rulebook.load_lexicon("nb")
    assert words.inflect("foreta", "verb")["past"] == ("foretok",)
    assert words.inflect("ukjentord", "verb") == {}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("verb:\n  lemmas: {kaste: [vente]}\n", "no paradigm «kaste»"),
        ("verb:\n  like: {ta: [foreta]}\n", "«ta» has no forms"),
        (
            "verb:\n  paradigms: {kaste: {lemma: e, forms: {past: et}}}\n  lemmas: {kaste: [bo]}\n",
            "does not end as",
        ),
    ],
)
def test_a_slip_in_the_inflection_is_located(text: str, part: str) -> None:
    with pytest.raises(ConfigError, match=part):
        lexicon_files.parse("nb", {"inflection.yaml": load(text, "inflection.yaml")}, "nb")
