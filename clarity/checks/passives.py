"""Passive verbs: what is done, and by whom if the text tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Literal

from msgspec import Struct

from clarity.checks.conditions import named_words
from clarity.grammar.syntax import subjects
from clarity.grammar.syntax.voice import Voice, helper_before
from clarity.language.lexicon import Lexicon
from clarity.model import Find, Grammar, Hit, Measures, Passage, Passive, Prose, Rule, Sentence
from clarity.parsing.located_yaml import Fields

Form = Literal["any", "s", "bli", "state", "participle", "all"]
Agent = Literal["any", "given", "missing"]
#: Which forms of the passive each choice of a rule stands for.
FORMS: Mapping[Form, tuple[str, ...]] = {
    "any": ("s", "bli"),
    "s": ("s",),
    "bli": ("bli",),
    "state": ("state",),
    "participle": ("bli", "state"),
    "all": ("s", "bli", "state"),
}
AGENTS: tuple[Agent, ...] = ("any", "given", "missing")
#: Before its verb, a sentence tells what a section of a law says to everybody: «etter § 29 skal …».
_SECTION = "§"


class _Wanted(Struct, frozen=True):
    """The passives that a rule is about.

    ``agent`` tells whether the text must say who acts. ``forms`` are those of the passive. With
    ``after`` only those count that stand with one of these helping verbs («skal», «må»), and the
    hit begins there. ``only`` are the forms that count, where there are any, and those of
    ``exempt`` are left alone. ``subjects`` are what pronouns are called as subjects («deg»: «du»).
    Those right before a word of ``before`` are left alone («blir regnet som»). With ``main`` only
    those count whose finite verb is that of a main clause and not its first word, which would be a
    condition, and of no question («Hva må gjøres?»). ``has`` and ``lacks`` are words of which the
    sentence must have one, or may have none. Without ``cites`` those after a section of a law are
    left alone, as they are about everybody («etter § 29 skal …»). ``undergoing`` are pronouns: with
    one of them as its subject, right before its helping verb or after it, a passive is left alone
    («du må opereres»). ``about`` are words of which the subject must have one, nouns in their base
    form («din», «søknad»). ``opened_by`` are phrases of which one must open the clause («så snart»,
    «hvis»), or else its verb, as of a condition: «Blir det ikke betalt, …». Where there is either,
    the hit begins with the finite verb. Of ``not_after`` none may be the finite verb («har»).
    """

    rule: str
    forms: tuple[str, ...]
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
    about: frozenset[str]
    opened_by: frozenset[tuple[str, ...]]
    not_after: frozenset[str]

    def is_told_of(self, passage: Passage, sentence: Sentence) -> bool:
        """Tell whether a sentence is of those that the rule is about."""
        words = passage.forms[sentence.first : sentence.last]
        return self.lacks.isdisjoint(words) and not (self.has and self.has.isdisjoint(words))

    def hit(
        self, passage: Passage, grammar: Grammar, sentence: Sentence, passive: Passive, voice: Voice
    ) -> Hit | None:
        """Return the hit of a passive, if it is one of those wanted."""
        if not self._is_wanted(passage, sentence, passive):
            return None
        if self.main and (
            _asks(passage, sentence)
            or not voice.is_of_main_clause(passage, grammar, sentence, passive)
        ):
            return None
        agent = voice.agent(passage, grammar, sentence, passive)
        if self.agent == ("missing" if agent else "given"):
            return None
        if self.agent == "missing" and voice.may_have_agent(passage, grammar, sentence, passive):
            return None
        first = self._first(passage, grammar, sentence, passive, voice)
        if first is None:
            return None
        around = passage.forms[max(first - 1, sentence.first) : passive.last - 1]
        if not self.undergoing.isdisjoint(around):
            return None
        text, starts, ends = passage.block.text, passage.starts, passage.ends
        acting = text[starts[agent.start] : ends[agent.stop - 1]] if agent else ""
        acting = self.subjects.get(acting, acting)
        last = agent.stop if agent else passive.last
        values = {"found": text[starts[first] : ends[last - 1]], "agent": acting}
        return passage.hit(starts[first], ends[last - 1], values)

    def _is_wanted(self, passage: Passage, sentence: Sentence, passive: Passive) -> bool:
        """Tell by its words alone whether a passive may be one of those wanted."""
        verb = passage.forms[passive.last - 1]
        if passive.form not in self.forms or verb in self.exempt:
            return False
        if self.only and verb not in self.only:
            return False
        after = passage.forms[passive.last : min(passive.last + 1, sentence.last)]
        if not self.before.isdisjoint(after) or not self.is_told_of(passage, sentence):
            return False
        if self.cites:
            return True
        return _SECTION not in passage.block.text[sentence.start : passage.starts[passive.first]]

    def _first(
        self, passage: Passage, grammar: Grammar, sentence: Sentence, passive: Passive, voice: Voice
    ) -> int | None:
        """Return the word that a hit begins with, where the clause is one of those wanted."""
        first: int | None = passive.first
        if self.not_after:
            finite = voice.finite(passage, grammar, sentence, passive)
            if passage.forms[finite] in self.not_after:
                return None
        if self.after:
            first = helper_before(passage, grammar, sentence, passive.first, self.after)
        if self.about or self.opened_by:
            first = voice.finite(passage, grammar, sentence, passive)
            if not self._is_clause(passage, grammar, sentence, first):
                return None
        return first

    def _is_clause(self, passage: Passage, grammar: Grammar, sentence: Sentence, verb: int) -> bool:
        """Tell whether the clause of a finite verb is one of those wanted."""
        opener = None
        if self.opened_by:
            opener = subjects.opener(passage, grammar, sentence, verb, self.opened_by)
            if opener is None and (verb > sentence.first or _asks(passage, sentence)):
                return False
        elif self.main and subjects.is_opened(grammar, sentence, verb):
            return False
        if not self.about:
            return True
        words = subjects.subject(passage, grammar, sentence, verb, opener)
        return words is not None and subjects.has_one(passage, grammar, words, self.about)


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make one search of all the rules."""
    wanted = [_wanted(rule, lexicon) for rule in rules]
    voice = Voice(lexicon)
    has_states = any("state" in rule.forms for rule in wanted)

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        for passage in prose.passages:
            if passage.grammar is None or passage.syntax is None:
                continue
            for sentence, syntax in zip(passage.sentences, passage.syntax, strict=True):
                passives: Iterable[Passive] = syntax.passives
                if has_states:
                    states = voice.states(passage, passage.grammar, sentence)
                    passives = chain(passives, states)
                told: set[str] = set()
                for passive in passives:
                    hits = [
                        (rule.rule, hit)
                        for rule in wanted
                        if (hit := rule.hit(passage, passage.grammar, sentence, passive, voice))
                    ]
                    rules = {rule for rule, _ in hits}
                    if told.isdisjoint(rules):  # the same again in a sentence tells nothing new
                        yield from hits
                    told |= rules

    return find


def _wanted(rule: Rule, lexicon: Lexicon) -> _Wanted:
    fields = Fields(rule.options, rule.id)
    subjects = fields.fields("subjects")
    wanted = _Wanted(
        rule.id,
        FORMS[fields.choice("form", tuple(FORMS), "any")],
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
        named_words(fields, "about", lexicon),
        frozenset(tuple(it.split()) for it in named_words(fields, "opened_by", lexicon)),
        named_words(fields, "not_after", lexicon),
    )
    fields.finish()
    return wanted


def _asks(passage: Passage, sentence: Sentence) -> bool:
    return passage.block.text[sentence.start : sentence.end].rstrip().endswith("?")
