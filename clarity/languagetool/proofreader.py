"""LanguageTool as a search among the others: prose in, rules and hits out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from typing import TypeVar

from clarity.languagetool.answer import NoAnswerError, UnreachableError
from clarity.languagetool.batches import batches
from clarity.languagetool.client import Client
from clarity.languagetool.options import Options
from clarity.languagetool.rules import is_doubtful, rule_of
from clarity.model import Find, Hit, Measures, Prose, Rule
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import Fields

Heard = TypeVar("Heard")

#: Requests in a row without a right answer before the server is left alone for the rest of the run.
_PATIENCE = 3
#: Replacements that are passed on; LanguageTool gives ten and more, the best not always first.
_MOST = 3


class UnknownLanguageError(NoAnswerError):
    """The server does not know the language of a text."""

    is_passing = False


class Proofreader:
    """One server and what is asked of it. A server that fails is soon left alone."""

    def __init__(self, address: str, options: Options) -> None:
        self._client = Client(address, options.timeout)
        self._options = options
        self._languages: frozenset[str] | None = None
        self._failures = 0
        self._given_up: NoAnswerError | None = None

    def version(self) -> str:
        """Return the version and the build of the server. Raises `NoAnswerError`."""
        return self._heard(self._client.version)

    def languages(self) -> frozenset[str]:
        """Return those of our languages that the server knows. Raises `NoAnswerError`."""
        return frozenset(name for name in languages() if self._code(name))

    def search(self, rules: Sequence[Rule], known: Collection[str]) -> Find:
        """Make a search for what the rules of one language speak for.

        ``known`` are words that are never misspelt. The search raises `NoAnswerError`; this raises
        `ConfigError`.
        """
        for rule in rules:
            Fields(rule.options, rule.id).finish()
        return partial(self._find, {rule.name: rule.id for rule in rules}, known)

    def _find(
        self, ids: dict[str, str], known: Collection[str], prose: Prose, measures: Measures
    ) -> Iterator[tuple[str, Hit]]:
        code = self._code(prose.language)
        if code is None:
            unknown = languages()[prose.language].english
            raise UnknownLanguageError(f"LanguageTool does not know {unknown}")
        for batch in batches(prose.passages):
            for match in self._heard(partial(self._client.check, batch, code, self._options)):
                id = ids.get(rule_of(match))
                place = batch.locate(match.start, match.end)
                if id is None or place is None or is_doubtful(match, *place, known):
                    continue
                passage, start, end = place
                found = passage.block.text[start:end]
                instead = [text for text in match.replacements if text != found]
                values = {"found": found, "message": match.message, "rule": match.rule}
                yield id, passage.hit(start, end, values, tuple(instead[:_MOST]))

    def _code(self, language: str) -> str | None:
        """Return the server's code for a language, ``None`` where it does not know it."""
        if self._languages is None:
            self._languages = self._heard(self._client.languages)
        codes = languages()[language].languagetool
        return next((code for code in codes if code in self._languages), None)

    def _heard(self, ask: Callable[[], Heard]) -> Heard:
        """Ask, unless there is no use in it any more."""
        if self._given_up:
            raise self._given_up
        try:
            heard = ask()
        except NoAnswerError as error:
            self._failures += 1
            if isinstance(error, UnreachableError) or self._failures == _PATIENCE:
                self._given_up = error
            raise
        self._failures = 0
        return heard
