"""What all who connect to one server have in common."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from secrets import token_urlsafe

from msgspec import Struct, field
from msgspec.structs import replace

from clarity.languagetool import Server
from clarity.lsp.judging import Judge
from clarity.lsp.shared import Shared
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError
from clarity.project.once import Bounded
from clarity.project.projects import Request
from clarity.project.settings import Settings
from clarity.session import Session
from clarity.web import limits
from clarity.web.answers import UNNAMED
from clarity.web.apart import Apart
from clarity.web.lane import Lane
from clarity.web.limits import Room


def new_token() -> str:
    """Return a word that nobody can guess."""
    return token_urlsafe(32)


class File(Struct, frozen=True):
    """A text that the page is to open."""

    name: str
    text: str


class Served(Struct, eq=False, dict=True):
    """How texts are judged, by what, the word that lets in, and how much room there is.

    ``request`` is what holds where nobody wishes otherwise. The texts of pages are judged in the
    ``lane``, with what is ``shared``; those of programs ``apart``.
    """

    request: Request
    token: str
    file: File | None = None
    lane: Lane = field(default_factory=Lane)
    shared: Shared = field(default_factory=lambda: Shared(Bounded()))
    apart: Apart = field(default_factory=Apart)
    connections: Room = field(default_factory=lambda: Room(limits.MOST_CONNECTIONS))
    open: Room = field(default_factory=lambda: Room(limits.MOST_OPEN))
    checks: Room = field(default_factory=lambda: Room(limits.MOST_CHECKS))
    checked: Room = field(default_factory=lambda: Room(limits.MOST_CHECKED))

    @cached_property
    def _judge(self) -> Judge:
        return Judge(self.request, self.shared)

    def session(self, request: Request) -> Session:
        """Return what judges by a request a text of no folder; it is for the lane alone."""
        return self._judge.session(UNNAMED, request)

    def settings(self) -> Settings:
        """Return what holds for a text of no folder; the usual, where the project file is wrong."""
        try:
            return self.session(self.request).settings(UNNAMED)
        except ConfigError:
            return Settings()

    def servers(self) -> tuple[Server, ...]:
        """Start the LanguageTool servers of our own that texts need, and return all there are.

        What judges the texts of programs may be killed, and what it had started would live on.
        """
        wanted = self.settings().languagetool
        return self.session(self.request).servers.start((wanted,) if wanted else ())

    def warm(self) -> None:
        """Read what judging takes, before the first text is there."""
        for language in languages().values():
            session = self.session(replace(self.request, language=language.code))
            with suppress(ConfigError):  # judging a text meets it again, and tells
                session.check_bytes(language.name.encode(), UNNAMED)
        self.shared.settle()

    def close(self) -> None:
        """Stop what was started."""
        self.apart.close()
        Session(self.request, self.shared.once).servers.close()
