"""The files of a run in a table, that with the lowest score first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clarity.model import Severity
from clarity.parsing.languages import languages
from clarity.reports.interface_words import Words
from clarity.reports.options import Options
from clarity.reports.part import Row
from clarity.reports.phrasing import count, group, shown
from clarity.reports.printable import one_line, width
from clarity.reports.summary import Summary
from clarity.reports.terminal_style import UNLIMITED, Style

#: Where a path has less room than this, the table is drawn narrower.
_SHORTEST_PATH = 20

#: What stands beside the paths: the heads, then a row for each file.
_Grid = Sequence[Sequence[str]]


def table(summary: Summary, words: Words, style: Style, options: Options) -> Iterator[str]:
    """Yield a line for each file: its score, and what was found in it by severity.

    In an ``overview``, how long it is, how much was found, and what the score is called.
    """
    rows = sorted(summary.rows, key=_by_score)
    severities = tuple(summary.findings)
    if style.plain:
        for row in rows:
            told = _told(row, words) if options.overview else _counted(row, severities, words)
            yield from style.fill(f"{one_line(row.path)}: {', '.join(told)}.", indent=0)
        return
    drawn = _overview(rows, words) if options.overview else _found(rows, severities, words, style)
    # A path is cut for the screen only, and may take more of a wide one than running text does.
    most = UNLIMITED if options.complete else max(style.width, options.width)
    yield from _drawn([row.path for row in rows], *drawn, words.path, style, most)


def _by_score(row: Row) -> tuple[bool, float]:
    return row.overall is None, row.overall or 0


def _told(row: Row, words: Words) -> list[str]:
    score = [] if row.overall is None else [f"{shown(row.overall)} {words.points[1]}"]
    found = count(_total(row), words.comment)
    return [*score, count(row.words, words.word), found, _band(row, words)]


def _counted(row: Row, severities: Sequence[Severity], words: Words) -> list[str]:
    score = words.no_score if row.overall is None else f"{shown(row.overall)} {words.points[1]}"
    return [score, *(f"{group(row.findings[one])} {words.counted[one]}" for one in severities)]


def _overview(rows: Sequence[Row], words: Words) -> tuple[_Grid, _Grid]:
    heads = [words.score, words.word[1].capitalize(), words.comment[1].capitalize()]
    cells = [[_score(row), group(row.words), group(_total(row))] for row in rows]
    bands = [words.band, *(_band(row, words) for row in rows)]
    broad = max(map(width, bands))
    narrow = [heads, *cells]
    return [[*row, f"{band:<{broad}}"] for row, band in zip(narrow, bands, strict=True)], narrow


def _found(
    rows: Sequence[Row], severities: Sequence[Severity], words: Words, style: Style
) -> tuple[_Grid, _Grid]:
    heads = [words.score, *(words.severities[severity] for severity in severities)]
    signs = [words.score, *(style.signs[severity] for severity in severities)]
    cells = [[_score(row), *(group(row.findings[one]) for one in severities)] for row in rows]
    return [heads, *cells], [signs, *cells]


def _score(row: Row) -> str:
    return "-" if row.overall is None else shown(row.overall)


def _total(row: Row) -> int:
    return sum(row.findings.values())


def _band(row: Row, words: Words) -> str:
    if row.language not in languages():
        return words.not_checked
    return one_line(row.band) or words.no_score.lower()


def _drawn(
    paths: Sequence[str], wide: _Grid, narrow: _Grid, head: str, style: Style, most: int
) -> Iterator[str]:
    """Yield the lines of a table of so many columns at ``most``.

    It has the narrow form where the wide one leaves no room.
    """
    has_room = most - sum(_columns(wide)) >= _SHORTEST_PATH
    grid = wide if has_room else narrow
    columns = _columns(grid)
    room = max(most - sum(columns), 2)
    names = [head, *(shortened(one_line(path), room) for path in paths)]
    room = max(map(width, names))
    for number, (name, cells) in enumerate(zip(names, grid, strict=True)):
        numbers = (f"{cell:>{column}}" for cell, column in zip(cells, columns, strict=True))
        line = f"{name}{' ' * (room - width(name))}{''.join(numbers)}".rstrip()
        yield line if number else style.strong(line)


def _columns(grid: _Grid) -> list[int]:
    """Return the width of each column, the space before it included."""
    return [max(map(len, column)) + 2 for column in zip(*grid, strict=True)]


def shortened(path: str, room: int) -> str:
    """Return a path in so many columns, without its beginning: files differ at the end."""
    if width(path) <= room:
        return path
    while width(path) >= room:
        path = path[1:]
    return "…" + path
