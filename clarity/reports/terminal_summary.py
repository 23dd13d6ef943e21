"""The end of the terminal report: a table of many files, and whether the run is within limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from clarity.reports.digest.scores import spread
from clarity.reports.digest.words import digest_words
from clarity.reports.interface_words import Words, words_for
from clarity.reports.options import Options
from clarity.reports.part import Row
from clarity.reports.phrasing import count
from clarity.reports.printable import one_line
from clarity.reports.remarks import in_words
from clarity.reports.summary import Summary
from clarity.reports.terminal_style import Style
from clarity.reports.terminal_table import table
from clarity.reports.totals import averages, caveat_in, fallen, outcome, remarked, totals


def closing(
    summary: Summary,
    caveats: Mapping[str | None, str],
    rule: str,
    hidden: int,
    style: Style,
    options: Options,
) -> str:
    """Return the table of a run over several files, the rules that could not run, and the totals.

    In an overview, and where it could have been a summary, many scores are a picture too.
    ``hidden`` files have not been shown, as nothing was found in them. Then what is beyond the
    limits; and last what scores do not tell (``caveats``, by the language of the texts: only that
    of the run is told), and how to ask about a ``rule``, where there are any.
    """
    words = words_for(summary.language(options.language), options)
    page: list[str] = []
    listed = tuple(row for row in summary.rows if _is_listed(row, options))
    if len(listed) > 1:
        page.extend(table(replace(summary, rows=listed), words, style, options))
        for reason in dict.fromkeys(row.reason for row in listed if row.reason):
            page.extend(style.fill(f"{words.no_score}: {one_line(reason)}", indent=0))
        page.append("")
    if options.overview or options.sums_up:
        drawn = tuple(spread(summary, words, digest_words(words.code), style))
        page.extend([*drawn, ""] if drawn else [])
    if len(listed) > 1 and options.overview:
        page.extend([*_averages(summary, words, style), ""])
    for reason, rules in summary.skipped.items():
        said = one_line(in_words(reason, words.code)).rstrip(".")
        page.extend(style.fill(f"{words.skipped}: {', '.join(rules)}. {said}.", indent=0))
        page.append("")
    page.extend(style.fill(totals(summary, words), indent=0))
    if hidden and not options.overview:
        files = count(hidden, words.file)
        page.extend(style.fill(words.hidden.format(files=files), indent=0))
    if options.selects and not options.keeps_remarks:
        untold = tuple(row for row in summary.rows if not any(row.findings.values()))
        for line in remarked(replace(summary, rows=untold), words):
            page.extend(style.fill(line, indent=0))
    for line in outcome(summary, words):
        page.extend(style.fill(line, indent=0))
    for line in fallen(summary, words):
        page.extend(style.fill(one_line(line), indent=2))
    hints = (
        "" if options.brief else caveat_in(words, caveats),
        rule and words.explain.format(rule=rule),
    )
    if any(hints):
        page.append("")
    for hint in hints:
        page.extend(map(style.dim, style.fill(one_line(hint), indent=0)))
    return "\n".join(page) + "\n"


def _averages(summary: Summary, words: Words, style: Style) -> Iterator[str]:
    told = [*averages(summary, words), words.details]
    for line in told if len(told) > 2 else [" ".join(told)]:
        yield from style.fill(one_line(line), indent=0)


def _is_listed(row: Row, options: Options) -> bool:
    return not options.selects or row.is_low or row.is_worse or any(row.findings.values())
