"""What is known of a passage whatever stands around it, kept for as long as it stays the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from clarity.checks.engine import Checker, RuleHit
from clarity.digest import blake2b
from clarity.language import channels
from clarity.language.reading import ReadBlock
from clarity.measures import grammar as grammar_measures
from clarity.measures.grammar import Counts
from clarity.model import Block, Grammar, Kept, Passage, Prose, Syntax


class Facts(Struct, frozen=True):
    """The grammar of a passage, what is counted in it, and the hits that depend on nothing else."""

    grammar: Grammar | None
    syntax: tuple[Syntax, ...] | None
    counts: Counts | None
    hits: tuple[RuleHit, ...]

    def moved(self, block: Block) -> Facts:
        """Return the same facts of a block that differs only in where it stands."""
        if not self.hits:
            return self
        hits = tuple([(id, replace(hit, block=block)) for id, hit in self.hits])
        return Facts(self.grammar, self.syntax, self.counts, hits)


class Store(Protocol):
    """Facts that somebody else has kept or worked out, by digests of what they rest on.

    They hold for texts that are judged in one ``way``.
    """

    @property
    def way(self) -> str:
        """How the text was judged, as `Memory.begin` was told."""
        ...

    def recall(self, digest: str, passage: Passage) -> Facts | None:
        """Return the facts under a digest, which is that of a passage."""
        ...


class Memory:
    """What is known of the passages of one text, from one judging of it to the next.

    Whoever has a text judged again and again (an editor, a run that keeps a large file) gives the
    same memory each time. ``blocks`` is what has been read of blocks, by what they rest on,
    ``signs`` how often those of a channel stand in blocks and lines,
    and ``way`` is how the text is judged, ``channel`` what it is read as: the facts of a passage
    are those of a text for that channel.
    """

    def __init__(self) -> None:
        self.blocks: Kept[Hashable, ReadBlock] = Kept()
        self.signs: Kept[str, channels.Counts] = Kept()
        self._facts: Kept[Hashable, Facts] = Kept()
        self._stores: list[Store] = []
        self.way = ""
        self.channel = ""

    def begin(self, way: str) -> None:
        """Begin with a version of the text that is judged in some way: by settings and rules.

        What is known holds for one way only.
        """
        if way != self.way:
            self.blocks, self.signs, self._facts, self.way = Kept(), Kept(), Kept(), way
        self._stores = [store for store in self._stores if store.way == way]
        self.blocks.turn()
        self.signs.turn()
        self._facts.turn()

    def add(self, store: Store) -> None:
        """Take over facts, as far as they were worked out in the way of the next version."""
        self._stores.append(store)

    def recall(self, passage: Passage) -> Facts | None:
        """Return what is known of a passage."""
        key = self._key(passage)
        if facts := self._facts.get(key):
            return facts.moved(passage.block)
        if self._stores:
            digest = _digest(key)
            for store in self._stores:
                if facts := store.recall(digest, passage):
                    self._facts.put(key, facts)
                    return facts
        return None

    def remember(self, passage: Passage, facts: Facts) -> None:
        """Keep what has been worked out of a passage."""
        self._facts.put(self._key(passage), facts)

    def facts(self) -> Iterator[tuple[str, Facts]]:
        """Yield what is known of the passages of this version, by the digests of a `Store`."""
        return ((_digest(key), facts) for key, facts in self._facts.items())

    def _key(self, passage: Passage) -> Hashable:
        """Return all that the facts of a passage rest on: the block but for its place, the rest."""
        return self.channel, passage.language, passage.is_opening, passage.block.written


def gather(
    prose: Prose,
    read: Callable[[Sequence[Passage]], Sequence[Passage]],
    checker: Callable[[str], Checker],
    memory: Memory | None,
) -> Sequence[Facts]:
    """Return what is known of each passage: what is remembered, and the others worked out anew.

    ``read`` adds grammar to passages, and ``checker`` has the rules of a language.
    """
    known = {id(p): memory.recall(p) if memory else None for p in prose.passages}
    fresh = [passage for passage in prose.passages if known[id(passage)] is None]
    for passage, told, hits in _searched(prose, fresh, read, checker):
        facts = Facts(told.grammar, told.syntax, grammar_measures.count(told), tuple(hits))
        if memory:
            memory.remember(passage, facts)
        known[id(passage)] = facts
    return [facts for facts in known.values() if facts is not None]


def _searched(
    prose: Prose,
    passages: Sequence[Passage],
    read: Callable[[Sequence[Passage]], Sequence[Passage]],
    checker: Callable[[str], Checker],
) -> Iterator[tuple[Passage, Passage, Sequence[RuleHit]]]:
    """Yield passages, each with its grammar and the hits in it that rest on nothing else."""
    told = read(passages)
    for name in {passage.language for passage in passages}:
        own = [n for n, passage in enumerate(passages) if passage.language == name]
        some = replace(prose, passages=tuple(told[n] for n in own))
        for n, hits in zip(own, checker(name).search(some, read), strict=True):
            yield passages[n], told[n], hits


def _digest(key: Hashable) -> str:
    return blake2b(repr(key).encode(errors="surrogatepass"), digest_size=16).hexdigest()
