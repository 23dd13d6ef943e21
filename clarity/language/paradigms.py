"""The ways in which words are inflected, each with the words that go that way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from clarity.language.inflection import like, shared_beginning
from clarity.language.lexicon import Lexicon

#: How many models an error names.
_NAMED = 3


def paradigms(lexicon: Lexicon, part_of_speech: str) -> Mapping[str, tuple[str, ...]]:
    """Return the model words of a part of speech, each with the words inflected like it."""
    found: dict[str, list[str]] = defaultdict(list)
    for word, model in lexicon.vocabulary.words(part_of_speech):
        found[model].append(word)
    return {model: tuple(words) for model, words in found.items()}


def nearest_models(word: str, part_of_speech: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return a few known words that a word could be inflected like, those that end most alike.

    No two of them go the same way, and of those with the same ending the way that most words go
    stands first.
    """
    best: dict[str, tuple[int, int, str]] = {}
    for model, words in paradigms(lexicon, part_of_speech).items():
        if like(word, model, lexicon.forms(model, part_of_speech)):
            alike = max(words, key=lambda known: (_shared(word, known), -len(known)))
            best[model] = (-_shared(word, alike), -len(words), alike)
    return tuple(alike for *_, alike in sorted(best.values())[:_NAMED])


def _shared(word: str, other: str) -> int:
    """Return how many letters two words end in alike."""
    return len(shared_beginning([word[::-1], other[::-1]]))
