"""A run told in a few sentences: how much was found, and what is beyond the limits."""

from __future__ import annotations

from collections.abc import Iterator

from clarity.reports.interface_words import Words
from clarity.reports.phrasing import count, decimal, group, shown
from clarity.reports.summary import Summary


def totals(summary: Summary, words: Words) -> str:
    """Return how many files were checked, and what was found in them, by severity.

    Then at how many further places the same was found, and how much more there is to see.
    """
    if not (summary.rows or summary.failures):
        return words.nothing_checked
    counts = ", ".join(
        f"{group(number)} {words.counted[severity]}"
        for severity, number in summary.findings.items()
    )
    told = words.checked.format(files=count(len(summary.rows), words.file), counts=counts)
    if summary.repeats:
        told += " " + words.again.format(places=count(summary.repeats, words.place))
    if summary.quiet:
        told += " " + words.more.format(comments=count(summary.quiet, words.comment))
    return told


def averages(summary: Summary, words: Words) -> str:
    """Return the mean and the median of the scores; nothing where no file has one."""
    scores = sorted(row.overall for row in summary.rows if row.overall is not None)
    if not scores:
        return ""
    middle = (scores[(len(scores) - 1) // 2] + scores[len(scores) // 2]) / 2
    return words.average.format(mean=shown(sum(scores) / len(scores)), median=shown(middle))


def outcome(summary: Summary, words: Words) -> Iterator[str]:
    """Yield a sentence for everything that is beyond the limits of the run."""
    verdict = summary.verdict
    for severity, number in verdict.findings.items():
        reason = words.beyond[severity].format(comments=count(number, words.comment))
        yield f"{words.not_passed}: {reason}"
    for least, number in verdict.low_scores.items():
        reason = words.low_scores.format(
            files=count(number, words.file), least=decimal(least, words)
        )
        yield f"{words.not_passed}: {reason}"
    if verdict.failures:
        yield f"{words.unreadable}: {count(verdict.failures, words.file)}."
