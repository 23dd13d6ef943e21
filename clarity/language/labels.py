"""Finds words that nobody says to the reader: what will be filled in, and names of buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from clarity.model import Passage

if TYPE_CHECKING:
    from clarity.language.lexicon import Lexicon

#: Words of a label that nothing but a capital sets off, at most: «Trykk på Legg i handlekurv».
_LONGEST_LABEL = 4


class Labels(Struct, frozen=True):
    """The word lists that tell where the name of a button begins and ends.

    It comes after one of ``pressing`` («trykk»), and ``pressed`` («på knappen») where they stand,
    and ends before one of ``label_ends``. Without a capital it is one that begins with a command.
    """

    pressing: frozenset[str]
    pressed: frozenset[str]
    label_ends: frozenset[str]
    button_commands: frozenset[str]
    imperatives: frozenset[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Labels:
        """Take the lists from a lexicon. Raises `KeyError` where it lacks one."""
        return cls(*(lexicon.words(name) for name in cls.__struct_fields__))

    def find(self, passage: Passage) -> Iterator[tuple[int, int]]:
        """Yield the ranges of a passage's text that are names of buttons."""
        if self.pressing.isdisjoint(passage.forms):
            return
        for index, form in enumerate(passage.forms):
            if form in self.pressing:
                yield from self._label(passage, index)

    def _label(self, passage: Passage, index: int) -> Iterator[tuple[int, int]]:
        last = passage.sentence_of(index).last
        at = index + 1
        while at < last and passage.forms[at] in self.pressed and passage.word(at).islower():
            at += 1
        if at >= last or not passage.is_adjacent(at - 1):
            return
        start = passage.starts[at]
        marks = [mark for mark in passage.block.marks if mark.start <= start < mark.end]
        if any(mark.kind == "link" for mark in marks):
            return  # «Trykk på [her](…)»: where it leads is said to the reader
        if marks:
            yield start, max(mark.end for mark in marks)
            return
        is_command = passage.forms[at] in self.imperatives | self.button_commands
        if not passage.word(at)[0].isupper() and not is_command:
            return
        end = at + 1
        most = min(last, at + _LONGEST_LABEL)
        while end < most and passage.is_adjacent(end - 1):
            if passage.forms[end] in self.label_ends:
                break
            end += 1
        yield start, passage.ends[end - 1]


def placeholders(text: str) -> Iterator[tuple[int, int]]:
    """Yield what a template has for its writer to fill in: «[antall dager]», «<beløp>».

    One word alone in brackets is no word at all: `parsing.masking`. These are words that count, of
    which nothing is told. A whole sentence in square brackets is text, and a link is not written so
    in a block's text.
    """
    if "[" in text or "{" in text or "<" in text:
        yield from (match.span() for match in _placeholder().finditer(text))


@cache
def _placeholder() -> re.Pattern[str]:
    # In square brackets, with a capital first and a full stop last, it is a sentence.
    whole = r"[A-ZÆØÅÄÖ][^\[\]]*[.!?]\s*\]"
    return re.compile(
        rf"\[(?!{whole})(?=[^\[\]]*[^\W\d_])[^\[\]]{{1,200}}\](?![(\[:])"
        r"|\{\{?[^{}]{1,200}\}\}?|<(?=[^\W\d_])[^<>=]{1,100}(?<!\s)>"
    )
