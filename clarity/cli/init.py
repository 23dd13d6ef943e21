"""The command ``init``."""

from __future__ import annotations

from pathlib import Path

import click

from clarity.project.config import FILE_NAME, find


@click.command()
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default="."
)
def init(folder: Path) -> None:
    """Look at a folder's texts and write a project file, .clarity.yaml, for it.

    A project file that is there already is left as it is.

    \b
    Examples:
      clarity init
      clarity init innhold/
    """
    from clarity.project.proposal import propose

    target = folder / FILE_NAME
    if target.exists():
        raise click.ClickException(f"{target} is there already, and was left as it is.")
    above = find(folder)
    proposal = propose(folder)
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(proposal.text)
    except OSError as error:
        raise click.FileError(str(target), error.strerror or str(error)) from None
    click.echo(f"Found {proposal.found}.")
    click.echo(f"Wrote {target}. Read it through, change what you like, and run: clarity check")
    if above:
        click.echo(f"It now holds here instead of {above}.", err=True)
