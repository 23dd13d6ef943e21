"""What is said of each file of a run, for formats that say one thing after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from clarity.model import Failure
from clarity.reports.interface_words import Words, words_beside, words_for
from clarity.reports.options import Options
from clarity.reports.part import Part
from clarity.reports.summary import Counted
from clarity.reports.totals import too_low


def in_turn(
    parts: Iterable[Part | Failure],
    options: Options,
    failed: Callable[[Failure, Words], str],
    low: Callable[[str, str], str],
) -> Iterator[str]:
    """Yield what is said of each file, in the order of the run, and no empty text.

    ``failed`` says that a file could not be checked, and ``low`` of a path that its score is too
    low, given that in words.
    """
    counted = Counted(parts)
    for one in counted:
        if isinstance(one, Failure):
            yield failed(one, words_beside(counted, options))
            continue
        if one.text:
            yield one.text
        if told := too_low(one.row, words_for(one.row.language, options)):
            yield low(one.row.path, told)
