"""Whether a suggestion can stand in the text exactly as it is: one that cannot is not made.

Every suggestion of every rule passes here. Word lists and the lexicon judge first, and where there
is grammar the sentence is then read again with the suggestion in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from clarity.checks.places import Place, place_of
from clarity.checks.sharing import Sharing
from clarity.checks.wording import instead_text
from clarity.language.lexicon import Lexicon
from clarity.language.sentences import Splitter
from clarity.model import Hit, Passage, Sentence

#: Adds grammar to passages.
Reread = Callable[[Sequence[Passage]], Sequence[Passage]]

_GLUE = "-/"
#: Words on either side in which another «and» disturbs.
_NEAR = 4
_FINITE = "VerbForm=Fin"
_AGREEING_TAGS = ("ADJ", "DET", "NUM")
#: A clause has so many words: «hvis du betaler».
_LEAST_CLAUSE = 3


class Fitting(Struct, frozen=True):
    """What tells whether a suggestion fits, by the lists (``fitting.yaml``) of a lexicon.

    ``own`` are the reflexives of the third person, which a *you* cannot have. ``articles`` are
    the indefinite ones with their genders, ``ambiguous`` the prepositions that are read as «if» at
    the head of a sentence, and ``agreeing`` all words that have the gender of the noun after them.
    ``nouns`` are the genders of the singular forms that the lexicon knows. A clause that opens with
    one of ``clause_openers`` has a comma after it.
    """

    lexicon: Lexicon
    splitter: Splitter
    articles: Mapping[str, str]
    agreeing: frozenset[str]
    prepositions: frozenset[str]
    subjects: frozenset[str]
    markers: frozenset[str]
    modals: frozenset[str]
    own: frozenset[str]
    coordinators: frozenset[str]
    ambiguous: frozenset[str]
    movable: frozenset[str]
    nouns: Mapping[str, frozenset[str]]
    clause_openers: Collection[str]
    sharing: Sharing

    @classmethod
    def of(cls, lexicon: Lexicon) -> Fitting:
        """Take the lists. Raises `KeyError` where the lexicon lacks one."""
        words = lexicon.words
        return cls(
            lexicon=lexicon,
            splitter=Splitter.of(lexicon),
            articles=dict(
                zip(lexicon.ordered("articles"), lexicon.ordered("definite_endings"), strict=True)
            ),
            agreeing=words("articles") | words("agreeing_words"),
            prepositions=words("simple_prepositions"),
            subjects=words("subject_pronouns"),
            markers=words("infinitive_markers"),
            modals=words("modals"),
            own=words("third_person_reflexives"),
            coordinators=words("coordinators"),
            ambiguous=words("ambiguous_prepositions"),
            movable=words("movable") | words("negations"),
            nouns=lexicon.genders(),
            clause_openers=lexicon.lists.get("clause_openers", ()),
            sharing=Sharing.of(lexicon),
        )

    def fitted(
        self, hits: Sequence[Hit], passages: Iterable[Passage], reread: Reread | None
    ) -> list[Hit]:
        """Return hits with only those of their suggestions that can stand in the text."""
        of_block = {id(passage.block): passage for passage in passages}
        kept = [self._by_words(hit, of_block.get(id(hit.block))) for hit in hits]
        if reread is None:
            return kept
        again: list[tuple[int, str, Place, Passage]] = []
        for number, hit in enumerate(kept):
            passage = of_block.get(id(hit.block))
            if not hit.suggestions or passage is None or passage.grammar is None:
                continue
            place = place_of(passage, hit)
            if place and place.is_verb:
                # One word for one in the same form leaves the clause as it was.
                texts = [t for t in hit.suggestions if len(t.split()) != len(place.words)]
                again += [(number, text, place, self._with(place, text)) for text in texts]
        read = reread([passage for *_, passage in again]) if again else ()
        for (number, text, place, _), new in zip(again, read, strict=True):
            if not _keeps_clause(place, new, len(text)):
                kept[number] = _without(kept[number], {text}, self.lexicon)
        return kept

    def _by_words(self, hit: Hit, passage: Passage | None) -> Hit:
        if not hit.suggestions or passage is None:
            return hit
        place = place_of(passage, hit)
        bad = {text for text in hit.suggestions if place and not self._fits(place, text)}
        return _without(hit, bad, self.lexicon) if bad else hit

    def _fits(self, place: Place, text: str) -> bool:
        new = text.lower().split()
        hit, block = place.hit, place.hit.block
        if block.kind == "heading" and text.endswith(".") and not hit.text.endswith("."):
            return False
        if not new or not any(word.isalpha() for word in new):
            return True
        is_amount = any(sign.isdigit() for sign in hit.text)  # «500 NOK»
        is_shouted = hit.text.isupper() and len(hit.text) > 1 and not is_amount
        if is_shouted and not text.isupper() and text.lower() != hit.text.lower():
            return False
        around = block.text[hit.start - 1 : hit.start] + block.text[hit.end : hit.end + 1]
        is_spaced = text.replace(" ", "") == hit.text.replace(" ", "")  # «17.mai-feiring»
        if any(sign in _GLUE for sign in around) and not is_spaced:
            return False
        return (
            self._follows(place, new)
            and self._is_clear(place, new)
            and self._leads(place, new)
            and self._is_in_order(place, new)
            and self._is_closed(place, new)
            and self._agrees(place, new)
            and self.sharing.is_kept(place, new)
        )

    def _follows(self, place: Place, new: Sequence[str]) -> bool:
        """Tell whether the first of the new words can follow the word before it."""
        before, first, old = place.before, new[0], place.words[0]
        if before == first != old or place.is_named_beside(new, self.coordinators):
            return False
        is_opening = place.first == place.sentence.first and old in self.prepositions
        if is_opening and self.ambiguous.issuperset(new):
            return False
        if first in self.articles and before in self.agreeing and old not in self.articles:
            return False
        if first in self.markers and before in self.modals | self.markers:
            return False
        if self._changes_person(place, new):
            is_one = not self._comes_again(place)
            is_lone = is_one and not self.sharing.has_reflexive(place)
            return before not in self.prepositions | self.own and is_lone
        # «Med for eksempel» stands, «med på» does not.
        is_bare = self.prepositions.issuperset((first, new[-1], before))
        return not is_bare or old in self.prepositions

    def _changes_person(self, place: Place, new: Sequence[str]) -> bool:
        """Tell whether a pronoun that can only be a subject takes another's place."""
        return bool(self.subjects.intersection(new).difference(place.words))

    def _comes_again(self, place: Place) -> bool:
        """Tell whether the pronoun found comes again in its sentence, and would be left there."""
        grammar, forms = place.passage.grammar, place.passage.forms
        found = self.subjects.intersection(place.words)
        words = range(place.sentence.first, place.sentence.last)
        others = (n for n in words if not place.first <= n < place.last and forms[n] in found)
        return grammar is not None and any(grammar.tags[n] == "PRON" for n in others)

    def _leads(self, place: Place, new: Sequence[str]) -> bool:
        """Tell whether the last of the new words can lead to the word after it."""
        after, last, old = place.after, new[-1], place.words[-1]
        if after == last != old:
            return False
        if last in self.prepositions and old not in self.prepositions | self.markers:
            return place.goes_on and after not in self.prepositions
        if last in self.modals and after in self.modals:
            return False
        if last in self.markers and old not in self.markers:
            return bool(after) and after not in self.prepositions | self.articles.keys()
        return True

    def _is_clear(self, place: Place, new: Sequence[str]) -> bool:
        """Tell whether an «and» has no other one so near that the two are read as one list."""
        if len(new) > 1 or new[0] not in self.coordinators:
            return True
        low = max(place.sentence.first, place.first - _NEAR)
        high = min(place.sentence.last, place.last + _NEAR)
        near = (*place.passage.forms[low : place.first], *place.passage.forms[place.last : high])
        return new[0] not in near

    def _is_in_order(self, place: Place, new: Sequence[str]) -> bool:
        """Tell whether nothing comes after that must stand between a verb and its particle.

        And no noun, where the verb describes it: «utfylt skjema» is not «fylt ut skjema».
        """
        if len(new) <= len(place.words):
            return True
        is_split = place.is_verb and (place.after in self.movable or place.is_before_subject)
        return not is_split and not (len(place.words) == 1 and place.is_before_noun)

    def _is_closed(self, place: Place, new: Sequence[str]) -> bool:
        """Tell whether a clause that takes the place of «ved betaling» has its comma after it."""
        is_clause = len(new) >= _LEAST_CLAUSE and new[0] in self.clause_openers
        is_new = is_clause and place.words[0] in self.prepositions and not place.before
        return not (is_new and place.goes_on)

    def _agrees(self, place: Place, new: Sequence[str]) -> bool:
        """Tell whether the words before a noun have the gender of the noun that replaces it."""
        if len(place.words) != 1:
            return True
        if not (old := self.nouns.get(place.words[0])):
            return self._has_its_article(place, new[-1])
        if new[0] in self.articles:  # «henvendelsen» is not «et brev»
            grammar = place.passage.grammar
            if grammar and "Definite=Def" in grammar.features[place.first]:
                return False
            return not place.before.endswith("s")
        gender = self.nouns.get(new[-1])
        if gender is None or old & gender:
            return True
        grammar = place.passage.grammar
        tagged = grammar is not None and place.first > place.sentence.first
        if tagged and grammar and grammar.tags[place.first - 1] in _AGREEING_TAGS:
            return False
        return place.before not in self.agreeing and place.after not in self.agreeing

    def _has_its_article(self, place: Place, noun: str) -> bool:
        """Tell whether the article before a loan, of a gender nobody lists, is also the noun's."""
        at, grammar = place.first - 1, place.passage.grammar
        while grammar and at > place.sentence.first and grammar.tags[at] == "ADJ":
            at -= 1
        before = place.passage.forms[at] if at >= place.sentence.first else ""
        gender = self.articles.get(before)
        is_noun = grammar is not None and grammar.tags[place.first] in ("NOUN", "PROPN")
        if gender is None or not (is_noun or self.lexicon.knows(noun, "noun")):
            return True
        definite = self.lexicon.forms(noun, "noun").get("definite", ())
        return not definite or any(form.endswith(gender) for form in definite)

    def _with(self, place: Place, text: str) -> Passage:
        """Return a passage of one sentence: the one around a hit, with a suggestion in it."""
        sentence, hit, whole = place.sentence, place.hit, place.passage.block.text
        made = whole[sentence.start : hit.start] + text + whole[hit.end : sentence.end]
        split = self.splitter.split(made)
        one = Sentence(0, len(made), 0, len(split.forms), sentence.terminated)
        block = replace(place.passage.block, text=made, marks=())
        return replace(
            place.passage,
            block=block,
            starts=split.starts,
            ends=split.ends,
            forms=split.forms,
            sentences=(one,),
            grammar=None,
            syntax=None,
        )


def is_lost(words: Iterable[str], lexicon: Lexicon) -> bool:
    """Tell whether some of the words that a suggestion leaves out mean anything."""
    return not lexicon.words("articles").issuperset(words)


def _without(hit: Hit, bad: set[str], lexicon: Lexicon) -> Hit:
    left = tuple(text for text in hit.suggestions if text not in bad)
    return replace(
        hit, suggestions=left, values={**hit.values, "instead": instead_text(left, lexicon)}
    )


def _keeps_clause(place: Place, new: Passage, length: int) -> bool:
    """Tell whether a sentence keeps its finite verbs, its main verb and its subjects.

    ``length`` is that of the suggestion, in code points.
    """
    old, read = place.passage.grammar, new.grammar
    if old is None or read is None:
        return True
    start = place.hit.start - place.sentence.start
    within = [n for n, at in enumerate(new.starts) if start <= at < start + length]
    found = range(place.first, place.last)
    is_command = any("Mood=Imp" in read.features[n] for n in within)
    if not is_command and _has_finite(old.features, found) != _has_finite(read.features, within):
        return False
    sentence = range(place.sentence.first, place.sentence.last)
    roles = [old.roles[n] for n in sentence]
    return all(role not in roles or role in read.roles for role in ("main", "subject"))


def _has_finite(features: Sequence[str], words: Iterable[int]) -> bool:
    return any(_FINITE in features[n] for n in words)
