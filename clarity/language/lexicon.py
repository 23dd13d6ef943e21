"""What the language data knows: named word lists, and the forms of a lemma."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from clarity.language.inflection import NO_FORMS, Forms, PrincipalForms, like
from clarity.language.vocabulary import Vocabulary, tails
from clarity.messages import _
from clarity.parsing.hints import nearest

PARTS_OF_SPEECH = ("verb", "noun", "adjective")


class Lexicon(Struct, frozen=True, dict=True):
    """The lexicon of one language.

    ``lists`` are the named lists in the order they are written. ``paradigms`` are, per part of
    speech and name, the lemma's ending and the endings by slot; ``lemmas`` tells the paradigm of a
    lemma; ``irregular`` has forms written out; ``like`` says which lemma another is built on.
    ``vocabulary`` has the words that stand in none of these, and ``principal`` tells how a word is
    made from its principal forms. ``genitive_after_s`` is what the genitive adds to a form in s, x
    or z, if anything.
    """

    language: str
    lists: Mapping[str, tuple[str, ...]]
    paradigms: Mapping[str, Mapping[str, tuple[str, Forms]]]
    lemmas: Mapping[str, Mapping[str, str]]
    irregular: Mapping[str, Mapping[str, Forms]]
    like: Mapping[str, Mapping[str, str]]
    vocabulary: Vocabulary
    principal: Mapping[str, PrincipalForms]
    genitive_after_s: str = ""

    def ordered(self, name: str) -> tuple[str, ...]:
        """Return a named list in its written order. Raises `KeyError` with the nearest name."""
        if name not in self.lists:
            raise KeyError(
                _("no word list «{name}» in {language}.").format(name=name, language=self.language)
                + nearest(name, self.lists)
            )
        return self.lists[name]

    def words(self, name: str) -> frozenset[str]:
        """Return a named list as a set."""
        if name not in self._sets:
            self._sets[name] = frozenset(self.ordered(name))
        return self._sets[name]

    @cached_property
    def _sets(self) -> dict[str, frozenset[str]]:
        return {}

    def inflect(self, lemma: str, part_of_speech: str) -> Forms:
        """Return the forms of a lemma by slot; empty where the lexicon does not know it.

        A compound is inflected as its last part, if that is known, and other words as those with
        the same ending, if that tells.
        """
        forms = self.forms(lemma, part_of_speech)
        if part_of_speech != "noun" or not forms:
            return forms
        genitives = {
            f"genitive_{slot}": tuple(self._genitive(form) for form in group)
            for slot, group in forms.items()
        }
        return {**forms, **genitives}

    def knows(self, lemma: str, part_of_speech: str) -> bool:
        """Tell whether the lexicon has a lemma, or the last part of it, and need not guess."""
        return bool(self._told(lemma, part_of_speech))

    def forms(self, lemma: str, part_of_speech: str) -> Forms:
        """Return what `inflect` does, without the genitives of nouns."""
        told = self._told(lemma, part_of_speech)
        return told or self.vocabulary.by_ending(lemma, part_of_speech)

    def inflect_like(self, lemma: str, model: str, part_of_speech: str) -> Forms:
        """Return the forms of a lemma that is inflected like another, without genitives.

        They are empty where the other is not known, or ends otherwise.
        """
        return like(lemma, model, self._told(model, part_of_speech))

    def listed(self, lemma: str, part_of_speech: str) -> Forms:
        """Return the forms of a lemma that a rule or a glossary has brought in, not of any other.

        Nouns are without their genitives.
        """
        if lemma in self.irregular[part_of_speech]:
            return self.irregular[part_of_speech][lemma]
        if lemma in self.lemmas[part_of_speech]:
            name = self.lemmas[part_of_speech][lemma]
            ending, slots = self.paradigms[part_of_speech][name]
            stem = lemma.removesuffix(ending)
            return {slot: tuple(stem + end for end in ends) for slot, ends in slots.items()}
        if lemma in self.like[part_of_speech]:
            model = self.like[part_of_speech][lemma]
            return like(lemma, model, self.listed(model, part_of_speech))
        return NO_FORMS

    def with_words(self, words: Mapping[str, Mapping[str, Forms]]) -> Lexicon:
        """Return a lexicon that has some words more, by part of speech, with their forms."""
        irregular = {part: {**own, **words.get(part, {})} for part, own in self.irregular.items()}
        return replace(self, irregular=irregular)

    def genders(self) -> Mapping[str, frozenset[str]]:
        """Return the genders of each singular form of each noun, by how the definite form ends.

        The names of genders are those endings (``definite_endings``).
        """
        found: dict[str, frozenset[str]] = {}
        endings = self.ordered("definite_endings")
        known = (self.irregular["noun"], self.lemmas["noun"], self.like["noun"])
        for lemma in {lemma for group in known for lemma in group}:
            forms = self.listed(lemma, "noun")
            definite = forms.get("definite", ())
            own = frozenset(end for form in definite for end in endings if form.endswith(end))
            for form in (*forms.get("singular", ()), *definite):
                found[form] = found.get(form, frozenset()) | own
        return found

    def _told(self, lemma: str, part_of_speech: str) -> Forms:
        own = self._known(lemma, part_of_speech)
        return own or self._as_compound(lemma, part_of_speech)

    def _known(self, lemma: str, part_of_speech: str) -> Forms:
        own = self.listed(lemma, part_of_speech)
        return own or self.vocabulary.forms(lemma, part_of_speech)

    def _as_compound(self, lemma: str, part_of_speech: str) -> Forms:
        for tail in tails(lemma):
            if forms := self._known(tail, part_of_speech):
                return like(lemma, tail, forms)
            if self.vocabulary.has_ending(tail, part_of_speech):
                return NO_FORMS  # «kvalifiser-ing» is no «ring»
        return NO_FORMS

    def _genitive(self, form: str) -> str:
        if not form.endswith(("s", "x", "z")):
            return form + "s"
        return form + self.genitive_after_s
