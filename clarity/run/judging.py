"""Judges the files of a run one by one, in this process or in a worker's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from clarity.languagetool import Server
from clarity.model import Failure, Report
from clarity.parsing.contents import read_file
from clarity.parsing.located_yaml import ConfigError
from clarity.project.projects import Projects, Request

if TYPE_CHECKING:
    from clarity.run.cache import Cache
    from clarity.session import Session

Made = TypeVar("Made")


class Done(NamedTuple, Generic[Made]):
    """What became of a file.

    ``key`` is what its report depends on, if anything is to be kept; ``report`` is the report as
    the cache keeps it, if it was not there yet.
    """

    outcome: Made | Failure
    key: bytes = b""
    report: str = ""


def new_session(projects: Projects) -> Session:
    """Return what judges with what the projects have read."""
    from clarity.session import Session  # a run in which all is kept needs none of it

    return Session(projects.request, projects.once)


def open_cache(request: Request) -> Cache | None:
    """Open the cache that a run wants, if it wants one."""
    if request.cache is None or not request.keep_reports:
        return None
    from clarity.run.cache import Cache  # SQLite, which a run without reports kept can spare

    return Cache(request.cache)


@cache
def _tools(request: Request) -> tuple[Session, Cache | None]:
    """Return what this worker process judges with, which lives no longer than the run."""
    return new_session(Projects(request)), open_cache(request)


def judge_all(
    request: Request,
    make: Callable[[Report], Made],
    servers: Sequence[Server],
    paths: Sequence[str],
) -> list[Done[Made]]:
    """Judge some files in a worker, with the servers that the run has started."""
    session, cache = _tools(request)
    session.servers.share(servers)
    return [judge(session, cache, make, path) for path in paths]


def judge(
    session: Session, cache: Cache | None, make: Callable[[Report], Made], path: str
) -> Done[Made]:
    """Judge a file, or take its report from the cache, and make of it what the run is for."""
    try:
        data = read_file(path)
    except OSError as error:
        return Done(Failure(path, error.strerror or str(error)))
    try:
        key = session.key(data, path) if cache else b""
        if cache and (kept := cache.report(key, path, data)):
            return Done(make(kept), key)
        outcome = session.check_bytes(data, path)
    except ConfigError as error:
        return Done(failure_of(error))
    if isinstance(outcome, Failure):
        return Done(outcome)
    if any(skip.is_passing for skip in outcome.skipped):
        return Done(make(outcome))
    return Done(make(outcome), key, cache.encode(outcome) if cache else "")


def failure_of(error: ConfigError) -> Failure:
    """Return an error in a project file or a rule as what could not be checked, and why."""
    line = f"line {error.line}: " if error.line else ""
    return Failure(error.path, line + error.message)
