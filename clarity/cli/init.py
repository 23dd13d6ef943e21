"""The command ``init``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clarity.cli import options, output
from clarity.drafts import replacement
from clarity.messages import _, ngettext, reason, spoken
from clarity.project.config import FILE_NAME, find
from clarity.reports.printable import one_line

if TYPE_CHECKING:
    from clarity.project.proposal import Proposal


@click.command()
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default="."
)
@options.jobs_option
@options.cache_option
def init(folder: Path, jobs: int, cache_dir: Path | None) -> None:
    """Look at a folder's texts and write a project file, .clarity.yaml, for it.

    Up to 100 texts from all over the folder are judged. What is proposed has the
    numbers that it rests on beside it.

    A project file that is there already is left as it is.

    \b
    Examples:
      clarity init
      clarity init innhold/
    """
    from clarity.project.projects import Request
    from clarity.project.proposal import propose
    from clarity.project.survey import survey
    from clarity.run.measuring import measure

    target = folder / FILE_NAME
    if target.exists():
        raise click.ClickException(
            _("{target} is there already, and was left as it is.").format(target=target)
        )
    above = find(folder)
    surveyed = survey(folder)
    request = Request(cache=cache_dir, jobs=jobs)
    measured = measure(surveyed, request, partial(output.with_progress, is_streaming=False))
    proposal = propose(surveyed, measured, spoken())
    try:
        with replacement(target) as file:
            file.write(proposal.text)
    except OSError as error:
        raise click.ClickException(
            _("«{target}» cannot be written: {reason}").format(target=target, reason=reason(error))
        ) from None
    wrote = _("Wrote {target}. Read it through, change what you like, and run: clarity check")
    told = (_found(proposal), wrote.format(target=target))
    output.write((f"{one_line(line)}\n" for line in told), None)
    if above:
        output.tell(one_line(_("It now holds here instead of {above}.").format(above=above)))


def _found(proposal: Proposal) -> str:
    surveyed = proposal.survey
    number, others = len(surveyed.paths), surveyed.others
    told = ngettext("Found {number} text", "Found {number} texts", number).format(number=number)
    looked_at = sum(surveyed.languages.values()) + others
    if looked_at < number:
        some = _("Found {number} texts, and looked at {some} of them")
        told = some.format(number=number, some=looked_at)
    each = [f"{count} {language}" for language, count in surveyed.languages.items()]
    if others:
        other = ngettext(
            "{number} in another language or without prose",
            "{number} in other languages or without prose",
            others,
        )
        each.append(other.format(number=others))
    return f"{told}: {', '.join(each)}." if each else f"{told}."
