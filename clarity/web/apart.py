"""Has what programs ask for done by a process of its own, which is killed if it takes too long.

A thread that has begun with a text cannot be stopped, and while it works all other threads wait for
their turns. So the texts of programs are kept from the process that serves the pages.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from clarity.run.workers import Worker
from clarity.web.lane import Lane

Given = TypeVar("Given")
Answer = TypeVar("Answer")


class Apart:
    """Does one thing after the other. The process is started when there is something to do."""

    def __init__(self) -> None:
        self._turn = Lane().turn()
        self._worker: Worker | None = None

    def ask(
        self, there: Callable[[Given], Answer], given: Given, seconds: float
    ) -> Future[Answer | None]:
        """Have something done there, which must be picklable, and the answer as well.

        ``None`` comes of what takes longer than so many seconds once it has begun, or has ended
        the process, or where none can be started.
        """
        return self._turn.submit(self.do, there, given, seconds)

    def do(self, there: Callable[[Given], Answer], given: Given, seconds: float) -> Answer | None:
        """Have something done there, and wait so long for it."""
        try:
            # One forked from a process with threads can find locked what nobody will unlock.
            worker = self._worker = self._worker or Worker("spawn")
        except OSError:  # no more processes or descriptors
            return None
        worker.give(0, there, given)
        answer: Answer | None = worker.take(seconds)[1]
        if answer is None:
            self._worker = None
            worker.end()
        return answer

    def close(self) -> None:
        """End the process, whatever it is at."""
        self._turn.shutdown(cancel_futures=True)
        if worker := self._worker:
            worker.end()
