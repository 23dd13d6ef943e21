"""Asks a person about suggestions, one by one."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from clarity.cli import output
from clarity.messages import _, ngettext
from clarity.reports.positions import lines_of
from clarity.reports.printable import one_line
from clarity.run.mending import Refused
from clarity.run.reviewing import Question

#: The keys of the answers; *ja* is yes in the languages of the texts.
_YES, _NO, _ALL, _STOP = ("y", "j"), ("n",), ("a",), ("q",)


class Asking:
    """One person's answers."""

    def __init__(self, color: bool) -> None:
        self._color = color
        self._agreed: set[str] = set()
        self._has_asked = False
        self._is_over = False

    @property
    def is_over(self) -> bool:
        """Tell whether she has had enough."""
        return self._is_over

    def answer(self, question: Question) -> str | None:
        """Show what would change, and why, and return what to put in; ``None`` for nothing."""
        finding = question.finding
        if finding.rule in self._agreed:
            return finding.suggestions[0]
        output.write((f"{line}\n" for line in self._shown(question)), None)
        while True:
            key = self._key(len(finding.suggestions))
            if key.isdecimal() and 0 < int(key) <= len(finding.suggestions):
                return finding.suggestions[int(key) - 1]
            if key in _ALL:
                self._agreed.add(finding.rule)
            if key in _YES + _ALL:
                return finding.suggestions[0]
            if key in _STOP:
                self._is_over = True
            if key in _NO + _STOP:
                return None

    def refuse(self, refused: Refused) -> None:
        """Say why what was agreed to is left out all the same."""
        output.write([f"  {one_line(why_not(refused))}\n\n"], None)

    def _shown(self, question: Question) -> Iterator[str]:
        report, finding = question.report, question.finding
        line = lines_of(report.source).line(finding.span.start)
        left = ngettext("{number} more", "{number} more", question.left)
        place = f"{report.path}:{line} ({left.format(number=question.left)})"
        yield click.style(one_line(place), bold=True) if self._color else one_line(place)
        yield f"  {one_line(finding.message)}"
        yield from ("", self._sentence("-", question, finding.text, "red"))
        several = len(finding.suggestions) > 1
        for number, text in enumerate(finding.suggestions, 1):
            yield self._sentence(f"{number}" if several else "+", question, text, "green")
        yield from ("", f"  {one_line(finding.advice.why)}", "")

    def _sentence(self, sign: str, question: Question, words: str, color: str) -> str:
        """Return the sentence around what was found, with some words in its place."""
        source, finding = question.report.source, question.finding
        before = source[finding.context.start : finding.span.start]
        after = source[finding.span.end : finding.context.end]
        marked = one_line(words)
        marked = click.style(marked, fg=color, bold=True) if self._color else f"[{marked}]"
        edges = (one_line(f"|{before}|")[1:-1], one_line(f"|{after}|")[1:-1])
        return f"  {sign} {edges[0]}{marked}{edges[1]}"

    def _key(self, number: int) -> str:
        """Return what she answers, in small letters; that she stops where nobody answers."""
        if not self._has_asked:
            self._has_asked = True
            told = _("y: put it in, n: leave it, a: put in all of this rule, q: stop here")
            output.write([f"  {told}\n"], None)
        choice = f", 1-{number}" if number > 1 else ""
        asked = _("Put it in? [y, n, a, q{choice}]").format(choice=choice)
        output.write([f"  {asked} "], None)
        given = sys.stdin.readline()
        if not given:
            output.write(["\n"], None)
        return given.strip().casefold()[:3] if given else _STOP[0]


def why_not(refused: Refused) -> str:
    """Return why a suggestion is not put in."""
    told = {
        "score": _("«{text}» would lower the score."),
        "finding": _("«{text}» would bring another finding: {rule}."),
        "markup": _("«{text}» would be read as markup."),
    }[refused.why]
    return told.format(text=refused.mend.text, rule=refused.rule)
