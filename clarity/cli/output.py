"""Where a report goes: to standard output or, whole or not at all, into a file."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import IO, TypeVar

import click

Item = TypeVar("Item")

#: What a shell reports for a program whose reader went away.
_BROKEN_PIPE = 141

#: Seconds before a run tells how far it has come, and between one message and the next.
_PATIENCE = 1.0
_PACE = 0.1


def prepare_streams() -> None:
    """Make standard output and error take every character, on every machine.

    What is piped or redirected is UTF-8, whatever the locale: JSON and SARIF must be. What a
    terminal cannot show (or a file name that is not text) is written as an escape.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and stream.isatty():
            reconfigure(errors="backslashreplace")
        elif reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def wants_color(choice: bool | None, output: Path | None) -> bool:
    """Tell whether to use colour: as asked for, else on a terminal that has not declined it.

    See https://no-color.org and https://force-color.org for the two variables.
    """
    if choice is not None:
        return choice
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return output is None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def width(output: Path | None) -> int:
    """Return the columns there are: of the terminal, or 100 where nobody says."""
    return shutil.get_terminal_size((100, 24)).columns if output is None else 100


def has_unicode(output: Path | None) -> bool:
    """Tell whether what is shown can hold more than ASCII."""
    encoding = sys.stdout.encoding or ""
    return output is not None or encoding.lower().replace("-", "") in ("utf8", "utf16")


def reader_language(configured: str) -> str:
    """Return the language for what belongs to no text: as configured, else the machine's own.

    Empty where clarity speaks neither.
    """
    from clarity.language.interface import is_spoken  # `clarity --help` needs none of it

    locale = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    own = re.split(r"[_.@]", locale, maxsplit=1)[0]
    return next(filter(is_spoken, (configured, own)), "")


def write(pieces: Iterable[str], output: Path | None) -> None:
    """Write text as it comes. Raises `click.ClickException` for a file that cannot be written.

    Where nobody reads on (``| head``), it ends the run as the shell would have.
    """
    if output is None:
        try:
            sys.stdout.writelines(pieces)
            sys.stdout.flush()
        except BrokenPipeError:
            # Python would complain when it closes the pipe at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(_BROKEN_PIPE) from None
        return
    try:
        with _replacement(output) as file:
            file.writelines(pieces)
    except OSError as error:
        raise click.FileError(str(output), error.strerror or str(error)) from None


@contextmanager
def _replacement(output: Path) -> Iterator[IO[str]]:
    """Open a file beside the real one that takes its place once it is complete."""
    if output.exists() and not output.is_file():  # /dev/null, a pipe
        with output.open("w", encoding="utf-8", errors="backslashreplace") as file:
            yield file
        return
    target = output.resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with draft.open("w", encoding="utf-8", errors="backslashreplace") as file:
            yield file
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def with_progress(items: Iterable[Item], output: Path | None) -> Iterator[Item]:
    """Pass items on, and tell a waiting person at a terminal how many there have been.

    Only where the report itself is not shown: a report that scrolls by is progress enough.
    """
    is_shown = output is None and sys.stdout.isatty()
    if is_shown or not sys.stderr.isatty():
        yield from items
        return
    due = monotonic() + _PATIENCE
    try:
        for count, item in enumerate(items, 1):
            if monotonic() >= due:
                due = monotonic() + _PACE
                click.echo(f"\r{count} files checked", nl=False, err=True)
            yield item
    finally:
        click.echo("\r\033[K", nl=False, err=True)
