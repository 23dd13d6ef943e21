"""What a run has to do with LanguageTool: servers, rules as configured, findings or why none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from clarity import glossary, languagetool
from clarity.engine import Checker
from clarity.languagetool import NoAnswerError, Options, UnreachableError
from clarity.lexicon import Lexicon
from clarity.located_yaml import ConfigError
from clarity.model import Category, Finding, Prose, Skipped, Span
from clarity.settings import Settings

if TYPE_CHECKING:
    from clarity.languagetool.local_server import LocalServer
    from clarity.languagetool.proofreading import Proofreader


class Server(NamedTuple):
    """A server of our own: what it runs from, and its address or else its ``trouble``."""

    installation: str
    address: str
    trouble: str = ""


#: What a rule of clarity's own has said in this, LanguageTool need not say again.
_COVERED: Category = "language"


class Proofreading:
    """One process's dealings with LanguageTool. ``shared`` are servers that it need not start."""

    def __init__(self, shared: Iterable[Server]) -> None:
        self._servers = {server.installation: server for server in shared}
        self._started: list[LocalServer] = []
        self._readers: dict[Options, Proofreader] = {}
        self._states: dict[Options, str] = {}
        self._checkers: dict[tuple[str, str], Checker] = {}

    def check(
        self,
        prose: Prose,
        settings: Settings,
        lexicon_of: Callable[[str], Lexicon],
        own: Sequence[Finding],
    ) -> tuple[tuple[Finding, ...], tuple[Skipped, ...]]:
        """Return what LanguageTool finds in a text, and for each language why it was not asked.

        What ``own`` findings have said already is left out. Raises `ConfigError`.
        """
        if settings.languagetool is None:
            return (), ()
        findings: list[Finding] = []
        skipped: list[Skipped] = []
        said = [finding.span for finding in own if finding.advice.category == _COVERED]
        for name in sorted({passage.language for passage in prose.passages}):
            try:
                checker = self._checker(settings, lexicon_of(name))
                found = checker.check(prose.in_language(name), {})
            except NoAnswerError as error:
                skipped.append(Skipped(f"{name}/{languagetool.NAME}", str(error), error.is_passing))
            else:
                findings += [new for new in found if not _overlaps(new.span, said)]
        return tuple(findings), tuple(skipped)

    def state(self, settings: Settings) -> str:
        """Describe the LanguageTool that would be asked, so that a newer one shows."""
        options = settings.languagetool
        if options is None:
            return ""
        if options not in self._states:
            self._states[options] = self._state(options)
        return self._states[options]

    def _state(self, options: Options) -> str:
        try:
            if options.url:
                return self.reader(options).version()
            from clarity.languagetool.local_server import find

            jar = find(options.installation)
            return f"{jar} {jar.stat().st_mtime_ns}" if jar else ""
        except NoAnswerError:
            return os.urandom(16).hex()  # what cannot be told is never the same

    def servers(self, every: Iterable[Options]) -> tuple[Server, ...]:
        """Start the local servers that are asked for, and return them all."""
        for options in every:
            if not options.url:
                self._server(options.installation)
        return tuple(self._servers.values())

    def close(self) -> None:
        """Stop the servers that were started here."""
        while self._started:
            self._started.pop().stop()

    def _checker(self, settings: Settings, lexicon: Lexicon) -> Checker:
        assert settings.languagetool
        key = lexicon.language, settings.key
        if key not in self._checkers:
            rules = settings.apply(languagetool.rules(lexicon.language))
            known = self._known(settings, settings.languagetool, lexicon)
            try:
                search = self.reader(settings.languagetool).search(rules, known)
            except ConfigError as error:
                raise settings.blamed(error) from None
            self._checkers[key] = Checker(
                {rule.id: rule for rule in rules}, (search,) if rules else ()
            )
        return self._checkers[key]

    def _known(self, settings: Settings, options: Options, lexicon: Lexicon) -> frozenset[str]:
        """Return the words of the word lists, and those the glossary tells people to use."""
        paths = [Path(path) for path in settings.glossary]
        _, lexicon = glossary.apply(paths, lexicon)
        return languagetool.read_words(options.words) | glossary.words(paths, lexicon)

    def reader(self, options: Options) -> Proofreader:
        """Return who asks the server that options name. Raises `NoAnswerError`."""
        if options not in self._readers:
            from clarity.languagetool.proofreading import Proofreader

            self._readers[options] = Proofreader(self._address(options), options)
        return self._readers[options]

    def _address(self, options: Options) -> str:
        if options.url:
            return options.url
        server = self._server(options.installation)
        if server.trouble:
            raise UnreachableError(server.trouble)
        return server.address

    def _server(self, installation: str) -> Server:
        """Return the server of an installation; it is started once, or fails once."""
        if installation not in self._servers:
            from clarity.languagetool.local_server import LocalServer

            try:
                started = LocalServer(installation)
            except NoAnswerError as error:
                server = Server(installation, "", str(error))
            else:
                self._started.append(started)
                server = Server(installation, started.address)
            self._servers[installation] = server
        return self._servers[installation]


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span.overlaps(other) for other in others)
