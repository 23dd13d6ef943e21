"""The servers that a process asks: somebody's, or one of our own that a run starts and shares."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from clarity.languagetool.answer import NoAnswerError, RefusedError, UnreachableError
from clarity.languagetool.options import Options

if TYPE_CHECKING:
    from clarity.languagetool.local_server import LocalServer
    from clarity.languagetool.proofreader import Proofreader


class Server(Struct, frozen=True):
    """A server of our own: what it runs from, and its address or else its ``trouble``."""

    installation: str
    address: str
    trouble: str = ""


class Servers:
    """One process's dealings with servers. Nothing is asked or started before it is needed."""

    def __init__(self) -> None:
        self._own: dict[str, Server] = {}
        self._started: list[LocalServer] = []
        self._readers: dict[Options, Proofreader] = {}
        self._states: dict[Options, str] = {}

    def start(self, every: Iterable[Options]) -> tuple[Server, ...]:
        """Start the servers of our own that are asked for, and return all there are."""
        for options in every:
            if not options.url and not options.refusal:
                self._server(options.installation)
        return tuple(self._own.values())

    def share(self, started: Iterable[Server]) -> None:
        """Take over servers that another process has started."""
        self._own.update((server.installation, server) for server in started)

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing has been asked or started: there is no connection."""
        return not self._readers and not self._started

    def close(self) -> None:
        """Stop the servers that were started here."""
        while self._started:
            self._started.pop().stop()

    def reader(self, options: Options) -> Proofreader:
        """Return who asks the server that options name. Raises `NoAnswerError`."""
        if options.refusal:
            raise RefusedError(options.refusal)
        if options not in self._readers:
            from clarity.languagetool.proofreader import Proofreader

            self._readers[options] = Proofreader(self._address(options), options)
        return self._readers[options]

    def state(self, options: Options) -> str:
        """Describe the LanguageTool that would be asked, so that a newer one shows."""
        if options not in self._states:
            self._states[options] = self._state(options)
        return self._states[options]

    def _state(self, options: Options) -> str:
        if options.refusal:
            return options.refusal
        try:
            if options.url:
                return self.reader(options).version()
            from clarity.languagetool.installation import find

            jar = find(options.installation)
            return f"{jar} {jar.stat().st_mtime_ns}" if jar else ""
        except NoAnswerError:
            return os.urandom(16).hex()  # what cannot be told is never the same

    def _address(self, options: Options) -> str:
        if options.url:
            return options.url
        server = self._server(options.installation)
        if server.trouble:
            raise UnreachableError(server.trouble)
        return server.address

    def _server(self, installation: str) -> Server:
        """Return the server of an installation; it is started once, or fails once."""
        if installation not in self._own:
            from clarity.languagetool.local_server import LocalServer

            try:
                started = LocalServer(installation)
            except NoAnswerError as error:
                server = Server(installation, "", str(error))
            else:
                self._started.append(started)
                server = Server(installation, started.address)
            self._own[installation] = server
        return self._own[installation]
