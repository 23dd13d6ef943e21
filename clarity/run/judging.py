"""Judges the files of a run one by one, in this process or in a worker's."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from clarity.digest import blake2b
from clarity.languagetool import Server
from clarity.model import Failure, Report
from clarity.parsing.contents import TOO_DEEP, TOO_HEAVY
from clarity.parsing.hints import near
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError
from clarity.project.projects import Projects, Request
from clarity.run.finding import Read

if TYPE_CHECKING:
    from clarity.checks.facts import Memory
    from clarity.run.cache import Cache
    from clarity.session import Session

Made = TypeVar("Made")

#: Gives what other processes have worked out of parts of a large text, encoded.
Learn = Callable[[bytes, str], Iterable[str]]

#: From so many bytes on, what is known of a text's passages is kept too: reading and writing it
#: costs less than to judge the text anew when a word of it has changed.
LARGE = 64 * 1024

#: The variable that asks for the developer's view of what clarity did not foresee.
TRACEBACK = "CLARITY_TRACEBACK"
_REPORT = f"run again with {TRACEBACK}=1 and report what it says, please"


class KeptFacts(Struct, frozen=True):
    """What is known of a file's passages, as the cache keeps it: where, and judged in which way."""

    place: bytes
    way: bytes
    encoded: str


class Done(Struct, Generic[Made], frozen=True):
    """What became of a file.

    ``key`` is what its report depends on, if anything is to be kept; ``report`` is the report as
    the cache keeps it, if it was not there yet, and ``facts`` are those of a large file.
    """

    outcome: Made | Failure
    key: bytes = b""
    report: str = ""
    facts: KeptFacts | None = None


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


#: What the run of this process judges with. A process that is forked from it begins with all that
#: it has loaded.
_lent: list[Session] = []


def lend(session: Session) -> Session:
    """Have processes judge with a session that they inherit, if they are started from now on."""
    _lent.append(session)
    return session


def take_back() -> None:
    """End what `lend` began, with the run."""
    _lent.clear()


@cache
def _session(request: Request, process: int) -> Session:
    """Return what a worker judges with that has inherited nothing."""
    return new_session(Projects(request))


@cache
def _cache(request: Request, process: int) -> Cache | None:
    """Return the cache of a worker, which lives no longer than the run and is nobody else's."""
    return open_cache(request)


def worker(request: Request) -> Session:
    """Return what this process judges with: what it has inherited, or else what it reads."""
    # Two processes cannot talk over the same connection.
    inherited = (own for own in _lent if own.request == request and own.servers.is_idle)
    return next(inherited, None) or _session(request, os.getpid())


def judge_all(
    request: Request,
    make: Callable[[Report], Made],
    read: Read,
    servers: Sequence[Server],
    paths: Sequence[str],
) -> list[Done[Made]]:
    """Judge some files in a worker, with the servers that the run has started."""
    try:
        session, cache = worker(request), _cache(request, os.getpid())
        session.servers.share(servers)
    except Exception as error:
        return [Done(failure_of(error, path)) for path in paths]
    return [judge(session, cache, make, read, path) for path in paths]


def learn_there(request: Request, data: bytes, path: str, parts: int, part: int) -> str:
    """Work out what is known of a part of a large text in a worker, for the process that has it."""
    return learn_here(worker(request), data, path, part, parts)


def learn_here(session: Session, data: bytes, path: str, part: int, parts: int) -> str:
    """Work out what is known of a part of a large text, encoded."""
    from clarity.checks.facts import Memory
    from clarity.run.fact_data import encode

    memory = Memory()
    session.learn(data, path, memory, part, parts)
    return encode(memory)


def judge(
    session: Session,
    cache: Cache | None,
    make: Callable[[Report], Made],
    read: Read,
    path: str,
    learn: Learn | None = None,
) -> Done[Made]:
    """Judge a file, or take its report from the cache, and make of it what the run is for.

    Whatever goes wrong is a `Failure`. ``learn`` returns what others know of a large text.
    """
    try:
        return judge_bytes(session, cache, make, path, read(path), learn)
    except Exception as error:
        return Done(failure_of(error, path))


def judge_bytes(
    session: Session,
    cache: Cache | None,
    make: Callable[[Report], Made],
    path: str,
    data: bytes,
    learn: Learn | None = None,
) -> Done[Made]:
    """Judge what stands in a file, as `judge` does, but raise what goes wrong."""
    key = session.key(data, path) if cache else b""
    if cache and (kept := cache.report(key, path, data)):
        return Done(make(kept), key)
    is_learnt = len(data) >= LARGE and (cache or learn)
    memory = _memory(session, cache, path, data, learn) if is_learnt else None
    outcome = session.check_bytes(data, path, memory=memory)
    if isinstance(outcome, Failure):
        return Done(outcome)
    if session.request.unused_silences:
        outcome = _with_unused_silences(session, outcome, data)
    if cache is None or any(skip.is_passing for skip in outcome.skipped):
        return Done(make(outcome))
    facts = _kept(session, path, data, memory) if memory else None
    return Done(make(outcome), key, cache.encode(outcome), facts)


def _with_unused_silences(session: Session, report: Report, data: bytes) -> Report:
    """Add to a report what is said of the comments that silence nothing."""
    from clarity import languagetool
    from clarity.checks import unused_silences

    checked = session.check_unsilenced(data, report.path)
    if checked is None or report.language not in languages():
        return report
    document, bare = checked
    settings = session.settings(report.path)
    unjudged = {skip.rule for skip in bare.skipped}
    unjudged |= frozenset() if settings.languagetool else languagetool.ids()
    # Of a rule that does not exist a notice tells already.
    judged = unused_silences.names(session.known_rules(settings)) - unused_silences.names(unjudged)
    told = (*report.findings, *unused_silences.find(document, bare, judged))
    return replace(report, findings=tuple(sorted(told, key=lambda one: (one.span, one.rule))))


def _memory(
    session: Session, cache: Cache | None, path: str, data: bytes, learn: Learn | None
) -> Memory:
    """Return what is known of a large text: from the last time it was judged, or from others."""
    from clarity.checks.facts import Memory
    from clarity.run.fact_data import StoredFacts

    memory = Memory()
    encoded = cache.facts(_place(path), session.way(data, path)) if cache else ""
    for known in (encoded,) if encoded else learn(data, path) if learn else ():
        with suppress(ValueError):
            memory.add(StoredFacts(known))
    return memory


def _kept(session: Session, path: str, data: bytes, memory: Memory) -> KeptFacts:
    from clarity.run.fact_data import encode

    return KeptFacts(_place(path), session.way(data, path), encode(memory))


def _place(path: str) -> bytes:
    return blake2b(str(Path.cwd() / path).encode(errors="surrogatepass"), digest_size=16).digest()


def failure_of(error: Exception, path: str) -> Failure:
    """Return what went wrong with a file as what could not be checked, and why.

    An error in a project file or a rule is that of the project file or the rule.
    """
    if isinstance(error, ConfigError):
        return Failure(near(error.path), error.message, error.line)
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
