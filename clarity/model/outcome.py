"""The outcome: findings, scores and reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from clarity.model.policy import Advice, Measures, Severity, ToldChannel
from clarity.model.text import Document, Scope, Span

Confidence = Literal["low", "medium", "high"]

#: How the value of a signal is read: as it stands, as a share of 1, or as an answer.
Unit = Literal["number", "share", "answer"]

#: Whether the program can put in what a finding suggests: not at all, if it is told to, or unasked.
Mending = Literal["none", "asked", "safe"]

#: How a text lacks something: there is none of it, too little of it, or it comes too late.
Lack = Literal["none", "little", "late"]


class Finding(Struct, frozen=True):
    """A hit stamped with the rule that asked for it.

    ``entry`` is what was met in a rule that is a list, as the rule writes it. ``is_quiet``
    where it counts in the score but is shown only to who asks for the strict set: without a message
    of its own. ``repeats`` are the other places where the text has the same thing, each with a
    finding of its own, in the order of the text. ``parts`` are the findings that this one, of a
    whole stretch of text, is told for. With the scope ``document`` it is about the whole file, and
    ``span`` is its first sentence. ``fingerprint`` is what it is known again by, and
    ``by_sentence`` are those of the sentences it is about where they are several. ``is_known``
    where a baseline has it, and it is shown.
    ``mending`` is ``none`` also where there are suggestions that only the writer can put in: in
    front matter, in a quotation, among markup.
    """

    advice: Advice
    severity: Severity
    span: Span
    context: Span
    text: str
    message: str
    suggestions: tuple[str, ...]
    fingerprint: str
    entry: str = ""
    is_quiet: bool = False
    repeats: tuple[Finding, ...] = ()
    parts: tuple[Finding, ...] = ()
    scope: Scope = "text"
    by_sentence: tuple[str, ...] = ()
    is_known: bool = False
    mending: Mending = "none"

    @property
    def rule(self) -> str:
        """The rule's id, ``language/name``."""
        return self.advice.id


#: Sorts findings into the order of the text.
in_order = attrgetter("span", "advice.id")


class Skipped(Struct, frozen=True):
    """A rule that was asked for and could not run, and why.

    ``is_passing`` where it may well run the next time (a server was down).
    """

    rule: str
    reason: str
    is_passing: bool = False


class SignalScore(Struct, frozen=True):
    """One signal of a principle: its value, its score 0 to 100, and what it cost.

    ``points_lost`` over the signals of a principle add up to 100 minus the principle's score.
    ``spans`` are the places that cost them, in the order of the text. A signal that could not be
    assessed has ``score`` ``None``, and ``points_lost`` 0.
    """

    id: str
    name: str
    value: float | None
    bad: float
    good: float
    score: float | None
    weight: float
    points_lost: float
    spans: tuple[Span, ...] = ()
    source: str = ""
    unit: Unit = "number"


class PrincipleScore(Struct, frozen=True):
    """A principle's score 0 to 100; ``None`` where too little of it could be assessed.

    ``coverage`` is the share (0 to 1) of its weight that could.
    """

    id: str
    name: str
    score: float | None
    coverage: float
    signals: tuple[SignalScore, ...]


class Gain(Struct, frozen=True):
    """Something to mend: what it is, the overall points it would win back, and where.

    Where it is at no place, ``lack`` tells whether there is none of it, too little, or too late.
    """

    label: str
    points: float
    rules: tuple[str, ...]
    spans: tuple[Span, ...]
    lack: Lack = "none"


class Scorecard(Struct, frozen=True):
    """The outcome of a guideline on a text. ``overall`` is ``None`` with a ``reason`` why not."""

    guideline: str
    guideline_name: str
    overall: float | None
    band: str
    confidence: Confidence | None
    reason: str
    caveat: str
    principles: tuple[PrincipleScore, ...]
    gains: tuple[Gain, ...]


class Comparison(Struct, frozen=True):
    """Where a text lies among real texts of one genre, called ``name`` and described in ``about``.

    ``places`` are by measure the shares of those texts, in whole percent and never more than is
    sure, that lie lower and that lie higher. ``texts`` is how many they are. ``sentence_lengths``
    are the shares, 0 to 1, of their sentences in each of the classes of
    `clarity.measures.sentence_lengths`.
    """

    genre: str
    name: str
    about: str
    texts: int
    places: Mapping[str, tuple[int, int]]
    sentence_lengths: tuple[float, ...] = ()


class Change(Struct, frozen=True):
    """Something that one version of a text has more of than the other, and what that weighs.

    ``name`` is a rule's id, or one of `clarity.scoring.loads.LOADS`; ``before`` and ``after`` are
    how many there are. ``contribution`` is above nought where the change makes the text plainer.
    """

    kind: Literal["rule", "load"]
    name: str
    before: float
    after: float
    contribution: float


class Contrast(Struct, frozen=True):
    """Which of two versions of a text is plainer.

    ``amount`` is above nought where the later one is, under it where the earlier one is: the log
    odds that an editor says so. ``changes``, the weightiest first, have the contributions that add
    up to it.
    """

    plainer: Literal["before", "after", "same"]
    amount: float
    changes: tuple[Change, ...]


class Baselined(Struct, frozen=True):
    """What a baseline has to do with a file.

    ``hidden`` is how many findings it knows that are not shown, ``fixed`` how many of its entries
    for the file are no longer found there. ``taken`` are the lines in it of another file that is
    gone, and that this one has taken over: it was renamed.
    """

    hidden: int = 0
    fixed: int = 0
    taken: tuple[str, ...] = ()


#: Where there is no baseline.
_NOTHING_KNOWN = Baselined()


class Report(Struct, frozen=True):
    """All that a renderer gets about one file.

    ``measures`` are the numbers of the text by name, ``None`` where undefined. ``notices`` are
    one-line remarks for the writer (an odd encoding, a language left out). ``comparisons`` are
    with real texts, the genre to compare with first coming first. ``channel`` is the kind of text
    it was judged as, empty where it was not judged; ``told`` is the same where nobody has stated
    it, and the signs in the text did. ``quiet`` is how many findings the strict set would add.
    ``sentence_lengths`` are the words of each sentence of the prose, in order. ``unshown`` is how
    many findings are left out as they stand where nothing has changed. ``baselined`` is about the
    findings that were there before.
    """

    path: str
    source: str
    format: str
    language: str | None
    words: int
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    measures: Measures
    scorecard: Scorecard | None
    notices: tuple[str, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    channel: str = ""
    told: ToldChannel | None = None
    quiet: int = 0
    sentence_lengths: tuple[int, ...] = ()
    unshown: int = 0
    baselined: Baselined = _NOTHING_KNOWN

    @property
    def is_enacted(self) -> bool:
        """Tell whether the text was read as law: its wording stands until somebody enacts it."""
        return self.channel == "law"

    @property
    def new(self) -> tuple[Finding, ...]:
        """What was found and is not known, which is all that counts."""
        return tuple(finding for finding in self.findings if not finding.is_known)

    @classmethod
    def unread(cls, document: Document, language: str | None, reason: str) -> Report:
        """Return the report of a text that was not judged, and why not."""
        return cls(
            path=document.path,
            source=document.source,
            format=document.format,
            language=language,
            words=0,
            findings=(),
            skipped=(),
            measures={},
            scorecard=None,
            notices=(*document.notices, reason),
        )


class Unscored(Struct, frozen=True):
    """The report of a text but for its score, which ``score`` works out for who shows it."""

    report: Report
    score: Callable[[], Scorecard | None]

    def scored(self) -> Report:
        """Return the whole report."""
        return replace(self.report, scorecard=self.score())


class Failure(Struct, frozen=True):
    """A file that could not be checked, and why, in one line.

    ``line`` is the one that is wrong, counted from 1; 0 where it is the file as such.
    """

    path: str
    message: str
    line: int = 0

    @property
    def place(self) -> str:
        """The path, and the line if there is one, as ``path:line``."""
        return f"{self.path}:{self.line}" if self.line else self.path
