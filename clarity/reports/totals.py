"""A run told in a few sentences: how much was found, and what is beyond the limits."""

from __future__ import annotations

from collections.abc import Iterator

from clarity.reports.interface_words import Words
from clarity.reports.options import Options
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


def outcome(summary: Summary, words: Words, options: Options) -> Iterator[str]:
    """Yield a sentence for everything that is beyond the limits of the run."""
    verdict = summary.verdict(options.fail_on, options.min_score)
    if verdict.findings and options.fail_on != "never":
        comments = count(verdict.findings, words.comment)
        reason = words.beyond[options.fail_on].format(comments=comments)
        yield f"{words.not_passed}: {reason}"
    if verdict.low_scores:
        files = count(verdict.low_scores, words.file)
        reason = words.low_scores.format(files=files, least=decimal(options.min_score))
        yield f"{words.not_passed}: {reason}"
    if verdict.failures:
        yield f"{words.unreadable}: {count(verdict.failures, words.file)}."
