"""A comment for a pull request, in the Markdown of GitHub and GitLab: in short, then each file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

from clarity.model import Advice, Failure, Finding, Gain, Report, Scorecard
from clarity.parsing.languages import languages
from clarity.reports.changes import change, remarks
from clarity.reports.interface_words import Words, words_for
from clarity.reports.options import Earlier, Options
from clarity.reports.part import Part, Row, part_of
from clarity.reports.phrasing import count, group, placed, points_won, read_as, shown
from clarity.reports.positions import Lines, lines_of
from clarity.reports.printable import excerpt, one_line, shorten
from clarity.reports.remarks import in_words
from clarity.reports.summary import Counted, Summary
from clarity.reports.totals import fallen, outcome, totals

#: A comment on GitHub holds 65,536 characters; these leave room for the table.
_MOST_CHARACTERS = 40_000
_MOST_ROWS = 100
_MOST_FINDINGS = 50
_MOST_GAINS = 5
_LONGEST = 300

_MARKUP = re.compile(r"[\\`*_\[\]|~$]")
# What a code host makes links and alerts of: people, issues, addresses.
_REFERENCE = re.compile(r"@|(?:#|\bGH-|!|&amp;)(?=\d)|:(?=//)|\bwww(?=\.)", re.IGNORECASE)
_BREAK = "\u200b"


def part(report: Report, options: Options) -> Part:
    """Return the details of a file; nothing where the table says enough of it."""
    words = words_for(report.language, options)
    text = _file(report, words, options) if _has_details(report, options) else ""
    return part_of(report, text)


def assemble(parts: Iterable[Part | Failure], options: Options) -> Iterator[str]:
    """Yield the comment: the run in short, then the files.

    The details of a run are kept until its totals are known, but never more than a comment holds,
    unless the report is to be ``complete``.
    """
    counted = Counted(parts)
    details: list[str] = []
    room = inf if options.complete else _MOST_CHARACTERS
    left_out: list[str] = []
    for one in counted:
        if isinstance(one, Failure) or not one.text:
            continue
        room -= len(one.text)
        if room < 0:
            left_out.append(one.row.path)
        else:
            details.append(one.text)
    words = words_for(counted.summary.language(options.language), options)
    yield _overview(counted.summary, words, options)
    yield from details
    if left_out:
        more = words.not_shown.format(files=count(len(left_out), words.file))
        yield f"{more} {words.cut.format(path=inline(left_out[0]))}\n"


def _has_details(report: Report, options: Options) -> bool:
    # In a comment on what is to be mended, the table says enough of a file without anything.
    return bool(report.findings or report.notices or report.told) or not options.show_findings


def _overview(summary: Summary, words: Words, options: Options) -> str:
    most = None if options.complete else _MOST_ROWS
    page = [f"## {words.title}", "", totals(summary, words), ""]
    for line in outcome(summary, words):
        page += [f"**{line}**", ""]
    if fell := [f"- {inline(line)}" for line in fallen(summary, words)]:
        page += [*fell, ""]
    if summary.rows:
        page += [*_table(summary, words, options.earlier, most), ""]
    for failure in summary.failures[:most]:
        cause = inline(in_words(failure.message, words.code))
        told = f"{words.wrong_settings if failure.line else words.unreadable}: "
        page.append(f"- {told}{inline(failure.place)}. {cause}")
    return "\n".join(page).rstrip() + "\n\n"


def _table(
    summary: Summary, words: Words, earlier: Mapping[str, Earlier] | None, most: int | None
) -> Iterator[str]:
    severities = tuple(summary.findings)
    changed = [] if earlier is None else [words.change]
    heads = [words.path, words.score, *changed, *(words.severities[s] for s in severities)]
    yield _row(heads)
    yield _row(["---", *["---:"] * (len(heads) - 1)])
    for row in summary.rows[:most]:
        counts = (group(row.findings[severity]) for severity in severities)
        changed = [] if earlier is None else [change(row, earlier, words).told]
        yield _row([inline(row.path), _score(row), *changed, *counts])
    for told in remarks(summary.rows, earlier, words) if earlier else ():
        yield ""
        yield told
    if more := len(summary.rows[most:]) if most else 0:
        yield ""
        yield words.not_shown.format(files=count(more, words.file))


def _score(row: Row) -> str:
    return "–" if row.overall is None else f"{shown(row.overall)} ({inline(row.band)})"


def _file(report: Report, words: Words, options: Options) -> str:
    is_checked = report.language in languages()
    comments = count(len(report.findings), words.comment) if is_checked else words.not_checked
    heading = [_html(one_line(report.path)), comments]
    page = ["<details>", f"<summary>{': '.join(heading)}</summary>", ""]
    if report.told:
        page += [inline(read_as(report.told, words)), ""]
    page += [f"{inline(in_words(notice, words.code))}\n" for notice in report.notices]
    lines = lines_of(report.source)
    if report.findings and options.show_findings:
        page += [*_findings(report, lines, words, options.complete), ""]
        page += [*_reasons(report.findings, words), ""]
    if report.scorecard and options.show_scores:
        page += _scorecard(report, report.scorecard, lines, words)
    return "\n".join([*page, "</details>", "", ""])


def _findings(report: Report, lines: Lines, words: Words, is_complete: bool) -> Iterator[str]:
    yield _row([words.line.capitalize(), "", words.comment[0].capitalize()])
    yield _row(["---:", "---", "---"])
    shown = report.findings if is_complete else report.findings[:_MOST_FINDINGS]
    for finding in shown:
        line, sentence = words.whole, ""
        if finding.scope == "text":
            line = str(lines.line(finding.span.start))
            sentence = f"<br>{_sentence(report, finding)}"
        message = placed(inline(shorten(finding.message, _LONGEST)), finding, lines, words)
        yield _row([line, words.severities[finding.severity], f"{message}{sentence}"])
    if more := len(report.findings) - len(shown):
        yield ""
        yield words.not_shown.format(files=count(more, words.comment))


def _sentence(report: Report, finding: Finding) -> str:
    marked = [part.span for part in finding.parts or (finding,)]
    text, marks = excerpt(report, finding.context, marked, _LONGEST, _LONGEST)
    parts = []
    place = 0
    for low, high in marks:
        parts += [inline(text[place:low]), f"<b>{inline(text[low:high])}</b>"]
        place = high
    return f"<i>{''.join(parts)}{inline(text[place:])}</i>"


def _reasons(findings: Sequence[Finding], words: Words) -> Iterator[str]:
    advices: dict[str, Advice] = {finding.rule: finding.advice for finding in findings}
    for advice in advices.values():
        source = advice.source and f" {words.source}: {inline(advice.source.rstrip('.'))}."
        yield f"- {inline(advice.id)}: {inline(advice.why.strip())}{source}"


def _scorecard(report: Report, card: Scorecard, lines: Lines, words: Words) -> Iterator[str]:
    if card.overall is None:
        yield f"**{words.no_score}**: {inline(card.reason)}"
    else:
        total = f"{words.score}: {shown(card.overall)} {words.of_hundred}"
        yield f"**{total}** ({inline(card.band)})"
        yield ""
        for principle in card.principles:
            score = words.not_assessed if principle.score is None else shown(principle.score)
            yield f"- {inline(principle.name)}: {score}"
        yield from _gains(card.gains, report, lines, words)
    yield ""
    yield f"_{inline(card.caveat)}_"
    yield ""


def _gains(gains: Sequence[Gain], report: Report, lines: Lines, words: Words) -> Iterator[str]:
    if gains:
        yield ""
        yield f"**{words.mend_first}**"
        yield ""
        for gain in gains[:_MOST_GAINS]:
            won = inline(points_won(gain, report, lines, words))
            yield f"1. {inline(gain.label)} ({won})"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def inline(text: str) -> str:
    """Return a text that Markdown shows as it stands: no markup, table cell, link or mention."""
    return _MARKUP.sub(r"\\\g<0>", _html(one_line(text)))


def _html(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _REFERENCE.sub(rf"\g<0>{_BREAK}", escaped)
