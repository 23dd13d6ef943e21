"""The options that choose which findings are shown."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from clarity.model import CATEGORIES, SEVERITIES, Category, Severity
from clarity.parsing.languages import languages
from clarity.reports import Selection
from clarity.reports.printable import one_line

if TYPE_CHECKING:
    from clarity.project.projects import Projects

Command = TypeVar("Command", bound=Callable[..., Any])
Name = TypeVar("Name", bound=str)


def selecting(command: Command) -> Command:
    """Add the options that choose which findings are shown: see `selection`."""
    for option in reversed((_only, _ignore, _category, _min_severity, _unused_silences)):
        command = option(command)
    return command


def choosing(command: Command) -> Command:
    """Add those of the options that choose among findings which suggest something."""
    for option in reversed((_only, _ignore, _category, _min_severity)):
        command = option(command)
    return command


def selection(
    only: Iterable[str],
    ignore: Iterable[str],
    categories: Iterable[Category],
    min_severity: Severity,
) -> Selection:
    """Make a selection of what was given on the command line."""
    # In order, whatever the order it was given in: what is drawn by a selection is kept by it.
    return Selection(
        _in_order(name.strip() for names in only for name in names.split(",")),
        _in_order(name.strip() for names in ignore for name in names.split(",")),
        _in_order(categories),
        min_severity,
    )


def refuse_unknown(selection: Selection, projects: Projects, paths: Sequence[str]) -> None:
    """Raise `click.UsageError` for a rule that no project of the paths has, naming the nearest."""
    named = (*selection.only, *selection.ignored)
    if named:
        from clarity.project.settings import is_rule, unknown_rule

        known = _known(projects, paths)
        for name in named:
            if not is_rule(name, known):
                raise click.UsageError(unknown_rule(name, known))


def _known(projects: Projects, paths: Iterable[str]) -> Collection[str]:
    """Return the ids of all rules, and of those of the organisation that the paths belong to."""
    from clarity.checks import unused_silences
    from clarity.project.checkers import Checkers  # which a run without names can spare
    from clarity.project.settings import Settings

    checkers = Checkers(projects.request, projects.once)
    known = {f"{name}/{unused_silences.NAME}" for name in languages()}
    for path in paths:
        settings = Settings()
        with suppress(Exception):  # the run meets it again, and tells
            settings = checkers.settings(within(path))
        known |= checkers.known_rules(settings)
    return known


def within(path: str) -> str:
    """Return a path whose project file is that of the path, or of what lies in it if a folder."""
    return f"{path}{os.sep}" if Path(path).is_dir() else path


def _in_order(names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(sorted({name for name in names if name}))


def _complete(_context: click.Context, _parameter: click.Parameter, start: str) -> list[str]:
    """Complete the last of some names of rules that stand between commas."""
    from clarity.project.projects import Projects, Request

    before, comma, begun = start.rpartition(",")
    known = _known(Projects(Request()), ["."])
    names = {name for rule in known for name in (rule, rule.partition("/")[2])}
    fitting = (name for name in names if name.startswith(begun) and name == one_line(name))
    return sorted(f"{before}{comma}{name}" for name in fitting)


_only = click.option(
    "--only",
    multiple=True,
    metavar="RULE",
    shell_complete=_complete,
    help="Show only this rule, with all it finds. Can be given again, or with commas.",
)
_ignore = click.option(
    "--ignore",
    multiple=True,
    metavar="RULE",
    shell_complete=_complete,
    help="Do not show this rule. Can be given again, or with commas.",
)
_category = click.option(
    "--category",
    "categories",
    type=click.Choice(CATEGORIES),
    multiple=True,
    help="Show only this category. Can be given again.",
)
_min_severity = click.option(
    "--min-severity",
    type=click.Choice(SEVERITIES),
    default=SEVERITIES[0],
    help="Show only what is this severe or more.",
)
_unused_silences = click.option(
    "--unused-silences",
    is_flag=True,
    help="Show comments that silence a rule which finds nothing there.",
)
