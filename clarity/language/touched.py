"""Which sentences of a text stand in no earlier version of it: those that somebody has touched.

A sentence is what its words say, in what kind of block, with which of them in links or emphasis. So
one that was only moved, or whose lines were broken elsewhere, is not touched.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from operator import attrgetter

from msgspec import Struct

from clarity.digest import blake2b
from clarity.language.reading import joints_of
from clarity.language.sentences import Splitter
from clarity.model import Block, Document, Sentence, Span

_start = attrgetter("start")


class Stood(Struct, frozen=True):
    """A sentence by what makes it the same in another version, and where it stands."""

    key: bytes
    span: Span


class Places:
    """Some places of a text, which may lie in each other."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._ends = list(accumulate((span.end for span in self._spans), max))

    def meet(self, span: Span) -> bool:
        """Tell whether one of them shares a code point with a span."""
        before = bisect_left(self._spans, span.end, key=_start)
        return before > 0 and self._ends[before - 1] > span.start


def sentences(document: Document, splitter: Splitter) -> Iterator[Stood]:
    """Yield every sentence of a document, in the order of its blocks."""
    for block in document.blocks:
        for sentence in splitter.split(block.text, joints_of(block)).sentences:
            yield Stood(_key(block, sentence), block.span(sentence.start, sentence.end))


def touched(now: Iterable[Stood], before: Mapping[bytes, int]) -> Iterator[Span]:
    """Yield where the sentences stand that the earlier version has not, or not as often.

    ``before`` is how often it has each.
    """
    left = Counter(before)
    for sentence in now:
        if left[sentence.key]:
            left[sentence.key] -= 1
        else:
            yield sentence.span


def _key(block: Block, sentence: Sentence) -> bytes:
    text = block.text[sentence.start : sentence.end]
    words = " ".join(text.split())
    marks = [
        (
            mark.kind,
            _word(text, mark.start - sentence.start),
            _word(text, mark.end - sentence.start),
        )
        for mark in block.marks
        if mark.kind != "break" and mark.start < sentence.end and mark.end > sentence.start
    ]
    level = block.level if block.kind == "heading" else 0
    told = f"{block.kind}\n{level}\n{block.name}\n{words}\n{sorted(marks)}"
    return blake2b(told.encode(errors="surrogatepass"), digest_size=8).digest()


def _word(text: str, offset: int) -> int:
    """Return a place in a sentence as the characters before it, white space apart."""
    return len("".join(text[: max(offset, 0)].split()))
