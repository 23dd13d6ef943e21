"""What build servers show at the lines of a file: so many of each kind, the gravest first.

GitHub's runner and the agent of Azure Pipelines take ten of a kind from each step, and drop the
rest without a word. So what they take is chosen here, and the rest is counted in a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from clarity.model import Failure, Finding, Report, Severity
from clarity.reports.gravest import LOW_SCORE, REMARK, UNREADABLE, Gravest, gravity
from clarity.reports.interface_words import Words, words_beside, words_for
from clarity.reports.options import Options
from clarity.reports.part import Part, Row, part_of
from clarity.reports.paths import hosted
from clarity.reports.phrasing import count, decimal, placed
from clarity.reports.positions import Lines, lines_of
from clarity.reports.printable import one_line, shorten
from clarity.reports.remarks import in_words
from clarity.reports.summary import Counted
from clarity.reports.totals import outcome, too_low, totals

#: How many of a kind are shown of a step.
_MOST = 10
#: The most code points of a message; GitHub cuts longer ones off.
_LONGEST = 2000


class Annotation(Struct, frozen=True):
    """Something said of a file, in lines of plain text, each as `one_line` has it.

    ``start`` and ``end`` are lines and columns from 1; with a line of 0 it is about the whole file,
    and with a column of 0 about the whole line. ``code`` is the rule, if there is one.
    """

    severity: Severity
    path: str
    title: str
    message: str
    start: tuple[int, int] = (0, 0)
    end: tuple[int, int] = (0, 0)
    code: str = ""


class Annotating(Struct, frozen=True):
    """How a build server is told: what it calls a severity, and how an annotation is written.

    ``kinds`` begin with the gravest. A server may have one kind for two severities.
    """

    kinds: Mapping[Severity, str]
    write: Callable[[Annotation], str]

    def part(self, report: Report, options: Options) -> Part:
        """Return the part of a file; its annotations, with how grave each is, are kept apart."""
        words = words_for(report.language, options)
        lines = lines_of(report.source)
        told = [
            (REMARK, Annotation("suggestion", report.path, "", in_words(notice, words.code)))
            for notice in report.notices
        ]
        for finding in report.findings:
            annotation = _finding(finding, report.path, lines, words)
            if finding.is_known:  # which is shown, and no more
                told.append((REMARK, replace(annotation, severity="suggestion")))
            else:
                told.append((gravity(finding), annotation))
        return part_of(report, "", tuple(list(self._kept(*one)) for one in told))

    def assemble(self, parts: Iterable[Part | Failure], options: Options) -> Iterator[str]:
        """Yield the gravest annotations of each kind, how many are left out, and the totals."""
        counted = Counted(parts)
        gravest = {kind: Gravest(_MOST) for kind in self.kinds.values()}
        for one in counted:
            for kind, weight, text in self._of(one, counted, options):
                gravest[kind].add(weight, text)
        words = words_for(counted.summary.language(options.language), options)
        for chosen in gravest.values():
            yield from chosen
        last = [totals(counted.summary, words), *outcome(counted.summary, words)]
        if left_out := sum(chosen.left_out for chosen in gravest.values()):
            comments = count(left_out, words.comment)
            last.insert(0, words.left_out.format(most=_MOST, comments=comments))
        yield "".join(f"{line}\n" for line in last)

    def _of(
        self, one: Part | Failure, counted: Counted, options: Options
    ) -> Iterator[tuple[str, int, str]]:
        if isinstance(one, Failure):
            words = words_beside(counted, options)
            yield self._kept(UNREADABLE, _failure(one, words))
            return
        yield from one.apart
        for low in _low(one.row, words_for(one.row.language, options)):
            yield self._kept(LOW_SCORE, low)

    def _kept(self, weight: int, annotation: Annotation) -> tuple[str, int, str]:
        named = replace(annotation, path=hosted(annotation.path))
        return self.kinds[annotation.severity], weight, self.write(named)


def _finding(finding: Finding, path: str, lines: Lines, words: Words) -> Annotation:
    severity = words.severities[finding.severity]
    why = one_line(finding.advice.why.strip())
    said = placed(shorten(finding.message, _LONGEST), finding, lines, words)
    about = Annotation(
        finding.severity,
        path,
        f"{severity} ({finding.rule})",
        "\n".join(filter(None, (said, why))),
        code=finding.rule,
    )
    if finding.scope == "document":
        return replace(about, title=f"{severity}, {words.whole} ({finding.rule})")
    return replace(about, start=lines.place(finding.span.start), end=lines.place(finding.span.end))


def _low(row: Row, words: Words) -> Iterator[Annotation]:
    if low := too_low(row, words):
        score = f"{words.score}: {decimal(row.overall or 0, words)}"
        yield Annotation("error", row.path, f"{words.not_passed}. {score}", low)


def _failure(failure: Failure, words: Words) -> Annotation:
    title = words.wrong_settings if failure.line else words.unreadable
    message = one_line(in_words(failure.message, words.code))
    return Annotation("error", failure.path, title, message, start=(failure.line, 0))
