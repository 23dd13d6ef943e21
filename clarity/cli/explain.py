"""The command ``explain``: what a name means that clarity uses, whatever it is a name of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clarity.cli import folders, options, output
from clarity.cli.rules import LANGUAGE
from clarity.messages import _
from clarity.parsing.languages import languages
from clarity.reports.printable import lines, one_line

if TYPE_CHECKING:
    from clarity.cli.known import Known


def _complete(context: click.Context, parameter: click.Parameter, start: str) -> list[str]:
    known = _known(None, None, folders.user_cache())
    names = (name for name in known.names() if name.startswith(start) and " " not in name)
    return sorted(name for name in names if name == one_line(name))


def _known(language: str | None, config: Path | None, cache: Path | None) -> Known:
    from clarity.cli.known import Known  # which other commands have no use for

    return Known.of((language,) if language else tuple(languages()), config, cache)


@click.command()
@click.argument("name", shell_complete=_complete)
@LANGUAGE
@options.config_option
@options.cache_option
def explain(name: str, language: str | None, config: Path | None, cache_dir: Path | None) -> None:
    """Explain a rule, a guideline, a principle, a signal, a measure or a category.

    What it is about, who says so, and what to do. Where one name means several
    things, all are explained.

    \b
    Examples:
      clarity explain nb/long-sentence             a rule
      clarity explain long-sentence --language sv  the same rule in one language
      clarity explain helsenorge                   a guideline
      clarity explain enkel                        a principle, by its name or id
      clarity explain helsenorge/direkte           that of one guideline
      clarity explain passive                      a signal
      clarity explain lix                          a measure
      clarity explain wording                      a category of rules
    """
    known = _known(language, config, cache_dir)
    told = list(known.pages(name))
    if not told:
        message = _("There is nothing called «{name}».").format(name=name)
        raise click.UsageError(message + known.nearest(name))
    output.write(lines("\n".join(told)), None)
