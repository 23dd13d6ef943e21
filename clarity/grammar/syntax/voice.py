"""Passives: which verbs are, in which form, and who is said to act."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from clarity.language.lexicon import Lexicon
from clarity.model import Grammar, Passage, Passive, Sentence

#: Words between a helping verb and its verb, at most: «blir derfor ikke lenger behandlet».
_REACH = 7
#: What may stand between them: adverbs, and the subject where something else opens the sentence.
_LIGHT = frozenset(("ADP", "ADV", "PART", "PRON", "DET", "NUM", "PROPN", "NOUN", "ADJ"))
#: Words between a passive and the one who acts, at most: «behandles raskt av kommunen».
_TO_AGENT = 3
#: What may stand there; a noun would take «av» for itself: «gjennomføres kontroll av bygget».
_BEFORE_AGENT = frozenset(("ADJ", "ADV", "PART"))
_MAIN = frozenset(("main", "coordinated"))
_FINITE = frozenset(("main", "coordinated", "subordinate", "continued"))
_NAMES = frozenset(("NOUN", "PROPN"))
_OF_AGENT = frozenset(("DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON"))


#: A word as far as its voice depends on it: form, part of speech, features, role.
_Word = tuple[str, str, str, str]
#: What a word alone can be: the verb of either passive.
_Kind = Literal["", "s", "participle"]


class Voice:
    """How a language makes its passives, by the lists of its lexicon (``grammar.yaml``).

    - ``deponents``: words in -s (-st) that are no passives.
    - ``become``: the forms of *bli* (and *verte*).
    - ``be``: the forms of *være* that a participle can stand with: «søknaden er sendt».
    - ``modals``: helping verbs that an infinitive follows.
    - ``perfect_helpers``: those that a past participle follows («har blitt»); none where a language
      has not listed them.
    - ``state_participles``: participles that tell how somebody is rather than what is done to them.
    - ``agent_prepositions``: what stands before the one who acts.
    - ``present_participle_endings``: how those participles end that are no passives after *bli*.
    - ``participle_endings``: those of participles that a pipeline may take for other words; a
      language may have none.
    - ``genitive_endings``: those of genitives of plural nouns that a pipeline may take for passives
      («beboeres»); a language may have none.
    - ``passive_endings``: a verb with one is passive whatever else a pipeline says of it, and a
      word without is not. Where a language has none, the features tell.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the lists. Raises `KeyError` where the lexicon lacks one."""
        self.deponents = lexicon.words("deponents")
        self._become = lexicon.words("become")
        self._be = lexicon.words("be")
        self._modals = lexicon.words("modals")
        self._helpers = self._modals.union(lexicon.lists.get("perfect_helpers", ()))
        self._states = lexicon.words("state_participles")
        self._by = lexicon.words("agent_prepositions")
        self._present = lexicon.ordered("present_participle_endings")
        self._participles = lexicon.lists.get("participle_endings", ())
        self._s_forms = lexicon.lists.get("passive_endings", ())
        self._genitives = tuple(lexicon.lists.get("genitive_endings", ()))
        self._kind = lru_cache(maxsize=20_000)(self._kind_anew)

    def passives(self, passage: Passage, grammar: Grammar, sentence: Sentence) -> Iterator[Passive]:
        """Yield the passives of a sentence, in order."""
        own = slice(sentence.first, sentence.last)
        columns = (passage.forms, grammar.tags, grammar.features, grammar.roles)
        words = zip(*(column[own] for column in columns), strict=True)
        helper = None
        for index, kind in enumerate(map(self._kind, words), sentence.first):
            if kind == "s":
                is_like_genitive = passage.forms[index].endswith(self._genitives)
                if not (is_like_genitive and _is_genitive(grammar, sentence, index)):
                    yield Passive(index, index + 1, "s")
            elif kind == "participle":
                first = helper_before(passage, grammar, sentence, index, self._become)
                is_state = passage.forms[index] in self._states
                if first is None or is_state or _is_of_noun(grammar, sentence, index):
                    continue
                # Two with one *bli* have a comma between: «blir registrert, vurdert og …».
                if first != helper or not passage.is_adjacent(index - 1):
                    yield Passive(first, index + 1, "bli")
                helper = first

    def states(self, passage: Passage, grammar: Grammar, sentence: Sentence) -> Iterator[Passive]:
        """Yield what has been done, told as how it is: «søknaden *er sendt*». No passive verbs."""
        forms, tags = passage.forms, grammar.tags
        if self._be.isdisjoint(forms[sentence.first : sentence.last]):
            return
        for first in range(sentence.first, sentence.last):
            if forms[first] not in self._be:
                continue
            for index in range(first + 1, min(first + 1 + _REACH, sentence.last)):
                if self._is_done(passage, grammar, sentence, index):
                    yield Passive(first, index + 1, "state")
                    break
                if tags[index] not in _LIGHT or tags[index] == "ADP":
                    break

    def _is_done(self, passage: Passage, grammar: Grammar, sentence: Sentence, index: int) -> bool:
        form, role = passage.forms[index], grammar.roles[index]
        kind = self._kind((form, grammar.tags[index], grammar.features[index], role))
        is_told = kind == "participle" and form not in self._states
        return is_told and not _is_of_noun(grammar, sentence, index)

    def finite(
        self, passage: Passage, grammar: Grammar, sentence: Sentence, passive: Passive
    ) -> int:
        """Return the finite verb of a passive: its first helping verb, or itself."""
        verb = passive.first
        while "VerbForm=Fin" not in grammar.features[verb]:
            helper = helper_before(passage, grammar, sentence, verb, self._helpers)
            if helper is None:
                break
            verb = helper
        return verb

    def _kind_anew(self, word: _Word) -> _Kind:
        if self._is_participle(word):
            return "participle"
        return "s" if self._is_s_form(word) else ""

    def _is_s_form(self, word: _Word) -> bool:
        form, tag, features, _ = word
        if form in self.deponents:
            return False
        if not self._s_forms:
            return "Voice=Pass" in features
        is_verb = tag == "VERB" and "Mood=Imp" not in features
        return form.endswith(self._s_forms) and (is_verb or "Voice=Pass" in features)

    def _is_participle(self, word: _Word) -> bool:
        form, tag, features, role = word
        if "VerbForm=Part" in features and not form.endswith(self._present):
            return True
        if role == "passive":
            return tag != "NOUN"
        return not role and form.endswith(self._participles)

    def is_of_main_clause(
        self, passage: Passage, grammar: Grammar, sentence: Sentence, passive: Passive
    ) -> bool:
        """Tell whether a passive, or the helping verb it stands with, is a main clause's verb.

        One that opens the sentence asks, or is a condition: «Blir saken utsatt, får du brev».
        """
        verb: int | None = passive.first
        if grammar.roles[passive.first] not in _MAIN:
            verb = helper_before(passage, grammar, sentence, passive.first, self._helpers)
        return verb is not None and verb > sentence.first and grammar.roles[verb] in _MAIN

    def agent(
        self, passage: Passage, grammar: Grammar, sentence: Sentence, passive: Passive
    ) -> range | None:
        """Return the words that say who acts, without the preposition: «av (kommunen)».

        They are a name, a pronoun, or somebody definite: what is «laget av plast» has no agent.
        """
        for by in range(passive.last, min(passive.last + _TO_AGENT, sentence.last - 1)):
            if passage.forms[by] in self._by and grammar.tags[by] == "ADP":
                last = by + 1
                while (
                    last < sentence.last
                    and passage.is_adjacent(last - 1)
                    and _is_of_agent(passage, grammar, last)
                ):
                    last += 1
                is_somebody = any(_is_somebody(grammar, index) for index in range(by + 1, last))
                return range(by + 1, last) if is_somebody else None
            if grammar.tags[by] not in _BEFORE_AGENT:
                return None
        return None

    def may_have_agent(
        self, passage: Passage, grammar: Grammar, sentence: Sentence, passive: Passive
    ) -> bool:
        """Tell whether somebody may be named after a passive, definite or not: «av elektriker».

        Further on in the clause, a noun right before would take «av» for itself.
        """
        for by in range(passive.last, sentence.last - 1):
            if grammar.roles[by] in _FINITE:
                return False
            if passage.forms[by] in self._by and (
                by - passive.last < _TO_AGENT or grammar.tags[by - 1] not in _NAMES
            ):
                return True
        return False


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


def _is_of_noun(grammar: Grammar, sentence: Sentence, index: int) -> bool:
    """Tell whether a participle belongs to the noun after it: «blir en integrert del»."""
    if index + 1 == sentence.last:
        return False
    return grammar.tags[index - 1] == "DET" and grammar.tags[index + 1] == "NOUN"


def _is_genitive(grammar: Grammar, sentence: Sentence, index: int) -> bool:
    """Tell whether a word in -s has the place of a genitive: «andre beboeres nattsøvn».

    The noun after one is always indefinite, as it need not be after a verb.
    """
    if not sentence.first < index < sentence.last - 1 or grammar.tags[index + 1] != "NOUN":
        return False
    is_described = grammar.tags[index - 1] in ("ADJ", "DET")
    return is_described and "Definite=Ind" in grammar.features[index + 1]


def _is_of_agent(passage: Passage, grammar: Grammar, index: int) -> bool:
    """Tell whether a word goes on naming who acts, as in «Arbeids- og velferdsetaten».

    After a name or a noun that is no genitive, nothing but another does: «av kommunen tre ganger».
    After a pronoun nothing does: «av deg viss …».
    """
    before = index - 1
    if passage.forms[before].endswith("-"):
        return True
    if "Case=Acc" in grammar.features[before]:
        return False
    is_named = grammar.tags[before] in _NAMES and "Case=Gen" not in grammar.features[before]
    return grammar.tags[index] in (_NAMES if is_named else _OF_AGENT)


def _is_somebody(grammar: Grammar, index: int) -> bool:
    if grammar.tags[index] == "NOUN":  # in nynorsk, definite nouns are those not marked indefinite
        return "Definite=Ind" not in grammar.features[index]
    if grammar.tags[index] == "PRON":
        return "PronType=Prs" in grammar.features[index]
    return grammar.tags[index] == "PROPN"
