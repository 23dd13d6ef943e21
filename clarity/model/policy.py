"""Rules: what to look for, how severe it is, and what to tell the writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal, get_args

from msgspec import Struct, field
from msgspec.structs import replace

from clarity.model.record import Record
from clarity.model.text import NO_SETTINGS, Hit, Prose

Severity = Literal["suggestion", "warning", "error"]
Strength = Literal["heuristic", "agency", "authority", "law"]
Category = Literal[
    "readability",
    "sentence",
    "wording",
    "voice",
    "nouns",
    "address",
    "structure",
    "links",
    "format",
    "terms",
    "respect",
    "content",
    "language",
]
Need = Literal["text", "grammar"]

CATEGORIES: tuple[Category, ...] = get_args(Category)
STRENGTHS: tuple[Strength, ...] = get_args(Strength)
SEVERITIES: tuple[Severity, ...] = ("suggestion", "warning", "error")
#: Where a text is read, and by whom. Guidelines and rules may differ by either.
CHANNELS: tuple[str, ...] = (
    "web",
    "letter",
    "decision",
    "law",
    "technical",
    "social",
    "sms",
    "internal",
)
#: Those that a text shows of itself.
ToldChannel = Literal["letter", "decision", "law", "technical"]
TOLD_CHANNELS: tuple[ToldChannel, ...] = get_args(ToldChannel)
AUDIENCES: tuple[str, ...] = ("general", "seniors", "young", "professionals")

#: The numbers of a text by name (`readability.measure`), ``None`` where undefined.
Measures = Mapping[str, float | None]

#: Searches a text for all the rules of one kind of check: yields rule id and hit.
Find = Callable[[Prose, Measures], Iterator[tuple[str, Hit]]]


class Advice(Struct, frozen=True):
    """What a rule tells its reader beside the message; shared by all its findings."""

    id: str
    category: Category
    strength: Strength
    source: str
    url: str
    why: str


class Example(Struct, frozen=True):
    """A sentence that must give one finding at ``marks``, and its plain rewrite that must not."""

    bad: str
    marks: str
    good: str
    suggests: str | None = None


class Given(Struct, frozen=True):
    """What kind of text a rule is about: one with a measure from ``low`` to ``high``.

    ``measure`` is one of `Measures`. A text in which it is undefined is not of that kind.
    """

    measure: str
    low: float
    high: float

    def holds(self, measures: Measures) -> bool:
        """Tell whether a text with these measures is of that kind."""
        value = measures.get(self.measure)
        return value is not None and self.low <= value <= self.high


class Safety(Struct, frozen=True):
    """Which suggestions of a rule can be put in unasked, by the entries of its list.

    Those ``only`` named, where any are, and never those named in ``all_but``.
    """

    only: frozenset[str] = frozenset()
    all_but: frozenset[str] = frozenset()

    def covers(self, entry: str) -> bool:
        """Tell whether what an entry suggests can be put in unasked."""
        return entry in self.only if self.only else entry not in self.all_but


class Adjustment(Struct, frozen=True):
    """A change to a rule: off or on, another severity, options in place of its own, one by one.

    An adjustment that is not ``off`` turns the rule on. With ``anywhere`` it is about every text,
    whatever kind is ``given``.
    """

    off: bool = False
    severity: Severity | None = None
    options: Mapping[str, object] = NO_SETTINGS
    anywhere: bool = False

    def apply(self, rule: Rule) -> Rule:
        """Return the rule with the change made."""
        return replace(
            rule,
            off=self.off,
            severity=self.severity or rule.severity,
            options={**rule.options, **self.options} if self.options else rule.options,
            given=None if self.anywhere else rule.given,
            # What is safe was said of the list as the rule has it.
            safety=None if self.options else rule.safety,
            is_right=rule.is_right and not self.options,
        )


class Rule(Struct, frozen=True):
    """A policy read from YAML. ``id`` is ``language/name``.

    ``check`` names the kind of check and ``options`` are its settings as plain data.
    ``off`` is set where the rule runs only when the configuration asks for it. ``when`` says what
    is different for a channel or an audience. Where a rule of ``yields_to`` (names) has found
    something in the same words, this one is silent. ``record`` is that of a rule of ours, and
    ``sieve`` the same where only what has earned its place by it is to be shown. ``together`` is
    the message where several hits stand close together; rules with the same one are told as one. It
    is silent too in texts that are not of the kind it is about, as ``given`` tells. ``safety`` says
    which of its suggestions are right wherever they fit. Where it ``is_right``, its options have
    been read once and found right, and need be read no further than a text asks.
    """

    id: str
    language: str
    severity: Severity
    message: str
    advice: Advice
    check: str
    options: Mapping[str, object]
    examples: tuple[Example, ...]
    leave_alone: tuple[str, ...]
    off: bool = False
    when: Mapping[str, Adjustment] = field(default_factory=dict)
    yields_to: tuple[str, ...] = ()
    record: Record | None = None
    sieve: Record | None = None
    together: str = ""
    given: Given | None = None
    safety: Safety | None = None
    is_right: bool = False

    @property
    def name(self) -> str:
        """The id without its language: what configuration and comments call the rule."""
        return self.id.partition("/")[2]
