"""The end of the terminal report: a table of many files, and whether the run is within limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clarity.reports.interface_words import Words, words_for
from clarity.reports.options import Options
from clarity.reports.phrasing import count, decimal, group
from clarity.reports.printable import one_line, width
from clarity.reports.summary import Summary
from clarity.reports.terminal_score import shown
from clarity.reports.terminal_style import Style

_SHORTEST_PATH = 12


def closing(summary: Summary, style: Style, options: Options) -> str:
    """Return the table of a run over several files, its totals, and what is beyond the limits."""
    words = words_for(summary.language, options.language)
    page: list[str] = []
    if len(summary.rows) > 1:
        page.extend(_table(summary, words, style))
        page.append("")
    page.extend(style.fill(_totals(summary, words), indent=0))
    for line in _beyond(summary, words, options):
        page.extend(style.fill(line, indent=0))
    return "\n".join(page) + "\n"


def _totals(summary: Summary, words: Words) -> str:
    if not (summary.rows or summary.failures):
        return words.nothing_checked
    counts = ", ".join(
        f"{group(number)} {words.counted[severity]}"
        for severity, number in summary.findings.items()
    )
    return words.checked.format(files=count(len(summary.rows), words.file), counts=counts)


def _beyond(summary: Summary, words: Words, options: Options) -> Iterator[str]:
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


def _table(summary: Summary, words: Words, style: Style) -> Iterator[str]:
    heads = [words.score, *(words.severities[severity] for severity in summary.findings)]
    cells = [
        [
            "-" if row.overall is None else shown(row.overall),
            *(group(row.findings[severity]) for severity in summary.findings),
        ]
        for row in summary.rows
    ]
    columns = [width(head) + 2 for head in heads]
    room = max(style.width - sum(columns), _SHORTEST_PATH)
    paths = [_shortened(one_line(row.path), room) for row in summary.rows]
    room = min(room, max(map(width, [*paths, words.path])))
    yield style.strong(_line(words.path, heads, room, columns))
    for path, numbers in zip(paths, cells, strict=True):
        yield _line(path, numbers, room, columns)


def _line(path: str, cells: Sequence[str], room: int, columns: Sequence[int]) -> str:
    numbers = (f"{cell:>{column}}" for cell, column in zip(cells, columns, strict=True))
    return path + " " * (room - width(path)) + "".join(numbers)


def _shortened(path: str, room: int) -> str:
    """Keep the end of a path, where files differ."""
    if width(path) <= room:
        return path
    while width(path) >= room:
        path = path[1:]
    return "…" + path
