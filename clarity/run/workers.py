"""Spreads files over processes, and gives the outcomes back in the order of the files."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from types import TracebackType

Answer = TypeVar("Answer")
Outcome = TypeVar("Outcome")

#: Below this many files the start of processes costs more than they win.
FEW_FILES = 4
_FILES_A_TASK = 8
#: Tasks given out for each process before the first of them is waited for.
_TASKS_AHEAD = 4
#: How often a file may take the process that has it alone with it. The first time it may have been
#: chance: somebody else's memory, somebody's kill.
_TRIES = 2

_STOPPING = (signal.SIGINT, signal.SIGTERM)


@dataclass
class Workers(Generic[Outcome]):
    """Processes that all do the same to a list of files; started when there is enough to do.

    ``here`` does it to one file in this process. ``lost`` makes the outcome of a file whose process
    died of it, or could not give its outcome back.
    """

    here: Callable[[str], Outcome]
    lost: Callable[[str, Exception], Outcome]
    jobs: int
    _pools: dict[int, ProcessPoolExecutor] = field(default_factory=dict)

    def run(
        self, paths: Sequence[str], there: Callable[[Sequence[str]], list[Outcome]]
    ) -> Iterator[Outcome]:
        """Yield the outcome of each path, in order, as they come.

        ``there`` does it to some files in another process, and must be picklable.
        """
        if self.jobs < 2 or len(paths) < FEW_FILES:
            return map(self.here, paths)
        size = min(_FILES_A_TASK, -(-len(paths) // (self.jobs * _TASKS_AHEAD)))
        tasks = [paths[i : i + size] for i in range(1, len(paths), size)]
        # The first one here: the processes begin with what it takes to judge it.
        first = map(self.here, paths[:1])
        return chain(first, chain.from_iterable(self._spread(deque(tasks), there)))

    def call(self, there: Callable[[], Answer]) -> Future[Answer]:
        """Have something worked out in another process."""
        return self._give(self.jobs, there)

    def _spread(
        self,
        tasks: deque[Sequence[str]],
        there: Callable[[Sequence[str]], list[Outcome]],
    ) -> Iterator[Iterator[Outcome]]:
        given: deque[tuple[Sequence[str], Future[list[Outcome]]]] = deque()
        while tasks or given:
            try:
                while tasks and len(given) < self.jobs * _TASKS_AHEAD:
                    given.append((tasks[0], self._give(self.jobs, there, tasks[0])))
                    tasks.popleft()
            except OSError:  # no more processes or descriptors
                if not given:
                    yield map(self.here, tasks.popleft())
                    continue
            task, future = given.popleft()
            try:
                outcomes = iter(future.result())
            except Exception:  # one of the files is to blame, of this task or another
                outcomes = self._one_by_one(task, there)
            yield outcomes

    def _one_by_one(
        self, paths: Sequence[str], there: Callable[[Sequence[str]], list[Outcome]]
    ) -> Iterator[Outcome]:
        """Yield the outcomes of files that a process gets one at a time, and nothing beside."""
        for path in paths:
            for tries in range(1, _TRIES + 1):
                try:
                    outcomes = self._give(1, there, [path]).result()
                except Exception as error:
                    if tries == _TRIES:
                        outcomes = [self.lost(path, error)]
                else:
                    break
            yield from outcomes

    def _give(self, size: int, there: Callable[..., Answer], *arguments: object) -> Future[Answer]:
        """Give work to a pool of so many processes, a new one where it is broken."""
        from concurrent.futures import BrokenExecutor, ProcessPoolExecutor  # only for long runs

        with _held_back():  # so that a process cannot be told to end before it knows how
            while True:
                if size not in self._pools:
                    self._pools[size] = ProcessPoolExecutor(size, initializer=_begin)
                try:
                    return self._pools[size].submit(there, *arguments)
                except (BrokenExecutor, OSError) as error:
                    _end(self._pools.pop(size))
                    if isinstance(error, OSError):
                        raise

    def __enter__(self) -> Workers[Outcome]:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        while self._pools:
            _end(self._pools.popitem()[1])


def _end(pool: ProcessPoolExecutor) -> None:
    """End the processes of a pool, whatever they are at."""
    # From Python 3.14 on, `kill_workers` does it.
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.kill()
    pool.shutdown(cancel_futures=True)


@contextmanager
def _held_back() -> Iterator[None]:
    """Have what tells this process to end wait until after the block, also in new processes."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Make a new process leave Ctrl-C to its parent, and end when it is told to or has none."""
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)
