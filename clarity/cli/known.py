"""Everything that ``explain`` can explain, by all the names that it goes by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from clarity.checks import unused_silences
from clarity.cli import speech
from clarity.cli.rules import listed, session_here
from clarity.language import interface
from clarity.measures.names import measure_names
from clarity.messages import spoken
from clarity.model import CATEGORIES, Rule
from clarity.parsing.hints import nearest
from clarity.parsing.languages import languages
from clarity.reports.printable import one_line
from clarity.resources import rules_root
from clarity.rulebook import load_lexicon, pages
from clarity.scoring import called, explained, guidelines
from clarity.scoring.guidelines import Guideline, Signal

#: The words of a rule that are shown: whoever looks for all of them reads its page.
_MOST_WORDS = 20


class Known(Struct, frozen=True):
    """Everything that can be explained: the rules, and each guideline in each of its languages."""

    languages: Sequence[str]
    rules: Sequence[Rule]
    guidelines: Sequence[Guideline]

    @classmethod
    def of(cls, wanted: Sequence[str], config: Path | None, cache: Path | None) -> Known:
        """Return what there is in some languages, as it is configured in this folder."""
        session = session_here(config, cache)
        settings = session.settings(".")
        names = {path.stem for path in (rules_root() / "guidelines").glob("*.yaml")}
        names |= {settings.in_language(code).guideline for code in wanted}  # one of one's own
        names.discard(guidelines.NO_GUIDELINE)
        read = (
            guidelines.load(name, code, None, cache) for code in wanted for name in sorted(names)
        )
        every = tuple(guideline for guideline in read if guideline.principles)
        return cls(wanted, listed(session, wanted), every)

    def names(self) -> frozenset[str]:
        """Return every name that something goes by, without capitals."""
        found = {n.casefold() for rule in self.rules for n in (rule.id, rule.name)}
        found |= set(CATEGORIES)
        for guideline in self.guidelines:
            found.add(guideline.id)
            for principle in guideline.principles:
                short = principle.name.casefold()
                found |= {principle.id, short, f"{guideline.id}/{principle.id}"}
                found.add(f"{guideline.id}/{short}")
                for signal in principle.signals:
                    found |= _names_of(signal)
        for code in interface.spoken():
            found = found.union(*(_of_measure(name, code) for name in _measures()))
        return frozenset(found)

    def nearest(self, name: str) -> str:
        """Return a hint at the name that one begins, or that is closest to it."""
        asked, names = called.meant(name)[-1], self.names()
        begun = [known for known in names if known.startswith(asked)]
        return nearest(min(begun, key=len, default=asked), names)

    def pages(self, name: str) -> Iterator[str]:
        """Yield a page for each thing that goes by a name, or by what a line of the report names.

        Each is told in the language spoken, where it has that name in it, else in the first that
        has it; the rules of a name in every language, where none is in the one spoken.
        """
        for one in called.meant(name):
            found = list(self._pages(one))
            if found:
                yield from found
                return

    def _pages(self, name: str) -> Iterator[str]:
        codes = [code for code in self.languages if code == spoken()]
        codes += [code for code in self.languages if code not in codes]
        told = (list(self._in(code, name)) for code in codes)
        yield from next(filter(None, told), ())
        own = [rule for rule in self.rules if name in (rule.id.casefold(), rule.name.casefold())]
        for rule in [one for one in own if one.language == spoken()] or own:
            yield pages.page(rule, speech.chosen(), _MOST_WORDS)
        if name.rpartition("/")[2] == unused_silences.NAME:
            yield unused_silences.page(name.rpartition("/")[0] or self._only() or spoken())

    def _only(self) -> str:
        return self.languages[0] if len(self.languages) == 1 else ""

    def _in(self, code: str, name: str) -> Iterator[str]:
        """Yield the pages of what is in every language, in one, in which it goes by that name."""
        chosen = speech.chosen()
        own = [guideline for guideline in self.guidelines if guideline.language == code]
        yield from (explained.of_guideline(one, chosen) for one in own if one.id == name)
        for one in own:
            for principle in one.principles:
                if name in _called(one, principle.id, principle.name):
                    yield explained.of_principle(one, principle, chosen)
        uses = list(explained.uses(own))
        rules = [rule for rule in self.rules if rule.language == code]
        shown: set[str] = set()  # the measures that a signal has told all of
        signals: dict[str, list[explained.Use]] = {}
        for use in uses:
            if name in _names_of(use.signal):
                signals.setdefault(use.signal.id, []).append(use)
                shown.add(use.signal.evidence.measure)
        for found in signals.values():
            yield explained.of_signal(found, rules, load_lexicon(code).ordered, chosen)
        for measure in _measures():
            if measure not in shown and name in _of_measure(measure, code):
                measured = [use for use in uses if use.signal.evidence.measure == measure]
                yield explained.of_measure(measure, measured, chosen or code)
        if name in CATEGORIES:
            told = [(r.id, one_line(r.advice.why)) for r in rules if r.advice.category == name]
            yield explained.of_category(name, told, chosen or code)


def _called(guideline: Guideline, id: str, name: str) -> frozenset[str]:
    """Return what a principle is called, alone or after its guideline: its id, name, first word."""
    short = name.casefold()
    names = {short, short.split()[0], id}
    return frozenset(names | {f"{guideline.id}/{one}" for one in names})


def _names_of(signal: Signal) -> frozenset[str]:
    """Return what a signal is called, by what it looks at and by what is to be done."""
    return called.spellings(signal.name) | called.spellings(signal.fix) | {signal.id}


def _of_measure(measure: str, code: str) -> frozenset[str]:
    return called.spellings(measure_names(code)[measure]) | {measure}


def _measures() -> frozenset[str]:
    return frozenset(measure_names(next(iter(languages()))))
