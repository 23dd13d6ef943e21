"""Passages that have slipped into another language than their text: said once, each of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from clarity.checks.engine import Checker
from clarity.model import Finding, Passage, Prose

#: A text with a larger share of its words than this in another language is in both.
_MOST_SLIPPED = 1 / 3


def tell(prose: Prose, findings: Iterable[Finding], together: Checker) -> tuple[Finding, ...]:
    """Say of passages in another language that they are, and nothing else of them.

    ``together`` are the rules of the main language whose hits are told together: where they have
    several in such a passage, it reads as a slip, and what its own language would have is beside
    the point. The findings come in any order.
    """
    slipped = _slipped(prose) if together.rules else ()
    found = together.check(replace(prose, passages=tuple(slipped)), {}) if slipped else ()
    told = [finding for finding in found if finding.parts]
    return (*told, *(one for one in findings if not _is_in(told, one)))


def _is_in(told: Sequence[Finding], finding: Finding) -> bool:
    """Tell whether a finding is about words in one of some stretches, which are in order."""
    if finding.scope == "document":
        return False
    place = bisect_right(told, finding.span.start, key=lambda one: one.span.start) - 1
    return place >= 0 and told[place].span.covers(finding.span)


def _slipped(prose: Prose) -> Sequence[Passage]:
    """Return the passages that are in another language than the text, and not said to be.

    There are none in a text that has so many that it is in both languages.
    """
    others = [p for p in prose.passages if p.language != prose.language and not p.block.language]
    words = sum(len(passage.forms) for passage in others)
    total = sum(len(passage.forms) for passage in prose.passages)
    return others if words <= _MOST_SLIPPED * total else ()
