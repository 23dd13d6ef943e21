"""The command ``rules``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
from msgspec.structs import asdict, replace

from clarity.cli import folders, options, output
from clarity.cli.choices import LanguageChoice
from clarity.model import CATEGORIES, Rule, Tally
from clarity.parsing.languages import languages
from clarity.reports.json_text import encode
from clarity.reports.printable import one_line

if TYPE_CHECKING:
    from clarity.session import Session

LANGUAGE = click.option("--language", type=LanguageChoice(), help="Only this language.")


@click.command()
@LANGUAGE
@click.option("--category", type=click.Choice(CATEGORIES), help="Only this category.")
@options.text_or_json("A table to read, or data.")
@options.config_option
@options.cache_option
def rules(
    language: str | None,
    category: str | None,
    form: Literal["text", "json"],
    config: Path | None,
    cache_dir: Path | None,
) -> None:
    """List the rules, as they are configured in this folder.

    With each stands how many of its findings judges held to be right. "strict" are
    those that have not earned to be shown to everybody: see them with check --strict.

    \b
    Examples:
      clarity rules --language nn
      clarity rules --category voice --format json
    """
    wanted = (language,) if language else languages()
    chosen = [
        rule
        for rule in listed(session_here(config, cache_dir), wanted)
        if category in (None, rule.advice.category)
    ]
    output.write(_as_json(chosen) if form == "json" else _as_table(chosen), None)


def session_here(config: Path | None, cache: Path | None) -> Session:
    """Return what knows the rules of this folder, and leaves out those that are broken."""
    from clarity.project import user
    from clarity.session import Request, Session

    own = user.read(folders.user_folder())
    return Session(Request(config=config, cache=cache, leaves_out=True, user=own))


def listed(session: Session, wanted: Iterable[str]) -> list[Rule]:
    """Return the rules, the organisation's own among them, as configured in this folder."""
    from clarity import languagetool

    settings = session.settings(".")
    found = []
    for language in wanted:
        shipped, _ = session.rules(language, settings)
        if settings.languagetool:
            shipped += languagetool.rules(language)
        on = {rule.id: rule for rule in settings.apply(shipped)}
        found += [on.get(rule.id, replace(rule, off=True)) for rule in shipped]
    output.tell_left_out(session.left_out)
    return found


def _as_table(rules: Sequence[Rule]) -> Iterator[str]:
    widest = max((len(rule.id) for rule in rules), default=0)
    for rule in rules:
        state = "off" if rule.off else rule.severity
        advice, shown = rule.advice, "" if _is_shown(rule) else "strict"
        tally = rule.record.tally if rule.record else Tally()
        record = f"{tally.right}/{tally.judged}" if tally.judged else "-"
        columns = f"{rule.id:{widest}}  {state:10}  {shown:6}  {record:>7}"
        columns += f"  {advice.category:11}  {advice.strength:9}"
        yield one_line(f"{columns}  {advice.source}") + "\n"


def _is_shown(rule: Rule) -> bool:
    """Tell whether any of what a rule finds is shown as it is configured."""
    return rule.sieve is None or rule.sieve.is_shown


def _as_json(rules: Sequence[Rule]) -> Iterator[str]:
    data = [
        {
            "rule": rule.id,
            "language": rule.language,
            "category": rule.advice.category,
            "severity": rule.severity,
            "off": rule.off,
            "shown": not rule.off and _is_shown(rule),
            "record": rule.record
            and {
                "judgings": [
                    {"pool": j.pool, "date": j.date, **asdict(j.tally)}
                    for j in rule.record.judgings
                ],
                "entries": {
                    name: {**asdict(tally), "shown": rule.record.shows(name)}
                    for name, tally in rule.record.entries.items()
                },
            },
            "strength": rule.advice.strength,
            "source": rule.advice.source,
            "url": rule.advice.url,
            "message": rule.message,
            "why": rule.advice.why,
        }
        for rule in rules
    ]
    yield encode(data, indent=2) + "\n"
