"""The command ``trust``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from clarity.cli import folders
from clarity.messages import _, reason
from clarity.parsing.located_yaml import ConfigError
from clarity.reports.printable import one_line


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".")
@click.option("--list", "is_listing", is_flag=True, help="Show what is trusted, and do nothing.")
@click.option("--remove", is_flag=True, help="Trust the project file no more.")
def trust(folder: Path, is_listing: bool, remove: bool) -> None:
    """Trust the project file that holds for a folder, as it is now.

    It can then start a LanguageTool, name a server that texts are sent to, and load
    grammar models from folders. When it or what it starts or loads has changed, it is
    trusted no more, until you say so again. Read it first.

    \b
    Examples:
      clarity trust
      clarity trust innhold/
      clarity trust --list
      clarity trust --remove innhold/
    """
    from clarity.project import config
    from clarity.project import trust as trusting

    home = folders.user_folder()
    if home is None:
        raise click.ClickException(_("there is no folder of yours to remember it in"))
    if is_listing:
        for name in sorted(trusting.trusted(home)):
            holds = trusting.is_trusted(home, Path(name))
            told = "{name}" if holds else _("{name} (has changed, so it is trusted no more)")
            click.echo(one_line(told.format(name=name)))
        return
    place = config.find(folder)
    if place is None:
        raise click.ClickException(
            _("no {name} holds for {folder}").format(name=config.FILE_NAME, folder=folder)
        )
    try:
        if not remove:
            _trust(home, place)
        elif trusting.forget(home, place):
            click.echo(one_line(_("{place} is trusted no more.").format(place=place)))
        else:
            click.echo(one_line(_("{place} was not trusted.").format(place=place)))
    except OSError as error:
        raise click.ClickException(f"{place}: {reason(error)}") from None


def _trust(home: Path, place: Path) -> None:
    """Trust a project file, and say what it can do now. Raises `OSError`."""
    from clarity.project import config, user
    from clarity.project import trust as trusting

    try:
        project = config.read(place, is_trusted=True)
    except ConfigError as error:
        raise click.ClickException(str(error)) from None
    settings = project.settings
    trusting.trust(home, place, (*map(os.path.realpath, project.extends), *user.code(settings)))
    click.echo(one_line(_("{place} is trusted as it is now.").format(place=place)))
    for line in user.needs_word(settings):
        click.echo(one_line(line))
