"""What ``check`` has to do with a baseline: its options, and that only what is new is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec import Struct
from msgspec.structs import replace

from clarity.cli.selection import within
from clarity.messages import _, ngettext
from clarity.model import Failure
from clarity.parsing.contents import read_file

if TYPE_CHECKING:
    from clarity.project.projects import Request
    from clarity.reports import Part, Row
    from clarity.run.drawing import Drawing
    from clarity.run.finding import Found
    from clarity.run.known import Known

    Draw = Callable[[Drawing], Iterator[Part | Failure]]

Command = TypeVar("Command", bound=Callable[..., Any])


class Baselining(Struct, frozen=True):
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


def only_new(
    known: Known, paths: Iterable[str], drawing: Drawing, draw: Draw, found: Found | None = None
) -> Iterator[Part | Failure]:
    """Draw texts with what is new in them, after what else a drawing leaves out first.

    What two texts have taken over from one that is gone was one of them; the other is a copy, and
    is drawn again. It is read as what was ``found`` is, if that is not what is on the disk.
    """
    from clarity.project.projects import Projects
    from clarity.run.texts import draw_stream

    if broken := known.broken(map(within, paths)):
        yield from broken
        return
    read = found.read if found else read_file
    first, *rest = drawing.sieves
    claimed: set[str] = set()
    for outcome in draw(replace(drawing, sieves=(first, known, *rest))):
        if isinstance(outcome, Failure) or claimed.isdisjoint(outcome.row.taken):
            claimed.update(() if isinstance(outcome, Failure) else outcome.row.taken)
            yield outcome
            continue
        path = outcome.row.path
        ours = replace(known, claimed=frozenset(claimed))
        apart = replace(drawing, sieves=(first, ours, *rest))
        yield draw_stream(BytesIO(read(path)), path, Projects(known.request), apart)


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
