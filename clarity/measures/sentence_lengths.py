"""How long the sentences of a text are, one by one: what an average hides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from clarity.measures.readability import prose_of
from clarity.model import Prose

#: Words to a class: the first is of 1 to 5 words, the last of 41 and more.
CLASS_WIDTH = 5
CLASSES = 9


def sentence_lengths(prose: Prose) -> tuple[int, ...]:
    """Return the words of each sentence of the prose in the text's main language, in order."""
    own = (passage for passage in prose.passages if passage.language == prose.language)
    return tuple(s.last - s.first for passage in own for s in prose_of(passage))


def length_class(words: int) -> int:
    """Return the class of a sentence, from 0."""
    return min((words - 1) // CLASS_WIDTH, CLASSES - 1)


def class_shares(lengths: Iterable[int]) -> Sequence[float]:
    """Return the share (0 to 1) of the sentences in each class; nothing where there are none."""
    counts = Counter(map(length_class, lengths))
    total = counts.total()
    return [counts[number] / total for number in range(CLASSES)] if total else []
