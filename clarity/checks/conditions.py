"""When a phrase holds: the words around it, its place, and phrases it must not touch."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from msgspec import Struct

from clarity.language.lexicon import Lexicon
from clarity.messages import _
from clarity.model import Passage, Sentence
from clarity.parsing.located_yaml import Fields

Where = Literal["anywhere", "sentence_start", "opening", "whole_block", "heading", "inside"]
Case = Literal["any", "exact"]

WHERE: tuple[Where, ...] = (
    "anywhere",
    "sentence_start",
    "opening",
    "whole_block",
    "heading",
    "inside",
)
CASE: tuple[Case, ...] = ("any", "exact")

#: How many words after a phrase are soon after it: «man må i så fall melde seg».
_SOON = 5
#: What an entry has beside conditions.
_OF_ENTRIES = frozenset(("use", "name", "fits_before", "fits_after", "inflect"))

#: How many words on either side are near.
_NEAR = 4
#: Stand among the neighbours for every word with a digit first, or with a capital.
_NUMBERS, _NAMES = "@numbers", "@names"


class Conditions(Struct, frozen=True):
    """What must be true around a phrase. Empty sets ask nothing.

    ``not_near`` are words that must not stand within four words on either side. ``sentence_has``
    and ``sentence_lacks`` are about all words of the sentence, ``not_soon_after`` about the next
    few after the phrase; one of those named is enough. ``excepted`` are phrases, as tuples of
    words, that stop a match they share a word with. ``surfaces`` are the entries as written, which
    ``case: exact`` compares with. With ``unexplained`` a phrase is left alone where a parenthesis
    right after it explains it.
    """

    followed_by: frozenset[str]
    not_followed_by: frozenset[str]
    preceded_by: frozenset[str]
    not_preceded_by: frozenset[str]
    not_near: frozenset[str]
    sentence_has: frozenset[str]
    sentence_lacks: frozenset[str]
    not_soon_after: frozenset[str]
    excepted: tuple[tuple[str, ...], ...]
    where: Where
    case: Case
    surfaces: frozenset[str]
    unexplained: bool

    def hold(
        self, passage: Passage, first: int, last: int, sentence: Sentence, opening: bool
    ) -> bool:
        """Tell whether words ``first`` to ``last`` of a sentence may be reported.

        ``opening`` tells whether the sentence is the first of the text.
        """
        if self.unexplained and passage.block.text.startswith(" (", passage.ends[last - 1]):
            return False
        return (
            self._is_placed(passage, first, last, sentence, opening)
            and self._is_written_so(passage, first, last, sentence)
            and self._has_neighbours(passage, first, last, sentence)
            and self._is_clear(passage, first, last, sentence)
            and self._has_company(passage, last, sentence)
            and not any(self._touches(passage.forms, first, last, words) for words in self.excepted)
        )

    def _is_placed(
        self, passage: Passage, first: int, last: int, sentence: Sentence, opening: bool
    ) -> bool:
        match self.where:
            case "anywhere":
                return True
            case "sentence_start":
                return first == sentence.first
            case "opening":
                return opening and first == sentence.first
            case "whole_block":
                return first == 0 and last == len(passage.forms)
            case "heading":
                return passage.block.kind == "heading"
            case "inside":
                return first > sentence.first

    def _is_written_so(self, passage: Passage, first: int, last: int, sentence: Sentence) -> bool:
        if self.case == "exact":
            return (
                passage.block.text[passage.starts[first] : passage.ends[last - 1]] in self.surfaces
            )
        # A capital inside a sentence is a name («Fordeling AS»), save after a label («Merk: I …»).
        return (
            first == sentence.first
            or not passage.word(first)[0].isupper()
            or passage.block.text[: passage.starts[first]].rstrip().endswith(":")
        )

    def _has_neighbours(self, passage: Passage, first: int, last: int, sentence: Sentence) -> bool:
        wanted, unwanted = self.followed_by or self.preceded_by, self.not_followed_by
        if not (wanted or unwanted or self.not_preceded_by):  # as most entries ask for none
            return True
        before: Sequence[str] = ()
        after: Sequence[str] = ()
        if first > sentence.first and passage.is_adjacent(first - 1):
            before = _as_neighbour(passage, first - 1)
        if last < sentence.last and passage.is_adjacent(last - 1):
            after = _as_neighbour(passage, last)
        return (
            (not self.followed_by or not self.followed_by.isdisjoint(after))
            and (not self.preceded_by or not self.preceded_by.isdisjoint(before))
            and self.not_followed_by.isdisjoint(after)
            and self.not_preceded_by.isdisjoint(before)
        )

    def _is_clear(self, passage: Passage, first: int, last: int, sentence: Sentence) -> bool:
        if not self.not_near:
            return True
        low, high = max(sentence.first, first - _NEAR), min(sentence.last, last + _NEAR)
        around = (*passage.forms[low:first], *passage.forms[last:high])
        return self.not_near.isdisjoint(around)

    def _has_company(self, passage: Passage, last: int, sentence: Sentence) -> bool:
        if not (self.sentence_has or self.sentence_lacks or self.not_soon_after):
            return True
        words = passage.forms[sentence.first : sentence.last]
        return (
            (not self.sentence_has or not self.sentence_has.isdisjoint(words))
            and self.sentence_lacks.isdisjoint(words)
            and self.not_soon_after.isdisjoint(
                passage.forms[last : min(last + _SOON, sentence.last)]
            )
        )

    @staticmethod
    def _touches(forms: Sequence[str], first: int, last: int, words: tuple[str, ...]) -> bool:
        size = len(words)
        return any(
            tuple(forms[start : start + size]) == words
            for start in range(max(0, first - size + 1), last)
        )


def _as_neighbour(passage: Passage, index: int) -> Sequence[str]:
    """Return what a list of neighbours may have a word as: itself, and what it is one of."""
    sign = passage.word(index)[0]
    kinds = {_NUMBERS: sign.isdigit(), _NAMES: sign.isupper()}
    return [passage.forms[index], *(kind for kind, is_one in kinds.items() if is_one)]


def read_conditions(
    fields: Fields, lexicon: Lexicon, outer: Conditions | None = None
) -> Conditions:
    """Read the conditions of a rule, or of one entry within the conditions of its rule.

    In the lists of neighbours ``@name`` stands for a named list of the lexicon, or for numbers or
    names.
    """
    excepted = tuple(tuple(phrase.lower().split()) for phrase in fields.texts("except", ()))
    if outer and _OF_ENTRIES.issuperset(fields.data):
        return outer  # as most entries have none of their own
    if outer is None:
        case: Case = fields.choice("case", CASE, "any")
        where: Where = fields.choice("where", WHERE, "anywhere")
        return Conditions(
            _neighbours(fields, "followed_by", lexicon),
            _neighbours(fields, "not_followed_by", lexicon),
            _neighbours(fields, "preceded_by", lexicon),
            _neighbours(fields, "not_preceded_by", lexicon),
            named_words(fields, "not_near", lexicon),
            named_words(fields, "sentence_has", lexicon),
            named_words(fields, "sentence_lacks", lexicon),
            named_words(fields, "not_soon_after", lexicon),
            excepted,
            where,
            case,
            frozenset((*fields.texts("find", ()), *fields.fields("instead").data)),
            fields.flag("unexplained"),
        )
    return Conditions(
        _neighbours(fields, "followed_by", lexicon) or outer.followed_by,
        _neighbours(fields, "not_followed_by", lexicon) | outer.not_followed_by,
        _neighbours(fields, "preceded_by", lexicon) or outer.preceded_by,
        _neighbours(fields, "not_preceded_by", lexicon) | outer.not_preceded_by,
        named_words(fields, "not_near", lexicon) | outer.not_near,
        named_words(fields, "sentence_has", lexicon) or outer.sentence_has,
        named_words(fields, "sentence_lacks", lexicon) | outer.sentence_lacks,
        named_words(fields, "not_soon_after", lexicon) | outer.not_soon_after,
        excepted + outer.excepted,
        fields.choice("where", WHERE, outer.where),
        outer.case,
        outer.surfaces,
        outer.unexplained,
    )


def _neighbours(fields: Fields, key: str, lexicon: Lexicon) -> frozenset[str]:
    return named_words(fields, key, lexicon, kinds=(_NUMBERS, _NAMES))


def named_words(
    fields: Fields, key: str, lexicon: Lexicon, kinds: Collection[str] = ()
) -> frozenset[str]:
    """Read a list of words in which ``@name`` stands for a named list of the lexicon.

    ``kinds`` are names that are kept as they stand.
    """
    words: set[str] = set()
    for text in fields.texts(key, ()):
        if not text.strip():
            raise fields.error(key, _("there is an empty entry"))
        if text.startswith("@") and text not in kinds:
            try:
                words |= lexicon.words(text[1:])
            except KeyError as error:
                raise fields.error(key, str(error.args[0])) from None
        else:
            words.add(text.lower())
    return frozenset(words)
