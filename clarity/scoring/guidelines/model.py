"""What a guideline is: principles made of signals with weights and anchors."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from clarity.model import CHANNELS, Need, Severity, Unit

Kind = Literal["measure", "density", "presence", "variety", "share", "company"]
KINDS: tuple[Kind, ...] = ("measure", "density", "presence", "variety", "share", "company")

#: How the measures that are a share of 1 end.
_SHARES = ("_share", "_balance")

#: What can be counted in a block beside findings and cues (see `clarity.scoring.marks`).
MARKS = ("question", "section_sign", "emoji", "contact_point")


class Evidence(Struct, frozen=True):
    """What a signal looks at in a text, and what number it makes of it.

    - ``measure``: the measure of that name.
    - ``density``: findings, cues and marks per 100 words.
    - ``presence``: 1 where there is any of them, else 0. With ``within`` it is 1 where a cue stands
      in the first so many words, and evenly less where it stands further on: 0 from twice as many.
    - ``variety``: how many different findings there are, however often each comes.
    - ``share``: cues as a share of the cues and those ``against`` (0 to 1); undefined without any.
    - ``company``: share (0 to 1) of the sentences with one of the cues in which, or in the next of
      which, one of those in ``against`` stands; undefined without any.

    Findings are those of the rules named in ``findings`` (``inconsistent-*``: all that begin so)
    and of all rules of the ``categories`` but ``other_than``. ``cues`` and ``against`` are names of
    word lists, ``marks`` some of `MARKS`. Where ``absent``, the findings tell of what a text lacks,
    which is nowhere in it.
    """

    kind: Kind
    measure: str = ""
    findings: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    other_than: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    within: int = 0
    absent: bool = False

    def means(self, rule: str, category: str) -> bool:
        """Tell whether it counts the findings of a rule, given by name and category."""
        if category in self.categories and rule not in self.other_than:
            return True
        if rule in self.findings:
            return True
        return any(rule.startswith(name[:-1]) for name in self.findings if name[-1] == "*")


class Signal(Struct, frozen=True):
    """Evidence with the value that gives 0 points (``bad``) and the one that gives 100 (``good``).

    ``about`` says what is looked at, where the name does not tell all; ``fix`` tells the writer
    what to do about it; ``see`` are rules that show the places. ``source`` says where the anchors
    come from. Of the channels it does not count in, it tells nothing in those of ``not_in``.
    """

    id: str
    name: str
    fix: str
    weight: float
    bad: float
    good: float
    source: str
    evidence: Evidence
    needs: Need = "text"
    see: tuple[str, ...] = ()
    channels: tuple[str, ...] = CHANNELS
    about: str = ""
    not_in: tuple[str, ...] = ()

    @property
    def unit(self) -> Unit:
        """How its value is read."""
        evidence = self.evidence
        if evidence.kind == "presence":
            return "answer"
        is_share = evidence.kind in ("share", "company")
        return "share" if is_share or evidence.measure.endswith(_SHARES) else "number"

    def score(self, value: float) -> float:
        """Return the points, 0 to 100, of a value: a linear ramp between the anchors."""
        return 100 * min(max((value - self.bad) / (self.good - self.bad), 0.0), 1.0)


class Principle(Struct, frozen=True):
    """A principle of the guideline; ``beyond`` says what of it no text can show.

    ``untold`` is the weight of its signals that tell nothing of a text in this channel.
    """

    id: str
    name: str
    weight: float
    beyond: str
    signals: tuple[Signal, ...]
    untold: float = 0.0

    @property
    def total(self) -> float:
        """The weight of its signals, those that tell nothing in this channel among them."""
        return sum(signal.weight for signal in self.signals) + self.untold

    @property
    def told(self) -> float:
        """The share of its signals that tell something of a text in this channel, by weight."""
        return 1 - self.untold / self.total if self.untold else 1.0


class Cap(Struct, frozen=True):
    """The most a text can get that breaks a binding rule.

    With ``density`` such findings per 100 words (or more) the overall score is at most
    ``overall``; with fewer the limit rises evenly towards 100.
    """

    overall: float
    density: float
    severity: Severity
    strengths: tuple[str, ...]


class Guideline(Struct, frozen=True):
    """A guideline in one language, for one channel or for all.

    ``bands`` are (from, name), highest first. ``languages`` are those it is written for: in another
    it has no principles and no bands, and its name is that in the first of them. ``source`` says
    what it rests on.
    """

    id: str
    name: str
    source: str
    language: str
    languages: tuple[str, ...]
    principles: tuple[Principle, ...]
    bands: tuple[tuple[float, str], ...]
    cap: Cap | None
