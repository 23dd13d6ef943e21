"""What the rest of a clause shares with the words found, and would be left without.

«Du blir tildelt en plass eller satt på venteliste» has one *blir* for two participles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from clarity.checks.places import Place
from clarity.checks.slots import REFLEXIVES
from clarity.language.lexicon import Lexicon
from clarity.model import Grammar

#: Words that may stand between a coordinator and the participle it joins: «eller ikke satt på».
_SOON = 3
#: Words before a passive among which its «det» stands: «det må derfor ikke foretas».
_NEAR = 4
_NOMINAL = ("NOUN", "PROPN")
_OF_NOUN = ("ADJ", "DET", "NUM", "PRON", "PROPN", "NOUN")
_PREDICATES = ("ADJ", "NOUN", "VERB")
_VERBAL = ("AUX", "VERB")


class Sharing(Struct, frozen=True):
    """The word lists that tell what in a clause belongs to more than one part of it.

    ``lone_modals`` are those that no other modal comes after, ``plural_modifiers`` adjectives and
    the like that only a plural noun follows, and ``plural_pronouns`` those of the third person.
    ``mass_nouns`` have no plural, though their form may look like one. ``expletives`` stand where
    the subject would: «det ble foretatt en vurdering».
    """

    auxiliaries: frozenset[str]
    copulas: frozenset[str]
    modals: frozenset[str]
    lone_modals: frozenset[str]
    infinitive_markers: frozenset[str]
    simple_prepositions: frozenset[str]
    coordinators: frozenset[str]
    subordinators: frozenset[str]
    plural_modifiers: frozenset[str]
    plural_pronouns: frozenset[str]
    mass_nouns: frozenset[str]
    expletives: frozenset[str]
    obtained: frozenset[str]
    third_person_reflexives: frozenset[str]

    @staticmethod
    def of(lexicon: Lexicon) -> Sharing:
        """Take the lists from a lexicon. Raises `KeyError` where it lacks one."""
        return Sharing(*(lexicon.words(name) for name in Sharing.__struct_fields__))

    def is_kept(self, place: Place, new: Sequence[str]) -> bool:
        """Tell whether nothing else in the sentence leans on what new words would take away."""
        return not (
            self._doubles_modal(place, new)
            or self._loses_introduction(place, new)
            or self._loses_helper(place, new)
            or self._has_another_predicate(place, new)
            or self._loses_noun(place, new)
            or self._lacks_plural(place, new)
            or self._loses_subject(place, new)
        )

    def has_reflexive(self, place: Place) -> bool:
        """Tell whether a reflexive of the third person goes with the pronoun found.

        «Når man har mistet nøkkelen sin», «her kan det være lurt å melde seg på når man kommer».
        """
        forms, grammar = place.passage.forms, place.passage.grammar
        own = self.third_person_reflexives
        if not own.isdisjoint(forms[place.last : place.sentence.last]):
            return True
        return grammar is not None and any(
            forms[n] in REFLEXIVES and "VerbForm=Inf" in grammar.features[n - 1]
            for n in range(place.sentence.first + 1, place.first)
        )

    def _doubles_modal(self, place: Place, new: Sequence[str]) -> bool:
        """Tell whether a modal comes under another: «kan du kunne returnere».

        Or stands for what somebody has got: «har fått anledning til å» is not «har kunnet».
        """
        modals = self.modals | self.lone_modals
        if new[0] not in modals or place.words[0] in modals:
            return False
        if place.words[0] in self.obtained:
            return True
        forms, is_joined = place.passage.forms, False
        for at in range(place.first - 1, place.sentence.first - 1, -1):
            if forms[at] in self.lone_modals:
                return True
            is_clause_end = not is_joined and not place.passage.is_adjacent(at)
            if is_clause_end or forms[at] in self.subordinators:
                return False
            is_joined = is_joined or forms[at] in self.coordinators
            grammar = place.passage.grammar
            if grammar and grammar.tags[at] in _VERBAL and not is_joined:
                return forms[at] in self.lone_modals
        return False

    def _loses_introduction(self, place: Place, new: Sequence[str]) -> bool:
        """Tell whether a preposition or «å» falls away that the next of several needs, or shares.

        «En vurdering av saken og av behovet», «behov for og rett til hjelp».
        """
        last = place.words[-1]
        is_marker = last in self.infinitive_markers
        if len(place.words) < 2 or new[-1] == last or not place.is_verb:
            return False
        if not is_marker and last not in self.simple_prepositions:
            return False
        if place.after in self.coordinators:
            return True
        forms = place.passage.forms
        grammar = place.passage.grammar
        # «… och att du får»: another clause.
        joints = (n for n in self._joints(place) if not grammar or grammar.tags[n + 1] != "SCONJ")
        joined = (forms[at + 1 : at + 3] for at in joints)
        return any(last in words[: 1 + is_marker] and words[0] != new[-1] for words in joined)

    def _loses_helper(self, place: Place, new: Sequence[str]) -> bool:
        """Tell whether a participle further on has its helping verb among the words found."""
        grammar, first = place.passage.grammar, place.words[0]
        if grammar is None or len(place.words) < 2 or new[0] == first:
            return False
        found = range(place.first + 1, place.last)
        if first not in self.auxiliaries or not any(_is_participle(grammar, n) for n in found):
            return False
        return any(
            _is_participle(grammar, self._verb_after(place, grammar, joint))
            for joint in self._joints(place)
        )

    def _verb_after(self, place: Place, grammar: Grammar, joint: int) -> int:
        """Return the first verb soon after a coordinator, or the coordinator."""
        soon = range(joint + 1, min(joint + 1 + _SOON, place.sentence.last))
        return next((n for n in soon if grammar.tags[n] in _VERBAL), joint)

    def _has_another_predicate(self, place: Place, new: Sequence[str]) -> bool:
        """Tell whether the copula found has its predicate after the phrase.

        «Nav er i henhold til forordningen ansvarlig» is not about being in accordance with it.
        """
        grammar, words = place.passage.grammar, place.words
        if grammar is None or words[0] not in self.copulas or not self.copulas.isdisjoint(new):
            return False
        if len(words) < 2 or not self.simple_prepositions.issuperset((words[1], words[-1])):
            return False
        at, tags, last = place.last, grammar.tags, place.sentence.last
        while at < last and tags[at] in _OF_NOUN and tags[at] not in _NOMINAL:
            at += 1
        while at + 1 < last and tags[at + 1] in ("NUM", "ADV", "PART"):
            at += 1
        # The noun itself, or the one after a genitive, is what the preposition is about.
        is_noun = at + 1 < last and tags[at] in (*_NOMINAL, "NUM", "ADV", "PART")
        if not is_noun or not place.passage.is_adjacent(at) or tags[at + 1] not in _PREDICATES:
            return False
        is_genitive = place.passage.forms[at].endswith("s")
        return not is_genitive and "VerbForm=Fin" not in grammar.features[at + 1]

    def _loses_noun(self, place: Place, new: Sequence[str]) -> bool:
        """Tell whether a pronoun further on stands for a noun found, which new words lack."""
        grammar, forms = place.passage.grammar, place.passage.forms
        if grammar is None or len(place.words) < 2:
            return False
        lost = (n for n in range(place.first, place.last) if forms[n] not in new)
        if not any(
            grammar.tags[n] == "NOUN" and "Number=Plur" in grammar.features[n] for n in lost
        ):
            return False
        # The next sentence may begin with it.
        last = min(place.sentence.last + 1, len(forms))
        return any(
            forms[n] in self.plural_pronouns and not _has_noun(grammar, n)
            for n in range(place.last, last)
        )

    def _lacks_plural(self, place: Place, new: Sequence[str]) -> bool:
        """Tell whether «ulike» or the like comes before a noun that is no plural: «utstyr»."""
        grammar = place.passage.grammar
        if grammar is None or new[-1] not in self.plural_modifiers:
            return False
        if place.words[-1] in self.plural_modifiers:
            return False
        following = range(place.last, place.sentence.last)
        at = next((n for n in following if grammar.tags[n] not in ("ADJ", "DET", "CCONJ")), None)
        if at is None:
            return False
        is_mass = place.passage.forms[at].endswith(tuple(self.mass_nouns))
        return is_mass or "Number=Sing" in grammar.features[at]

    def _loses_subject(self, place: Place, new: Sequence[str]) -> bool:
        """Tell whether a passive without a subject loses the noun that it is about.

        «Det må foretas en vurdering av saken» is not «det må vurderes saken».
        """
        grammar, forms = place.passage.grammar, place.passage.forms
        if grammar is None or not _is_passive(grammar, place.first):
            return False
        found = range(place.first + 1, place.last)
        if not any(grammar.tags[n] == "NOUN" and forms[n] not in new for n in found):
            return False
        near = forms[max(place.sentence.first, place.first - _NEAR) : place.last]
        return not self.expletives.isdisjoint(near)

    def _joints(self, place: Place) -> Iterator[int]:
        """Yield where something is joined on by «og» or the like, further on in the sentence."""
        forms = place.passage.forms
        for at in range(place.last, place.sentence.last - 1):
            if forms[at] in self.coordinators:
                yield at


def _is_participle(grammar: Grammar, index: int) -> bool:
    features = grammar.features[index]
    return "VerbForm=Part" in features or "VerbForm=Sup" in features


def _is_passive(grammar: Grammar, index: int) -> bool:
    """Tell whether a verb is a passive, or the participle of one, which may be read as ADJ."""
    features = grammar.features[index]
    if grammar.tags[index] not in (*_VERBAL, "ADJ"):
        return False
    active = ("VerbForm=Fin", "VerbForm=Inf", "VerbForm=Sup")
    return "Voice=Pass" in features or not any(form in features for form in active)


def _has_noun(grammar: Grammar, index: int) -> bool:
    """Tell whether «de» or the like has its noun after it: «de ansatte», «de nye planene»."""
    if grammar.tags[index] == "PRON":
        return False
    after = (tag for tag in grammar.tags[index + 1 :] if tag not in ("ADJ", "NUM"))
    return next(after, "") in _NOMINAL
