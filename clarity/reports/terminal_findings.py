"""What was found in a file, the gravest first: each sentence with the words in question marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from clarity.model import SEVERITIES, Finding, Report, Severity
from clarity.reports.interface_words import Words
from clarity.reports.options import Options
from clarity.reports.phrasing import advised, authority, count, pointed_out
from clarity.reports.positions import Lines, lines_of
from clarity.reports.printable import excerpt, one_line, width, wrap
from clarity.reports.terminal_style import Style

#: The characters shown of a sentence, by which a writer knows it: a line on a usual screen.
_USUAL = 80
#: The most, where its marks stand far apart.
_LONGEST = 480


def findings(report: Report, words: Words, style: Style, options: Options) -> Iterator[str]:
    """Yield what was found, by severity and then in the order of the text, and an empty line."""
    if not report.findings:
        yield from style.fill(words.no_comments, indent=2)
        yield ""
        return
    if len(report.findings) > 1:
        many = count(len(report.findings), words.comment)
        told = f"{words.worst_first.format(comments=many)}:"
        yield from map(style.strong, style.fill(told, indent=2))
        yield ""
    is_told = style.plain or options.brief
    said = _Said(report, lines_of(report.source), words, style, options)
    for severity in reversed(SEVERITIES):
        found = [one for one in report.findings if one.severity == severity]
        if found:
            yield _heading(severity, len(found), words, style)
            yield from said.in_lines(found) if is_told else said.in_sentences(found)


def _heading(severity: Severity, number: int, words: Words, style: Style) -> str:
    name = words.severities[severity]
    if style.plain:
        return f"{name}, {count(number, words.comment)}."
    return "  " + style.severity(severity, f"{name} ({number})")


class _Said:
    """Says what was found in one report, and the reason for a rule where it comes first."""

    def __init__(
        self, report: Report, lines: Lines, words: Words, style: Style, options: Options
    ) -> None:
        self._report, self._lines, self._words, self._style = report, lines, words, style
        self._brief = options.brief
        self._explained: set[str] = set()

    def in_lines(self, found: Iterable[Finding]) -> Iterator[str]:
        """Yield findings that are told in words only: where, what, and the rule."""
        for finding in sorted(found, key=_by_scope):
            about = pointed_out(finding, self._words)
            told = f"{about}. {self._advice(finding)}" if about else self._advice(finding)
            if self._brief:
                told = f"{told} ({one_line(finding.rule)})"
            yield from self._style.entry(f"{self._place(finding)}: {told}", indent=2)
            yield from self._reason(finding)
            if not self._brief:
                yield ""
        if self._brief:
            yield ""

    def _place(self, finding: Finding) -> str:
        if finding.scope == "document":
            place = self._words.whole
        elif self._style.plain:
            place = f"{self._words.line} {self._lines.line(finding.span.start)}"
        else:
            line, column = self._lines.place(finding.span.start)
            place = self._words.at.format(line=line, column=column)
        return place[0].upper() + place[1:]

    def _advice(self, finding: Finding) -> str:
        return advised(finding, self._lines, self._words)

    def in_sentences(self, found: Iterable[Finding]) -> Iterator[str]:
        """Yield findings under the sentences that they are in."""
        for _, group in groupby(
            sorted(found, key=_by_scope), key=lambda one: (one.scope, one.context)
        ):
            together = list(group)
            yield from self._sentence(together)
            for finding in together:
                sign = self._style.signs[finding.severity]
                first, *rest = self._style.item(sign, self._advice(finding), indent=2)
                yield first.replace(sign, self._style.severity(finding.severity, sign), 1)
                yield from rest
                yield from self._reason(finding)
            yield ""

    def _sentence(self, found: Sequence[Finding]) -> Iterator[str]:
        """Yield the sentence of some findings with what they are about marked."""
        style, words = self._style, self._words
        if found[0].scope == "document":
            yield "  " + style.dim(words.whole)
            return
        spans = [part.span for finding in found for part in finding.parts or (finding,)]
        label = f"  {words.line} {self._lines.line(found[0].span.start)} "
        margin = " " * len(label)
        room = style.width - len(label) - 2
        text, ranges = excerpt(self._report, found[0].context, spans, _USUAL, _LONGEST)
        for begin, end in wrap(text, room):
            marks = [(max(low, begin), min(high, end)) for low, high in ranges]
            marks = [(low, high) for low, high in marks if low < high]
            yield style.dim(label + style.edge) + " " + style.marked(text, begin, end, marks)
            label = margin
            if marks and not style.color:
                yield f"{margin}{style.edge} {_carets(text, begin, marks)}"

    def _reason(self, finding: Finding) -> Iterator[str]:
        """Yield why, and who says so, where the rule has not been met before."""
        advice = finding.advice
        if self._brief or finding.rule in self._explained:
            return
        self._explained.add(finding.rule)
        origin = one_line(self._style.dot.join(filter(None, (authority(advice.source), advice.id))))
        why = one_line(advice.why.strip())
        told = f"{self._words.why}: {why} ({origin})" if why else f"{self._words.rule}: {origin}"
        yield from self._style.fill(told, indent=4)


def _by_scope(finding: Finding) -> bool:
    """Sort what is about the whole text before what is at a place in it."""
    return finding.scope == "text"


def _carets(text: str, begin: int, marks: Iterable[tuple[int, int]]) -> str:
    line = ""
    for low, high in marks:
        line += " " * (width(text[begin:low]) - len(line)) + "^" * width(text[low:high])
    return line
