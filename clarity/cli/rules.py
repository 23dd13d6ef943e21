"""The commands ``rules`` and ``explain``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import click

from clarity.cli import folders, options, output, speech
from clarity.messages import _
from clarity.model import CATEGORIES, Rule, Tally
from clarity.parsing.languages import languages
from clarity.parsing.listing import nearest
from clarity.reports.json_text import encode
from clarity.reports.printable import lines, one_line

_LANGUAGE = click.option("--language", type=options.LanguageChoice(), help="Only this language.")


@click.command()
@_LANGUAGE
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
        for rule in _rules(wanted, config, cache_dir)
        if category in (None, rule.advice.category)
    ]
    output.write(_as_json(chosen) if form == "json" else _as_table(chosen), None)


def _complete(context: click.Context, parameter: click.Parameter, start: str) -> list[str]:
    known = _rules(languages(), None, folders.user_cache())
    names = {name for rule in known for name in (rule.id, rule.name)}
    return sorted(name for name in names if name.startswith(start) and name == one_line(name))


@click.command()
@click.argument("rule", shell_complete=_complete)
@_LANGUAGE
@options.config_option
@options.cache_option
def explain(rule: str, language: str | None, config: Path | None, cache_dir: Path | None) -> None:
    """Explain a rule: why it is there, who says so, examples, and its settings.

    \b
    Examples:
      clarity explain nb/long-sentence
      clarity explain long-sentence --language sv
    """
    from clarity.rulebook import pages  # `clarity --help` needs none of it

    wanted = (language,) if language else languages()
    known = _rules(wanted, config, cache_dir)
    chosen = [found for found in known if rule in (found.id, found.name)]
    if not chosen:
        names = {found.id if "/" in rule else found.name for found in known}
        raise click.UsageError(
            _("no rule is called «{rule}».").format(rule=rule) + nearest(rule, names)
        )
    chosen_language = speech.chosen()
    told = (pages.page(found, chosen_language) for found in chosen)
    output.write(lines("\n".join(told)), None)


def _rules(wanted: Iterable[str], config: Path | None, cache: Path | None) -> list[Rule]:
    """Return the rules, the organisation's own among them, as configured in this folder."""
    from clarity import languagetool
    from clarity.project import user
    from clarity.session import Request, Session

    own = user.read(folders.user_folder())
    session = Session(Request(config=config, cache=cache, user=own))
    settings = session.settings(".")
    listed = []
    for language in wanted:
        shipped, _ = session.rules(language, settings)
        if settings.languagetool:
            shipped += languagetool.rules(language)
        on = {rule.id: rule for rule in settings.apply(shipped)}
        listed += [on.get(rule.id, replace(rule, off=True)) for rule in shipped]
    return listed


def _as_table(rules: Sequence[Rule]) -> Iterator[str]:
    widest = max((len(rule.id) for rule in rules), default=0)
    for rule in rules:
        state = "off" if rule.off else rule.severity
        advice, shown = rule.advice, "" if _is_shown(rule) else "strict"
        judged, right = rule.record.tally if rule.record else Tally()
        record = f"{right}/{judged}" if judged else "-"
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
                    {"pool": j.pool, "date": j.date, **j.tally._asdict()}
                    for j in rule.record.judgings
                ],
                "entries": {
                    name: {**tally._asdict(), "shown": rule.record.shows(name)}
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
