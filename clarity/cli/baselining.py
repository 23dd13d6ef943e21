"""What ``check`` has to do with a baseline: its options, and what is told of entries in vain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from clarity.messages import _, ngettext

if TYPE_CHECKING:
    from clarity.project.projects import Request
    from clarity.reports import Row
    from clarity.run.known import Known

Command = TypeVar("Command", bound=Callable[..., Any])


class Baselining(NamedTuple):
    """That a baseline is heeded: the one ``given``, else each project's own, if it has one.

    With ``shows`` what it knows is shown all the same, and marked.
    """

    given: Path | None = None
    shows: bool = False

    def sieve(self, request: Request) -> Known:
        """Return what lets through what is new."""
        from clarity.run.known import Known  # `clarity --help` needs none of it

        return Known.begin(request, self.given, shows=self.shows)


def baselining(command: Command) -> Command:
    """Add the options on what a baseline knows."""
    for option in reversed((baseline_option, _no_baseline, _show_baselined)):
        command = option(command)
    return command


def tell_fixed(
    known: Known, paths: Sequence[str], rows: Iterable[Row], tell: Callable[[str], object]
) -> None:
    """Say how many entries of the baselines are no longer found, if any."""
    rows = tuple(rows)
    fixed = sum(row.fixed for row in rows) + known.gone(paths, rows)
    if fixed:
        told = ngettext(
            "{number} entry of the baseline is no longer found. To take it out: {command}",
            "{number} entries of the baseline are no longer found. To take them out: {command}",
            fixed,
        )
        tell(told.format(number=fixed, command="clarity baseline --prune"))


baseline_option = click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("Use this baseline for everything. Default: .clarity-baseline beside the project file."),
)
_no_baseline = click.option(
    "--no-baseline", is_flag=True, help=_("Show all there is, also what the baseline knows.")
)
_show_baselined = click.option(
    "--show-baselined",
    is_flag=True,
    help=_("Show also what the baseline knows, marked as known. It does not count."),
)
