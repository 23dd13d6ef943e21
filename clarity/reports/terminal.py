"""The report for a writer: her sentences with the words in question marked, then the score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from clarity.model import Failure, Finding, Report
from clarity.parsing.languages import languages
from clarity.reports.interface_words import Words, words_for
from clarity.reports.options import Options
from clarity.reports.part import Part, part_of
from clarity.reports.phrasing import count, repeated
from clarity.reports.positions import Lines, lines_of
from clarity.reports.printable import excerpt, one_line, shorten, width, wrap
from clarity.reports.remarks import in_words
from clarity.reports.summary import Counted
from clarity.reports.terminal_score import scorecard
from clarity.reports.terminal_style import Style, style_for
from clarity.reports.terminal_summary import closing

#: The most code points shown of a sentence, and of what is said of it.
_LONGEST = 480


def part(report: Report, options: Options) -> Part:
    """Return the report of a file."""
    words = words_for(report.language, options)
    text = _file(report, words, style_for(options), options)
    return part_of(report, _drawable(text, options))


def assemble(parts: Iterable[Part | Failure], options: Options) -> Iterator[str]:
    """Yield the report of each file as it comes, and last the summary of the run."""
    style = style_for(options)
    counted = Counted(parts)
    for one in counted:
        if isinstance(one, Failure):
            words = words_for(options.language or counted.summary.language(""), options)
            yield _drawable(_failure(one, words, style), options)
        else:
            yield one.text
    yield _drawable(closing(counted.summary, style, options), options)


def _drawable(text: str, options: Options) -> str:
    return text if options.unicode else text.replace("…", "...")


def _failure(failure: Failure, words: Words, style: Style) -> str:
    message = one_line(in_words(failure.message, words.code))
    lines = style.fill(f"{words.unreadable}: {message}", indent=2)
    return "\n".join([style.strong(one_line(failure.path)), *lines]) + "\n\n"


def _file(report: Report, words: Words, style: Style, options: Options) -> str:
    page = [style.strong(one_line(report.path))]
    facts = [words.languages.get(report.language or "", report.language or "")]
    if report.words:
        facts.append(count(report.words, words.word))
    if known := style.dot.join(filter(None, facts)):
        page.append(style.dim(f"  {one_line(known)}"))
    if report.told:
        page.extend(style.fill(words.read_as[report.told], indent=2))
    for notice in report.notices:
        page.extend(style.fill(one_line(in_words(notice, words.code)), indent=2))
    page.append("")
    if report.language in languages():
        if options.show_findings:
            page.extend(_findings(report, words, style))
        if options.show_scores and report.scorecard:
            page.extend(scorecard(report, words, style, options))
    page.append("")
    return "\n".join(page)


def _findings(report: Report, words: Words, style: Style) -> Iterator[str]:
    if not report.findings:
        yield f"  {words.no_comments}"
        yield ""
    lines = lines_of(report.source)
    explained: set[str] = set()
    for _, group in groupby(report.findings, key=lambda finding: finding.context):
        findings = list(group)
        yield from _sentence(report, findings, lines, words, style)
        for finding in findings:
            yield from _finding(finding, lines, words, style, finding.rule not in explained)
            explained.add(finding.rule)
        yield ""


def _sentence(
    report: Report, findings: Sequence[Finding], lines: Lines, words: Words, style: Style
) -> Iterator[str]:
    """Yield the sentence of some findings with what they are about marked."""
    context = findings[0].context
    marked = [part.span for finding in findings for part in finding.parts or (finding,)]
    text, ranges = excerpt(report, context, marked, _LONGEST)
    label = f"  {words.line} {lines.line(context.start)} "
    margin = " " * len(label)
    for begin, end in wrap(text, style.width - len(label) - 2):
        marks = [(max(low, begin), min(high, end)) for low, high in ranges]
        marks = [(low, high) for low, high in marks if low < high]
        yield style.dim(label + style.edge) + " " + style.marked(text, begin, end, marks)
        label = margin
        if marks and not style.color:
            yield f"{margin}{style.edge} {_carets(text, begin, marks)}"


def _carets(text: str, begin: int, marks: Iterable[tuple[int, int]]) -> str:
    line = ""
    for low, high in marks:
        line += " " * (width(text[begin:low]) - len(line)) + "^" * width(text[low:high])
    return line


def _finding(
    finding: Finding, lines: Lines, words: Words, style: Style, is_first: bool
) -> Iterator[str]:
    """Yield what is said of a finding; the reason and the source only where the rule is new."""
    advice = finding.advice
    line, column = lines.place(finding.span.start)
    place = f"{line}:{column}"
    label = f"{style.signs[finding.severity]} {words.severities[finding.severity]}:"
    message = shorten(finding.message, _LONGEST)
    indent = max(len(place), 5) + 4
    filled = style.fill(f"{label} {message}", indent)
    colored = style.severity(finding.severity, label)
    yield f"  {place:<{indent - 2}}" + filled[0].strip().replace(label, colored, 1)
    yield from filled[1:]
    if elsewhere := repeated(finding, lines, words):
        yield from style.fill(elsewhere, indent)
    said = finding.message.casefold()
    unsaid = [instead for instead in finding.suggestions if instead.casefold() not in said]
    if unsaid:
        yield from style.fill(f"{words.instead}: {one_line(', '.join(unsaid))}", indent)
    if is_first:
        if advice.why:
            yield from style.fill(f"{words.why}: {one_line(advice.why.strip())}", indent)
        source = advice.source and f"{words.source}: {advice.source.rstrip('.')}"
        origin = filter(None, (source, f"{words.rule}: {advice.id}"))
        for text in style.fill(one_line(style.dot.join(origin)), indent):
            yield style.dim(text)
        if advice.url:  # whole, as one that is broken leads nowhere
            yield style.dim(" " * indent + one_line(advice.url))
