"""Spreads files over processes, and gives the outcomes back in the order of the files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.pool import Pool
    from types import TracebackType

Outcome = TypeVar("Outcome")

#: Below this many files the start of processes costs more than they win.
FEW_FILES = 24
_FILES_A_TASK = 8


@dataclass
class Workers(Generic[Outcome]):
    """Processes that all do the same to a list of files; started when there is enough to do.

    ``here`` does it to one file in this process.
    """

    here: Callable[[str], Outcome]
    jobs: int
    _pools: list[Pool] = field(default_factory=list)

    def run(
        self, paths: Sequence[str], there: Callable[[Sequence[str]], list[Outcome]]
    ) -> Iterator[Outcome]:
        """Yield the outcome of each path, in order, as they come.

        ``there`` does it to some files in another process, and must be picklable.
        """
        if self.jobs < 2 or len(paths) < FEW_FILES:
            return map(self.here, paths)
        tasks = [paths[i : i + _FILES_A_TASK] for i in range(0, len(paths), _FILES_A_TASK)]
        return chain.from_iterable(self._pool().imap(there, tasks))

    def _pool(self) -> Pool:
        if not self._pools:
            from multiprocessing import get_context  # only long runs need processes

            self._pools.append(get_context().Pool(self.jobs, _ignore_interrupt))
        return self._pools[0]

    def __enter__(self) -> Workers[Outcome]:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for pool in self._pools:
            pool.terminate()
            pool.join()


def _ignore_interrupt() -> None:
    """Leave Ctrl-C to the parent, which ends the processes with the other signal."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
