"""Judges the texts that are open, one at a time: what a thread of its own does for the server."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from time import perf_counter

from msgspec import Struct

from clarity import languagetool, parsing
from clarity.checks.facts import Memory
from clarity.language import reading
from clarity.lsp.shared import Shared
from clarity.lsp.texts import Text, text_of
from clarity.model import Failure, Prose, Report, Rule, Unscored
from clarity.parsing.contents import read_file, read_stream
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError
from clarity.project import config, walk
from clarity.project.once import Once
from clarity.project.settings import Settings
from clarity.rulebook.compiled import folder_state
from clarity.run.judging import failure_of
from clarity.session import Request, Session


class Job(Struct, frozen=True):
    """A text to judge. ``path`` is where it lies, ``name`` what it is called in its project.

    ``is_file`` where it lies on disk, so that a project file can leave it out.
    """

    path: str
    name: str
    text: Text
    is_file: bool = True


class Trouble(Struct, frozen=True):
    """What is wrong with a project file or what it names: where, and how the text was judged.

    ``is_kept`` where earlier settings held, not those of clarity itself.
    """

    path: str
    line: int
    message: str
    is_kept: bool


class Judged(Struct, frozen=True):
    """What became of a text. ``outcome`` is ``None`` where the project leaves it out.

    ``rules`` are those of its language as they are written, ``glossary`` the files of its terms,
    and ``seconds`` what it took. ``score`` returns the same outcome with its score, which is worked
    out after the marks are shown; ``None`` where it has been.
    """

    outcome: Report | Failure | None
    rules: Mapping[str, Rule]
    glossary: tuple[str, ...]
    trouble: Trouble | None
    seconds: float
    score: Callable[[], Report] | None = None


class Filed(Struct, frozen=True):
    """What became of a file. ``state`` tells it from another version, judged in another way."""

    state: str
    outcome: Report | Failure | None
    trouble: Trouble | None


_NO_TEXT = text_of("")


class Judge:
    """Judges texts as the command line does. What it has read it keeps until it has changed.

    A thread at a time, also of all judges that have something ``shared``.
    """

    def __init__(self, request: Request, shared: Shared | None = None) -> None:
        self.request = request
        self._shared = shared or Shared(Once())
        self._is_alone = shared is None
        self._session = Session(request, self._shared.once)
        self._memories: dict[str, Memory] = {}
        self._good: dict[str, Settings] = {}
        self._places: dict[str, Path | None] = {}
        self._watched: dict[str, str] = {}

    def judge(self, job: Job) -> Judged:
        """Judge a text. Whatever goes wrong is told in what is returned."""
        began = perf_counter()
        outcome: Unscored | Failure | None
        trouble: Trouble | None = None
        try:
            self._heed_changes(job.path)
            if Path(job.path).name == config.FILE_NAME:
                outcome = None
                self._check_project(job.path)
            else:
                memory = self._memories.setdefault(job.path, Memory())
                data = read_stream(BytesIO(job.text.encoded()))  # what is too large is refused
                outcome, trouble = self._outcome(job, data, memory)
        except ConfigError as error:
            outcome, trouble = None, _trouble(error, is_kept=False)
        except Exception as error:
            outcome = failure_of(error, job.name)
        glossary = self._good[job.path].glossary if job.path in self._good else ()
        if not isinstance(outcome, Unscored):
            return Judged(outcome, {}, glossary, trouble, perf_counter() - began)
        report, rules = outcome.report, self._rules(job.path, outcome.report)
        self._shared.settle()
        return Judged(report, rules, glossary, trouble, perf_counter() - began, outcome.scored)

    def files(self, folders: Iterable[str]) -> list[str]:
        """Return the texts of folders that their projects take, in the order of a run."""

        def takes(path: str) -> bool:
            with suppress(Exception):  # judging the file meets it again, and tells
                return self._takes(path)
            return True

        found = walk.files(folders, parsing.FORMATS, takes)
        return [path for path in found if isinstance(path, str)]

    def judge_file(self, path: str, name: str, known: str | None) -> Filed | None:
        """Judge a text as it lies on disk; nothing if it is still ``known``, as a `Filed` has it.

        What is known of its passages is not kept: there are many files.
        """
        try:
            self._heed_changes(path)
            data, state = read_file(path), ""
            with suppress(ConfigError):  # judging it tells
                state = self._session.key(data, path).hex()
            if state and state == known:
                return None
            outcome, trouble = self._outcome(Job(path, name, _NO_TEXT), data, Memory())
            report = outcome.report if isinstance(outcome, Unscored) else outcome
            return Filed(state, report, trouble)
        except Exception as error:
            return Filed("", failure_of(error, name), None)

    def forget(self, path: str) -> None:
        """Let go of what is known of a text that has been closed."""
        self._memories.pop(path, None)
        self._good.pop(path, None)

    def rests_on(self, path: str) -> bool:
        """Tell whether a file decides how texts are judged."""
        if Path(path).name == config.FILE_NAME:
            return True
        return any(Path(path).is_relative_to(name) for name in tuple(self._watched))

    def ask(self, request: Request) -> None:
        """Judge by another request from now on."""
        self.request = request
        self._session = Session(request, self._shared.once)

    def session(self, path: str, request: Request) -> Session:
        """Return what judges a text once, by a request of its own."""
        self._heed_changes(path)
        session = Session(request, self._shared.once)
        with suppress(ConfigError):  # judging the text meets it again, and tells
            self._watch(*_named_by(session.settings(path)))
        return session

    def settings(self, path: str) -> Settings:
        """Return the settings that a text was last judged by, before its own front matter."""
        return self._good.get(path) or Settings()

    def prose(self, report: Report) -> Prose | None:
        """Return the words and sentences of a text that has been judged, without their grammar."""
        if report.language not in languages():
            return None
        document = parsing.parse(report.source, report.path, report.format)
        prose = reading.read(document, report.language, self._session.lexicon)
        return prose if isinstance(prose, Prose) else None

    def close(self) -> None:
        """Stop what was started, where nobody else needs it."""
        if self._is_alone:
            self._session.servers.close()

    def _outcome(
        self, job: Job, data: bytes, memory: Memory
    ) -> tuple[Unscored | Failure | None, Trouble | None]:
        """Judge with the settings that hold, or else the last that were right, or else with none.

        Raises `ConfigError` where it is not the project that is wrong.
        """
        trouble: ConfigError | None = None
        for settings_of, is_kept in self._ways(job.path):
            try:
                if not trouble and job.is_file and not self._takes(job.path):
                    return None, None
                settings = settings_of()
                self._watch(*_named_by(settings))
                outcome = self._session.check_unscored(data, job.name, settings, memory)
            except ConfigError as error:
                trouble = trouble or error
                continue
            if trouble is None:
                self._good[job.path] = settings
                return outcome, None
            return outcome, _trouble(trouble, is_kept)
        assert trouble
        raise trouble

    def _ways(self, path: str) -> Iterator[tuple[Callable[[], Settings], bool]]:
        """Yield the settings of a text, and others if they are wrong; and whether they are kept."""
        yield lambda: self._session.settings(path), False
        if kept := self._good.get(path):
            yield lambda: kept, True
        yield lambda: self._session.asked(self.request.user.settings), False

    def _takes(self, path: str) -> bool:
        return self._session.project(path).takes(path)

    def _check_project(self, path: str) -> None:
        """Read a project file, its rules and its glossaries. Raises `ConfigError`."""
        settings = self._session.settings(path)
        for name in languages():
            self._session.checker(name, settings)

    def _rules(self, path: str, report: Report) -> Mapping[str, Rule]:
        settings, name = self._good.get(path) or Settings(), report.language
        if name is None or name not in languages():
            return {}

        def by_id() -> Mapping[str, Rule]:
            own, _ = self._session.rules(name, settings)
            return {rule.id: rule for rule in (*languagetool.rules(name), *own)}

        key = ("by id", name, settings.rule_paths, settings.glossary)
        return self._session.once(key, by_id)

    def _heed_changes(self, path: str) -> None:
        """Begin anew where a project file has changed, come or gone, or something it names has.

        Asking the disk costs less than a millisecond, and not every editor tells of files.
        """
        folder = str(Path(path).parent)
        place = self.request.config or config.find(folder)
        is_same = self._places.setdefault(folder, place) == place
        is_same = is_same and self._session.once is self._shared.once  # else another has seen it
        if not is_same or any(_state(name) != state for name, state in self._watched.items()):
            self._session.servers.close()
            self._session = Session(self.request, self._shared.renew(self._session.once))
            self._memories.clear()
            self._watched.clear()
            self._places = {folder: place}
        if place:
            self._watch(str(place))

    def _watch(self, *names: str) -> None:
        """Remember how files are, before they are read."""
        for name in names:
            if name not in self._watched:
                self._watched[name] = _state(name)


def _named_by(settings: Settings) -> Iterator[str]:
    """Yield the files and folders that settings rest on."""
    yield from (*settings.rule_paths, *settings.glossary)
    if settings.languagetool:
        yield from settings.languagetool.words
    if settings.guideline.endswith((".yaml", ".yml")):
        yield settings.guideline


def _state(name: str) -> str:
    try:
        return folder_state(Path(name))
    except (OSError, ConfigError):
        return "cannot be read"


def _trouble(error: ConfigError, is_kept: bool) -> Trouble:
    path = os.path.normpath(Path.cwd() / error.path)
    return Trouble(path, error.line, error.message, is_kept)
