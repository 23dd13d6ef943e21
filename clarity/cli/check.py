"""The commands ``check`` and ``score``."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clarity import __version__, messages
from clarity.cli import options, output, speech
from clarity.cli.selection import refuse_unknown, selecting, selection, within
from clarity.messages import _
from clarity.model import Category, Failure, Severity
from clarity.parsing.located_yaml import ConfigError
from clarity.project.settings import FailOn, Settings
from clarity.reports import EVERYTHING, FORMATS, Options, Part, Row, Selection, Summary
from clarity.reports.printable import one_line

if TYPE_CHECKING:
    from clarity.project.projects import Projects
    from clarity.reports.options import Earlier
    from clarity.run.texts import Drawing, Warn

#: What a run says with its exit code: nothing to mend, something to mend, something went wrong.
CLEAN, FOUND, FAILED = 0, 1, 2

#: What a text from standard input is called that nobody gives a name.
UNNAMED = "text.md"

#: Formats that are read where they come out, beside what is said on standard error.
_FOR_LOGS = ("terminal", "github")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@options.reporting
@click.option(
    "--brief",
    is_flag=True,
    help=_("One line a finding. Ask clarity explain for reasons and sources."),
)
@options.fail_on_option
@selecting
@options.running
@click.pass_context
def check(
    context: click.Context,
    /,
    fail_on: FailOn | None,
    only: Sequence[str],
    ignore: Sequence[str],
    categories: Sequence[Category],
    min_severity: Severity,
    strict: bool,
    **given: Any,
) -> None:
    """Check texts and say what to mend, where, why and how.

    PATHS are files and folders (default: this folder); - reads standard input.
    In folders, Markdown, HTML and plain text files are checked, save those that
    .gitignore or the project file leaves out.

    \b
    Examples:
      clarity check                               everything in this folder
      clarity check brev/vedtak.md --language nn  one file, in nynorsk
      clarity check --brief                       a line for each finding
      clarity check --format sarif --output clarity.sarif
      clarity check --fail-on error --min-score 60
      clarity check --only long-sentence,vague-link
      cat side.md | clarity check - --stdin-filename innhold/side.md

    Exit code: 0 nothing to mend, 1 something found, 2 something went wrong.
    """
    shown = selection(only, ignore, categories, min_severity)
    # Who names a rule wants to see all it finds, as in a project file.
    strict = strict or bool(shown.only)
    if fail_on == "never" and given["min_score"] is None:
        given["min_score"] = 0.0  # never is never, whatever a project file asks of the score
    context.exit(_run(fail_on=fail_on, show_findings=True, shown=shown, strict=strict, **given))


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@options.reporting
@click.option(
    "--measures",
    type=click.Choice(("usual", "all")),
    default="usual",
    show_default=True,
    help="all: also the indices of textstat, which were made for English.",
)
@click.option(
    "--details",
    is_flag=True,
    help=_("The whole scorecard of each file, also where there are several."),
)
@options.running
@click.pass_context
def score(context: click.Context, /, measures: str, **given: Any) -> None:
    """Score texts against a guideline, and say what would win back the most.

    Several files give a table, with the lowest score first.

    A score tells what was found in the text. It does not tell whether readers
    understand it: only readers can.

    \b
    Examples:
      clarity score innhold/                      every text in a folder
      clarity score innhold/ --details            with the scorecard of each
      clarity score side.md --measures all        with every readability index
      clarity score --min-score 60                exit code 1 below 60 points
    """
    all_measures = measures == "all"
    context.exit(_run(fail_on="never", show_findings=False, all_measures=all_measures, **given))


def _run(
    paths: Sequence[str],
    form: str,
    output_path: Path | None,
    compare: Path | None,
    color: bool | None,
    fail_on: FailOn | None,
    min_score: float | None,
    stdin_filename: str | None,
    show_findings: bool,
    plain: bool | None,
    brief: bool = False,
    details: bool = False,
    shown: Selection = EVERYTHING,
    **given: Any,
) -> int:
    """Judge the paths, write the report, and return the exit code."""
    from clarity.project.projects import Projects  # `clarity --help` needs none of it
    from clarity.reports.remarks import in_words
    from clarity.run.texts import Drawing

    _refuse(paths, form, output_path)
    # What is not shown need not be asked for: LanguageTool counts in no score.
    scored = FORMATS[form]().shows_scores or bool(min_score)
    outputs = output.files_written(output_path)
    asked = options.request(proofread=show_findings, scored=scored, outputs=outputs, **given)
    projects = Projects(asked)
    places = (stdin_filename or UNNAMED,) if "-" in paths else tuple(paths) or (".",)
    refuse_unknown(shown, projects, places)
    earlier = _earlier(compare, form)
    codes: set[int] = set()
    beyond: list[Row] = []
    told: set[str] = set()
    is_shown = form == "terminal" and output_path is None
    tells_failures = _tells_failures(form, output_path)

    def tell(line: str) -> None:
        if line not in told:
            told.add(line)
            output.tell(f"clarity: {one_line(line)}")

    def settings_of(path: str) -> Settings:
        settings = projects.settings(path)
        return options.overrule(settings, fail_on=fail_on, min_score=min_score)

    def judged() -> Generator[Part | Failure]:
        drawing = Drawing(form, look, shown)
        for outcome in _parts(projects, paths or (".",), stdin_filename, drawing, tell):
            if isinstance(outcome, Part):
                if not look.language and messages.spoken() == messages.SOURCE:
                    speech.settle(outcome.row.language)  # as the texts speak, where all is open
                for reason in () if is_shown else outcome.skipped:
                    tell(in_words(reason, messages.spoken()))
                limits = settings_of(outcome.row.path)
                row = outcome.row._replace(fail_on=limits.fail_on, min_score=limits.min_score)
                if row.beyond or row.is_low:
                    beyond.append(row)
                codes.add(FOUND if beyond else CLEAN)
                yield outcome._replace(row=row)
            else:
                codes.add(FAILED)
                if not tells_failures:
                    tell(f"{outcome.place}: {in_words(outcome.message, messages.spoken())}")
                yield outcome

    first = Settings()
    with suppress(Exception):  # the run meets it again, and reports it
        first = settings_of(within(places[0]))
    look = Options(
        width=output.width(output_path),
        color=output.wants_color(color, output_path),
        unicode=output.has_unicode(output_path),
        speaks=speech.chosen(),
        language=speech.settle(first.language),
        show_findings=show_findings,
        show_details=not show_findings,
        version=__version__,
        brief=brief,
        plain=output.is_plain(plain, output_path),
        overview=form == "terminal" and not show_findings and not details,
        complete=output_path is not None,
        selects=show_findings and (brief or not shown.is_everything),
    )
    with closing(judged()) as all_parts:  # and with it the processes
        parts = output.with_progress(all_parts, output_path is None and not look.overview)
        # A part depends on no earlier report, and is kept.
        whole = look._replace(earlier=earlier)
        output.write(FORMATS[form]().assemble(parts, whole), output_path)
    _tell_end(bool(codes), beyond, form, output_path)
    return max(codes, default=CLEAN)


def _refuse(paths: Sequence[str], form: str, output_path: Path | None) -> None:
    """Refuse what nobody can mean, before anything is written."""
    if "-" in paths and len(paths) > 1:
        raise click.UsageError(_("- is standard input, and stands alone."))
    output.refuse_code(form, output_path)


def _earlier(path: Path | None, form: str) -> Mapping[str, Earlier] | None:
    if path is None:
        return None
    if form != "html":
        raise click.UsageError(_("--compare is for --format html."))
    from clarity.reports.earlier import read_scores

    return read_scores(path)


def _tells_failures(form: str, output_path: Path | None) -> bool:
    """Tell whether whoever reads standard error reads in the report what could not be checked."""
    if output_path or not FORMATS[form]().tells_failures:
        return False
    return form in _FOR_LOGS or output.is_one_stream()


def _tell_end(is_checked: bool, rows: Sequence[Row], form: str, output_path: Path | None) -> None:
    """Say where the report is, and what cannot be seen in it; or that there was nothing."""
    if is_checked:
        output.tell_written(output_path)
        _tell_limits(rows, form, output_path)
    else:
        tell_nothing()


def tell_nothing() -> None:
    """Say that there was nothing to check, and why that may be."""
    output.tell(
        _(
            "Nothing to check: no Markdown, HTML or plain text here, "
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
        rows = [row._replace(fail_on="never") for row in rows]  # findings are in every report
    if said := in_a_line(Summary(tuple(rows)), words_in(messages.spoken())):
        output.tell(f"clarity: {one_line(said)}")


def _parts(
    projects: Projects,
    paths: Sequence[str],
    stdin_filename: str | None,
    drawing: Drawing,
    warn: Warn,
) -> Iterator[Part | Failure]:
    from clarity.run import texts as run

    if "-" not in paths:
        return run.draw(paths, projects, drawing, warn)
    with suppress(ConfigError):  # judging the text meets it again, and tells
        if stdin_filename and not projects.project(stdin_filename).takes(stdin_filename):
            return iter(())  # as where it is named
    name = stdin_filename or UNNAMED
    return iter([run.draw_stream(sys.stdin.buffer, name, projects, drawing, warn)])
