"""The score of a file and what to mend first; and the scorecard, a bar for each principle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clarity.model import Gain, PrincipleScore, Report, Scorecard, SignalScore, Unit
from clarity.reports.interface_words import Words
from clarity.reports.options import Options
from clarity.reports.phrasing import (
    MOST_GENRES,
    compared,
    count,
    decimal,
    measured,
    points_won,
    shown,
)
from clarity.reports.positions import lines_of
from clarity.reports.printable import one_line, width
from clarity.reports.terminal_style import Style

_BAR_COLUMNS = 20
#: The most that are named to mend first: for who has the findings too, and for who has not.
_FEW_GAINS = 3
_MOST_GAINS = 5
#: Less than this shows as nothing.
_LEAST_LOST = 0.05


def score(report: Report, words: Words, style: Style, options: Options) -> Iterator[str]:
    """Yield a report's score and what would win back the most of it, each with an empty line."""
    card = report.scorecard
    if card is None:
        return
    if card.overall is None:
        yield from style.fill(f"{words.no_score}: {one_line(card.reason)}", indent=2)
        yield ""
        return
    total = f"{words.score}: {shown(card.overall)} {words.of_hundred}"
    first, *rest = style.fill(f"{total}{style.dot}{one_line(card.band)}", indent=2)
    yield from (first.replace(total, style.strong(total), 1), *rest)
    if not options.brief:
        told = f"{one_line(card.guideline_name)}. {_certainty(card, words)}"
        yield from style.fill(told, indent=2)
    yield ""
    most = _FEW_GAINS if options.show_findings else _MOST_GAINS
    yield from _gains(card.gains[:most], report, words, style)


def scorecard(report: Report, words: Words, style: Style, options: Options) -> Iterator[str]:
    """Yield what a report's score is made of."""
    card = report.scorecard
    if card is None:
        return
    yield from _readability(report, words, style)
    if card.overall is not None:
        yield from _principles(card, words, style, options.show_details)
    if options.show_details:
        yield from _measures(report, words, style)


def _readability(report: Report, words: Words, style: Style) -> Iterator[str]:
    """Yield how heavy the text is among real texts; nothing where it is too short to compare."""
    lix = report.measures.get("lix")
    if lix is not None and (place := compared("lix", report.comparisons, words)):
        yield from style.fill(f"LIX {measured('lix', lix, words)}: {place}.", indent=2)
        yield ""


def _certainty(card: Scorecard, words: Words) -> str:
    return words.confidence[card.confidence] if card.confidence else ""


def _principles(card: Scorecard, words: Words, style: Style, show_details: bool) -> Iterator[str]:
    names = max((width(one_line(principle.name)) for principle in card.principles), default=0)
    columns = min(_BAR_COLUMNS, style.width - names - 18)
    for principle in card.principles:
        name = one_line(principle.name)
        label = f"  {name}{' ' * (names - width(name))}  "
        if style.plain:
            result = words.not_assessed if principle.score is None else shown(principle.score)
            yield f"{name}: {result}"
        elif principle.score is None:
            yield f"{label}{style.dim(words.not_assessed)}"
        else:
            bar = style.bars(principle.score / 100, columns)
            yield f"{label}{bar} {shown(principle.score):>3}"
        if show_details:
            yield from _signals(principle, words, style)
    yield ""
    if any(principle.score is None for principle in card.principles):
        for line in style.fill(words.not_assessed_note, indent=2):
            yield style.dim(line)
        yield ""


def _signals(principle: PrincipleScore, words: Words, style: Style) -> Iterator[str]:
    for signal in principle.signals:
        yield from style.fill(f"{one_line(signal.name)}: {_outcome(signal, words)}", indent=4)


def _outcome(signal: SignalScore, words: Words) -> str:
    if signal.score is None or signal.value is None:
        return words.not_assessed
    value = _value(signal.value, signal.unit, words)
    if signal.points_lost < _LEAST_LOST:
        return value
    points = f"{decimal(signal.points_lost, words)} {words.points[1]}"
    return f"{value} ({words.lost.format(points=points)})"


def _value(value: float, unit: Unit, words: Words) -> str:
    """Return the value of a signal as it is read; a share in percent, as the measures have it."""
    if unit == "answer":
        return words.answers["yes" if value == 1 else "partly" if value else "not_at_all"]
    return f"{decimal(100 * value, words, 0)} %" if unit == "share" else decimal(value, words, 2)


def _gains(gains: Sequence[Gain], report: Report, words: Words, style: Style) -> Iterator[str]:
    if not gains:
        return
    lines = lines_of(report.source)
    yield from map(style.strong, style.fill(f"{words.mend_first}:", indent=2))
    for number, gain in enumerate(gains, 1):
        text = f"{one_line(gain.label)} ({points_won(gain, report, lines, words)})"
        yield from style.item(f"{number}.", text, indent=2)
    yield ""


def _measures(report: Report, words: Words, style: Style) -> Iterator[str]:
    defined = [(name, value) for name, value in report.measures.items() if value is not None]
    if not defined:
        return
    from clarity.measures.names import measure_names  # for those who ask for them

    names = measure_names(words.code)
    yield from map(style.strong, style.fill(f"{words.measures_title}:", indent=2))
    for name, value in defined:
        place = compared(name, report.comparisons, words)
        told = f"{names[name]}: {measured(name, value, words)}" + (place and f" ({place})")
        yield from style.fill(told, indent=4)
    yield ""
    for one in report.comparisons[:MOST_GENRES]:
        texts = f"{one.name} ({count(one.texts, words.text)}): {one.about}"
        for line in style.fill(f"{words.compared_with} {texts}.", indent=2):
            yield style.dim(line)
    if report.comparisons:
        yield ""
