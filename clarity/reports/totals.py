"""A run told in a few sentences: how much was found, and what is beyond the limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clarity.reports.interface_words import Words
from clarity.reports.part import Row
from clarity.reports.phrasing import count, decimal, group, shown
from clarity.reports.summary import Summary

#: The files with a low score that are named in a line, the lowest first.
_MOST_NAMED = 5


def totals(summary: Summary, words: Words) -> str:
    """Return how many files were checked, and what was found in them, by severity.

    Then at how many further places the same was found, how much was known before, and how much more
    there is to see.
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
    if summary.known:
        known = count(summary.known, words.comment)
        told += " " + words.hidden_known.format(comments=known)
    if summary.quiet:
        told += " " + words.more.format(comments=count(summary.quiet, words.comment))
    return told


def remarked(summary: Summary, words: Words) -> Iterator[str]:
    """Yield of how many files there is something to say that is not told, and how to see it."""
    if number := sum(bool(row.remarks) for row in summary.rows):
        yield words.remarked.format(files=count(number, words.file))


def averages(summary: Summary, words: Words) -> Iterator[str]:
    """Yield the mean and the median of the scores by each guideline; nothing without scores.

    Where there are several guidelines, also that their scores cannot be compared.
    """
    by_guideline = scores(summary)
    for guideline, own in by_guideline.items():
        middle = (own[(len(own) - 1) // 2] + own[len(own) // 2]) / 2
        told = words.average.format(mean=shown(sum(own) / len(own)), median=shown(middle))
        yield f"{guideline}: {told}" if len(by_guideline) > 1 else told
    if len(by_guideline) > 1:
        yield words.guidelines_differ


def scores(summary: Summary) -> Mapping[str, Sequence[float]]:
    """Return the scores of a run by guideline, the lowest first."""
    found: dict[str, list[float]] = {}
    for row in summary.rows:
        if row.overall is not None:
            found.setdefault(row.guideline, []).append(row.overall)
    return {guideline: sorted(found[guideline]) for guideline in sorted(found)}


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
    if verdict.fallen:
        files = count(len(verdict.fallen), words.file)
        yield f"{words.not_passed}: {words.fallen.format(files=files)}"
    if verdict.failures:
        yield f"{words.unreadable}: {count(verdict.failures, words.file)}."


def fallen(summary: Summary, words: Words) -> Sequence[str]:
    """Return the files with a lower score than before, each with both scores."""
    named = [f"{row.path}: {_fall(row, words)}" for row in summary.verdict.fallen[:_MOST_NAMED]]
    return [*named, *["…"] * (len(summary.verdict.fallen) > _MOST_NAMED)]


def _fall(row: Row, words: Words) -> str:
    before, after = (decimal(one or 0, words) for one in (row.before, row.overall))
    return f"{before} → {after}"


def caveat_in(words: Words, caveats: Mapping[str | None, str]) -> str:
    """Return what scores do not tell, in the language of the run where it is told in that."""
    return caveats.get(words.code) or next(iter(caveats.values()), "")


def too_low(row: Row, words: Words) -> str:
    """Return that the score of a file is under its limit or has fallen; nothing where it is not."""
    if row.is_worse:
        return words.fell.format(scores=_fall(row, words))
    if row.overall is None or not row.is_low:
        return ""
    return words.too_low.format(
        score=decimal(row.overall, words), least=decimal(row.min_score, words)
    )


def in_a_line(summary: Summary, words: Words) -> str:
    """Return all that is beyond the limits as one line, which names the files that score low."""
    low = sorted((row.overall or 0, row.path) for row in summary.rows if row.is_low)
    named = ", ".join(f"{path} ({decimal(score, words)})" for score, path in low[:_MOST_NAMED])
    more = ", …" if len(low) > _MOST_NAMED else ""
    fell = ", ".join(fallen(summary, words))
    return " ".join(filter(None, (*outcome(summary, words), named + more, fell)))
