"""Whether the words of a name spell an abbreviation: «Statens vegvesen» for SVV."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from clarity.model import Passage, Prose

#: The fewest letters of a part of a compound: of each but the last, of the last, and of the last
#: in a name that is one word («Folke-helse-instituttet»).
_PART, _LAST, _LAST_ALONE = 4, 3, 5
#: Words of no more letters than this may stand in a name without a letter of their own.
_SMALL = 3
#: The words that a name may have for each letter of its abbreviation.
_WORDS_A_LETTER = 2


def is_name_of(prose: Prose, abbreviation: str) -> bool:
    """Tell whether a name anywhere in a text spells an abbreviation in capitals.

    A name begins with a capital. At the start of a sentence any word does, so that neither two
    letters nor parts of words are enough there.
    """
    initial = abbreviation[0]
    for passage in prose.passages:
        if initial not in passage.block.text:
            continue
        for index in _beginning(passage, initial):
            sentence = passage.sentence_of(index)
            is_first = index == sentence.first
            if (not is_first or len(abbreviation) > 2) and spells(
                passage, index, sentence.last, abbreviation, compounds=not is_first
            ):
                return True
    return False


def _beginning(passage: Passage, letter: str) -> Iterator[int]:
    """Yield the words of a passage that begin with a letter."""
    text, starts = passage.block.text, passage.starts
    at = text.find(letter)
    while at >= 0:
        index = bisect_left(starts, at)
        if index < len(starts) and starts[index] == at:
            yield index
        at = text.find(letter, at + 1)


def spells(
    passage: Passage, first: int, last: int, abbreviation: str, *, compounds: bool = True
) -> bool:
    """Tell whether words of a passage, from ``first`` to at most ``last``, spell an abbreviation.

    Each gives its first letter, and small words may be passed over. With ``compounds`` a word can
    give the first letters of its parts, and spell it all: «arbeidsavklaringspenger» for AAP.
    """
    letters = abbreviation.lower()
    if not passage.forms[first].startswith(letters[0]):
        return False
    stop = min(last, first + _WORDS_A_LETTER * len(letters))
    words = [
        "" if passage.word(index)[:2].isupper() else passage.forms[index]
        for index in range(first, stop)
    ]
    if not compounds:
        words = [word[:1] + "-" * (len(word) - 1) for word in words]
    if _parts_spell(words[0], letters, _LAST_ALONE):
        return True
    return len(words[0]) > 1 and _rest_spells(words[0], words[1:], letters)


def _rest_spells(word: str, words: Sequence[str], letters: str) -> bool:
    """Tell whether a word gives the first letters, and words after it the rest."""
    for taken in range(1, len(letters)):
        if not _parts_spell(word, letters[:taken]):
            return False
        rest = letters[taken:]
        for place, after in enumerate(words):
            is_next = len(after) > 1 and after.startswith(rest[0])
            if is_next and (
                _parts_spell(after, rest) or _rest_spells(after, words[place + 1 :], rest)
            ):
                return True
            if len(after) > _SMALL or not after:
                break
    return False


def _parts_spell(word: str, letters: str, last: int = _LAST) -> bool:
    """Tell whether the parts of a word may begin with some letters, the last being so long."""
    if not word.startswith(letters[0]):
        return False
    place = 0
    for letter in letters[1:]:
        place = word.find(letter, place + _PART)
        if place < 0:
            return False
    return place == 0 or len(word) - place >= last
