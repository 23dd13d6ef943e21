"""The score above the text, and what to mend first where it is to be mended."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol.types import CodeLens, Command, Position, Range

from clarity.lsp.diagnostics import Sheet
from clarity.lsp.words import Words
from clarity.model import Report
from clarity.reports.interface_words import Words as ReportWords
from clarity.reports.phrasing import points_won, shown
from clarity.reports.positions import lines_of

_TOP = Range(Position(0, 0), Position(0, 0))


def lenses(
    report: Report, sheet: Sheet, words: Words, said: ReportWords, explain: str
) -> Iterator[CodeLens]:
    """Yield the score, and the first thing to mend. ``explain`` is the command that explains."""
    card = report.scorecard
    if card is None:
        return
    if card.overall is None:
        yield CodeLens(_TOP, Command(f"{said.no_score}: {card.reason}", ""))
        return
    parts = [f"{said.score}: {shown(card.overall)} {said.of_hundred}", card.band]
    if report.told:
        parts.append(said.read_as[report.told])
    yield CodeLens(_TOP, Command(" · ".join(parts), ""))
    if card.gains:
        gain = card.gains[0]
        where = sheet.range(gain.spans[0]) if gain.spans else _TOP
        won = points_won(gain, report, lines_of(report.source), said)
        title = f"{words.mend_first}: {gain.label} ({won})"
        place = Range(where.start, where.start)
        command = (
            Command(title, explain, arguments=[gain.rules[0]]) if gain.rules else Command(title, "")
        )
        yield CodeLens(place, command)
