"""What the texts of a folder were measured to be, and what that says of the rules for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from clarity.model import SEVERITIES, Rule, Severity

#: What is proposed of a rule that finds much: it is off, it stops nothing, or it is as it was.
Remedy = Literal["off", "suggestion", "none"]

#: A rule is loud where it finds so many times what it finds in texts for citizens, that often at
#: least, and in so large a share of the texts: then it is the way they are written.
LOUDER = 3.0
_LEAST_FINDINGS = 10
_LEAST_SHARE = 0.25
#: Findings for every 1,000 words that the reference is never taken to be under: the figures of
#: rules that find less rest on a handful.
_LEAST_RATE = 0.2
#: A way of writing that so large a share of the texts have is a choice somebody has made.
_CHOSEN_SHARE = 0.5
#: Rules on how numbers, times and the like are written. What else they are about makes a text
#: plain or heavy, and to find much of it is what rules are for.
_CONVENTIONS = ("format",)


class Loud(Struct, frozen=True):
    """A rule that finds much more in some texts than in texts for citizens.

    ``texts`` is how many of those ``of`` its language it finds something in, ``rate`` how much for
    every 1,000 words, ``usual`` the same in texts for citizens. ``examples`` are words it found,
    ``off_in`` the channels and audiences that it is off for.
    """

    rule: str
    findings: int
    texts: int
    of: int
    rate: float
    usual: float
    remedy: Remedy
    examples: Sequence[str] = ()
    off_in: Sequence[str] = ()


class Told(Struct, frozen=True):
    """What kind of text most of a folder's texts show that they are: ``number`` ``of`` them."""

    channel: str
    number: int
    of: int


class Scores(Struct, frozen=True):
    """How the scores of some texts are spread."""

    lowest: float
    median: float
    highest: float


class Measured(Struct, frozen=True):
    """What the texts were measured to be, or as many of them as were looked at.

    ``chosen`` is how many were looked at, ``texts`` how many of those are in a language that is
    read, ``words`` how many words they have. In ``beyond`` of them something is to be changed.
    ``told`` is by the folder, empty for all of them.
    """

    chosen: int = 0
    texts: int = 0
    words: int = 0
    beyond: int = 0
    loud: Sequence[Loud] = ()
    told: Mapping[str, Told] = MappingProxyType({})
    scores: Scores | None = None


def is_loud(findings: int, texts: int, of: int, rate: float, usual: float) -> bool:
    """Tell whether a rule finds so much that it says something of how texts are written."""
    is_much = findings >= _LEAST_FINDINGS and texts >= _LEAST_SHARE * of
    return is_much and rate >= LOUDER * max(usual, _LEAST_RATE)


def off_in(rule: Rule) -> Sequence[str]:
    """Return the channels and audiences that a rule is off for, as those who wrote it have it."""
    return [name for name, change in rule.when.items() if change.off]


def remedy(rule: Rule, severity: Severity, texts: int, of: int) -> Remedy:
    """Return what a good editor would do about a rule that is loud.

    How most texts write numbers or the like is decided once, and not page by page, where the rule
    itself knows kinds of text that write so. What makes texts heavy is no noise, however much there
    is of it: it need not stop anybody today. A rule of which only a part is shown would be shown
    whole if it were named, so it is let be.
    """
    if severity == "error" or rule.advice.strength == "law":
        return "none"
    if severity == SEVERITIES[0]:
        is_chosen = rule.advice.category in _CONVENTIONS and texts >= _CHOSEN_SHARE * of
        return "off" if is_chosen and off_in(rule) else "none"
    return "suggestion" if rule.record is None or rule.record.has_earned else "none"
