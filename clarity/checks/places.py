"""The words around what a check found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence

from msgspec import Struct

from clarity.model import OPAQUE, Hit, Passage, Sentence

_VERBAL = ("AUX", "VERB")
_NOMINAL = ("ADJ", "DET", "NOUN", "NUM", "PRON", "PROPN")
_OPENERS = "«»\"“”„‘'(["


class Place(Struct, frozen=True):
    """Where a hit stands among the words of its passage: ``first`` to ``last``, half-open."""

    passage: Passage
    hit: Hit
    first: int
    last: int
    sentence: Sentence

    @property
    def before(self) -> str:
        """The word right before, in lower case; "" where none stands there."""
        at = self.first - 1
        is_near = at >= self.sentence.first and self.passage.is_adjacent(at)
        return self.passage.forms[at] if is_near else ""

    @property
    def after(self) -> str:
        """The word right after, in lower case; "" where none stands there."""
        is_near = self.last < self.sentence.last and self.passage.is_adjacent(self.last - 1)
        return self.passage.forms[self.last] if is_near else ""

    @property
    def goes_on(self) -> bool:
        """Whether a word, code or a quotation follows in the sentence."""
        text = self.passage.block.text[self.hit.end : self.sentence.end].lstrip()
        return text[:1].isalnum() or text.startswith((OPAQUE, *_OPENERS))

    @property
    def is_verb(self) -> bool:
        """Whether one of the words found is a verb, or may be one where there is no grammar."""
        grammar = self.passage.grammar
        return grammar is None or any(
            tag in _VERBAL for tag in grammar.tags[self.first : self.last]
        )

    @property
    def is_before_noun(self) -> bool:
        """Whether what is found is an adjective that has its noun after it, as grammar tells."""
        grammar = self.passage.grammar
        if grammar is None or not self.after or grammar.tags[self.last - 1] != "ADJ":
            return False
        return grammar.tags[self.last] in ("NOUN", "ADJ")

    @property
    def is_before_subject(self) -> bool:
        """Whether what is found is a main verb with its subject right after it.

        As grammar tells: «I maj utbetalar kommunen bidraget» has none before.
        """
        grammar = self.passage.grammar
        if grammar is None or not self.after or grammar.tags[self.last] not in _NOMINAL:
            return False
        is_main = grammar.roles[self.last - 1] in ("main", "coordinated")
        is_command = "Mood=Imp" in grammar.features[self.last - 1]
        before = grammar.roles[self.sentence.first : self.first]
        return is_main and not is_command and "subject" not in before

    @property
    def words(self) -> Sequence[str]:
        """The words found, in lower case."""
        return self.passage.forms[self.first : self.last]

    def is_named_beside(self, words: Sequence[str], joints: Collection[str]) -> bool:
        """Tell whether what is found and other words are named side by side: «ska eller skall»."""
        start = max(self.sentence.first, self.first - len(words) - 1)
        *ahead, joint = self.passage.forms[start : self.first] or ("",)
        return joint in joints and ahead == list(words)


def place_of(passage: Passage, hit: Hit) -> Place | None:
    """Return where a hit stands; `None` where no word of the passage does."""
    first = bisect_right(passage.ends, hit.start)
    last = bisect_right(passage.starts, hit.end - 1)
    if first >= last:
        return None
    return Place(passage, hit, first, last, passage.sentence_of(first))
