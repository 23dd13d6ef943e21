"""The command ``fix``."""

from __future__ import annotations

import sys
from collections.abc import Generator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clarity import messages
from clarity.cli import options, output, speech
from clarity.cli.baselining import Baselining, baseline_option
from clarity.cli.judging import UNNAMED
from clarity.cli.selection import choosing, refuse_unknown, selection, within
from clarity.messages import _
from clarity.model import Category, Failure, Severity
from clarity.parsing.contents import read_stream
from clarity.project.settings import FailOn, Settings

if TYPE_CHECKING:
    from clarity.cli.fixed import Telling
    from clarity.project.projects import Projects
    from clarity.run.fixes import Fixed, Plan


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--suggested",
    is_flag=True,
    help=_("Also put in the other suggestions that are alone, one by one. Read the outcome."),
)
@click.option(
    "--interactive",
    is_flag=True,
    help=_("Ask about each suggestion, and choose where there are several."),
)
@click.option(
    "--diff",
    "shows_diff",
    is_flag=True,
    help=_("Show what would be changed, and change nothing. Exit code 1 where something would."),
)
@click.option("--color/--no-color", default=None, help="Default: colour on a terminal.")
@click.option(
    "--stdin-filename",
    show_default=UNNAMED,
    help="What to call the text when PATHS is -; its ending says how to read it.",
)
@options.fail_on_option
@choosing
@baseline_option
@click.option("--no-baseline", is_flag=True, help=_("Mend also what the baseline knows."))
@options.judging
@options.jobs_option
@click.pass_context
def fix(
    context: click.Context,
    /,
    paths: Sequence[str],
    suggested: bool,
    interactive: bool,
    shows_diff: bool,
    color: bool | None,
    stdin_filename: str | None,
    fail_on: FailOn | None,
    only: Sequence[str],
    ignore: Sequence[str],
    categories: Sequence[Category],
    min_severity: Severity,
    strict: bool,
    baseline: Path | None,
    no_baseline: bool,
    **given: Any,
) -> None:
    """Put in the suggestions that need no writer to look at them.

    PATHS are files and folders (default: this folder), as for clarity check; -
    reads standard input and writes the text to standard output.

    A suggestion is put in where its rule calls it safe, it is the only one, and it
    fits. Then the text is judged again: what would lower the score or bring another
    finding is left out. Front matter, quotations and code are not touched.

    \b
    Examples:
      clarity fix                        every text in this folder
      clarity fix --diff                 show what would be changed
      clarity fix --interactive side.md  ask about each suggestion
      clarity fix --suggested brev/      also what is not always right
      clarity fix --only number-format,skall
      clarity fix - < side.md > ny.md

    Exit code: 0 nothing left to mend, 1 something left, 2 something went wrong.
    """
    _refuse(paths, interactive, suggested, shows_diff)
    from clarity.cli.fixed import Telling  # `clarity --help` needs none of it
    from clarity.project.projects import Projects
    from clarity.run.fixes import Plan

    shown = selection(only, ignore, categories, min_severity)
    # LanguageTool calls nothing safe, and would be asked again after each round.
    strict = strict or bool(shown.only)
    outputs = output.files_written(baseline)
    asked = options.request(proofread=False, strict=strict, outputs=outputs, **given)
    projects = Projects(asked)
    places = (stdin_filename or UNNAMED,) if "-" in paths else tuple(paths) or (".",)
    refuse_unknown(shown, projects, places)
    first = Settings()
    with suppress(Exception):  # the run meets it again, and reports it
        first = projects.settings(within(places[0]))
    language = speech.settle(first.language)
    known = None if no_baseline else Baselining(baseline).sieve(asked)
    plan = Plan(shown, suggested, known)
    telling = Telling(shows_diff, "-" in paths, output.wants_color(color, None))
    outcomes = _outcomes(paths, stdin_filename, projects, plan, interactive, telling)
    try:
        with closing(outcomes):
            for outcome in output.with_progress(outcomes, interactive or shows_diff):
                if isinstance(outcome, Failure):
                    telling.fail(outcome)
                    continue
                if not language and messages.spoken() == messages.SOURCE:
                    speech.settle(outcome.row.language)  # as the texts speak, where all is open
                limits = projects.settings(outcome.path)
                # As for check, never is never.
                least = 0.0 if fail_on == "never" else limits.min_score
                telling.hear(outcome, fail_on or limits.fail_on, least)
    finally:  # also of a run that is interrupted, which has written what it had
        telling.tell()
    context.exit(telling.end())


def _refuse(paths: Sequence[str], interactive: bool, suggested: bool, shows_diff: bool) -> None:
    """Refuse what nobody can mean, before anything is read."""
    if "-" in paths and len(paths) > 1:
        raise click.UsageError(_("- is standard input, and stands alone."))
    if interactive and (suggested or shows_diff or "-" in paths):
        other = "-" if "-" in paths else "--suggested" if suggested else "--diff"
        told = _("--interactive asks you about each suggestion: leave out {other}.")
        raise click.UsageError(told.format(other=other))


def _outcomes(
    paths: Sequence[str],
    stdin_filename: str | None,
    projects: Projects,
    plan: Plan,
    interactive: bool,
    telling: Telling,
) -> Generator[Fixed | Failure]:
    from clarity.run import fixes

    if "-" in paths:
        name = stdin_filename or UNNAMED
        try:
            data = read_stream(sys.stdin.buffer)
        except OSError as error:
            yield Failure(name, error.strerror or str(error))
            return
        outcome = fixes.fix_data(data, name, projects, plan)
        if isinstance(outcome, Failure) and not telling.shows_diff:
            output.write_bytes(data)  # so that an editor's filter loses nothing
        yield outcome
    elif interactive:
        from clarity.cli.asking import Asking

        yield from fixes.ask(paths or (".",), projects, plan, Asking(telling.color), output.tell)
    else:
        yield from fixes.fix(paths or (".",), projects, plan, output.tell)
