"""Puts what findings suggest into a text, and leaves out what does it no good.

The text is judged again with the edits of a round in it. What lowers its score, brings a finding
that was not there before, or is read as other markup is left out. So each round leaves fewer
findings than there were, the rounds come to an end, and a second run has nothing left to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from clarity import parsing
from clarity.checks import repeats
from clarity.model import Edit, Failure, Finding, Report
from clarity.model.edits import apart, moved
from clarity.parsing.decoding import rewritten

#: Judges a version of a text.
Judge = Callable[[bytes], Report | Failure]

#: Why a suggestion is not put in: it lowers the score, brings a finding, or is read as markup.
Why = Literal["score", "finding", "markup"]

#: Sums of floats that differ by less are the same.
_SAME = 1e-9


class Mend(Struct, frozen=True):
    """What is to be put in for what was found."""

    finding: Finding
    text: str

    @property
    def edit(self) -> Edit:
        """What it does to the text."""
        return Edit(self.finding.span, self.text)


class Made(Struct, frozen=True):
    """What was put in, and the text that it was put into."""

    mend: Mend
    source: str


class Refused(Struct, frozen=True):
    """What was not put in, and why; ``rule`` is that of the finding it would have brought."""

    mend: Mend
    why: Why
    rule: str = ""


class Version(Struct, frozen=True):
    """A text as it is at the moment, and what is found in it."""

    data: bytes
    report: Report


class Outcome(Struct, frozen=True):
    """A text in which all is mended that can be, and what became of the suggestions."""

    version: Version
    made: tuple[Made, ...] = ()
    refused: tuple[Refused, ...] = ()


#: Chooses what is to be put in, of what is found in a text.
Choose = Callable[[Report], Sequence[Mend]]


def mend(version: Version, judge: Judge, together: Choose, alone: Choose) -> Outcome:
    """Put in what is chosen, round for round, until nothing more can be.

    What is chosen ``together`` is tried together, and by parts where that does no good; what is
    chosen ``alone`` is tried one by one, once nothing of the first is left. Raises `EncodingError`.
    """
    made: list[Made] = []
    while True:
        refused: list[Refused] = []
        for groups in _rounds(together(version.report), alone(version.report)):
            after, put_in = _best(version, groups, judge, refused)
            if put_in:
                made += (Made(one, version.report.source) for one in put_in)
                version = after
                break
        else:
            return Outcome(version, tuple(made), tuple(refused))


def _rounds(together: Sequence[Mend], alone: Sequence[Mend]) -> Iterator[Sequence[Sequence[Mend]]]:
    """Yield what is to be tried, in groups that are apart from each other."""
    for layer in _layers(together):
        yield [layer]
    for layer in _layers(alone):
        yield [[one] for one in layer]


def _layers(mends: Sequence[Mend]) -> Iterator[Sequence[Mend]]:
    """Yield mends that neither overlap nor touch each other; then those of the others that do not.

    What two rules suggest alike is one.
    """
    left = {one.edit: one for one in mends}
    while left:
        yield [left.pop(edit) for edit in tuple(apart(left))]


def _best(
    version: Version, groups: Sequence[Sequence[Mend]], judge: Judge, refused: list[Refused]
) -> tuple[Version, list[Mend]]:
    """Put in as much of some groups as does the text good, and return that too."""
    after, put_in = version, list[Mend]()
    waiting = list(reversed(groups))
    while waiting:
        group = waiting.pop()
        tried = attempt(version, [*put_in, *group], judge, after)
        if isinstance(tried, Version):
            after, put_in = tried, [*put_in, *group]
        elif len(group) == 1:
            refused.append(tried)
        else:
            middle = len(group) // 2
            waiting += (group[middle:], group[:middle])
    return after, put_in


def attempt(
    version: Version, mends: Sequence[Mend], judge: Judge, least: Version | None = None
) -> Version | Refused:
    """Return a text with some mends in it, or why the last of them is to be left out.

    It must score no lower than ``least``, which without another is the text itself.
    """
    last, before = mends[-1], version.report
    edits = sorted(one.edit for one in mends)
    data = rewritten(version.data, edits)
    after = judge(data)
    if isinstance(after, Failure) or _shape(after) != _shape(before):
        return Refused(last, "markup")
    if is_lower(after, (least or version).report):
        return Refused(last, "score")
    mended = {(one.finding.rule, one.finding.span) for one in mends}
    found = repeats.places(before.findings)
    left = [one for one in found if (one.rule, one.span) not in mended]
    if new := next(_new(left, repeats.places(after.findings), edits), None):
        return Refused(last, "finding", new.rule)
    return Version(data, after)


def is_lower(one: Report, other: Report) -> bool:
    """Tell whether a version of a text has a lower score than another, or has lost its score."""
    least = other.scorecard.overall if other.scorecard else None
    score = one.scorecard.overall if one.scorecard else None
    return least is not None and (score is None or score < least - _SAME)


def _shape(report: Report) -> object:
    """Return how a text is made up: its language, its blocks and the markup in them."""
    document = parsing.parse(report.source, report.path, report.format)
    blocks = [
        (block.kind, block.level, block.name, block.quoted, [mark.kind for mark in block.marks])
        for block in document.blocks
    ]
    return report.language, blocks, len(document.silences), document.settings


def _new(
    before: Sequence[Finding], after: Sequence[Finding], edits: Sequence[Edit]
) -> Iterator[Finding]:
    """Yield the findings that do not stand where one of the same rule did before the edits."""
    known: dict[str, list[Finding]] = {}
    for finding in before:
        known.setdefault(finding.rule, []).append(finding)
    for finding in after:
        same = (
            one
            for one in known.get(finding.rule, ())
            if one.scope == finding.scope == "document"
            or moved(one.span, edits).overlaps(finding.span)
        )
        if old := next(same, None):
            known[finding.rule].remove(old)
        else:
            yield finding
