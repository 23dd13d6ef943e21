"""How the scores of many files are spread, as a small picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clarity.reports.digest.words import DigestWords
from clarity.reports.interface_words import Words
from clarity.reports.phrasing import count, group
from clarity.reports.summary import Summary
from clarity.reports.terminal_style import Style
from clarity.reports.totals import scores

#: A picture of fewer scores would show less than the scores do.
_LEAST = 10
_MOST_COLUMNS = 40
_TENS = 10


def spread(summary: Summary, words: Words, own: DigestWords, style: Style) -> Iterator[str]:
    """Yield how many files have so many points, a line for each ten; nothing of a few scores.

    Scores by different guidelines stand apart, as they cannot be compared.
    """
    by_guideline = scores(summary)
    for guideline, some in by_guideline.items():
        if len(some) <= _LEAST:
            continue
        title = own.scores if len(by_guideline) == 1 else own.some_scores
        title = title.format(guideline=guideline)
        if style.plain:
            counted = (f"{tens}: {count(number, words.file)}" for tens, number in _by_tens(some))
            yield from style.fill(f"{title}: {', '.join(counted)}.", indent=0)
            continue
        yield style.strong(title)
        yield from _bars(list(_by_tens(some)), style)


def _bars(counted: Sequence[tuple[str, int]], style: Style) -> Iterator[str]:
    most = max(number for _, number in counted)
    columns = min(_MOST_COLUMNS, style.width - 20)
    for tens, number in counted:
        # What there is, is seen, however little it is beside the rest.
        drawn = max(round(number / most * columns), 1) if number else 0
        bar = style.bars(1, drawn) + " " if drawn else ""
        yield f"  {tens:>6}  {bar}{group(number)}"


def _by_tens(some: Sequence[float]) -> Iterator[tuple[str, int]]:
    """Yield the number of scores in each ten, from the first that has any to the last."""
    numbers = [min(int(score) // _TENS, _TENS - 1) for score in some]
    for ten in range(min(numbers), max(numbers) + 1):
        last = 100 if ten == _TENS - 1 else ten * _TENS + _TENS - 1
        yield f"{ten * _TENS}-{last}", numbers.count(ten)
