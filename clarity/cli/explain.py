"""The command ``explain``: what a name means that clarity uses, whatever it is a name of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from clarity.cli import folders, options, output, speech
from clarity.cli.rules import LANGUAGE, listed
from clarity.messages import _, spoken
from clarity.model import CATEGORIES, Rule
from clarity.parsing.hints import nearest
from clarity.parsing.languages import languages
from clarity.reports.printable import lines, one_line

if TYPE_CHECKING:
    from clarity.scoring.guidelines import Guideline

#: The words of a rule that are shown: whoever looks for all of them reads its page.
_MOST_WORDS = 20


class _Known(NamedTuple):
    """Everything that can be explained: the rules, and each guideline in each of its languages."""

    rules: Sequence[Rule]
    guidelines: Sequence[Guideline]

    @classmethod
    def of(cls, wanted: Sequence[str], config: Path | None, cache: Path | None) -> _Known:
        """Return what there is in some languages, as it is configured in this folder."""
        from clarity.resources import rules_root
        from clarity.scoring import guidelines

        names = sorted(path.stem for path in (rules_root() / "guidelines").glob("*.yaml"))
        read = (guidelines.load(name, code, None, cache) for code in wanted for name in names)
        every = tuple(guideline for guideline in read if guideline.principles)
        return cls(listed(wanted, config, cache), every)

    def names(self) -> frozenset[str]:
        """Return every name that something goes by."""
        found = {name for rule in self.rules for name in (rule.id, rule.name)} | set(CATEGORIES)
        for guideline in self.guidelines:
            found.add(guideline.id)
            for principle in guideline.principles:
                short = principle.name.casefold()
                found |= {principle.id, short, f"{guideline.id}/{principle.id}"}
                found |= {f"{guideline.id}/{short}", *(s.id for s in principle.signals)}
        return frozenset(found | _measures())

    def pages(self, name: str, language: str) -> Iterator[str]:
        """Yield a page for each thing that goes by a name.

        What is in every language is told in one: that given, or the first that has it.
        """
        from clarity.checks import unused_silences
        from clarity.rulebook import pages
        from clarity.scoring import explained

        folded = name.casefold()
        own = self._in_one_language(folded)
        yield from (explained.of_guideline(one) for one in own if one.id == name)
        for one in own:
            for principle in one.principles:
                if folded in _called(one, principle.id, principle.name):
                    yield explained.of_principle(one, principle)
        uses = list(explained.uses(own))
        if signals := [use for use in uses if use.signal.id == name]:
            yield explained.of_signal(signals)
        if name in _measures():
            code = own[0].language if own else language
            measured = [use for use in uses if use.signal.evidence.measure == name]
            yield explained.of_measure(name, measured, code)
        yield from (
            pages.page(rule, speech.chosen(), _MOST_WORDS) for rule in self.rules if name in (rule.id, rule.name)
        )
        if name.rpartition("/")[2] == unused_silences.NAME:
            yield unused_silences.page(name.rpartition("/")[0] or language or spoken())
        if name in CATEGORIES:
            code = language or next(iter(languages()))
            rules = [rule for rule in self.rules if rule.advice.category == name]
            told = [(r.id, one_line(r.advice.why)) for r in rules if r.language == code]
            yield explained.of_category(name, told, code)

    def _in_one_language(self, folded: str) -> Sequence[Guideline]:
        """Return each guideline once: in the language in which a name is that of a principle."""
        found: dict[str, Guideline] = {}
        for one in self.guidelines:
            known = found.get(one.id)
            if known is None or (_is_named(one, folded) and not _is_named(known, folded)):
                found[one.id] = one
        return list(found.values())


def _is_named(guideline: Guideline, folded: str) -> bool:
    return any(folded in _called(guideline, "", p.name) for p in guideline.principles)


def _called(guideline: Guideline, id: str, name: str) -> frozenset[str]:
    """Return what a principle is called: its name, or its first word, alone or after its guideline.

    ``id`` is empty for none.
    """
    short = name.casefold()
    names = {short, short.split()[0], *([id] if id else [])}
    return frozenset(names | {f"{guideline.id}/{one}" for one in names})


def _measures() -> frozenset[str]:
    from clarity.measures.names import measure_names

    return frozenset(measure_names(next(iter(languages()))))


def _complete(context: click.Context, parameter: click.Parameter, start: str) -> list[str]:
    known = _Known.of(tuple(languages()), None, folders.user_cache())
    return sorted(n for n in known.names() if n.startswith(start) and n == one_line(n))


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
    known = _Known.of((language,) if language else tuple(languages()), config, cache_dir)
    told = list(known.pages(name, language or ""))
    if not told:
        message = _("There is nothing called «{name}».").format(name=name)
        raise click.UsageError(message + nearest(name, known.names()))
    output.write(lines("\n".join(told)), None)
