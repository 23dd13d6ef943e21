"""The report for a writer: her score and what to mend first, then all that was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clarity.model import Failure, Report
from clarity.parsing.languages import languages
from clarity.reports.interface_words import Words, words_for
from clarity.reports.options import Options
from clarity.reports.part import Part, part_of
from clarity.reports.phrasing import count, read_as
from clarity.reports.printable import one_line
from clarity.reports.remarks import in_words
from clarity.reports.summary import Counted
from clarity.reports.terminal_findings import findings
from clarity.reports.terminal_score import score, scorecard
from clarity.reports.terminal_style import Style, style_for
from clarity.reports.terminal_summary import closing


def part(report: Report, options: Options) -> Part:
    """Return the report of a file; apart from it what is told once a run.

    That is the caveat of its score, and a rule that can be asked about.
    """
    words = words_for(report.language, options)
    text = _file(report, words, style_for(options), options)
    caveat = report.scorecard.caveat if report.scorecard and options.show_scores else ""
    rule = report.findings[0].rule if report.findings and options.show_findings else ""
    return part_of(report, _drawable(text, options), (caveat, rule))


def assemble(parts: Iterable[Part | Failure], options: Options) -> Iterator[str]:
    """Yield the report of each file as it comes, and last the summary of the run.

    With the option ``overview`` there is a report only of a file that is alone.
    """
    style = style_for(options)
    counted = Counted(parts)
    caveats: dict[str | None, str] = {}
    rule = ""
    waiting: list[str] = []
    for one in counted:
        if isinstance(one, Failure):
            words = words_for(options.language or counted.summary.language(""), options)
            yield _drawable(_failure(one, words, style), options)
            continue
        own_caveat, own_rule = one.apart
        rule = rule or own_rule
        if own_caveat:
            caveats.setdefault(one.row.language, own_caveat)
        if not options.overview:
            yield one.text
        elif len(waiting) < 2:  # enough to know that none is alone
            waiting.append(one.text)
    if len(waiting) == 1:
        yield waiting[0]
    # Where there is nothing at all, whoever runs it says why.
    if counted.summary.rows or counted.summary.failures:
        yield _drawable(closing(counted.summary, caveats, rule, style, options), options)


def _drawable(text: str, options: Options) -> str:
    return text if options.unicode else text.replace("…", "...")


def _failure(failure: Failure, words: Words, style: Style) -> str:
    message = one_line(in_words(failure.message, words.code))
    lines = style.fill(f"{words.unreadable}: {message}", indent=2)
    return "\n".join([style.strong(one_line(failure.path)), *lines]) + "\n\n"


def _file(report: Report, words: Words, style: Style, options: Options) -> str:
    page = [style.strong(one_line(report.path))]
    facts = [words.languages.get(report.language or "", "")]
    if report.words:
        facts.append(count(report.words, words.word))
    if known := style.dot.join(filter(None, facts)):
        page.extend(map(style.dim, style.fill(one_line(known), indent=2)))
    if report.told:
        page.extend(style.fill(read_as(report.told, words), indent=2))
    for notice in report.notices:
        page.extend(style.fill(one_line(in_words(notice, words.code)), indent=2))
    page.append("")
    if report.language in languages():
        if options.show_scores:
            page.extend(score(report, words, style, options))
        if options.show_findings:
            page.extend(findings(report, words, style, options))
        elif options.show_scores:
            page.extend(scorecard(report, words, style, options))
    page.append("")
    return "\n".join(page)
