"""Rules and terms of an organisation's own are held to their own examples before they are used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from clarity import rulebook
from clarity.checks.engine import Checker, need_of
from clarity.checks.kinds import KINDS
from clarity.digest import blake2b
from clarity.drafts import replacement
from clarity.grammar.tagging import Tagger, tagger
from clarity.grammar.unavailable import UnavailableError
from clarity.language.lexicon import Lexicon
from clarity.messages import _
from clarity.model import Passage, Rule
from clarity.parsing.located_yaml import ConfigError
from clarity.project.settings import Settings
from clarity.project.taggers import Taggers
from clarity.rulebook import glossary as glossaries

if TYPE_CHECKING:
    from clarity.checks.examples import Breach


class Own(Struct, frozen=True):
    """A rule of the organisation's own, or its terms as a rule, with the lexicon it rests on."""

    path: Path
    rule: Rule
    lexicon: Lexicon


class Fault(Struct, frozen=True):
    """An example that does not hold, and where it stands."""

    path: str
    line: int
    breach: Breach


class Proofs(Taggers):
    """The projects of a run, in which no rule of one's own is used that breaks its own word."""

    def checker(self, name: str, settings: Settings) -> Checker:
        """Return the rules of a language, ready to run. Raises `ConfigError`.

        That is also raised where an example of the organisation's own does not hold.
        """
        if self.request.proves_rules and (settings.rule_paths or settings.glossary):
            models = tuple(sorted(settings.model.items()))
            key = ("proof", name, settings.rule_paths, settings.glossary, models)
            self.once(key, lambda: self._prove(name, settings))
        return super().checker(name, settings)

    def faults(self, own: Own, settings: Settings) -> Iterator[Fault]:
        """Yield the examples of a rule that do not hold.

        Raises `UnavailableError` where it needs grammar and there is none.
        """
        from clarity.checks.examples import breaches

        name = own.rule.language

        def lexicon_of(language: str) -> Lexicon:
            return own.lexicon if language == name else self.lexicon(language)

        def tag(passages: Sequence[Passage]) -> Sequence[Passage]:
            return self.reader_of(name, settings).tag(passages)

        for breach in breaches(own.rule, lexicon_of, tag):
            key = breach.key or ""
            line = rulebook.example_line(own.path, breach.section, breach.number, key)
            yield Fault(str(own.path), line, breach)

    def reader_of(self, name: str, settings: Settings) -> Tagger:
        """Return what reads the grammar of a language, whether or not a text needs it.

        Raises `UnavailableError`.
        """
        load = partial(self.reader, settings)
        made = self.once(
            ("tagger", name, tuple(sorted(settings.model.items()))),
            lambda: tagger([name], settings.model, load, self._syntax),
        )
        if made.missing:
            raise UnavailableError(made.missing[name])
        return made

    def _prove(self, name: str, settings: Settings) -> None:
        """Hold what is the organisation's own to its examples, where that has yet to be done.

        It is done anew when anything has changed that a report rests on.
        """
        state, mark = self._state(settings), self._mark(name, settings)
        if mark and _reads(mark, state):
            return
        is_whole = True
        for own in self._own(name, settings):
            if self.request.quick and need_of(own.rule) == "grammar":
                continue  # nor is it used
            try:
                for fault in self.faults(own, settings):
                    told = _(
                        "an example does not hold: {breach}. See all: clarity test. "
                        "To check texts all the same: --no-rule-tests"
                    )
                    raise ConfigError(fault.path, fault.line, told.format(breach=fault.breach))
            except UnavailableError:
                is_whole = False  # nor is it used, and the report says why
        if mark and is_whole:
            _write(mark, state)

    def _own(self, name: str, settings: Settings) -> Iterator[Own]:
        """Yield the organisation's own rules and glossaries in a language."""
        extra = [Path(path) for path in settings.rule_paths]
        lexicon = self.lexicon(name)
        for rule in self.written(name, settings):
            if path := rulebook.own_file(rule, extra):
                yield Own(path, rule, lexicon)
        for path in map(Path, settings.glossary):
            terms, grown = glossaries.of_file(path, lexicon, KINDS)
            if terms:
                yield Own(path, terms, grown)

    def _mark(self, name: str, settings: Settings) -> Path | None:
        """Return the file that tells for which state all examples have held."""
        if self.request.cache is None:
            return None
        where = (
            str(Path.cwd()),
            name,
            *settings.rule_paths,
            *settings.glossary,
            self.request.quick,
        )
        digest = blake2b(repr(where).encode(errors="surrogatepass"), digest_size=12).hexdigest()
        return self.request.cache / "rules" / f"{digest}.proof"


def _reads(mark: Path, state: str) -> bool:
    with suppress(OSError, ValueError):
        return mark.read_text("utf-8") == state
    return False


def _write(mark: Path, state: str) -> None:
    """Keep a state. That it cannot be written is no error: a cache is a convenience."""
    with suppress(OSError):
        mark.parent.mkdir(parents=True, exist_ok=True)
        with replacement(mark, mode=0o600) as file:
            file.write(state)
