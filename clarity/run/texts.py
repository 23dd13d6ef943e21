"""A run over many files: what is kept where nothing has changed, processes for the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext, suppress
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Generic, TypeVar

from msgspec.structs import astuple

from clarity.languagetool import Options as LanguageTool
from clarity.languagetool import Server
from clarity.messages import _
from clarity.model import Failure, Report
from clarity.parsing.contents import TOO_HEAVY, read_file, read_stream
from clarity.parsing.unread import reason
from clarity.project.projects import Projects, Request
from clarity.reports import Part
from clarity.run.drawing import Drawing, digest
from clarity.run.finding import Files, Found, Read
from clarity.run.judging import (
    Done,
    failure_of,
    judge,
    judge_all,
    judge_bytes,
    learn_here,
    learn_there,
    lend,
    new_session,
    open_cache,
    take_back,
)
from clarity.run.workers import Task, Workers

if TYPE_CHECKING:
    from clarity.session import Session

Made = TypeVar("Made")

#: Is called with one line that whoever runs it should know, before a text is sent elsewhere.
Warn = Callable[[str], object]

#: How many files are looked up in the cache before the others among them are judged.
_BATCH = 512
#: How many outcomes wait in memory before they are put into the cache.
_WAITING = 64


def _say_nothing(line: str) -> None:
    pass


def check(
    paths: Sequence[str], request: Request, warn: Warn = _say_nothing
) -> Iterator[Report | Failure]:
    """Judge files and folders, in the order of `walk.files`, as the reports come.

    What is wrong with a project file or a rule is one `Failure`, however many files it concerns.
    """
    projects = Projects(request)
    return _Run(projects, _as_it_is, warn).outcomes(Files(paths, projects, warn))


def judge_found(
    found: Found, projects: Projects, make: Callable[[Report], Made], warn: Warn
) -> Iterator[Made | Failure]:
    """Judge what has been found as `check` does, and make something of each report."""
    return _Run(projects, make, warn, found.read).outcomes(found)


def draw(
    paths: Sequence[str], projects: Projects, drawing: Drawing, warn: Warn = _say_nothing
) -> Iterator[Part | Failure]:
    """Judge files and folders as `check` does, and draw each report where it was judged."""
    return draw_found(Files(paths, projects, warn), projects, drawing, warn)


def draw_found(
    found: Found, projects: Projects, drawing: Drawing, warn: Warn = _say_nothing
) -> Iterator[Part | Failure]:
    """Judge what has been found, and draw each report where it was judged."""
    return _DrawnRun(projects, drawing, warn, found.read).outcomes(found)


def draw_stream(
    stream: IO[bytes], path: str, projects: Projects, drawing: Drawing, warn: Warn = _say_nothing
) -> Part | Failure:
    """Judge and draw a text that comes from a stream, and is called ``path``."""
    if why := reason(path):
        return Failure(path, why)
    try:
        return _DrawnRun(projects, drawing, warn).outcome(read_stream(stream), path)
    except Exception as error:
        return failure_of(error, path)


def elsewhere(host: str) -> str:
    """Return what whoever runs it is told before a text is sent to another machine."""
    told = _("the texts are sent to another machine, LanguageTool at {host}")
    return told.format(host=host)


def _as_it_is(report: Report) -> Report:
    return report


class _Run(Generic[Made]):
    """A run that makes something of each report; what makes it must be picklable."""

    def __init__(
        self,
        projects: Projects,
        make: Callable[[Report], Made],
        warn: Warn,
        read: Read = read_file,
    ) -> None:
        self.projects = projects
        self.make = make
        self.warn = warn
        self.read = read
        self.cache = open_cache(projects.request, warn)
        self.workers = Workers(self._do, self._lost, projects.request.jobs)

    def outcomes(self, files: Found) -> Iterator[Made | Failure]:
        """Yield what is made of each file, in order, and each failure once."""
        found = iter(files)
        told: set[Failure] = set()
        with self.projects, self.workers, self.cache or nullcontext():
            try:
                while batch := list(islice(found, _BATCH)):
                    for outcome in self._outcomes_of(batch, files.read_of):
                        if isinstance(outcome, Failure):
                            if outcome in told:
                                continue
                            told.add(outcome)
                        yield outcome
                files.tell_of_unread()
            finally:
                take_back()

    @cached_property
    def session(self) -> Session:
        """What this process judges with."""
        return lend(new_session(self.projects))

    def _do(self, path: str) -> Done[Made]:
        request = self.projects.request
        # Without grammar, a text is judged before another process has read it.
        learn = self._learn if request.jobs > 1 and not request.quick else None
        return judge(self.session, self.cache, self.make, self.read, path, learn)

    def _learn(self, data: bytes, path: str) -> Iterator[str]:
        """Have a large text's parts worked out side by side, and yield what is known of each."""
        parts = self.projects.request.jobs
        there = partial(learn_there, self.projects.request, data, path, parts)
        asked = [self.workers.ask(there, part) for part in range(1, parts)]
        with suppress(Exception):  # judging the text meets it again, and tells
            yield learn_here(self.session, data, path, 0, parts)
        # What nobody could tell is worked out here.
        yield from filter(None, [wait() for wait in asked])

    def _lost(self, path: str) -> Done[Made]:
        return Done(Failure(path, TOO_HEAVY))

    def _outcomes_of(
        self, batch: Sequence[str | Failure], read_of: Callable[[Sequence[str]], Read]
    ) -> Iterator[Made | Failure]:
        paths = [path for path in batch if isinstance(path, str)]
        kept = {path: self.kept(path) for path in paths}
        fresh = [path for path in paths if kept[path] is None]
        servers = self._servers(fresh)

        def there(paths: Sequence[str]) -> Task[Done[Made]]:
            make, read = self.made_of(paths), read_of(paths)
            return partial(judge_all, self.projects.request, make, read, servers)

        done = self.workers.run(fresh, there)
        waiting: list[tuple[str, Done[Made]]] = []
        try:
            for path in batch:
                if isinstance(path, Failure):
                    yield path
                elif (made := kept.pop(path)) is not None:
                    yield made
                else:
                    one = next(done)
                    if one.key:
                        waiting.append((path, one))
                    if len(waiting) == _WAITING:
                        self.keep(waiting)
                        waiting.clear()
                    yield one.outcome
        finally:  # also of a run that is interrupted
            self.keep(waiting)

    def _servers(self, paths: Iterable[str]) -> tuple[Server, ...]:
        """Start the servers of our own that some files need; warn of those elsewhere."""
        every = dict.fromkeys(filter(None, map(self._languagetool, paths)))
        for host in dict.fromkeys(options.host for options in every if options.host):
            self.warn(elsewhere(host))
        return self.projects.servers.start(every)

    def _languagetool(self, path: str, data: bytes | None = None) -> LanguageTool | None:
        """Return what is said of the LanguageTool that a text has yet to be sent to."""
        with suppress(Exception):  # judging the file meets it again, and tells
            options = self.projects.settings(path).languagetool
            if options and self.cache:
                key = self.projects.key(self.read(path) if data is None else data, path)
                return None if self.cache.has_report(key) else options
            return options
        return None

    def made_of(self, paths: Sequence[str]) -> Callable[[Report], Made]:
        """Return what makes something of the reports of some files."""
        return self.make

    def kept(self, path: str) -> Made | None:
        """Return what is kept of a file as it is now, so that nobody need look at its report."""
        return None

    def keep(self, done: Sequence[tuple[str, Done[Made]]]) -> None:
        """Keep what was made of some files."""
        if self.cache:
            self.cache.put_reports((one.key, one.report) for _, one in done if one.report)
            self.cache.put_facts(astuple(one.facts) for _, one in done if one.facts)


class _DrawnRun(_Run[Part]):
    def __init__(
        self, projects: Projects, drawing: Drawing, warn: Warn, read: Read = read_file
    ) -> None:
        super().__init__(projects, drawing.part, warn, read)
        self.drawing = drawing
        self.folder = Path.cwd()

    def outcome(self, data: bytes, path: str) -> Part | Failure:
        """Judge and draw one text, which need not be what the file of that name holds."""
        with self.projects, self.cache or nullcontext():
            if kept := self._kept(data, path):
                return kept
            options = self._languagetool(path, data)
            if options and options.host:
                self.warn(elsewhere(options.host))
            done = judge_bytes(new_session(self.projects), self.cache, self.make, path, data)
            if done.key:
                self.keep([(path, done)])
            return done.outcome

    def made_of(self, paths: Sequence[str]) -> Callable[[Report], Part]:
        return self.drawing.for_files(paths).part

    def kept(self, path: str) -> Part | None:
        with suppress(Exception):  # judging the file meets it again, and tells
            return self._kept(self.read(path), path) if self.cache else None
        return None

    def _kept(self, data: bytes, path: str) -> Part | None:
        if self.cache is None:
            return None
        key = self.drawing.key(self.projects.key(data, path), path)
        return self.cache.part(self._place(path), key, path)

    def _place(self, path: str) -> bytes:
        """Return where the part of a file is kept: there is one for each file and format."""
        return digest(f"{self.drawing.form}\n{self.folder}\n{path}")

    def keep(self, done: Sequence[tuple[str, Done[Part]]]) -> None:
        super().keep(done)
        if self.cache:
            self.cache.put_parts(
                (self._place(path), self.drawing.key(one.key, path), one.outcome)
                for path, one in done
                if isinstance(one.outcome, Part)
            )
