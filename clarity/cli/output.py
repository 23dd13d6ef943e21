"""Where a report goes: to standard output or, whole or not at all, into a file."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from io import StringIO
from pathlib import Path
from time import monotonic
from typing import IO, TypeVar

import click

from clarity.drafts import replacement
from clarity.messages import _, ngettext, reason
from clarity.parsing.located_yaml import ConfigError
from clarity.reports.printable import lines, one_line

Item = TypeVar("Item")

#: What a shell reports for a program whose reader went away.
_BROKEN_PIPE = 141

#: The columns of a report where nobody says how many there are.
_USUAL_WIDTH = 100
#: What says no as the value of a variable.
_NO = ("0", "false")

#: Seconds before a run tells how far it has come, and between one message and the next.
_PATIENCE = 1.0
_PACE = 0.1


def prepare_streams() -> None:
    """Make standard output and error take every character, on every machine.

    What is piped or redirected is UTF-8, whatever the locale: JSON and SARIF must be. What a
    terminal cannot show (or a file name that is not text) is written as an escape. A stream that
    the caller has closed leads nowhere.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # It takes the place of the closed one, which else the next file opened would have.
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 (open to the end)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and stream.isatty():
            reconfigure(errors="backslashreplace")
        elif reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def tell_left_out(errors: Iterable[ConfigError]) -> None:
    """Say on standard error which of one's own rules and glossaries are left out, and why."""
    for told in dict.fromkeys(map(str, errors)):
        click.echo(one_line(_("Left out: {error}").format(error=told)), err=True)


def wants_color(choice: bool | None, output: Path | None) -> bool:
    """Tell whether to use colour: as asked for, else on a terminal that has not declined it.

    See https://no-color.org and https://force-color.org for the two variables. As Node and its
    programs have it, and those who write it mean it, ``FORCE_COLOR=0`` is no colour.
    """
    if choice is not None:
        return choice
    if os.environ.get("NO_COLOR"):
        return False
    if forced := os.environ.get("FORCE_COLOR"):
        return forced.lower() not in _NO
    return output is None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def is_plain(choice: bool | None, output: Path | None) -> bool:
    """Tell whether to draw nothing: as asked for, else where the terminal can only show text."""
    if choice is not None:
        return choice
    return output is None and os.environ.get("TERM") == "dumb"


def width(output: Path | None) -> int:
    """Return the columns there are: of the terminal, or 100 where there is none.

    What is piped is nearly always read on the terminal all the same.
    """
    if output is not None:
        return _USUAL_WIDTH
    stated = os.environ.get("COLUMNS", "")
    if stated.isdecimal() and int(stated):
        return int(stated)
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        with suppress(OSError, ValueError):  # no terminal, closed
            return os.get_terminal_size(stream.fileno()).columns or _USUAL_WIDTH
    with suppress(OSError), Path("/dev/tty").open() as terminal:
        return os.get_terminal_size(terminal.fileno()).columns or _USUAL_WIDTH
    return _USUAL_WIDTH


def has_unicode(output: Path | None) -> bool:
    """Tell whether what is shown can hold more than ASCII."""
    encoding = sys.stdout.encoding or ""
    return output is not None or encoding.lower().replace("-", "") in ("utf8", "utf16")


def is_one_stream() -> bool:
    """Tell whether standard output and standard error come out in the same place."""
    try:
        return os.path.samestat(os.fstat(sys.stdout.fileno()), os.fstat(sys.stderr.fileno()))
    except (OSError, ValueError):  # no files, or closed
        return False


def files_written(*named: Path | None) -> frozenset[tuple[int, int]]:
    """Return the device and the number of each file that this run writes, if there already."""
    known: list[os.stat_result] = []
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # no file, or closed
            known.append(os.fstat(stream.fileno()))
    for path in filter(None, named):
        with suppress(OSError):
            known.append(path.stat())
    return frozenset((one.st_dev, one.st_ino) for one in known if stat.S_ISREG(one.st_mode))


def write(pieces: Iterable[str], output: Path | None) -> None:
    """Write text as it comes. Raises `click.ClickException` where it cannot be written.

    Where nobody reads on (``| head``), it ends the run as the shell would have.
    """
    try:
        with _opened(output) as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
    except OSError as error:
        raise _unwritten(error, output) from None


def _unwritten(error: OSError, output: Path | None) -> Exception:
    """Return what ends a run whose output cannot be written."""
    if output is None:
        _lead_nowhere(sys.stdout)
    if isinstance(error, BrokenPipeError):
        return click.exceptions.Exit(_BROKEN_PIPE)
    place = _("standard output") if output is None else f"«{output}»"
    return click.ClickException(
        _("{place} cannot be written: {reason}").format(place=place, reason=reason(error))
    )


def write_bytes(data: bytes) -> None:
    """Write to standard output as it is. Raises `click.ClickException` as `write` does."""
    write((), None)
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        raise _unwritten(error, None) from None


def refuse_code(form: str, output: Path | None) -> None:
    """Raise `click.UsageError` where a page for a browser would fill a terminal with its code."""
    if form == "html" and output is None and sys.stdout.isatty():
        told = _("A web page is for a browser. Save it as a file, for example: {option}")
        raise click.UsageError(told.format(option="--output rapport.html"))


def tell_written(output: Path | None) -> None:
    """Tell a person at a terminal that a report is written; scripts hear nothing."""
    if output and output.is_file() and sys.stderr.isatty():
        tell("clarity: " + _("The report is in {path}.").format(path=one_line(str(output))))


def _opened(output: Path | None) -> AbstractContextManager[IO[str]]:
    if output is None:
        return nullcontext(sys.stdout)
    if output.exists() and not output.is_file():  # /dev/null, a pipe
        return output.open("w", encoding="utf-8", errors="backslashreplace")
    return replacement(output.resolve())


def _lead_nowhere(stream: IO[str]) -> None:
    """Have what still waits in a broken stream go nowhere: Python would complain of it at exit."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def tell(text: str) -> None:
    """Say something on standard error. That nobody can hear it does not end a run."""
    tell_as_it_is(lines(text))


def tell_as_it_is(text: str) -> None:
    """Say what has nothing of a text in it as `tell` does, but character for character."""
    try:
        click.echo(text, err=True)
    except OSError:
        _lead_nowhere(sys.stderr)


def tell_error(error: click.ClickException) -> None:
    """Say what is wrong with a command, as click does, which repeats what it was given."""
    said = StringIO()
    error.show(said)
    message = error.format_message().rstrip("\n")
    tell(said.getvalue().rstrip("\n").removesuffix(message) + one_line(message))


def with_progress(
    items: Iterable[Item], is_streaming: bool, *, is_quiet: bool = False
) -> Iterator[Item]:
    """Pass items on, and tell a waiting person at a terminal how many there have been.

    Not where the report itself streams to a terminal: one that scrolls by is progress enough. And
    not where it ``is_quiet``, for a log.
    """
    is_shown = is_streaming and sys.stdout.isatty()
    if is_quiet or is_shown or not sys.stderr.isatty():
        yield from items
        return
    due = monotonic() + _PATIENCE
    try:
        for count, item in enumerate(items, 1):
            if monotonic() >= due:
                due = monotonic() + _PACE
                done = ngettext("{count} file checked", "{count} files checked", count)
                _draw("\r" + done.format(count=count))
            yield item
    finally:
        _draw("\r\033[K")


def _draw(text: str) -> None:
    with suppress(OSError):
        click.echo(text, nl=False, err=True)
