"""Judges what a command was given, writes the report of it, and says the exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import partial
from os.path import split
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct, field
from msgspec.structs import replace

from clarity import __version__, messages
from clarity.cli import changed, options, output, speech
from clarity.cli.baselining import Baselining, only_new, tell_fixed
from clarity.cli.reporting import Reporting
from clarity.cli.selection import refuse_unknown, within
from clarity.messages import _
from clarity.model import Failure
from clarity.parsing.located_yaml import ConfigError
from clarity.project.settings import FailOn, Settings
from clarity.reports import EVERYTHING, FORMATS, Options, Part, Row, Selection, Summary
from clarity.reports.printable import one_line

if TYPE_CHECKING:
    from clarity.project.projects import Projects
    from clarity.reports.options import Earlier
    from clarity.run.drawing import Drawing
    from clarity.run.finding import Found
    from clarity.run.texts import Warn

#: What a run says with its exit code: nothing to mend, something to mend, something went wrong.
CLEAN, FOUND, FAILED = 0, 1, 2

#: What a text from standard input is called that nobody gives a name.
UNNAMED = "text.md"

#: Formats that say themselves which rules could not run.
_WITH_SKIPPED = ("terminal", "summary")

#: Formats that are read where they come out, beside what is said on standard error.
_FOR_LOGS = ("terminal", "summary", "github", "azure")

#: Formats that can tell how scores have changed.
_COMPARING = ("html", "markdown")


def run(
    paths: Sequence[str],
    report: Reporting,
    fail_on: FailOn | None,
    show_findings: bool,
    shown: Selection = EVERYTHING,
    against: changed.Against = changed.NOTHING,
    baseline: Baselining | None = None,
    **given: Any,
) -> int:
    """Judge the paths, write the report, and return the exit code."""
    from clarity.project.projects import Projects  # `clarity --help` needs none of it
    from clarity.run.drawing import Drawing

    form, output_path = report.form, report.output_path
    _refuse(paths, report, against)
    # What is not shown need not be asked for: LanguageTool counts in no score.
    scored = FORMATS[form]().shows_scores or bool(report.min_score) or against.no_worse
    outputs = output.files_written(output_path, baseline.given if baseline else None)
    asked = options.request(proofread=show_findings, scored=scored, outputs=outputs, **given)
    projects = Projects(asked)
    places = (report.stdin_filename or UNNAMED,) if "-" in paths else tuple(paths) or (".",)
    refuse_unknown(shown, projects, places)
    known = baseline and baseline.sieve(asked)
    earlier = _earlier(report.compare)
    # Who says what to look for, or where to put all of it, has use for each comment.
    shows_known = known is not None and known.shows
    asks_for_each = report.brief or report.details or shown.looks_for_some or shows_known
    is_thorough = asks_for_each or output_path is not None
    settings = _settings(projects, places[0])
    look = Options(
        width=output.width(output_path),
        color=output.wants_color(report.color, output_path),
        unicode=output.has_unicode(output_path),
        speaks=speech.chosen(),
        language=speech.settle(settings.language),
        show_findings=show_findings,
        show_details=not show_findings,
        version=__version__,
        brief=report.brief,
        plain=output.is_plain(report.plain, output_path),
        overview=form == "terminal" and not show_findings and not report.details,
        complete=output_path is not None,
        unsettled=not (asked.config or _has_project_file(places[0])),
        selects=show_findings and (report.brief or not shown.is_everything or against.is_git),
        sums_up=form == "terminal" and show_findings and not is_thorough,
        shows_known=shows_known,
    )
    course = _Course(
        partial(_limits, projects, fail_on=fail_on, min_score=report.min_score),
        tells_skipped=form not in _WITH_SKIPPED or output_path is not None,
        tells_failures=not _reads_failures(form, output_path),
        settles_speech=not look.language,
    )

    def judged() -> Generator[Part | Failure]:
        drawing, found = Drawing(form, look, (shown, *compared.sieves)), compared.found
        draw = partial(
            _parts, projects, paths or (".",), report.stdin_filename, warn=course.tell, found=found
        )
        for outcome in only_new(known, places, drawing, draw, found) if known else draw(drawing):
            yield course.held(outcome, compared)

    looking_back = changed.look_back(against, paths, earlier, projects, course.tell)
    with looking_back as compared, closing(judged()) as all_parts:  # and with it the processes
        is_streaming = output_path is None and not (look.overview or look.sums_up)
        parts = output.with_progress(all_parts, is_streaming, is_quiet=form == "summary")
        # A part depends on no earlier report and no other file's settings, and is kept.
        turned_down = settings.turned_down
        keeps = report.details
        whole = replace(look, earlier=earlier, turned_down=turned_down, keeps_remarks=keeps)
        output.write(FORMATS[form]().assemble(parts, whole), output_path)
    _tell_end(bool(course.codes), course.rows, form, output_path, compared)
    if form == "line":
        from clarity.reports.line import untold

        for told in untold(Summary(tuple(course.rows)), whole):
            course.tell(told)
    if known and shown.is_everything and not against.is_git:
        tell_fixed(known, places, course.rows, course.tell)
    return max(course.codes, default=CLEAN)


class _Course(Struct):
    """How a run goes: the codes of what has come of it, its files in short, and what was told.

    ``limits`` are those of a path. ``tells_skipped`` and ``tells_failures`` where the report does
    not tell which rules could not run, and which files; ``settles_speech`` where nothing yet says
    in what language to speak.
    """

    limits: Callable[[str], Settings]
    tells_skipped: bool
    tells_failures: bool
    settles_speech: bool
    codes: set[int] = field(default_factory=set)
    rows: list[Row] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    def tell(self, line: str) -> None:
        """Say a line on standard error, once."""
        if line not in self.told:
            self.told.add(line)
            output.tell(f"clarity: {one_line(line)}")

    def held(self, outcome: Part | Failure, compared: changed.Compared) -> Part | Failure:
        """Return an outcome held to its limits, once it has been taken note of."""
        from clarity.reports.remarks import in_words

        if isinstance(outcome, Failure):
            self.codes.add(FAILED)
            if self.tells_failures:
                self.tell(f"{outcome.place}: {in_words(outcome.message, messages.spoken())}")
            return outcome
        if self.settles_speech and messages.spoken() == messages.SOURCE:
            speech.settle(outcome.row.language)  # as the texts speak, where all is open
        for reason in outcome.skipped if self.tells_skipped else ():
            self.tell(in_words(reason, messages.spoken()))
        limits = self.limits(outcome.row.path)
        row = compared.hold(outcome.row)
        row = replace(row, fail_on=limits.fail_on, min_score=limits.min_score)
        self.rows.append(row)
        self.codes.add(FOUND if row.is_beyond else CLEAN)
        return replace(outcome, row=row)


def _limits(
    projects: Projects, path: str, fail_on: FailOn | None, min_score: float | None
) -> Settings:
    return options.overrule(projects.settings(path), fail_on=fail_on, min_score=min_score)


def _settings(projects: Projects, place: str) -> Settings:
    """Return how texts are to be judged where a run begins."""
    with suppress(Exception):  # the run meets it again, and reports it
        return projects.settings(within(place))
    return Settings()


def _refuse(paths: Sequence[str], report: Reporting, against: changed.Against) -> None:
    """Refuse what nobody can mean, before anything is written."""
    if "-" in paths and len(paths) > 1:
        raise click.UsageError(_("- is standard input, and stands alone."))
    output.refuse_code(report.form, report.output_path)
    if report.compare and report.form not in _COMPARING and not against.no_worse:
        raise click.UsageError(
            _("--compare is for --format html, for --format markdown and for --no-worse.")
        )
    changed.refuse(against, paths, report.compare)


def _has_project_file(place: str) -> bool:
    from clarity.project.config import find

    return find(split(within(place))[0]) is not None


def _earlier(path: Path | None) -> Mapping[str, Earlier] | None:
    if path is None:
        return None
    from clarity.reports.earlier import read_scores

    return read_scores(path)


def _reads_failures(form: str, output_path: Path | None) -> bool:
    """Tell whether whoever reads standard error reads in the report what could not be checked."""
    if output_path or not FORMATS[form]().tells_failures:
        return False
    return form in _FOR_LOGS or output.is_one_stream()


def _tell_end(
    is_checked: bool,
    rows: Sequence[Row],
    form: str,
    output_path: Path | None,
    compared: changed.Compared,
) -> None:
    """Say where the report is, and what cannot be seen in it; or that there was nothing."""
    if is_checked:
        output.tell_written(output_path)
        _tell_limits(rows, form, output_path)
        compared.tell()
        return
    if compared.nothing:
        output.tell(compared.nothing)
    else:
        tell_nothing()


def tell_nothing() -> None:
    """Say that there was nothing to check, and why that may be."""
    output.tell(
        _(
            "Nothing to check: no Markdown, HTML, AsciiDoc or plain text here, "
            "or .clarity.yaml or .gitignore leaves it out."
        )
    )


def _tell_limits(rows: Sequence[Row], form: str, output_path: Path | None) -> None:
    """Say in a line what is beyond the limits and cannot be seen in the report."""
    from clarity.reports.interface_words import words_in
    from clarity.reports.totals import in_a_line

    if output_path is None:
        if FORMATS[form]().tells_low_scores:
            return
        rows = [replace(row, fail_on="never") for row in rows]  # findings are in every report
    if said := in_a_line(Summary(tuple(rows)), words_in(messages.spoken())):
        output.tell(f"clarity: {one_line(said)}")


def _parts(
    projects: Projects,
    paths: Sequence[str],
    stdin_filename: str | None,
    drawing: Drawing,
    warn: Warn,
    found: Found | None,
) -> Iterator[Part | Failure]:
    from clarity.run import texts as run

    if found is not None:
        return run.draw_found(found, projects, drawing, warn)
    if "-" not in paths:
        return run.draw(paths, projects, drawing, warn)
    with suppress(ConfigError):  # judging the text meets it again, and tells
        if stdin_filename and not projects.project(stdin_filename).takes(stdin_filename):
            return iter(())  # as where it is named
    name = stdin_filename or UNNAMED
    return iter([run.draw_stream(sys.stdin.buffer, name, projects, drawing, warn)])
