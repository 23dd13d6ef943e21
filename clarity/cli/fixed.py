"""What ``clarity fix`` does with a mended text, and what it says of it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff

import click

from clarity.cli import output
from clarity.cli.asking import why_not
from clarity.cli.check import CLEAN, FAILED, FOUND, tell_nothing
from clarity.messages import _, ngettext, reason, spoken
from clarity.model import Failure
from clarity.parsing.decoding import decode
from clarity.project.settings import FailOn
from clarity.reports.positions import lines_of
from clarity.reports.printable import one_line
from clarity.reports.remarks import in_words
from clarity.run.fixes import Fixed
from clarity.run.mending import Refused
from clarity.run.writing import WritingError, write


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
        self._fixed: list[Fixed] = []

    def hear(self, fixed: Fixed, fail_on: FailOn, min_score: float) -> None:
        """Write a text, or show what would be written; ``fail_on`` is the limit it is held to."""
        row = fixed.row._replace(fail_on=fail_on, min_score=min_score)
        fixed = fixed._replace(row=row)
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
        self._fixed.append(fixed)
        is_left = fixed.is_changed if self.shows_diff else bool(row.beyond) or row.is_low
        self.code = max(self.code, FOUND if is_left else CLEAN)

    def fail(self, failure: Failure) -> None:
        """Say what is left as it was, and why."""
        self.code = FAILED
        why = in_words(failure.message, spoken())
        output.tell(f"clarity: {one_line(f'{failure.place}: {why}')}")

    def tell(self) -> None:
        """Say what has been put in, what was not, and what is left."""
        if not self._fixed:
            if self.code == CLEAN:
                tell_nothing()
            return
        said = "\n".join(map(one_line, _summary(self._fixed, is_wish=self.shows_diff)))
        if self.shows_diff or self.is_stream:
            output.tell(said)
        else:
            output.write([f"{said}\n"], None)

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


def _summary(every: Sequence[Fixed], *, is_wish: bool) -> Iterator[str]:
    """Yield what has been put in, file by file and rule by rule, what not, and what is left."""
    changed = [fixed for fixed in every if fixed.made]
    for fixed in changed if len(every) > 1 else ():
        yield f"{fixed.path}: {_counts([fixed])}"
    for fixed in every:
        yield from (_left_out(fixed, one) for one in fixed.refused)
    number = sum(len(fixed.made) for fixed in changed)
    told = ngettext("{number} suggestion put in", "{number} suggestions put in", number)
    if is_wish:
        told = ngettext("{number} suggestion to put in", "{number} suggestions to put in", number)
    files = ngettext("{number} file", "{number} files", len(changed)).format(number=len(changed))
    if changed:
        yield f"{told.format(number=number)}, {files}: {_counts(changed)}."
    else:
        yield _("Nothing to put in.")
    left = sum(sum(fixed.row.findings.values()) for fixed in every)
    if left:
        told = ngettext("{number} finding is left.", "{number} findings are left.", left)
        yield told.format(number=left) + _asking(sum(fixed.open for fixed in every))


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


def _counts(every: Iterable[Fixed]) -> str:
    """Return how many suggestions of each rule were put in, the most first."""
    rules = Counter(one.mend.finding.rule for fixed in every for one in fixed.made)
    return ", ".join(f"{rule} ({number})" for rule, number in rules.most_common())


def _left_out(fixed: Fixed, refused: Refused) -> str:
    """Return where a suggestion was not put in, and why."""
    mend = refused.mend
    line = lines_of(decode(fixed.after).text).line(mend.finding.span.start)
    told = _("{place}: «{found}» stays.").format(
        place=f"{fixed.path}:{line}", found=mend.finding.text
    )
    return f"{told} {why_not(refused)}"
