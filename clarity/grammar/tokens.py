"""The words of a passage as spaCy's tokens, with the punctuation that stands between them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from clarity.language.words import find as find_words
from clarity.model import Passage, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

#: What stands between two words: an address or a number that is no word, dots, single signs.
_BETWEEN = re.compile(r"\w\S*|\.{2,}|\S")
#: The most words in one piece. What is longer is cut, between sentences where it can be: memory
#: stays flat however long a block, or a "sentence", is.
_LONGEST = 400


def is_one_token(text: str) -> bool:
    """Tell whether a word or a sign can be a token: alone, or with the stop of an abbreviation."""
    if text.isalpha():  # nearly always
        return True
    stem = text[:-1] if text.endswith(".") else text
    found = list(find_words(f"{stem} "))  # a hyphen at the end is of the word before a space
    return found == [(0, len(stem))] or (not found and bool(_BETWEEN.fullmatch(text)))


class Piece(Struct, frozen=True):
    """A run of words of a passage as tokens.

    ``words`` are the tokens, ``opens`` tells which of them begin a sentence, and ``places`` which
    are words of the passage, the others being punctuation. The first of them is word ``first``.
    """

    words: list[str]
    opens: list[bool | int | None]
    places: list[int]
    first: int

    @property
    def numbers(self) -> Mapping[int, int]:
        """The words of the passage by their places among the tokens."""
        return {place: word for word, place in enumerate(self.places, self.first)}

    def doc(self, vocab: Vocab) -> Doc:
        """Return the tokens as a document of spaCy."""
        from spacy.tokens import Doc

        return Doc(vocab, words=self.words, sent_starts=self.opens)


def pieces(passage: Passage) -> Iterator[Piece]:
    """Cut a passage into pieces of whole sentences; none where it has no word."""
    first = 0
    begins = {sentence.first for sentence in passage.sentences}
    for sentence in passage.sentences:
        while sentence.last - first > _LONGEST:
            cut = sentence.first if sentence.first > first else first + _LONGEST
            yield _piece(passage, begins, first, cut)
            first = cut
    if first < len(passage.forms):
        yield _piece(passage, begins, first, len(passage.forms))


def sentence_pieces(passage: Passage, sentence: Sentence) -> Iterator[Piece]:
    """Cut a sentence into pieces: one, unless it is very long."""
    for first in range(sentence.first, sentence.last, _LONGEST):
        last = min(first + _LONGEST, sentence.last)
        yield _piece(passage, {sentence.first}, first, last, (sentence.start, sentence.end))


def _piece(
    passage: Passage,
    begins: set[int],
    first: int,
    last: int,
    within: tuple[int, int] = (0, sys.maxsize),
) -> Piece:
    """Return some words as tokens, with the signs around them that stand within a range."""
    text, starts, ends = passage.block.text, passage.starts, passage.ends
    words: list[str] = []
    opens: list[bool | int | None] = []
    places: list[int] = []
    place = max(ends[first - 1] if first else 0, within[0])
    for index in range(first, last):
        between, place = text[place : starts[index]], ends[index]
        if between != " ":  # as it is most often
            signs = _BETWEEN.findall(between)
            words += signs
            opens += [False] * len(signs)
        places.append(len(words))
        words.append(text[starts[index] : place])
        opens.append(index in begins)
    after = min(starts[last] if last < len(starts) else len(text), within[1])
    signs = _BETWEEN.findall(text, place, after)
    return Piece(words + signs, [*opens, *[False] * len(signs)], places, first)
