"""Passives: which verbs are, in which form, and who is said to act."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from clarity.lexicon import Lexicon
from clarity.model import Grammar, Passage, Sentence

Form = Literal["s", "bli"]

#: Words between a helping verb and its verb, at most: «blir derfor ikke lenger behandlet».
_REACH = 7
#: What may stand between them: adverbs, and the subject where something else opens the sentence.
_LIGHT = frozenset(("ADP", "ADV", "PART", "PRON", "DET", "NUM", "PROPN", "NOUN", "ADJ"))
#: How present participles end, which the features do not always tell from past ones. In nynorsk
#: past ones may end in -ende («sende», «kjende»), but no present one does.
_PRESENT = {"nb": ("ende",), "nn": ("ande",), "sv": ("ande", "ende")}
#: Words between a passive and the one who acts, at most: «behandles raskt av kommunen».
_TO_AGENT = 3
#: What may stand there; a noun would take «av» for itself: «gjennomføres kontroll av bygget».
_BEFORE_AGENT = frozenset(("ADJ", "ADV", "PART"))
_NAMES = frozenset(("NOUN", "PROPN"))
_OF_AGENT = frozenset(("DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON"))


class Passive(NamedTuple):
    """A passive verb: words ``first`` to ``last`` (half-open), of which the verb is the last."""

    first: int
    last: int
    form: Form


class Voice(NamedTuple):
    """How a language makes its passives.

    ``deponents`` are words in -s (-st) that are no passives, ``become`` the forms of *bli* (and
    *verte*), ``states`` participles that tell how somebody is rather than what is done to them,
    ``by`` the prepositions before the one who acts. ``participles`` are endings of participles that
    a pipeline may take for other words, ``s_forms`` those of verbs that are passive whatever else
    it says of them (in Swedish, all in -s); a language may have none.
    """

    deponents: frozenset[str]
    become: frozenset[str]
    states: frozenset[str]
    by: frozenset[str]
    participles: tuple[str, ...] = ()
    s_forms: tuple[str, ...] = ()

    @classmethod
    def of(cls, lexicon: Lexicon) -> Voice:
        """Take the lists from a lexicon."""
        names = ("deponents", "become", "state_participles", "agent_prepositions")
        deponents, become, states, by = (lexicon.words(name) for name in names)
        participles = lexicon.lists.get("participle_endings", ())
        s_forms = lexicon.lists.get("passive_endings", ())
        return cls(deponents, become, states, by, participles, s_forms)

    def passives(self, passage: Passage, grammar: Grammar, sentence: Sentence) -> Iterator[Passive]:
        """Yield the passives of a sentence, in order."""
        helper = None
        for index in range(sentence.first, sentence.last):
            if self._is_participle(passage, grammar, index):
                first = helper_before(passage, grammar, sentence, index, self.become)
                is_state = passage.forms[index] in self.states
                if first is None or is_state or _is_of_noun(grammar, sentence, index):
                    continue
                # Two with one *bli* have a comma between: «blir registrert, vurdert og …».
                if first != helper or not passage.is_adjacent(index - 1):
                    yield Passive(first, index + 1, "bli")
                helper = first
            elif self._is_s_form(passage.forms[index], grammar, index):
                yield Passive(index, index + 1, "s")

    def _is_s_form(self, form: str, grammar: Grammar, index: int) -> bool:
        if form in self.deponents:
            return False
        features = grammar.features[index]
        is_verb = grammar.tags[index] == "VERB" and "Mood=Imp" not in features
        return "Voice=Pass" in features or (is_verb and form.endswith(self.s_forms))

    def _is_participle(self, passage: Passage, grammar: Grammar, index: int) -> bool:
        if is_past_participle(passage, grammar, index):
            return True
        role = grammar.roles[index]
        if role == "passive":
            return grammar.tags[index] != "NOUN"
        return not role and passage.forms[index].endswith(self.participles)

    def agent(
        self, passage: Passage, grammar: Grammar, sentence: Sentence, passive: Passive
    ) -> range | None:
        """Return the words that say who acts, without the preposition: «av (kommunen)».

        They are a name, a pronoun, or somebody definite: what is «laget av plast» has no agent.
        """
        for by in range(passive.last, min(passive.last + _TO_AGENT, sentence.last - 1)):
            if passage.forms[by] in self.by and grammar.tags[by] == "ADP":
                last = by + 1
                while last < sentence.last and _is_of_agent(passage, grammar, last):
                    last += 1
                is_somebody = any(_is_somebody(grammar, index) for index in range(by + 1, last))
                return range(by + 1, last) if is_somebody else None
            if grammar.tags[by] not in _BEFORE_AGENT:
                return None
        return None


def helper_before(
    passage: Passage, grammar: Grammar, sentence: Sentence, index: int, helpers: frozenset[str]
) -> int | None:
    """Return the helping verb that a verb stands with, of those given, if there is one."""
    for before in range(index - 1, max(sentence.first, index - _REACH - 1) - 1, -1):
        if passage.forms[before] in helpers:
            return before
        if grammar.tags[before] not in _LIGHT:
            return None
        if grammar.tags[before] == "ADP" and before == index - 1:
            return None
    return None


def is_past_participle(passage: Passage, grammar: Grammar, index: int) -> bool:
    """Tell whether a word is a past participle: «sendt», «sende», not «sendande»."""
    is_present = passage.forms[index].endswith(_PRESENT[passage.language])
    return "VerbForm=Part" in grammar.features[index] and not is_present


def _is_of_noun(grammar: Grammar, sentence: Sentence, index: int) -> bool:
    """Tell whether a participle belongs to the noun after it: «blir en integrert del»."""
    if index + 1 == sentence.last:
        return False
    return grammar.tags[index - 1] == "DET" and grammar.tags[index + 1] == "NOUN"


def _is_of_agent(passage: Passage, grammar: Grammar, index: int) -> bool:
    """Tell whether a word goes on naming who acts, as in «Arbeids- og velferdsetaten».

    After a name or a noun that is no genitive, nothing but another does: «av kommunen tre ganger».
    """
    before = index - 1
    if passage.forms[before].endswith("-"):
        return True
    is_named = grammar.tags[before] in _NAMES and "Case=Gen" not in grammar.features[before]
    return grammar.tags[index] in (_NAMES if is_named else _OF_AGENT)


def _is_somebody(grammar: Grammar, index: int) -> bool:
    if grammar.tags[index] == "NOUN":  # in nynorsk, definite nouns are those not marked indefinite
        return "Definite=Ind" not in grammar.features[index]
    if grammar.tags[index] == "PRON":
        return "PronType=Prs" in grammar.features[index]
    return grammar.tags[index] == "PROPN"
