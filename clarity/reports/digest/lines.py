"""The summary of a run for a log: a fact a line, never broken, without colours or pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from clarity.model import Failure, Report
from clarity.reports.digest.page import page
from clarity.reports.digest.sums import Sums, apart_of
from clarity.reports.interface_words import words_for
from clarity.reports.options import Options
from clarity.reports.part import Part, part_of
from clarity.reports.summary import Counted
from clarity.reports.terminal_style import UNLIMITED, style_for


def part(report: Report, options: Options) -> Part:
    """Return no text of a file; apart from it what the sums need."""
    return part_of(report, "", tuple(apart_of(report, words_for(report.language, options))))


def assemble(parts: Iterable[Part | Failure], options: Options) -> Iterator[str]:
    """Yield the summary, once all parts have come; nothing where there are none."""
    counted, sums = Counted(parts), Sums()
    for one in counted:
        if isinstance(one, Part):
            sums.add(one.row, one.apart)
    summary = counted.summary
    if not (summary.rows or summary.failures):
        return
    style = replace(style_for(replace(options, plain=True)), width=UNLIMITED)
    for line in page(summary, sums, {}, style, options):
        yield f"{line}\n"
