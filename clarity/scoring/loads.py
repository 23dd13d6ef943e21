"""What a text loads its reader with, counted so that two versions can be set against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from clarity.language.familiar import familiar_words
from clarity.measures.grammar import Counts
from clarity.measures.readability import letters
from clarity.model import Passage, Prose

#: A sentence loads its reader with the words it has beyond these (Mattilsynet has 15 on average).
LIGHT_SENTENCE = 12

#: What burdens the reader, and what lightens the same: the names of what `count` returns.
BURDENS = ("letters", "words_beyond_12", "unfamiliar_words", "passives")
RELIEFS = ("sentences",)
LOADS = (*BURDENS, *RELIEFS)


def count(prose: Prose, counts: Iterable[Counts | None]) -> Mapping[str, float]:
    """Return the loads of a text by name; ``counts`` are those of the grammar of its passages.

    - ``letters``: those of all words.
    - ``words_beyond_12``: over all sentences, the words from the thirteenth on.
    - ``unfamiliar_words``: how many different words there are that are not among the
      `familiar_words` of the main language, as a word is learnt once; none where it has none.
    - ``passives``: passive verbs; none where nobody has read the grammar.
    - ``sentences``: all of them, headings and the points of lists among them.

    Image texts do not count, and names, numbers, placeholders and addresses have no letters and are
    not unfamiliar. No load depends on the order of the sentences.
    """
    passages = [passage for passage in prose.passages if passage.block.kind != "alt"]
    familiar = familiar_words(prose.language)
    told = Counter(form for passage in passages for form in _words(passage))
    lengths = [s.last - s.first for passage in passages for s in passage.sentences]
    return {
        "letters": sum(letters(form) * times for form, times in told.items()),
        "words_beyond_12": sum(max(0, length - LIGHT_SENTENCE) for length in lengths),
        "unfamiliar_words": len(told.keys() - familiar) if familiar else 0,
        "passives": sum(own.passives for own in counts if own is not None),
        "sentences": len(lengths),
    }


def _words(passage: Passage) -> Iterable[str]:
    """Yield what is a word of the language, as far as its letters tell."""
    firsts = {sentence.first for sentence in passage.sentences}
    for index, form in enumerate(passage.forms):
        is_name = index not in firsts and passage.word(index)[0].isupper()
        if not is_name and form.replace("-", "").isalpha():
            yield form
