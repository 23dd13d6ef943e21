"""Passive verbs: what is done, and by whom if the text tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from clarity.checks.conditions import named_words
from clarity.grammar.syntax.voice import Voice, helper_before
from clarity.language.lexicon import Lexicon
from clarity.model import Find, Grammar, Hit, Measures, Passage, Passive, Prose, Rule, Sentence
from clarity.parsing.located_yaml import Fields

Form = Literal["any", "s", "bli"]
Agent = Literal["any", "given", "missing"]
FORMS: tuple[Form, ...] = ("any", "s", "bli")
AGENTS: tuple[Agent, ...] = ("any", "given", "missing")
#: Before its verb, a sentence tells what a section of a law says to everybody: «etter § 29 skal …».
_SECTION = "§"


class _Wanted(Struct, frozen=True):
    """The passives that a rule is about.

    ``agent`` tells whether the text must say who acts. With ``after`` only those count that stand
    with one of these helping verbs («skal», «må»), and the hit begins there. ``only`` are the forms
    that count, where there are any, and those of ``exempt`` are left alone. ``subjects`` are what
    pronouns are called as subjects («deg»: «du»). Those right before a word of ``before`` are left
    alone («blir regnet som»). With ``main`` only those count whose finite verb
    is that of a main clause and not its first word, which would be a condition, and of no question
    («Hva må gjøres?»). ``has`` and ``lacks`` are words of which the sentence must have one, or may
    have none. Without ``cites`` those after a section of a law are left alone, as they are about
    everybody («etter § 29 skal …»). ``undergoing`` are pronouns: with one of them as its
    subject, right before its helping verb or after it, a passive is left alone («du må opereres»).
    """

    rule: str
    form: Form
    agent: Agent
    after: frozenset[str]
    only: frozenset[str]
    exempt: frozenset[str]
    subjects: Mapping[str, str]
    main: bool
    has: frozenset[str]
    lacks: frozenset[str]
    cites: bool
    before: frozenset[str]
    undergoing: frozenset[str]

    def is_told_of(self, passage: Passage, sentence: Sentence) -> bool:
        """Tell whether a sentence is of those that the rule is about."""
        words = passage.forms[sentence.first : sentence.last]
        return self.lacks.isdisjoint(words) and not (self.has and self.has.isdisjoint(words))

    def hit(
        self, passage: Passage, grammar: Grammar, sentence: Sentence, passive: Passive, voice: Voice
    ) -> Hit | None:
        """Return the hit of a passive, if it is one of those wanted."""
        if self.form not in ("any", passive.form):
            return None
        verb = passage.forms[passive.last - 1]
        if verb in self.exempt or (self.only and verb not in self.only):
            return None
        after = passage.forms[passive.last : min(passive.last + 1, sentence.last)]
        if not self.before.isdisjoint(after):
            return None
        if not self.is_told_of(passage, sentence):
            return None
        before = passage.block.text[sentence.start : passage.starts[passive.first]]
        if not self.cites and _SECTION in before:
            return None
        if self.main and (
            passage.block.text[sentence.start : sentence.end].rstrip().endswith("?")
            or not voice.is_of_main_clause(passage, grammar, sentence, passive)
        ):
            return None
        agent = voice.agent(passage, grammar, sentence, passive)
        if self.agent == ("missing" if agent else "given"):
            return None
        if self.agent == "missing" and voice.may_have_agent(passage, sentence, passive):
            return None
        first, last = passive.first, passive.last
        if self.after:
            helper = helper_before(passage, grammar, sentence, first, self.after)
            if helper is None:
                return None
            first = helper
        around = passage.forms[max(first - 1, sentence.first) : passive.last - 1]
        if not self.undergoing.isdisjoint(around):
            return None
        text, starts, ends = passage.block.text, passage.starts, passage.ends
        acting = text[starts[agent.start] : ends[agent.stop - 1]] if agent else ""
        acting = self.subjects.get(acting, acting)
        if agent:
            last = agent.stop
        values = {"found": text[starts[first] : ends[last - 1]], "agent": acting}
        return passage.hit(starts[first], ends[last - 1], values)


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make one search of all the rules."""
    wanted = [_wanted(rule, lexicon) for rule in rules]
    voice = Voice(lexicon)

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        for passage in prose.passages:
            if passage.grammar is None or passage.syntax is None:
                continue
            for sentence, syntax in zip(passage.sentences, passage.syntax, strict=True):
                for passive in syntax.passives:
                    for rule in wanted:
                        hit = rule.hit(passage, passage.grammar, sentence, passive, voice)
                        if hit:
                            yield rule.rule, hit

    return find


def _wanted(rule: Rule, lexicon: Lexicon) -> _Wanted:
    fields = Fields(rule.options, rule.id)
    subjects = fields.fields("subjects")
    wanted = _Wanted(
        rule.id,
        fields.choice("form", FORMS, "any"),
        fields.choice("agent", AGENTS, "any"),
        named_words(fields, "after", lexicon),
        named_words(fields, "only", lexicon),
        named_words(fields, "except", lexicon),
        {pronoun: subjects.text(pronoun) for pronoun in subjects.data},
        fields.flag("main"),
        named_words(fields, "sentence_has", lexicon),
        named_words(fields, "sentence_lacks", lexicon),
        fields.flag("cites", True),
        named_words(fields, "not_followed_by", lexicon),
        named_words(fields, "undergoing", lexicon),
    )
    fields.finish()
    return wanted
