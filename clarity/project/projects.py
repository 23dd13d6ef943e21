"""What a run asks for, and the project that governs each of its files."""

from __future__ import annotations

from os.path import split
from pathlib import Path
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from clarity import __version__, parsing
from clarity.digest import blake2b
from clarity.grammar import choice
from clarity.language.path import language_of_path
from clarity.languagetool import Servers
from clarity.measures import reference
from clarity.parsing.languages import languages
from clarity.project import config
from clarity.project.config import Project
from clarity.project.once import Once
from clarity.project.settings import Settings
from clarity.project.user import User
from clarity.project.walk import Identity
from clarity.resources import code_root, rules_root
from clarity.rulebook.compiled import folder_state
from clarity.scoring import guidelines


class Request(Struct, frozen=True):
    """What a door asks of a run, on top of the project files.

    ``config`` is a project file to use for everything; else the nearest is found for each file.
    ``guideline``, ``language``, ``channel`` and ``audience`` overrule it, and what the texts say.
    ``cache`` is where compiled rules and, with ``keep_reports``, reports are kept. With ``strict``
    all that the rules find is shown, not only what has earned it. ``jobs`` is the number of
    processes. ``all_measures`` adds the further indices; ``quick`` leaves grammar out. Without
    ``scored`` only what a project has a least score for is scored. Without ``proofread``
    LanguageTool is not asked. With ``unused_silences`` comments are told that silence nothing.
    Without ``proves_rules`` rules of one's own are used whether or not their examples hold, and
    where it ``leaves_out``, rules and glossaries that are wrong are left out instead of refused.
    What the scorecard itself says is in the language that ``speaks`` names, else in that of the
    text. ``outputs`` are the files that are being written, which are not read (see
    `walk.Identity`). ``user`` is what the user allows, without which a project file starts and
    sends nothing.
    """

    config: Path | None = None
    guideline: str | None = None
    language: str | None = None
    channel: str | None = None
    audience: str | None = None
    cache: Path | None = None
    keep_reports: bool = True
    strict: bool = False
    jobs: int = 1
    all_measures: bool = False
    quick: bool = False
    scored: bool = True
    proofread: bool = True
    speaks: str = ""
    unused_silences: bool = False
    outputs: frozenset[Identity] = frozenset()
    proves_rules: bool = True
    leaves_out: bool = False
    user: User = User()


class Projects:
    """The projects of a run, each read once. Nothing here judges a text, or loads what does.

    ``once`` keeps what has been read. Use it in a ``with`` statement, so that a server it starts
    is stopped.
    """

    def __init__(self, request: Request, once: Once | None = None) -> None:
        self.request = request
        self.once = once or Once()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.servers.close()

    @property
    def servers(self) -> Servers:
        """The LanguageTool servers that this process asks."""
        return self.once(("servers",), Servers)

    def project(self, path: str) -> Project:
        """Return the project that governs a file. Raises `ConfigError`."""
        place = self.place(path)
        return self.once(("project", place), lambda: self._read(place))

    def place(self, path: str) -> Path | None:
        """Return the project file that governs a file, if any."""
        folder = split(path)[0]  # of every file, so not with `Path`, which takes its time
        return self.once(("place", folder), lambda: self.request.config or config.find(folder))

    def _read(self, place: Path | None) -> Project:
        user = self.request.user
        if place is None:
            return Project(user.settings)
        is_trusted = user.trusts(place)
        root = Path.cwd() if self.request.config else None
        project = config.read(place, root, user.settings, is_trusted=is_trusted)
        if is_trusted:
            return project
        return replace(project, settings=user.limit(project.settings, place))

    def settings(self, path: str) -> Settings:
        """Return how a file is to be judged, before its own front matter has been read."""
        return self.asked(self.project(path).for_file(path))

    def asked(self, settings: Settings) -> Settings:
        """Return settings with what is asked for laid on top, whatever they say."""
        settings = self.overruled(settings)
        if settings.languagetool and not self.request.proofread:
            settings = replace(settings, languagetool=None)
        return settings

    def overruled(self, settings: Settings) -> Settings:
        """Return settings with what the request says of how texts are judged laid on top."""
        asked = self.request
        if not any((asked.guideline, asked.language, asked.channel, asked.audience, asked.strict)):
            return settings  # of every file, more than once
        laid = replace(
            settings,
            guideline=asked.guideline or settings.guideline,
            language=asked.language or settings.language,
            channel=asked.channel or settings.channel,
            audience=asked.audience or settings.audience,
        )
        return laid.strictly() if asked.strict else laid

    def is_scored(self, settings: Settings) -> bool:
        """Tell whether there is to be a score: somebody asks for it, and a guideline says how."""
        is_wanted = self.request.scored or settings.min_score > 0
        return is_wanted and settings.guideline != guidelines.NO_GUIDELINE

    def key(self, data: bytes, path: str) -> bytes:
        """Return what a report depends on, as a digest: content, settings, rules, program."""
        return blake2b(data, key=self.way(data, path), digest_size=16).digest()

    def way(self, data: bytes, path: str) -> bytes:
        """Return what a report depends on beside the text itself, as a digest."""
        settings = self.settings(path)
        decisive = (
            __version__,
            settings.key,
            self._state(settings),
            parsing.format_of(path) or parsing.strange_ending(path),
            language_of_path(path) or "",
            str(self.request.all_measures),
            str(self.request.quick),
            self.request.speaks,
            str(self.request.unused_silences),
            str(self.is_scored(settings)),
            str(self.request.proves_rules),
            self.servers.state(settings.languagetool) if settings.languagetool else "",
        )
        return blake2b("\n".join(decisive).encode(), digest_size=16).digest()

    def _state(self, settings: Settings) -> str:
        """Return a digest of the program, and of the rules and the like that settings rest on."""
        words = settings.languagetool.words if settings.languagetool else ()
        own = (*settings.rule_paths, *settings.glossary, *words)

        def describe() -> str:
            files = guidelines.files(settings.guideline, self.request.cache)
            roots = (code_root(), rules_root(), reference.folder(), *files, *map(Path, own))
            models = {choice.model_for(name, settings.model) for name in languages()} - {""}
            states = "\n".join((*map(folder_state, roots), *map(choice.state, sorted(models))))
            return blake2b(states.encode(errors="surrogatepass"), digest_size=16).hexdigest()

        models = sorted(settings.model.items())
        return self.once(("state", settings.guideline, *own, *models), describe)
