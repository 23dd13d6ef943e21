"""What taking suggestions can make of a text, so that no score hangs on taking one."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from clarity.measures.readability import LONG_WORD, VERY_LONG_WORD, count_longer
from clarity.model import OPAQUE, Finding, Origin, Passage, Sentence

_WORD = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})+|\S+")
_AROUND_WORD = "«»“”„\"'’()[]{}.,:;!?…–-*_"

Words = Sequence[str]


class Edit(NamedTuple):
    """Words ``first`` to ``last`` (half-open) of a passage, and those suggested instead."""

    first: int
    last: int
    old: Words
    new: Words

    @property
    def words(self) -> int:
        """Return how many more words the text gets."""
        return len(self.new) - len(self.old)

    @property
    def long_words(self) -> int:
        """Return how many more long words it gets."""
        return count_longer(self.new, LONG_WORD) - count_longer(self.old, LONG_WORD)

    @property
    def very_long_words(self) -> int:
        """Return how many more very long words it gets."""
        return count_longer(self.new, VERY_LONG_WORD) - count_longer(self.old, VERY_LONG_WORD)


#: The edits of each passage that has any, by its number among them; in order, without overlap.
Edits = Mapping[int, Sequence[Edit]]


def edits(passages: Iterable[Passage], findings: Sequence[Finding]) -> Edits:
    """Return the first suggestion of each finding in some passages; of overlapping ones, the first.

    Findings are sorted by span.
    """
    proposed = [finding for finding in findings if finding.suggestions]
    starts = [finding.span.start for finding in proposed]
    found = {}
    for number, passage in enumerate(passages):
        origin = passage.block.origin
        if proposed and origin.sources:
            low = bisect_left(starts, origin.sources[0])
            high = bisect_left(starts, origin.ends[-1])
            if own := list(_edits(passage, proposed[low:high])):
                found[number] = own
    return found


def _edits(passage: Passage, findings: Iterable[Finding]) -> Iterator[Edit]:
    free = 0
    for finding in findings:
        start = _offset(passage.block.origin, finding.span.start)
        end = _offset(passage.block.origin, finding.span.end - 1) + 1
        first, last = bisect_right(passage.ends, start), bisect_left(passage.starts, end)
        if free <= first < last:
            yield Edit(first, last, passage.forms[first:last], _words(finding.suggestions[0]))
            free = last


def _offset(origin: Origin, position: int) -> int:
    """Return the place in a block's text of a place in the source: the inverse of the origin."""
    run = max(bisect_right(origin.sources, position) - 1, 0)
    after = origin.texts[run + 1] if run + 1 < len(origin.texts) else origin.length
    return min(origin.texts[run] + position - origin.sources[run], after - 1)


def _words(text: str) -> Words:
    words = (word.strip(_AROUND_WORD) for word in _WORD.findall(text.lower()))
    return [word for word in words if any(map(str.isalnum, word))]


def certain(edit: Edit) -> Words:
    """Return the words there are whether or not the suggestion is taken, at their greatest length.

    What is good in a text is looked for among these: a suggestion that is taken cannot remove any
    of it, nor push it further back.
    """
    both = [word for word in edit.new if word in edit.old]
    room = max(len(edit.old), len(edit.new)) - len(both)
    return [OPAQUE, *both, *[OPAQUE] * (room - 1)] if room else both


def possible(edit: Edit) -> Words:
    """Return the words there are now or would be with the suggestion.

    What is bad in a text is looked for among these: a suggestion that is taken cannot add any.
    """
    has_more = any(word not in edit.old for word in edit.new)
    return [*edit.old, OPAQUE, *edit.new] if has_more else edit.old


def spliced(
    passages: Iterable[Passage], found: Edits, choose: Callable[[Edit], Words]
) -> Iterator[Passage]:
    """Yield passages with other words in the place of those that have a suggestion.

    The new words have the place of the old, so spans stay true. A passage without suggestions is
    yielded itself.
    """
    for number, passage in enumerate(passages):
        yield _spliced(passage, found[number], choose) if number in found else passage


def _spliced(passage: Passage, own: Sequence[Edit], choose: Callable[[Edit], Words]) -> Passage:
    starts, ends, forms = array("i"), array("i"), list[str]()
    added = [0]  # words before each edit, and after the last
    place = 0
    for edit in own:
        words = choose(edit)
        starts.extend(passage.starts[place : edit.first])
        ends.extend(passage.ends[place : edit.first])
        forms += passage.forms[place : edit.first]
        starts.extend([passage.starts[edit.first]] * len(words))
        ends.extend([passage.ends[edit.last - 1]] * len(words))
        forms += words
        added.append(added[-1] + len(words) - len(edit.old))
        place = edit.last
    starts.extend(passage.starts[place:])
    ends.extend(passage.ends[place:])
    forms += passage.forms[place:]
    return replace(
        passage,
        starts=starts,
        ends=ends,
        forms=forms,
        sentences=_moved(passage.sentences, [edit.last for edit in own], added),
        grammar=None,  # nobody has read the new words
    )


def _moved(
    sentences: tuple[Sentence, ...], places: Sequence[int], added: Sequence[int]
) -> tuple[Sentence, ...]:
    """Return sentences after ``added[n]`` words were added before word ``places[n]``."""
    if not any(added):
        return sentences

    def moved(word: int) -> int:
        return word + added[bisect_right(places, word)]

    return tuple(
        Sentence(s.start, s.end, moved(s.first), moved(s.last), s.terminated) for s in sentences
    )
