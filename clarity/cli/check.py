"""The commands ``check`` and ``score``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from clarity.cli import judging, options
from clarity.cli.baselining import Baselining, baselining
from clarity.cli.changed import Against, comparing
from clarity.cli.reporting import Reporting, reporting
from clarity.cli.selection import selecting, selection
from clarity.messages import _
from clarity.model import Category, Severity
from clarity.project.settings import FailOn


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@reporting
@click.option(
    "--brief",
    is_flag=True,
    help=_("One line a finding. Ask clarity explain for reasons and sources."),
)
@click.option(
    "--details",
    is_flag=True,
    help=_("Every comment, also where there are so many files that a summary is shown."),
)
@options.fail_on_option
@selecting
@comparing
@baselining
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
    report: Reporting,
    strict: bool,
    revision: str | None,
    staged: bool,
    no_worse: bool,
    baseline: Path | None,
    no_baseline: bool,
    show_baselined: bool,
    **given: Any,
) -> None:
    """Check texts and say what to mend, where, why and how.

    PATHS are files and folders (default: this folder); - reads standard input.
    In folders, Markdown, HTML, AsciiDoc and plain text files are checked, save
    those that .gitignore or the project file leaves out.

    \b
    Examples:
      clarity check                               everything in this folder
      clarity check brev/vedtak.md --language nn  one file, in nynorsk
      clarity check --brief                       a line for each finding
      clarity check --format sarif --output clarity.sarif
      clarity check --fail-on error --min-score 60
      clarity check --only long-sentence,vague-link
      cat side.md | clarity check - --stdin-filename innhold/side.md

    What a baseline knows (see clarity baseline) is not shown, and does not count.

    Exit code: 0 nothing to mend, 1 something found, 2 something went wrong.
    """
    shown = selection(only, ignore, categories, min_severity)
    # Who names a rule wants to see all it finds, as in a project file.
    strict = strict or bool(shown.only)
    if no_worse:
        fail_on = fail_on or "never"  # only what is asked for beside it counts
    if (fail_on == "never" or no_worse) and report.min_score is None:
        # Never is never, whatever a project file asks of the score.
        report = replace(report, min_score=0.0)
    against = Against(revision, staged, no_worse)
    known = None if no_baseline else Baselining(baseline, show_baselined)
    context.exit(
        judging.run(
            report=report,
            fail_on=fail_on,
            show_findings=True,
            shown=shown,
            strict=strict,
            against=against,
            baseline=known,
            **given,
        )
    )


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@reporting
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
    context.exit(
        judging.run(fail_on="never", show_findings=False, all_measures=all_measures, **given)
    )
