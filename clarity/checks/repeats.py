"""The same thing found again in a text is one finding, with its other places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from clarity.model import Finding
from clarity.model.outcome import in_order


def fold(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Say the same thing once: the first finding of it has the others as its repeats.

    Findings come and go in the order of the text. The same thing is what one rule met again: the
    same entry of its list, or else the same words, whatever capitals they have.
    """
    found = unfold(findings)
    same: dict[tuple[str, str], list[Finding]] = {}
    for finding in found:
        if not finding.parts:
            same.setdefault(_thing(finding), []).append(finding)
    told: list[Finding] = []
    for finding in found:
        if finding.parts:
            told.append(finding)
        elif others := same.pop(_thing(finding), None):
            told.append(replace(finding, repeats=tuple(others[1:])) if others[1:] else finding)
    return tuple(told)


def count(findings: Iterable[Finding]) -> int:
    """Return how many findings `fold` makes of some, of which none has repeats."""
    return len({id(finding) if finding.parts else _thing(finding) for finding in findings})


def unfold(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings at every place, in the order of the text: what `fold` folded."""
    return tuple(sorted(_at_every_place(findings), key=in_order))


def places(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what was found at every place, before any of it was told together or once."""
    found = (part for finding in unfold(findings) for part in finding.parts or (finding,))
    return tuple(sorted(found, key=in_order))


def _at_every_place(findings: Iterable[Finding]) -> Iterator[Finding]:
    for finding in findings:
        yield replace(finding, repeats=()) if finding.repeats else finding
        yield from finding.repeats


def _thing(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.entry or " ".join(finding.text.casefold().split())
