"""The ways in which words are inflected, each with the words that go that way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from clarity.language.inflection import like
from clarity.language.lexicon import Lexicon
from clarity.parsing.hints import closest

#: How many models an error names.
_NAMED = 3
#: Of how many letters the ending is that words share with others.
_ALIKE = 2
#: Fewer words with that ending say nothing.
_FEW = 5


def paradigms(lexicon: Lexicon, part_of_speech: str) -> Mapping[str, tuple[str, ...]]:
    """Return the model words of a part of speech, each with the words inflected like it."""
    found: dict[str, list[str]] = defaultdict(list)
    for word, model in lexicon.vocabulary.words(part_of_speech):
        found[model].append(word)
    return {model: tuple(words) for model, words in found.items()}


def nearest_models(word: str, part_of_speech: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return a few model words that a word could be inflected like.

    First is the way that most words of its kind go, then those of the words that end alike. They
    are the words that the ways are named after, which everyone knows.
    """
    sizes: dict[str, tuple[int, int]] = {}
    for model, words in paradigms(lexicon, part_of_speech).items():
        if like(word, model, lexicon.forms(model, part_of_speech)):
            alike = sum(known.endswith(word[-_ALIKE:]) for known in words)
            sizes[model] = (alike if alike >= _FEW else 0, len(words))
    if not sizes:
        return ()
    commonest = max(sizes, key=lambda model: sizes[model][1])
    others = sorted(sizes.keys() - {commonest}, key=lambda model: (*sizes[model], model))
    return (commonest, *reversed(others[1 - _NAMED :]))


def nearest_word(word: str, part_of_speech: str, lexicon: Lexicon) -> str:
    """Return the known word that is spelt most like one that is not known; "" where none is."""
    known = (known for known, _ in lexicon.vocabulary.words(part_of_speech))
    return closest(word, (other for other in known if other[:1] == word[:1]))
