"""The options on how a report is written, and what they are together."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from clarity.cli.options import all_of
from clarity.messages import _
from clarity.reports import FORMATS


class Reporting(Struct, frozen=True):
    """How a report is written, as given on the command line; ``None`` what was not given.

    ``compare`` is an earlier report. With ``brief`` a finding has one line, and with ``details``
    everything is told however much it is.
    """

    form: str
    output_path: Path | None
    compare: Path | None
    color: bool | None
    plain: bool | None
    min_score: float | None
    stdin_filename: str | None
    brief: bool = False
    details: bool = False


def reporting(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options on how a report is written, which the command is given as ``report``."""

    @wraps(command)
    def given_together(*arguments: Any, **given: Any) -> None:
        own = {name: given.pop(name) for name in Reporting.__struct_fields__ if name in given}
        command(*arguments, report=Reporting(**own), **given)

    return all_of(
        given_together,
        click.option(
            "--format",
            "form",
            type=click.Choice(tuple(FORMATS)),
            default="terminal",
            show_default=True,
            help="How the report is written.",
        ),
        click.option(
            "--output",
            "output_path",
            type=click.Path(dir_okay=False, path_type=Path),
            help="Write the report to a file, whole or not at all.",
        ),
        click.option(
            "--compare",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help=_(
                "An earlier JSON report: --format html and --format markdown show how scores have "
                "changed since, and --no-worse holds them to it."
            ),
        ),
        click.option("--color/--no-color", default=None, help="Default: colour on a terminal."),
        click.option(
            "--plain/--no-plain",
            default=None,
            help=_(
                "Say everything in sentences, for a screen reader: no bars, tables or marks. "
                "Default: where TERM=dumb."
            ),
        ),
        click.option(
            "--min-score",
            type=click.FloatRange(0, 100),
            help="Exit with 1 when a text scores lower.",
        ),
        click.option(
            "--stdin-filename",
            show_default="text.md",
            help="What to call the text when PATHS is -; its ending says how to read it.",
        ),
    )
