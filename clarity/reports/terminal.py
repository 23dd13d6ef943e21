"""The report for a writer: her score and what to mend first, then all that was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from clarity.model import Failure, Report
from clarity.parsing.languages import languages
from clarity.reports.digest.sums import MANY_FILES, Sums, apart_of
from clarity.reports.interface_words import Words, words_beside, words_for
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

    That is the caveat of its score, and a rule that can be asked about. Then what is told of it
    among other files where nothing was found in it, and whether that is a remark; and what a
    summary of many files needs of it.
    """
    words = words_for(report.language, options)
    style = style_for(options)
    text = _file(report, words, style, options)
    caveat = report.scorecard.caveat if report.scorecard and options.show_scores else ""
    rule = report.findings[0].rule if report.findings and options.show_findings else ""
    short = _drawable(_in_short(report, words, style, options), options)
    sums = apart_of(report, words) if options.sums_up else []
    return part_of(
        report, _drawable(text, options), (caveat, rule, short, bool(report.notices), sums)
    )


def assemble(parts: Iterable[Part | Failure], options: Options) -> Iterator[str]:
    """Yield the report of each file as it comes, and last the summary of the run.

    Of a file among others in which nothing was found there is a line only, and with the option
    ``overview`` there is a report only of a file that is alone. Where it ``sums_up``, nothing comes
    before it is known how much there is to tell: if it is much, the summary is all.
    """
    counted = Counted(parts)
    caveats: dict[str | None, str] = {}
    if not options.sums_up:
        yield from _reports(counted, counted, caveats, options)
        return
    sums = Sums()
    held: list[Part | Failure] = []
    for one in counted:
        if isinstance(one, Part):
            sums.add(one.row, one.apart[4])
            if one.apart[0]:
                caveats.setdefault(one.row.language, one.apart[0])
        held.append(one)
        if sums.is_long:
            held.clear()
    if sums.is_long:
        from clarity.reports.digest.page import page  # few runs come to it

        lines = page(counted.summary, sums, caveats, style_for(options), options)
        yield _drawable("\n".join((*lines, "")), options)
        return
    # Where there are so many files, those in which nothing was found would hide the others.
    selects = options.selects or len(sums.pages) > MANY_FILES
    yield from _reports(held, counted, caveats, replace(options, selects=selects))


def _reports(
    parts: Iterable[Part | Failure],
    counted: Counted,
    caveats: dict[str | None, str],
    options: Options,
) -> Iterator[str]:
    style = style_for(options)
    rule = ""
    number = hidden = 0
    first: Part | None = None  # as long as it can be the only one
    above = ""
    for one in parts:
        if isinstance(one, Failure):
            words = words_beside(counted, options)
            yield _below(above, above := _drawable(_failure(one, words, style), options))
            continue
        number += 1
        own_caveat, own_rule, *_rest = one.apart
        rule = rule or own_rule
        if own_caveat:
            caveats.setdefault(one.row.language, own_caveat)
        if number == 1 and _among_others(one, options) != one.text:
            first = one
            continue
        for part in (first, one) if first else (one,):
            text = _among_others(part, options)
            hidden += not (text or part.row.remarks)
            if text:
                yield _below(above, above := text)
        first = None
    if first:
        yield _below(above, above := first.text)
    # Where there is nothing at all, whoever runs it says why.
    if counted.summary.rows or counted.summary.failures:
        last = closing(counted.summary, caveats, rule, hidden, style, options)
        yield "\n" * _is_listed(above) + _drawable(last, options)


def _among_others(part: Part, options: Options) -> str:
    """Return what is told of a file that is not alone."""
    if options.overview:
        return ""
    _caveat, rule, short, is_remark, _sums = part.apart
    if rule or not options.show_findings:
        return part.text
    return "" if options.selects and not (is_remark and options.keeps_remarks) else str(short)


def _below(above: str, text: str) -> str:
    """Keep what has lines of its own apart from a list of single lines above it."""
    return "\n" + text if _is_listed(above) and not _is_listed(text) else text


def _is_listed(text: str) -> bool:
    return text.endswith("\n") and not text.endswith("\n\n")


def _drawable(text: str, options: Options) -> str:
    return text if options.unicode else text.replace("…", "...").replace("→", "->")


def _failure(failure: Failure, words: Words, style: Style) -> str:
    message = one_line(in_words(failure.message, words.code))
    if failure.line:
        place = one_line(failure.place)
        first, *rest = style.entry(f"{place}: {message}", indent=0)
        return "\n".join([first.replace(place, style.strong(place), 1), *rest]) + "\n\n"
    lines = style.fill(f"{words.unreadable}: {message}", indent=2)
    return "\n".join([style.strong(one_line(failure.path)), *lines]) + "\n\n"


def _in_short(report: Report, words: Words, style: Style, options: Options) -> str:
    """Return that nothing was found in a file, and what there is to remark on it."""
    told = words.no_comments if report.language in languages() else f"{words.not_checked}."
    path = one_line(report.path)
    first, *lines = style.entry(f"{path}: {told}", indent=0)
    for notice in report.notices:
        lines += style.fill(one_line(in_words(notice, words.code)), indent=2)
    return "\n".join([first.replace(path, style.strong(path), 1), *lines]) + "\n"


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
