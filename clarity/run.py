"""A run over many files: kept reports where nothing has changed, processes for the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from clarity import parsing
from clarity.decoding import DecodingError, decode
from clarity.languagetool import Options
from clarity.located_yaml import ConfigError
from clarity.model import Failure, Report
from clarity.session import Request, Session
from clarity.walk import files
from clarity.workers import Workers

if TYPE_CHECKING:
    from clarity.cache import ReportCache

#: What became of a file, and what that depends on (`Session.key`), if it could be read.
_Judged = tuple[bytes | None, Report | Failure]

#: How many files are looked up in the cache before the others among them are judged.
_BATCH = 512


def check(
    paths: Sequence[str], request: Request, warn: Callable[[str], object] = lambda host: None
) -> Iterator[Report | Failure]:
    """Judge files and folders, in the order of `walk.files`, as the reports come.

    What is wrong with a project file or a rule is one `Failure`, however many files it concerns.
    ``warn`` is called with the name of another machine before any text is sent there.
    """
    kept = _open_cache(request)
    told: set[Failure] = set()
    with Session(request) as session, Workers(partial(_judge, session), request.jobs) as workers:
        found = files(paths, parsing.FORMATS, partial(_takes, session))
        while batch := list(islice(found, _BATCH)):
            for outcome in _check_batch(batch, session, workers, kept, warn):
                if isinstance(outcome, Failure):
                    if outcome in told:
                        continue
                    told.add(outcome)
                yield outcome


def hosts(session: Session, paths: Iterable[str]) -> list[str]:
    """Return the other machines to which the texts of some files will be sent."""
    return [options.host for options in _languagetools(session, paths) if options.host]


def _with_servers(session: Session, paths: Iterable[str]) -> Request:
    """Return the request for other processes, with the local servers that some files need."""
    servers = session.proofreading.servers(_languagetools(session, paths))
    return replace(session.request, servers=servers)


def _languagetools(session: Session, paths: Iterable[str]) -> list[Options]:
    """Return what the projects of some files say of LanguageTool, each once."""
    found: dict[Options, None] = {}
    for path in paths:
        with suppress(ConfigError):  # judging the file meets it again, and tells
            if options := session.settings(path).languagetool:
                found[options] = None
    return list(found)


def _takes(session: Session, path: str) -> bool:
    try:
        return session.project(path).takes(path)
    except ConfigError:
        return True  # judging it meets the error again, and tells


def _open_cache(request: Request) -> ReportCache | None:
    if request.cache is None or not request.keep_reports:
        return None
    from clarity.cache import ReportCache  # SQLite, which a run without reports kept can spare

    return ReportCache(request.cache)


def _judge(session: Session, path: str) -> _Judged:
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        return None, Failure(path, error.strerror or str(error))
    try:
        return session.key(data, path), session.check_bytes(data, path)
    except ConfigError as error:
        return None, failure_of(error)


def failure_of(error: ConfigError) -> Failure:
    """Return an error in a project file or a rule as what could not be checked, and why."""
    line = f"line {error.line}: " if error.line else ""
    return Failure(error.path, line + error.message)


def _judge_all(request: Request, paths: Sequence[str]) -> list[_Judged]:
    return [_judge(_session_of(request), path) for path in paths]


@cache
def _session_of(request: Request) -> Session:
    """Return the session of this worker process, which lives no longer than the run."""
    return Session(request)


def _check_batch(
    batch: Sequence[str | Failure],
    session: Session,
    workers: Workers[_Judged],
    cache: ReportCache | None,
    warn: Callable[[str], object],
) -> Iterator[Report | Failure]:
    paths = [path for path in batch if isinstance(path, str)]
    for host in hosts(session, paths):
        warn(host)
    kept = {path: _kept(path, session, cache) for path in paths} if cache else {}
    left = [path for path in paths if kept.get(path) is None]
    fresh = workers.run(left, partial(_judge_all, _with_servers(session, left)))
    judged: list[tuple[bytes, Report]] = []
    for path in batch:
        if isinstance(path, Failure):
            yield path
        elif report := kept.get(path):
            yield report
        else:
            key, outcome = next(fresh)
            if key and isinstance(outcome, Report) and not _is_passing(outcome):
                judged.append((key, outcome))
            yield outcome
    if cache and judged:
        cache.put(judged)


def _is_passing(report: Report) -> bool:
    """Tell whether a report lacks what the next one may have: a server was down."""
    return any(skip.is_passing for skip in report.skipped)


def _kept(path: str, session: Session, cache: ReportCache) -> Report | None:
    """Return the report kept for a file as it is now."""
    try:
        data = Path(path).read_bytes()
        return cache.get(session.key(data, path), path, decode(data).text)
    except (OSError, DecodingError, ConfigError):
        return None
