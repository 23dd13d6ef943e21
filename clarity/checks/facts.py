"""What is known of a passage whatever stands around it, kept for as long as it stays the same."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

from clarity.checks.engine import RuleHit
from clarity.language.sentences import Split
from clarity.measures.grammar import Counts
from clarity.model import Block, Grammar, Kept, Origin, Passage

_NOWHERE = Origin((), (), (), 0)


class Facts(NamedTuple):
    """The grammar of a passage, what is counted in it, and the hits that depend on nothing else."""

    grammar: Grammar | None
    counts: Counts | None
    hits: tuple[RuleHit, ...]

    def moved(self, block: Block) -> Facts:
        """Return the same facts of a block that differs only in where it stands."""
        return self._replace(hits=tuple((id, hit._replace(block=block)) for id, hit in self.hits))


class Memory:
    """What is known of the passages of one text, from one judging of it to the next.

    Whoever has a text judged again and again (an editor, a run that has a large file in its cache)
    gives the same memory each time. ``splits`` are the words and sentences of blocks, by language
    and text.
    """

    def __init__(self) -> None:
        self.splits: Kept[tuple[str, str], Split] = Kept()
        self._facts: Kept[Hashable, Facts] = Kept()
        self._way = ""

    def begin(self, way: str) -> None:
        """Begin with a version of the text that is judged in some way: by settings and rules.

        What is known holds for one way only.
        """
        if way != self._way:
            self.splits, self._facts, self._way = Kept(), Kept(), way
        self.splits.turn()
        self._facts.turn()

    def recall(self, passage: Passage) -> Facts | None:
        """Return what is known of a passage."""
        facts = self._facts.get(_key(passage))
        return facts.moved(passage.block) if facts else None

    def remember(self, passage: Passage, facts: Facts) -> None:
        """Keep what has been worked out of a passage."""
        self._facts.put(_key(passage), facts)


def _key(passage: Passage) -> Hashable:
    """Return all that the facts of a passage rest on: the block but for its place, and the rest."""
    return passage.language, passage.is_opening, passage.block._replace(origin=_NOWHERE)
