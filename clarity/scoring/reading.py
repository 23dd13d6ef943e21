"""The text as it would stand with every suggestion taken."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from clarity.model import Finding, Origin, Passage, Prose, Sentence, Span

_WORD = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})+|\S+")
_AROUND_WORD = "«»“”„\"'’()[]{}.,:;!?…–-*_"


def with_suggestions(prose: Prose, findings: Sequence[Finding]) -> Prose:
    """Return the prose with the first suggestion of each finding in the place of what was found.

    Every signal but the count of findings is read from this text. So a heavy expression costs
    where heavy expressions are counted and nowhere else (not again as a long word, or in a long
    sentence), and taking a suggestion changes nothing but that count: it can never lower a score,
    even where the suggestion is longer than what it replaces. Of findings that overlap the first
    counts. The new words have the place of what they replace, so spans stay true. Findings are
    sorted by span.
    """
    proposed = [finding for finding in findings if finding.suggestions]
    if not proposed:
        return prose
    starts = [finding.span.start for finding in proposed]
    passages = []
    for passage in prose.passages:
        place = _place(passage)
        inside = proposed[bisect_left(starts, place.start) : bisect_left(starts, place.end)]
        passages.append(_replaced(passage, inside) if inside else passage)
    return replace(prose, passages=tuple(passages))


def _place(passage: Passage) -> Span:
    origin = passage.block.origin
    return Span(origin.sources[0], origin.ends[-1]) if origin.sources else Span(0, 0)


def _replaced(passage: Passage, findings: Sequence[Finding]) -> Passage:
    starts, ends, forms = list(passage.starts), list(passage.ends), list(passage.forms)
    sentences = list(passage.sentences)
    for first, last, words in reversed(list(_edits(passage, findings))):
        start, end = starts[first], ends[last - 1]
        starts[first:last] = [start] * len(words)
        ends[first:last] = [end] * len(words)
        forms[first:last] = words
        sentences = [_moved(s, last, len(words) - (last - first)) for s in sentences]
    return replace(passage, starts=starts, ends=ends, forms=forms, sentences=tuple(sentences))


def _edits(
    passage: Passage, findings: Iterable[Finding]
) -> Iterator[tuple[int, int, Sequence[str]]]:
    """Yield words ``first`` to ``last`` and what replaces them, in order and without overlap."""
    free = 0
    for finding in findings:
        start = _offset(passage.block.origin, finding.span.start)
        end = _offset(passage.block.origin, finding.span.end - 1) + 1
        first, last = bisect_right(passage.ends, start), bisect_left(passage.starts, end)
        if free <= first < last:
            yield first, last, _words(finding.suggestions[0])
            free = last


def _moved(sentence: Sentence, after: int, by: int) -> Sentence:
    if not by or sentence.last < after:
        return sentence
    first = sentence.first + by * (sentence.first >= after)
    return replace(sentence, first=first, last=sentence.last + by)


def _offset(origin: Origin, position: int) -> int:
    """Return the place in a block's text of a place in the source: the inverse of the origin."""
    run = max(bisect_right(origin.sources, position) - 1, 0)
    after = origin.texts[run + 1] if run + 1 < len(origin.texts) else origin.length
    return min(origin.texts[run] + position - origin.sources[run], after - 1)


def _words(text: str) -> Sequence[str]:
    words = (word.strip(_AROUND_WORD) for word in _WORD.findall(text.lower()))
    return [word for word in words if any(map(str.isalnum, word))]
