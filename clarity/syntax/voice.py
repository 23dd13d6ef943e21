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
#: Words between a passive and the one who acts, at most: «behandles raskt av kommunen».
_TO_AGENT = 3
#: What may stand there; a noun would take «av» for itself: «gjennomføres kontroll av bygget».
_BEFORE_AGENT = frozenset(("ADJ", "ADV", "PART"))
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
    ``by`` the prepositions before the one who acts. ``endings`` are those of participles that a
    pipeline may take for other words; a language in which it does not has none.
    """

    deponents: frozenset[str]
    become: frozenset[str]
    states: frozenset[str]
    by: frozenset[str]
    endings: tuple[str, ...] = ()

    @classmethod
    def of(cls, lexicon: Lexicon) -> Voice:
        """Take the lists from a lexicon."""
        names = ("deponents", "become", "state_participles", "agent_prepositions")
        deponents, become, states, by = (lexicon.words(name) for name in names)
        endings = lexicon.lists.get("participle_endings", ())
        return cls(deponents, become, states, by, endings)

    def passives(self, passage: Passage, grammar: Grammar, sentence: Sentence) -> Iterator[Passive]:
        """Yield the passives of a sentence, in order."""
        for index in range(sentence.first, sentence.last):
            features = grammar.features[index]
            if self._is_participle(passage, grammar, index):
                first = helper_before(passage, grammar, sentence, index, self.become)
                is_done = passage.forms[index] not in self.states
                if first is not None and is_done and not _is_of_noun(grammar, sentence, index):
                    yield Passive(first, index + 1, "bli")
            elif "Voice=Pass" in features and passage.forms[index] not in self.deponents:
                yield Passive(index, index + 1, "s")

    def _is_participle(self, passage: Passage, grammar: Grammar, index: int) -> bool:
        if is_past_participle(grammar, index):
            return True
        role = grammar.roles[index]
        if role == "passive":
            return grammar.tags[index] != "NOUN"
        return not role and passage.forms[index].endswith(self.endings)

    def agent(
        self, passage: Passage, grammar: Grammar, sentence: Sentence, passive: Passive
    ) -> range | None:
        """Return the words that say who acts, without the preposition: «av (kommunen)».

        They are a name, a pronoun, or somebody definite: what is «laget av plast» has no agent.
        """
        for by in range(passive.last, min(passive.last + _TO_AGENT, sentence.last - 1)):
            if passage.forms[by] in self.by and grammar.tags[by] == "ADP":
                last = by + 1
                while last < sentence.last and grammar.tags[last] in _OF_AGENT:
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


def is_past_participle(grammar: Grammar, index: int) -> bool:
    """Tell whether a word is a past participle: «sendt», «sende», not «sendande»."""
    features = grammar.features[index]
    if "VerbForm=Part" not in features or "Tense=Pres" in features:
        return False
    # In Norwegian a present participle is an adjective that shows neither number nor definiteness.
    return grammar.tags[index] != "ADJ" or features != "VerbForm=Part"


def _is_of_noun(grammar: Grammar, sentence: Sentence, index: int) -> bool:
    """Tell whether a participle belongs to the noun after it: «blir en integrert del»."""
    if index + 1 == sentence.last:
        return False
    return grammar.tags[index - 1] == "DET" and grammar.tags[index + 1] == "NOUN"


def _is_somebody(grammar: Grammar, index: int) -> bool:
    if grammar.tags[index] == "NOUN":  # in nynorsk, definite nouns are those not marked indefinite
        return "Definite=Ind" not in grammar.features[index]
    if grammar.tags[index] == "PRON":
        return "PronType=Prs" in grammar.features[index]
    return grammar.tags[index] == "PROPN"
