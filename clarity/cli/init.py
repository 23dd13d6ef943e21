"""The command ``init``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clarity.cli import output
from clarity.drafts import replacement
from clarity.messages import _, ngettext
from clarity.project.config import FILE_NAME, find
from clarity.reports.printable import one_line

if TYPE_CHECKING:
    from clarity.project.proposal import Proposal


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
    proposal = propose(folder, output.reader_language(""))
    try:
        with replacement(target) as file:
            file.write(proposal.text)
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.ClickException(f"«{target}» cannot be written: {reason}") from None
    wrote = _("Wrote {file}. Read it through, change what you like, and run: clarity check")
    told = (_found(proposal), wrote.format(file=target))
    output.write((f"{one_line(line)}\n" for line in told), None)
    if above:
        output.tell(one_line(_("It now holds here instead of {file}.").format(file=above)))


def _found(proposal: Proposal) -> str:
    number, others = proposal.texts, proposal.others
    told = ngettext("Found {number} text", "Found {number} texts", number).format(number=number)
    each = [f"{count} {language}" for language, count in proposal.languages.items()]
    if others:
        one, many = (
            "{number} in another language or without prose",
            "{number} in other languages or without prose",
        )
        each.append(ngettext(one, many, others).format(number=others))
    return f"{told}: {', '.join(each)}." if each else f"{told}."
