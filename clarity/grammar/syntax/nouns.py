"""How much of a text is nouns: nominalisations, and the nominal quotient."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from clarity.language.lexicon import Lexicon
from clarity.model import Grammar, Passage, Sentence

#: «Ting» and «ring» end like nominalisations, and so do their longer forms.
_SHORTEST = 6


class Nominalisations(Struct, frozen=True):
    """Which nouns of a language are actions or qualities made into things.

    ``endings`` are those of such nouns, in all forms. ``ordinary`` are nouns that end so and mean a
    thing of their own («avdeling»), alone or as the last part of a compound.
    """

    endings: tuple[str, ...]
    ordinary: tuple[str, ...]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Nominalisations:
        """Take the lists from a lexicon."""
        return cls(lexicon.ordered("nominal_endings"), lexicon.ordered("ordinary_nouns"))

    def find(self, passage: Passage, grammar: Grammar, sentence: Sentence) -> Iterator[int]:
        """Yield the words of a sentence that are nominalisations."""
        for index in range(sentence.first, sentence.last):
            if grammar.tags[index] == "NOUN":
                form = passage.forms[index]
                is_nominal = form.endswith(self.endings) and not form.endswith(self.ordinary)
                if is_nominal and len(form) > _SHORTEST:
                    yield index


def adjectival_participles(grammar: Grammar, sentence: Sentence) -> Iterator[int]:
    """Yield the words of a sentence that are participles standing as adjectives."""
    for index in range(sentence.first, sentence.last):
        if grammar.tags[index] == "ADJ" and "VerbForm=Part" in grammar.features[index]:
            yield index
