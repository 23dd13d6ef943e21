"""The command ``doctor``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
from msgspec.structs import asdict

from clarity.cli import folders, options, output
from clarity.messages import _, ngettext
from clarity.reports.json_text import encode
from clarity.reports.printable import one_line

if TYPE_CHECKING:
    from clarity.run.doctor import Check, State

_SIGNS: Mapping[State, tuple[str, str, str]] = {
    "works": ("✓", "ok", "green"),
    "absent": ("–", "--", "bright_black"),
    "broken": ("✗", "!!", "red"),
}


@click.command()
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default="."
)
@options.text_or_json("A list to read, or data.")
@options.config_option
@options.allow_host_option
@options.trust_option
@options.cache_option
@click.pass_context
def doctor(
    context: click.Context,
    folder: Path,
    form: Literal["text", "json"],
    config: Path | None,
    hosts: Sequence[str],
    trusts_all: bool,
    cache_dir: Path | None,
) -> None:
    """Tell what works here, what does not, and how to mend it.

    Looks at the program, at the project file that holds for FOLDER (default: this
    folder), at the grammar models, at the LanguageTool server if one is configured,
    and at the cache.

    \b
    Examples:
      clarity doctor
      clarity doctor innhold/ --format json

    Exit code: 0 all that is configured works, 1 something does not, 2 wrong usage.
    """
    from clarity.project import user
    from clarity.run.doctor import examine
    from clarity.session import Request, Session

    own = user.read(folders.user_folder(), hosts, trusts_all=trusts_all)
    with Session(Request(config=config, cache=cache_dir, user=own)) as session:
        checks = list(examine(session, folder))
    output.write(_as_json(checks) if form == "json" else _as_text(checks), None)
    context.exit(1 if any(check.state == "broken" for check in checks) else 0)


def _as_text(checks: Iterable[Check]) -> Iterator[str]:
    styled = click.style if output.wants_color(None, None) else lambda text, **style: text
    fancy = output.has_unicode(None)
    checks = list(checks)
    widest = max(len(check.name) for check in checks)
    subject = ""
    for check in checks:
        if check.subject != subject:
            yield "\n" * bool(subject) + styled(_titles()[check.subject], bold=True) + "\n"
            subject = check.subject
        pretty, plain, shade = _SIGNS[check.state]
        sign = styled(pretty if fancy else plain, fg=shade)
        yield f"  {sign} {one_line(f'{check.name:{widest}}  {check.seen}')}\n"
        if check.mend:
            yield f"    {one_line(check.mend)}\n"
    broken = sum(check.state == "broken" for check in checks)
    if broken:
        told = ngettext("{count} thing does not work.", "{count} things do not work.", broken)
        yield f"\n{told.format(count=broken)}\n"
    else:
        yield "\n" + _("All that is configured works.") + "\n"


def _titles() -> Mapping[str, str]:
    return {
        "program": _("Program"),
        "project": _("Project file"),
        "grammar": _("Grammar models"),
        "languagetool": _("LanguageTool (spelling and grammar)"),
        "cache": _("Cache"),
    }


def _as_json(checks: Iterable[Check]) -> Iterator[str]:
    yield encode([asdict(check) for check in checks], indent=2) + "\n"
