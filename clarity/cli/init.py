"""The command ``init``."""

from __future__ import annotations

from pathlib import Path

import click

from clarity.cli import output
from clarity.drafts import replacement
from clarity.messages import _, reason
from clarity.project.config import FILE_NAME, find
from clarity.reports.printable import one_line


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
        raise click.ClickException(
            _("{target} is there already, and was left as it is.").format(target=target)
        )
    above = find(folder)
    proposal = propose(folder)
    try:
        with replacement(target) as file:
            file.write(proposal.text)
    except OSError as error:
        raise click.ClickException(
            _("«{target}» cannot be written: {reason}").format(target=target, reason=reason(error))
        ) from None
    told = (
        _("Found {found}.").format(found=proposal.found),
        _("Wrote {target}. Read it through, change what you like, and run: clarity check").format(
            target=target
        ),
    )
    output.write((f"{one_line(line)}\n" for line in told), None)
    if above:
        output.tell(one_line(_("It now holds here instead of {above}.").format(above=above)))
