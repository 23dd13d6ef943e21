"""The options that several commands share, and what they make of a request."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec.structs import replace

from clarity.cli import folders, speech
from clarity.cli.choices import ChannelChoice, LanguageChoice
from clarity.messages import _
from clarity.model import AUDIENCES
from clarity.parsing.located_yaml import ConfigError
from clarity.project.settings import AUTO, FAIL_ON, FailOn, Settings
from clarity.scoring import guidelines

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from clarity.project.projects import Request
    from clarity.project.walk import Identity

Command = TypeVar("Command", bound=Callable[..., Any])


def running(command: Command) -> Command:
    """Add the options of a run over files: how texts are judged, with how much of the machine."""
    return all_of(
        command,
        judging,
        click.option("--no-cache", is_flag=True, help="Judge every file anew."),
        jobs_option,
    )


def jobs_option(command: Command) -> Command:
    """Add ``--jobs``."""
    return click.option(
        "--jobs",
        type=click.IntRange(min=1),
        default=_cores,
        help="Processes to use. Default: one for each core.",
    )(command)


def judging(command: Command) -> Command:
    """Add the options that decide how texts are judged."""
    return all_of(
        command,
        click.option(
            "--guideline",
            callback=_known,
            shell_complete=_guidelines,
            help="Scoring guideline: a name, a YAML file, or none for no score.",
        ),
        click.option(
            "--language",
            type=LanguageChoice(AUTO),
            help="The texts' language. Default: each text by itself.",
        ),
        click.option(
            "--channel",
            type=ChannelChoice(),
            help="What kind of text it is, whatever the project file and the texts say.",
        ),
        click.option(
            "--audience",
            type=click.Choice(AUDIENCES),
            help="Who the texts are for, whatever the project file and the texts say.",
        ),
        click.option(
            "--quick",
            is_flag=True,
            help="Leave grammar out: faster, and the rules that need it are listed as skipped.",
        ),
        click.option(
            "--strict",
            is_flag=True,
            envvar="CLARITY_STRICT",
            help="Show what all rules find, also those that are less often right.",
        ),
        click.option(
            "--no-rule-tests",
            "skips_proofs",
            is_flag=True,
            help=_("Use rules of your own even where their examples do not hold."),
        ),
        config_option,
        allow_host_option,
        trust_option,
        cache_option,
    )


def _known(_context: click.Context, _option: click.Parameter, name: str | None) -> str | None:
    """Refuse a guideline that there is not, before anything is read."""
    try:
        if name and name != guidelines.NO_GUIDELINE and guidelines.locate(name).is_symlink():
            return os.path.realpath(name)  # who names a link wants what it leads to
    except ConfigError as error:
        raise click.BadParameter(error.message) from None
    return name


def _guidelines(
    _context: click.Context, _option: click.Parameter, start: str
) -> list[CompletionItem]:
    """Complete the name of a guideline, or of a file."""
    from click.shell_completion import CompletionItem  # of use to a shell only

    names = (*guidelines.shipped(), guidelines.NO_GUIDELINE)
    found = [CompletionItem(name) for name in names if name.startswith(start)]
    return found or [CompletionItem(start, type="file")]


def fail_on_option(command: Command) -> Command:
    """Add ``--fail-on``."""
    return click.option(
        "--fail-on",
        type=click.Choice(FAIL_ON),
        help="The least severity that makes the exit code 1. Default: warning.",
    )(command)


def text_or_json(meaning: str) -> Callable[[Command], Command]:
    """Add ``--format`` to a command that lists something."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(("text", "json")),
        default="text",
        show_default=True,
        help=meaning,
    )


def config_option(command: Command) -> Command:
    """Add ``--config``."""
    return click.option(
        "--config",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Use this project file for everything; its globs are then relative to this folder.",
    )(command)


def allow_host_option(command: Command) -> Command:
    """Add ``--allow-host``."""
    return click.option(
        "--allow-host",
        "hosts",
        multiple=True,
        metavar="HOST",
        envvar="CLARITY_ALLOW_HOSTS",
        help="Let a project file name a LanguageTool server on this host. Can be given again.",
    )(command)


def trust_option(command: Command) -> Command:
    """Add ``--trust``."""
    return click.option(
        "--trust",
        "trusts_all",
        is_flag=True,
        help="Trust the project files in this run. Those of strangers can then run programs here.",
    )(command)


def cache_option(command: Command) -> Command:
    """Add ``--cache-dir``."""
    return click.option(
        "--cache-dir",
        # One that may not be read keeps nothing, which stops no run.
        type=click.Path(file_okay=False, readable=False, path_type=Path),
        envvar="CLARITY_CACHE_DIR",
        default=folders.user_cache,
        help="Where compiled rules and earlier reports are kept.",
    )(command)


def request(
    guideline: str | None,
    language: str | None,
    channel: str | None,
    audience: str | None,
    config: Path | None,
    hosts: Sequence[str],
    trusts_all: bool,
    cache_dir: Path | None,
    quick: bool,
    strict: bool,
    skips_proofs: bool,
    no_cache: bool = False,
    jobs: int = 1,
    all_measures: bool = False,
    scored: bool = True,
    proofread: bool = True,
    unused_silences: bool = False,
    outputs: frozenset[Identity] = frozenset(),
) -> Request:
    """Make the request of a run from what was given on the command line."""
    from clarity.project import projects, user

    return projects.Request(
        config=config,
        guideline=guideline,
        language=language,
        channel=channel,
        audience=audience,
        cache=cache_dir,
        keep_reports=not no_cache,
        jobs=jobs,
        quick=quick,
        strict=strict,
        all_measures=all_measures,
        scored=scored,
        proofread=proofread,
        speaks=speech.chosen(),
        unused_silences=unused_silences,
        outputs=outputs,
        proves_rules=not skips_proofs,
        user=user.read(folders.user_folder(), hosts, trusts_all=trusts_all),
    )


def overrule(settings: Settings, fail_on: FailOn | None, min_score: float | None) -> Settings:
    """Lay on top what was given on the command line; what was not given is ``None``."""
    return replace(
        settings,
        fail_on=fail_on or settings.fail_on,
        min_score=settings.min_score if min_score is None else min_score,
    )


def all_of(command: Command, *options: Callable[[Command], Command]) -> Command:
    """Add options to a command, in the order they are told of."""
    for option in reversed(options):  # as decorators: the last is applied first
        command = option(command)
    return command


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
