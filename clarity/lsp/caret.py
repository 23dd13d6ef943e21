"""What is shown while somebody writes: nothing new of the words that are being written."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from clarity.model import Finding, Span


class Shown(Struct, frozen=True):
    """A finding that the writer sees: its rule, and where it stands."""

    rule: str
    span: Span


def shown(findings: Iterable[Finding]) -> tuple[Shown, ...]:
    """Return what the writer sees of findings."""
    return tuple(Shown(finding.rule, finding.span) for finding in findings)


def moved(seen: Iterable[Shown], taken: Span, after: int) -> tuple[Shown, ...]:
    """Return what is seen after an edit that took a span, and ends at ``after``, as editors do."""
    shift = after - taken.end

    def place(offset: int) -> int:
        return offset if offset <= taken.start else max(offset + shift, taken.start)

    return tuple(Shown(one.rule, Span(place(one.span.start), place(one.span.end))) for one in seen)


def settled(findings: Iterable[Finding], caret: int, seen: Iterable[Shown]) -> tuple[Finding, ...]:
    """Leave out the findings at the caret that the writer has not seen there before.

    Somebody who has written half a word does not want to hear of it. But what was marked stays so
    as long as it is found: else the marks would flicker.
    """
    known = {one.rule for one in seen if _touches(one.span, caret)}
    return tuple(
        finding
        for finding in findings
        if not _touches(finding.span, caret) or finding.rule in known
    )


def _touches(span: Span, caret: int) -> bool:
    return span.start <= caret <= span.end
