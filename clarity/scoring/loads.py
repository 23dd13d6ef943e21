"""What a text loads its reader with, counted so that two versions can be set against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from clarity.language.familiar import familiar_words
from clarity.measures.grammar import Counts
from clarity.measures.readability import LONG_WORD, letters
from clarity.model import Passage, Prose

#: A sentence loads its reader with the words it has beyond these (Mattilsynet has 15 on average).
LIGHT_SENTENCE = 12

#: The names of what `count` returns.
LOADS = ("words", "words_beyond_12", "long_words", "unfamiliar_words", "passives")


def count(prose: Prose, counts: Iterable[Counts | None]) -> Mapping[str, float]:
    """Return the loads of a text by name; ``counts`` are those of the grammar of its passages.

    - ``words``: all of them, but those of image texts.
    - ``words_beyond_12``: over all sentences, the words from the thirteenth on.
    - ``long_words``: words of more than six letters.
    - ``unfamiliar_words``: words that are not among the `familiar_words` of the main language;
      none where it has none.
    - ``passives``: passive verbs; none where nobody has read the grammar.

    Names, numbers, placeholders and addresses are neither long nor unfamiliar. A load is a sum over
    sentences, so it is the same whatever order they stand in.
    """
    passages = [passage for passage in prose.passages if passage.block.kind != "alt"]
    familiar = familiar_words(prose.language)
    told = [form for passage in passages for form in _words(passage)]
    lengths = [s.last - s.first for passage in passages for s in passage.sentences]
    return {
        "words": sum(len(passage.forms) for passage in passages),
        "words_beyond_12": sum(max(0, length - LIGHT_SENTENCE) for length in lengths),
        "long_words": sum(letters(form) > LONG_WORD for form in told),
        "unfamiliar_words": sum(form not in familiar for form in told) if familiar else 0,
        "passives": sum(own.passives for own in counts if own is not None),
    }


def _words(passage: Passage) -> Iterable[str]:
    """Yield what is a word of the language, as far as its letters tell."""
    firsts = {sentence.first for sentence in passage.sentences}
    for index, form in enumerate(passage.forms):
        is_name = index not in firsts and passage.word(index)[0].isupper()
        if not is_name and form.replace("-", "").isalpha():
            yield form
