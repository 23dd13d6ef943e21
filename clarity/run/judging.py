"""Judges the files of a run one by one, in this process or in a worker's."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from clarity.languagetool import Server
from clarity.model import Failure, Report
from clarity.parsing.contents import TOO_DEEP, TOO_HEAVY, read_file
from clarity.parsing.located_yaml import ConfigError
from clarity.project.projects import Projects, Request

if TYPE_CHECKING:
    from clarity.run.cache import Cache
    from clarity.session import Session

Made = TypeVar("Made")

#: The variable that asks for the developer's view of what clarity did not foresee.
TRACEBACK = "CLARITY_TRACEBACK"
_REPORT = f"run again with {TRACEBACK}=1 and report what it says, please"


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


def open_cache(request: Request, tell: Callable[[str], object] | None = None) -> Cache | None:
    """Open the cache that a run wants, if it wants one; ``tell`` is as in `Cache`."""
    if request.cache is None or not request.keep_reports:
        return None
    from clarity.run.cache import Cache  # SQLite, which a run without reports kept can spare

    return Cache(request.cache, tell)


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
    try:
        session, cache = _tools(request)
        session.servers.share(servers)
    except Exception as error:
        return [Done(failure_of(error, path)) for path in paths]
    return [judge(session, cache, make, path) for path in paths]


def judge(
    session: Session, cache: Cache | None, make: Callable[[Report], Made], path: str
) -> Done[Made]:
    """Judge a file, or take its report from the cache, and make of it what the run is for.

    Whatever goes wrong is a `Failure`.
    """
    try:
        return judge_bytes(session, cache, make, path, read_file(path))
    except Exception as error:
        return Done(failure_of(error, path))


def judge_bytes(
    session: Session, cache: Cache | None, make: Callable[[Report], Made], path: str, data: bytes
) -> Done[Made]:
    """Judge what stands in a file, as `judge` does, but raise what goes wrong."""
    key = session.key(data, path) if cache else b""
    if cache and (kept := cache.report(key, path, data)):
        return Done(make(kept), key)
    outcome = session.check_bytes(data, path)
    if isinstance(outcome, Failure):
        return Done(outcome)
    if any(skip.is_passing for skip in outcome.skipped):
        return Done(make(outcome))
    return Done(make(outcome), key, cache.encode(outcome) if cache else "")


def failure_of(error: Exception, path: str) -> Failure:
    """Return what went wrong with a file as what could not be checked, and why.

    An error in a project file or a rule is that of the project file or the rule.
    """
    if isinstance(error, ConfigError):
        line = f"line {error.line}: " if error.line else ""
        return Failure(error.path, line + error.message)
    if os.environ.get(TRACEBACK):
        from traceback import print_exception  # few runs have need of it

        print_exception(error)
    if isinstance(error, OSError):
        return Failure(path, error.strerror or str(error))
    if isinstance(error, MemoryError):
        return Failure(path, TOO_HEAVY)
    if isinstance(error, RecursionError):
        return Failure(path, TOO_DEEP)
    return Failure(path, f"clarity itself failed ({type(error).__name__}): {_REPORT}")
