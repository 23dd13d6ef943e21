"""Spreads files over processes, and gives the outcomes back in the order of the files.

Each process has a pipe of its own. So when one dies, it is known what it was at, and what it was
about to say is never waited for: the pools of the standard library share one pipe among all, and
wait for ever for the rest of a message whose sender was killed.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from msgspec import Struct, field

from clarity import messages

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from types import TracebackType

Answer = TypeVar("Answer")
Outcome = TypeVar("Outcome")
#: Does what is to be done to some files. It is sent to another process, so it is picklable.
Task = Callable[[Sequence[str]], list[Outcome]]

#: Below this many files the start of processes costs more than they win.
FEW_FILES = 4
_FILES_A_TASK = 8
#: Tasks given out for each process before the outcome of the first of them is there.
_TASKS_AHEAD = 4
#: How often a process may die of a file that it has alone. The first time it may have been chance:
#: somebody else's memory, somebody's kill.
_TRIES = 2

_STOPPING = (signal.SIGINT, signal.SIGTERM)
_SAFE_PATH = "PYTHONSAFEPATH"


class Workers(Struct, Generic[Outcome]):
    """Processes that all do the same to a list of files; started when there is enough to do.

    ``here`` does it to one file in this process. ``lost`` makes the outcome of a file whose process
    died of it, or could not give its outcome back.
    """

    here: Callable[[str], Outcome]
    lost: Callable[[str], Outcome]
    jobs: int
    _workers: list[Worker] = field(default_factory=list)

    def run(
        self, paths: Sequence[str], there: Callable[[Sequence[str]], Task[Outcome]]
    ) -> Iterator[Outcome]:
        """Yield the outcome of each path, in order, as they come.

        ``there`` returns what does it to some files in another process. That is pickled for each of
        them, so it should hold no more than those files need.
        """
        if self.jobs < 2 or len(paths) < FEW_FILES:
            return map(self.here, paths)
        size = min(_FILES_A_TASK, -(-len(paths) // (self.jobs * _TASKS_AHEAD)))
        tasks = [paths[i : i + size] for i in range(1, len(paths), size)]
        # The first one here: the processes begin with what it takes to judge it.
        first = map(self.here, paths[:1])
        return chain(first, chain.from_iterable(self._spread(tasks, there)))

    def ask(self, there: Callable[[int], Answer], part: int) -> Callable[[], Answer | None]:
        """Have a part of something worked out in another process, and return what waits for it.

        There is ``None`` to wait for where the process dies of it, or none can be started.
        """
        worker = self._idle()
        if worker is None:
            return lambda: None
        worker.give(part, there, part)

        def wait() -> Answer | None:
            _, answer = worker.take()
            if answer is None:
                self._dismiss(worker)
            return answer  # type: ignore[no-any-return]

        return wait

    def _spread(
        self, tasks: Sequence[Sequence[str]], there: Callable[[Sequence[str]], Task[Outcome]]
    ) -> Iterator[list[Outcome]]:
        given = 0
        done: dict[int, list[Outcome]] = {}
        for due in range(len(tasks)):
            while due not in done:
                ahead = min(len(tasks), due + self.jobs * _TASKS_AHEAD)
                while given < ahead and (worker := self._idle()):
                    worker.give(given, there(tasks[given]), tasks[given])
                    given += 1
                if given == due:  # not one process can be started
                    done[due] = [self.here(path) for path in tasks[due]]
                    given += 1
                    continue
                for worker in self._ready():
                    number, outcomes = worker.take()
                    if outcomes is None:  # one of its files is to blame, or none
                        self._dismiss(worker)
                        outcomes = [self._alone(path, there) for path in tasks[number]]
                    done[number] = outcomes
            yield done.pop(due)

    def _alone(self, path: str, there: Callable[[Sequence[str]], Task[Outcome]]) -> Outcome:
        """Return the outcome of a file that a process gets with nothing beside."""
        for _ in range(_TRIES):
            if worker := self._idle():
                worker.give(0, there([path]), [path])
                _, outcomes = worker.take()
                if outcomes is not None:
                    made: Outcome = outcomes[0]
                    return made
                self._dismiss(worker)
        return self.lost(path)

    def _idle(self) -> Worker | None:
        """Return a process that has nothing to do, if there is one or can be."""
        for worker in self._workers:
            if worker.task is None:
                return worker
        if len(self._workers) < self.jobs:
            with suppress(OSError):  # no more processes or descriptors
                self._workers.append(Worker())
                return self._workers[-1]
        return None

    def _ready(self) -> list[Worker]:
        """Wait until some process has something to say, or is dead."""
        from multiprocessing.connection import wait

        busy = [worker for worker in self._workers if worker.task is not None]
        ready = wait([worker.pipe for worker in busy])
        return [worker for worker in busy if worker.pipe in ready]

    def _dismiss(self, worker: Worker) -> None:
        self._workers.remove(worker)
        worker.end()

    def __enter__(self) -> Workers[Outcome]:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        while self._workers:
            self._workers.pop().end()


class Worker:
    """A process that does one task after the other, the pipe to it, and the task it is at."""

    def __init__(self, method: Literal["spawn"] | None = None) -> None:
        """Start the process, in the usual way or by another of Python's. Raises `OSError`."""
        from multiprocessing import get_context  # only long runs need processes

        context = get_context(method)
        self.task: int | None = None
        self.pipe, end = context.Pipe()
        try:
            given = end, messages.spoken(), gc.get_threshold()
            self._process = context.Process(target=_work, args=given, daemon=True)
            # So that it cannot be told to end before it knows how, nor finds a stranger's modules.
            with _held_back(), _safe_path():
                self._process.start()
        except OSError:
            self.pipe.close()
            raise
        finally:
            end.close()  # whose last holder is then the process: with it the pipe ends

    def give(self, task: int, there: Callable[..., Any], given: object) -> None:
        """Give it a task to do: what is to be done, and to what."""
        self.task = task
        with suppress(OSError):  # it is dead, and `take` tells
            self.pipe.send((there, given))

    def take(self, seconds: float | None = None) -> tuple[int, Any]:
        """Wait for what becomes of its task; ``None`` where it died of it, or takes longer."""
        task, self.task = self.task, None
        try:
            outcomes = self.pipe.recv() if self.pipe.poll(seconds) else None
        except (EOFError, OSError):
            outcomes = None
        return task or 0, outcomes

    def end(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.join()
        with suppress(OSError):  # somebody else has ended it at the same time
            self.pipe.close()


@contextmanager
def _held_back() -> Iterator[None]:
    """Have what tells this process to end wait until after the block, also in a new process."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _safe_path() -> Iterator[None]:
    """Have a Python that is started in the block look for no modules in the working folder.

    That folder holds the texts of whoever wrote them. Where processes are not forked, each begins
    as ``python -c``, which looks there first.
    """
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before


def _work(pipe: Connection, language: str, looks: tuple[int, int, int]) -> None:
    """Do what comes through a pipe, in a new process, as long as there is someone to tell."""
    from threading import Thread

    messages.speak(language)
    gc.set_threshold(*looks)  # one that is not forked would look for cycles as often as is usual
    # Ctrl-C is left to the parent, which ends its processes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
    Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            there, given = pipe.recv()
            try:
                pipe.send(there(given))
            except Exception:  # what was made cannot be sent
                pipe.send(None)


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)
