"""What LanguageTool says of a text, as findings like any other, or why there are none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from clarity.checks.engine import Checker
from clarity.languagetool.answer import NoAnswerError
from clarity.languagetool.rules import NAME
from clarity.model import Category, Finding, Prose, Skipped, Span

#: What a rule of clarity's own has said in this, LanguageTool need not say again.
_COVERED: Category = "language"


def proofread(
    prose: Prose, checker_of: Callable[[str], Checker], own: Sequence[Finding]
) -> tuple[tuple[Finding, ...], tuple[Skipped, ...]]:
    """Return what LanguageTool finds in a text, and for each language why it was not asked.

    ``checker_of`` returns LanguageTool's rules for a language, ready to run. What ``own`` findings
    have said already is left out.
    """
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    said = [finding.span for finding in own if finding.advice.category == _COVERED]
    for name in sorted({passage.language for passage in prose.passages}):
        try:
            found = checker_of(name).check(prose.in_language(name), {})
        except NoAnswerError as error:
            skipped.append(Skipped(f"{name}/{NAME}", str(error), error.is_passing))
        else:
            findings += [new for new in found if not _overlaps(new.span, said)]
    return tuple(findings), tuple(skipped)


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span.overlaps(other) for other in others)
