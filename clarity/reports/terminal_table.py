"""The files of a run in a table, that with the lowest score first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from os.path import commonprefix

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
    names = [head, *fitted([one_line(path) for path in paths], room)]
    room = max(map(width, names))
    for number, (name, cells) in enumerate(zip(names, grid, strict=True)):
        numbers = (f"{cell:>{column}}" for cell, column in zip(cells, columns, strict=True))
        line = f"{name}{' ' * (room - width(name))}{''.join(numbers)}".rstrip()
        yield line if number else style.strong(line)


def _columns(grid: _Grid) -> list[int]:
    """Return the width of each column, the space before it included."""
    return [max(map(len, column)) + 2 for column in zip(*grid, strict=True)]


def fitted(paths: Sequence[str], room: int) -> list[str]:
    """Return paths in so many columns each, of which no two different ones look the same.

    Those of which that cannot be said are whole, however long they are.
    """
    seen = {path: shortened(path, room) for path in paths}
    for same in _alike(seen):
        differs = len(commonprefix(same))  # noqa: RUF071 - letters are meant, not folders
        seen |= {path: _from(path, differs, room) for path in same}
    seen |= {path: path for same in _alike(seen) for path in same}
    return [seen[path] for path in paths]


def _alike(seen: Mapping[str, str]) -> list[list[str]]:
    """Return the paths that look as another does."""
    alike: dict[str, list[str]] = {}
    for path, told in seen.items():
        alike.setdefault(told, []).append(path)
    return [same for same in alike.values() if len(same) > 1]


def shortened(path: str, room: int) -> str:
    """Return a path in so many columns, cut in the middle: it has its folder and its name."""
    if width(path) <= room:
        return path
    begun = _cut(path, (room - 1) // 3)
    return f"{begun}…{_cut(path[::-1], room - 1 - width(begun))[::-1]}"


def _from(path: str, differs: int, room: int) -> str:
    """Return the beginning of a path, and what comes where it differs from others."""
    begun = _cut(path, max((room - 2) // 3, 0))
    rest = path[max(differs, len(begun)) :]
    left = room - 1 - width(begun)
    return f"{begun}…" + (rest if width(rest) <= left else f"{_cut(rest, left - 1)}…")


def _cut(text: str, room: int) -> str:
    while width(text) > room and text:
        text = text[:-1]
    return text
