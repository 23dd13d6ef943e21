"""Runs a rule of a test's own, with a lexicon of its own, on a Markdown text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from clarity import parsing, rulebook
from clarity.checks.engine import compile_rules, need_of
from clarity.language import lexicon, lexicon_files, reading
from clarity.language.vocabulary import Vocabulary
from clarity.measures import readability
from clarity.model import Advice, Finding, Rule
from clarity.parsing.located_yaml import load
from grammar_reading import with_grammar

INFLECTION = """
verb:
  paradigms:
    kaste:
      lemma: e
      forms: {infinitive: e, present: er, past: [et, a], participle: [et, a], passive: es}
    sende:
      lemma: e
      forms: {infinitive: e, present: er, past: te, participle: t, passive: es, imperative: ""}
  lemmas:
    kaste: [vente]
    sende: [bruke]
  irregular:
    få: {infinitive: få, present: får, past: fikk, participle: fått}
    ta: {infinitive: ta, present: tar, past: tok, participle: tatt, passive: tas}
    be: {infinitive: be, present: ber, past: ba, participle: bedt, passive: bes}
    benytte: {infinitive: benytte, present: benytter, past: benyttet, participle: benyttet,
              passive: benyttes, imperative: benytt}
    anmode: {infinitive: anmode, present: anmoder, past: anmodet, participle: anmodet,
             passive: anmodes}
    henvende: {infinitive: henvende, present: henvender, past: henvendte, participle: henvendt}
    vurdere: {infinitive: vurdere, present: vurderer, past: vurderte, participle: vurdert,
              passive: vurderes}
    kontakte: {infinitive: kontakte, present: kontakter, past: kontaktet, participle: kontaktet}
  like:
    ta: [foreta, motta]
noun:
  paradigms:
    bil: {lemma: "", forms: {singular: "", definite: en, plural: er, definite_plural: ene}}
    melding:
      lemma: ""
      forms: {singular: "", definite: [en, a], plural: er, definite_plural: ene}
  lemmas:
    bil: [borger, person, avtale]
    melding: [vurdering]
adjective: {}
"""
LISTS = """
quotation: ["«", "»"]
or: [eller]
auxiliaries: [ha, har, hadde, er, ble, blir]
modals: [kan, må, skal, vil]
infinitive_markers: [å]
determiners: [de, det, den]
movable: [du, vi, ikke]
reflexives: [meg, deg, seg, oss, dere]
abbreviations: [f.eks., bl.a., osv.]
reader: [du, deg, din]
sender: [vi, oss, vår]
imperatives: [søk, ring]
"""


@cache
def small_lexicon() -> lexicon.Lexicon:
    """Return a lexicon with just the words that the tests use, and the shipped lists beside."""
    shipped = rulebook.load_lexicon("nb")
    files = {
        "inflection.yaml": load(INFLECTION, "inflection.yaml"),
        "lists.yaml": load(LISTS, "lists.yaml"),
    }
    made = lexicon_files.parse("nb", files, "test")
    no_vocabulary = Vocabulary(Path("missing"), {})
    return replace(made, lists={**shipped.lists, **made.lists}, vocabulary=no_vocabulary)


def make_rule(check: str, options: str, name: str = "test", message: str = "{found}") -> Rule:
    """Make a rule of a kind of check from its options in YAML."""
    data = load(options, "test.yaml")
    assert isinstance(data, Mapping)
    id = f"nb/{name}"
    advice = Advice(id, "wording", "heuristic", "test", "", "why")
    return Rule(id, "nb", "warning", message, advice, check, data, (), ())


def find(text: str, *rules: Rule) -> list[Finding]:
    """Return what rules find in a Markdown text in bokmål."""
    words = small_lexicon()
    prose = reading.read(parsing.parse(text, "side.md", "markdown"), "nb", lambda name: words)
    assert not isinstance(prose, reading.Unread)
    if any(need_of(rule) == "grammar" for rule in rules):
        prose = with_grammar(prose)
    return list(compile_rules(rules, words).check(prose, readability.measure(prose, words)))


def found(text: str, *rules: Rule) -> list[str]:
    """Return the words found."""
    return [finding.text for finding in find(text, *rules)]
