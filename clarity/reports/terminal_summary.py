"""The end of the terminal report: a table of many files, and whether the run is within limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clarity.reports.interface_words import Words, words_for
from clarity.reports.options import Options
from clarity.reports.phrasing import group, shown
from clarity.reports.printable import one_line, width
from clarity.reports.remarks import in_words
from clarity.reports.summary import Summary
from clarity.reports.terminal_style import Style
from clarity.reports.totals import outcome, totals

#: Where a path has less room than this, the heads of the table are signs.
_SHORTEST_PATH = 20


def closing(summary: Summary, style: Style, options: Options) -> str:
    """Return the table of a run over several files, the rules that could not run, and the totals.

    Last comes what is beyond the limits.
    """
    words = words_for(summary.language, options.language)
    page: list[str] = []
    if len(summary.rows) > 1:
        page.extend(_table(summary, words, style))
        page.append("")
    for reason, rules in summary.skipped.items():
        said = one_line(in_words(reason, words.code)).rstrip(".")
        page.extend(style.fill(f"{words.skipped}: {', '.join(rules)}. {said}.", indent=0))
        page.append("")
    page.extend(style.fill(totals(summary, words), indent=0))
    for line in outcome(summary, words):
        page.extend(style.fill(line, indent=0))
    return "\n".join(page) + "\n"


def _table(summary: Summary, words: Words, style: Style) -> Iterator[str]:
    severities = tuple(summary.findings)
    cells = [
        [
            "-" if row.overall is None else shown(row.overall),
            *(group(row.findings[severity]) for severity in severities),
        ]
        for row in summary.rows
    ]
    heads = [words.score, *(words.severities[severity] for severity in severities)]
    columns = _columns(heads, cells)
    if style.width - sum(columns) < _SHORTEST_PATH:
        heads = [words.score, *(style.signs[severity] for severity in severities)]
        columns = _columns(heads, cells)
    room = max(style.width - sum(columns), 2)
    paths = [_shortened(one_line(row.path), room) for row in summary.rows]
    room = max(map(width, [*paths, words.path]))
    yield style.strong(_line(words.path, heads, room, columns))
    for path, numbers in zip(paths, cells, strict=True):
        yield _line(path, numbers, room, columns)


def _columns(heads: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    """Return the width of each column with numbers, the space before it included."""
    return [max(map(len, column)) + 2 for column in zip(heads, *cells, strict=True)]


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
