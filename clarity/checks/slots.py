"""In which slot of the grammar a word stands, and the form of another word in that slot."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct

from clarity.language.lexicon import Lexicon
from clarity.model import Passage

#: Reflexives as rules write them: they stand for those of every person.
REFLEXIVES = ("seg", "sig")

#: What features of a verb tell of its slot in the lexicon, the surest first.
MOODS = (
    ("Mood=Imp", "imperative"),
    ("VerbForm=Inf", "infinitive"),
    ("VerbForm=Sup", "supine"),
    ("VerbForm=Part", "participle"),
    ("Tense=Past", "past"),
    ("Tense=Pres", "present"),
)
#: How many words before a form are looked at.
_LOOK_BACK = 3


class Slots(Struct, frozen=True):
    """Word lists that tell which slot an ambiguous form stands in, and what may come between.

    ``movable`` are the words that come between a verb and its object when the sentence begins with
    something else («da henvender du deg til»), and are no part of the phrase. A command follows
    ``polite_words``.
    """

    auxiliaries: frozenset[str]
    modals: frozenset[str]
    infinitive_markers: frozenset[str]
    determiners: frozenset[str]
    movable: frozenset[str]
    coordinators: frozenset[str]
    subordinators: frozenset[str]
    subject_pronouns: frozenset[str]
    articles: frozenset[str]
    polite_words: frozenset[str]

    @staticmethod
    def of(lexicon: Lexicon) -> Slots:
        """Take the lists from a lexicon."""
        return Slots(*(lexicon.words(name) for name in Slots.__struct_fields__))

    def is_told(self, passage: Passage, index: int) -> bool:
        """Tell whether the word right before one decides in which slot it stands."""
        if index == passage.sentence_of(index).first:
            return False
        before = passage.forms[index - 1]
        helpers = (self.auxiliaries, self.modals, self.infinitive_markers)
        return any(before in words for words in helpers)

    def choose(self, slots: tuple[str, ...], passage: Passage, index: int) -> str:
        """Choose among the slots of a word's form by the few words before it; "" for none."""
        if len(slots) < 2:
            return slots[0] if slots else ""
        sentence = passage.sentence_of(index)
        # With a small letter it goes on from the line above a list.
        begins = index == sentence.first and passage.word(index)[0].isupper()
        tag = passage.grammar.tags[index] if passage.grammar else ""
        # «Avsänd post kan …», but «Genomför betalning», which has no form that is an adjective.
        adjective = tag == "ADJ" and any(s.startswith(("attributive", "participle")) for s in slots)
        if "imperative" in slots and begins and not adjective:
            return "imperative"
        before = passage.forms[max(sentence.first, index - _LOOK_BACK) : index]
        if "imperative" in slots and self._is_command(passage, index):
            return "imperative"
        # The infinitive or, in Swedish, that of the passive.
        infinitive = next((slot for slot in slots if slot.endswith("infinitive")), "")
        # The nearest helper decides: «vil få godkjent», «har måttet godkjenne».
        helper = next(
            (w for w in reversed(before) if w in self.auxiliaries or w in self.modals), ""
        )
        if infinitive and (
            helper in self.modals or self.infinitive_markers.intersection(before[-1:])
        ):
            return infinitive
        if self.determiners.intersection(before[-1:]) and ("attributive" in slots or tag == "ADJ"):
            return "attributive"
        # «Korrigerte tall»: of the past and the attributive form it is the one that grammar tells.
        if tag == "ADJ" and "attributive" in slots and "participle" not in slots:
            return "attributive"
        if infinitive and "participle" in slots and self._is_open(before, helper):
            return ""
        if "participle" in slots and helper in self.auxiliaries:
            return "participle"
        if "participle" in slots and "past" in slots and tag != "ADJ":
            return self._past_or_participle(passage, index)
        features = passage.grammar.features[index] if passage.grammar else ""
        # A form that the rule writes out («anges») has the slots of an active verb.
        slots = tuple(slot for slot in slots if slot != "imperative") or slots
        told = slot_like(features, slots) or slot_like(features.replace("Voice=Pass", ""), slots)
        if told:
            return told
        # Where nothing says that it is an infinitive, it is none.
        likely = ("past", "passive_present", "present")
        return next((slot for slot in likely if slot in slots), slots[0])

    def _is_command(self, passage: Passage, index: int) -> bool:
        """Tell whether a verb inside a sentence tells the reader what to do.

        «Vänligen rådgör med läkare», «Hvis du er syk, foreta en vurdering av», «Ring og foreta».
        """
        first, last, forms = *self._bounds(passage, index), passage.forms
        subjects = self.subject_pronouns - self.articles - self.determiners
        if index == first or (index + 1 < last and forms[index + 1] in subjects):
            return False
        before = forms[index - 1]
        if before in self.polite_words:
            return True
        opening = forms[first:index]
        if not passage.is_adjacent(index - 1):
            commas = sum(not passage.is_adjacent(at) for at in range(first, index))
            return commas == 1 and opening[0] in self.subordinators
        grammar = passage.grammar
        if before not in self.coordinators or grammar is None:
            return False
        governing = self.modals | self.infinitive_markers | self.subject_pronouns
        return "Mood=Imp" in grammar.features[first] and governing.isdisjoint(opening)

    def _past_or_participle(self, passage: Passage, index: int) -> str:
        """Tell which of the two a form is by the subject and the helper before it; "" for unsure.

        «Skjemaet du benyttet», but «har du benyttet» and «skjemaet benyttet i år».
        """
        first, last = self._bounds(passage, index)
        forms, grammar = passage.forms, passage.grammar
        adverbs = self.movable - self.subject_pronouns
        back = [at for at in range(index - 1, first - 1, -1) if forms[at] not in adverbs]
        near = [forms[at] for at in back[:2]] + ["", ""]
        subjects = self.subject_pronouns - self.articles
        if near[0] in subjects:
            return "participle" if near[1] in self.auxiliaries else "past"
        # «Bygget og utrustet» share a helper.
        is_joined = near[0] in self.coordinators
        for at in back:
            if forms[at] in self.auxiliaries:
                return "participle"
            if is_joined and forms[at] not in self.subordinators:
                continue
            is_verb = grammar is not None and grammar.tags[at] in ("AUX", "VERB")
            if is_verb or forms[at] in self.subordinators or not passage.is_adjacent(at):
                break
        if index + 1 < last and forms[index + 1] in subjects - self.determiners:
            return "past"
        is_finite = grammar is not None and "VerbForm=Fin" in grammar.features[index]
        return "past" if is_finite else ""

    @staticmethod
    def _bounds(passage: Passage, index: int) -> tuple[int, int]:
        sentence = passage.sentence_of(index)
        return sentence.first, sentence.last

    def _is_open(self, before: Sequence[str], helper: str) -> bool:
        """Tell whether a form can be infinitive as well as participle, by the words before it.

        «Må vere busett og opphalde seg», «har den andre forelderen opphalde seg».
        """
        if not helper:
            return self.infinitive_markers.isdisjoint(before)
        since = len(before) - list(reversed(before)).index(helper)
        return not self.coordinators.isdisjoint(before[since:])


def slot_like(features: str, slots: Collection[str]) -> str:
    """Return the one of some slots that a verb's features («VerbForm=Inf|…») tell; "" for none.

    Norwegian has one passive form of the infinitive and the present, Swedish one for each.
    """
    slot = next((slot for feature, slot in MOODS if feature in features), "")
    if "Voice=Pass" not in features:
        return slot if slot in slots else ""
    wanted = (f"passive_{slot}", "passive" if slot in ("infinitive", "present") else "")
    return next((slot for slot in wanted if slot in slots), "")


def form_in(text: str, part: str, slot: str, lexicon: Lexicon, ending: str = "") -> str | None:
    """Return an alternative in a slot of the grammar, ``None`` where it has no such form.

    Of several infinitives it is the one with an ``ending``, if there is one.
    """
    if part == "none":
        return text
    head, *rest = text.split(" ")
    if any(word in REFLEXIVES for word in rest):
        return None  # which reflexive is right depends on the subject
    if rest and slot.startswith(("attributive", "genitive")):
        return None
    forms = lexicon.inflect(head, part).get(slot)
    if not forms:
        return None
    alike = (form for form in forms if ending and slot == "infinitive" and form.endswith(ending))
    return " ".join((next(alike, forms[0]), *rest))


def infinitive_ending(found: str, phrase: str, lexicon: Lexicon) -> str:
    """Return how the verb found ends, where its infinitive may end in more than one way.

    A text in nynorsk has them in -e or in -a. «Ha» and «gå» tell nothing of that.
    """
    lemma = phrase.split(maxsplit=1)[0].partition("|")[0].lower()
    endings = {form[-1:] for form in lexicon.inflect(lemma, "verb").get("infinitive", ())}
    return found[-1:] if len(endings) > 1 and found[-1:] in endings else ""


def has_one_form(texts: Sequence[str], part: str, slots: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether alternatives have one form only in all slots that a word may stand in.

    Of some that tells nothing: a past form that can be another (a participle as in «etter avholdt
    møte», a wish as in «som ellers ikke ville kunne delta»), and several words in the passive («det
    säkerställs att»).
    """
    if len(slots) > 1 and not {"participle", "past"}.isdisjoint(slots):
        return False
    if any(slot.startswith("attributive") for slot in slots):
        return False
    if any(" " in text for text in texts) and any(slot.startswith("passive") for slot in slots):
        return False
    return all(len({form_in(text, part, slot, lexicon) for slot in slots}) < 2 for text in texts)
