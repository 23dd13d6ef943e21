"""What ``clarity fix`` does with a mended text, and what it says of it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from itertools import chain

import click
from msgspec import Struct
from msgspec.structs import replace

from clarity.cli import output
from clarity.cli.asking import why_not
from clarity.cli.judging import CLEAN, FAILED, FOUND, tell_nothing
from clarity.messages import _, ngettext, reason, spoken
from clarity.model import Failure
from clarity.parsing.decoding import decode
from clarity.project.settings import FailOn
from clarity.reports.positions import Lines, lines_of
from clarity.reports.printable import one_line
from clarity.reports.remarks import in_words
from clarity.run.fixes import Fixed
from clarity.run.mending import Refused
from clarity.run.writing import WritingError, write


class _Told(Struct, frozen=True):
    """What is told of a text: what was put in by rule, what was not, and what is left."""

    path: str
    rules: Counter[str]
    left_out: tuple[str, ...]
    left: int
    open: int


class Telling:
    """Takes the mended texts of a run one by one, and has the last word.

    With ``shows_diff`` no file is changed, and what would be is shown; with ``is_stream`` the text
    goes to standard output.
    """

    def __init__(self, shows_diff: bool, is_stream: bool, color: bool) -> None:
        self.shows_diff = shows_diff
        self.is_stream = is_stream
        self.color = color
        self.code = CLEAN
        self._every: list[_Told] = []

    def hear(self, fixed: Fixed, fail_on: FailOn, min_score: float) -> None:
        """Write a text, or show what would be written; ``fail_on`` is the limit it is held to."""
        row = replace(fixed.row, fail_on=fail_on, min_score=min_score)
        try:
            if self.shows_diff:
                self._show(fixed)
            elif self.is_stream:
                output.write_bytes(fixed.after)
            elif fixed.is_changed:
                write(fixed.path, fixed.before, fixed.after)
        except (WritingError, OSError) as error:
            why = reason(error) if isinstance(error, OSError) else str(error)
            self.fail(Failure(fixed.path, why))
            return
        self._every.append(_told(fixed))
        is_left = fixed.is_changed if self.shows_diff else bool(row.beyond) or row.is_low
        self.code = max(self.code, FOUND if is_left else CLEAN)

    def fail(self, failure: Failure) -> None:
        """Say what is left as it was, and why."""
        self.code = FAILED
        why = in_words(failure.message, spoken())
        output.tell(f"clarity: {one_line(f'{failure.place}: {why}')}")

    def tell(self) -> None:
        """Say what has been put in, what was not, and what is left."""
        if not self._every:
            return
        said = "\n".join(map(one_line, _summary(self._every, is_wish=self.shows_diff)))
        if self.shows_diff or self.is_stream:
            output.tell(said)
        else:
            output.write([f"{said}\n"], None)

    def end(self) -> int:
        """Return the exit code of a run that has come to its end."""
        if not self._every and self.code == CLEAN:
            tell_nothing()
        return self.code

    def _show(self, fixed: Fixed) -> None:
        shown = "".join(_diff(fixed))
        if sys.stdout.isatty():
            shown = "\n".join(_painted(line, self.color) for line in shown.split("\n"))
        output.write([shown], None)


def _diff(fixed: Fixed) -> Iterator[str]:
    """Yield a unified diff, which git and patch can apply."""
    if not fixed.is_changed:
        return
    name = fixed.path.replace("\n", "\ufffd")
    before, after = (_lines(decode(data).text) for data in (fixed.before, fixed.after))
    for line in unified_diff(before, after, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Return the lines of a text as git has them: they end in LF, and in nothing else."""
    *whole, last = text.split("\n")
    return [f"{line}\n" for line in whole] + [last] * bool(last)


def _painted(line: str, color: bool) -> str:
    """Return a line of a diff as a terminal can show it."""
    sign = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
    shown = line[:1] + one_line(line[1:])
    return click.style(shown, fg=sign) if color and sign else shown


def _told(fixed: Fixed) -> _Told:
    rules = Counter(one.mend.finding.rule for one in fixed.made)
    lines = lines_of(decode(fixed.after).text) if fixed.refused else None
    left_out = tuple(_left_out(fixed.path, one, lines) for one in fixed.refused if lines)
    left = sum(fixed.row.findings.values())
    return _Told(fixed.path, rules, left_out, left, fixed.open)


def _summary(every: Sequence[_Told], *, is_wish: bool) -> Iterator[str]:
    """Yield what has been put in, file by file and rule by rule, what not, and what is left."""
    changed = [told for told in every if told.rules]
    for told in changed if len(every) > 1 else ():
        yield f"{told.path}: {_counts(told.rules)}"
    yield from chain.from_iterable(told.left_out for told in every)
    rules = sum((told.rules for told in changed), Counter[str]())
    number = rules.total()
    put_in = ngettext("{number} suggestion put in", "{number} suggestions put in", number)
    if is_wish:
        put_in = ngettext("{number} suggestion to put in", "{number} suggestions to put in", number)
    files = ngettext("{number} file", "{number} files", len(changed)).format(number=len(changed))
    if changed:
        yield f"{put_in.format(number=number)}, {files}: {_counts(rules)}."
    else:
        yield _("Nothing to put in.")
    if left := sum(told.left for told in every):
        is_left = ngettext("{number} finding is left.", "{number} findings are left.", left)
        yield is_left.format(number=left) + _asking(sum(told.open for told in every))


def _asking(number: int) -> str:
    """Return how to go through what is left that has a suggestion, if there is any."""
    if not number:
        return ""
    told = ngettext(
        "{number} place has a suggestion to look at: {command}",
        "{number} places have a suggestion to look at: {command}",
        number,
    )
    return " " + told.format(number=number, command="clarity fix --interactive")


def _counts(rules: Counter[str]) -> str:
    """Return how many suggestions of each rule were put in, the most first."""
    return ", ".join(f"{rule} ({number})" for rule, number in rules.most_common())


def _left_out(path: str, refused: Refused, lines: Lines) -> str:
    """Return where a suggestion was not put in, and why."""
    finding = refused.mend.finding
    place = f"{path}:{lines.line(finding.span.start)}"
    told = _("{place}: «{found}» stays.").format(place=place, found=finding.text)
    return f"{told} {why_not(refused)}"
