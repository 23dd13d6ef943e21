"""Goes through the suggestions in a text from its beginning, and puts in what is agreed to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import Struct

from clarity.model import Finding, Report, Span
from clarity.run.mending import Judge, Made, Mend, Outcome, Refused, Version, attempt


class Question(Struct, frozen=True):
    """A finding that something can be put in for, in a text as it is by then.

    ``left`` is how many are still to come after it.
    """

    report: Report
    finding: Finding
    left: int


class Ask(Protocol):
    """Somebody who is asked."""

    @property
    def is_over(self) -> bool:
        """Tell whether there is nothing more to be asked, in this text or another."""
        ...

    def answer(self, question: Question) -> str | None:
        """Return what to put in; ``None`` to leave it as it is."""
        ...

    def refuse(self, refused: Refused) -> None:
        """Say why what was agreed to is left out all the same."""
        ...


def review(
    version: Version,
    judge: Judge,
    mendable: Callable[[Report], Sequence[Finding]],
    asking: Ask,
) -> Outcome:
    """Put in what is agreed to, and ask about everything once. Raises `EncodingError`."""
    made: list[Made] = []
    refused: list[Refused] = []
    passed = Span(-1, -1), ""
    while not asking.is_over:
        coming = [one for one in mendable(version.report) if (one.span, one.rule) > passed]
        if not coming:
            break
        finding = coming[0]
        passed = finding.span, finding.rule
        text = asking.answer(Question(version.report, finding, len(coming) - 1))
        if text is None:
            continue
        mend = Mend(finding, text)
        tried = attempt(version, [mend], judge)
        if isinstance(tried, Refused):
            asking.refuse(tried)
            refused.append(tried)
            continue
        made.append(Made(mend, version.report.source))
        end = finding.span.start + len(text)
        passed = Span(end, end), ""
        version = tried
    return Outcome(version, tuple(made), tuple(refused))
