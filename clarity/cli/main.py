"""The command ``clarity``: its commands, and what becomes of errors."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from pathlib import Path
from typing import cast

import click

from clarity import __version__, messages
from clarity.cli import output, speech
from clarity.messages import _, spoken
from clarity.parsing.located_yaml import ConfigError
from clarity.reports.printable import one_line

#: What a shell reports for a program ended by Ctrl-C.
_INTERRUPTED = 130
#: And for one that was told to end.
_TERMINATED = 143
#: Wrong usage, or something that went wrong.
_FAILED = 2

#: The commands, and the module of each: a run loads that of its own only.
_MODULES = {
    "baseline": "baseline",
    "check": "check",
    "doctor": "doctor",
    "explain": "explain",
    "fix": "fix",
    "init": "init",
    "lsp": "lsp",
    "rules": "rules",
    "score": "check",
    "serve": "serve",
    "test": "test",
    "tokens": "tokens",
    "trust": "trust",
}


class _Loaded(Mapping[str, click.Command]):
    """The commands by name, each loaded when it is asked for."""

    def __getitem__(self, name: str) -> click.Command:
        # What its help is written in: `speech.said` says it in the language that is spoken.
        with messages.speaking(messages.SOURCE):
            module = import_module(f"clarity.cli.{_MODULES[name]}")
        command: click.Command = getattr(module, name)
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


class _Commands(click.Group):
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = super().get_command(ctx, cmd_name)
        return command and speech.said(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands and Path(args[0]).exists():
            message = _("«{name}» is no command. Try: clarity check {name}").format(name=args[0])
            raise click.UsageError(message, ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    commands=cast(MutableMapping[str, click.Command], _Loaded()),  # which click only reads
)
@click.version_option(__version__, message="clarity %(version)s")
def clarity() -> None:
    """Check Norwegian and Swedish texts for plain language (klarspråk).

    Nothing you check leaves this machine, unless you allow a LanguageTool
    server somewhere else.

    \b
    Start here:
      clarity check side.md             what to mend in a text, and its score
      clarity check                     every text in this folder
      clarity explain nb/long-sentence  what a rule is about
      clarity init                      propose a project file, .clarity.yaml
      clarity doctor                    what works here, and what does not
    """


def main() -> None:
    """Run the command line and leave with its exit code.

    0: nothing to mend. 1: something found. 2: wrong usage or configuration, or a file that could
    not be read. 130: interrupted.
    """
    output.prepare_streams()
    # So that what was started (a server, processes) is stopped when the run is.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(_TERMINATED))
    speech.teach_click()
    with messages.speaking(messages.SOURCE):
        sys.exit(_run())


def _run() -> int:
    try:
        speech.settle()
        return speech.said(clarity).main(prog_name="clarity", standalone_mode=False) or 0
    except click.ClickException as error:
        output.tell_error(error)
        return error.exit_code if error.exit_code > 1 else _FAILED
    except ConfigError as error:
        from clarity.reports.remarks import in_words

        said = ConfigError(error.path, error.line, in_words(error.message, spoken()))
        output.tell(f"clarity: {one_line(str(said))}")
        return _FAILED
    except (click.Abort, KeyboardInterrupt):
        output.tell("clarity: " + _("interrupted"))
        return _INTERRUPTED
    except Exception as error:
        from clarity.run.judging import TRACEBACK

        if os.environ.get(TRACEBACK):
            raise
        kind = f"{type(error).__name__}: {one_line(str(error))}"
        told = _("this should not happen: {error}").format(error=kind)
        again = _("Run again with {variable}=1 and report what it says, please.")
        output.tell(f"clarity: {told}\n{again.format(variable=TRACEBACK)}")
        return _FAILED
