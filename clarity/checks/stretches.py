"""Stretches of text where hits that say the same stand so close that they are told as one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from clarity.model import Finding, Hit, Passage, Prose, Rule, Span
from clarity.model.text import CONTEXT

#: The most words that a message names.
_MOST_WORDS = 8

_start = attrgetter("start")


class Placed(Struct, frozen=True):
    """A hit with the id of the rule that looked for it and its place in the source."""

    rule: str
    span: Span
    hit: Hit


class Stretch(Struct, frozen=True):
    """Two hits or more in a passage, each in the sentence of the one before it or in the next.

    ``is_all`` where the passage is as a whole in another language than the rules.
    """

    passage: Passage
    hits: tuple[Placed, ...]
    is_all: bool


def find(hits: Iterable[Placed], rules: Mapping[str, Rule], prose: Prose) -> Iterator[Stretch]:
    """Yield the stretches of hits that stand in the order of the text, each of rules that agree.

    Of hits that overlap, the first is part of a stretch.
    """
    passages = {id(passage.block): passage for passage in prose.passages}
    runs: dict[tuple[int, str], list[list[Placed]]] = {}
    for one in hits:
        rule, passage = rules[one.rule], passages[id(one.hit.block)]
        own = runs.setdefault((id(passage.block), rule.together), [[]])
        before = own[-1][-1].hit if own[-1] else None
        if before and one.hit.start < before.end:
            continue
        if before and passage.language == rule.language and _is_far(before, one.hit, passage):
            own.append([])
        own[-1].append(one)
    for (block, _), own in runs.items():
        for run in own:
            if len(run) > 1:
                passage = passages[block]
                is_all = passage.language != rules[run[0].rule].language
                yield Stretch(passage, tuple(run), is_all)


def _is_far(before: Hit, after: Hit, passage: Passage) -> bool:
    """Tell whether there is a whole sentence between two hits."""
    first, last = (bisect_right(passage.sentences, h.start, key=_start) for h in (before, after))
    return last - first > 1


def whole(stretch: Stretch, parts: Sequence[Finding]) -> Placed:
    """Return a stretch as one hit of its first rule; ``parts`` are the findings in it.

    It reaches from the first of them to the last, and over all of a passage that is in another
    language.
    """
    passage, hits = stretch.passage, stretch.hits
    start, end = hits[0].hit.start, hits[-1].hit.end
    if stretch.is_all:
        start, end = passage.sentences[0].start, passage.sentences[-1].end
    words: dict[str, str] = {}
    for part in parts:
        instead = f" ({part.suggestions[0]})" if part.suggestions else ""
        words.setdefault(part.text.lower(), f"{part.text}{instead}".lower())
    named = list(words.values())[:_MOST_WORDS]
    hit = passage.hit(start, end, {"count": str(len(parts)), "words": ", ".join(named)})
    low, high = hit.around
    if last := passage.sentence_at(end - 1):
        high = min(last.end, end + CONTEXT)
    return Placed(hits[0].rule, hit.span, replace(hit, around=(low, high)))
