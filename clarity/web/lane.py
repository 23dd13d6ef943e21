"""One thread that does what several ask for, a piece of each one's in turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from functools import partial
from threading import Condition, Thread
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Done = TypeVar("Done")

_Job = tuple[Future[Any], Callable[[], Any]]


class Lane:
    """Does one thing at a time, so that texts are judged by what all share.

    Whoever has much to be done lets the others go between. It ends with the process, whatever it is
    at.
    """

    def __init__(self) -> None:
        self.ready = Condition()
        self.waiting: deque[Turn] = deque()
        Thread(target=self._work, name="judge", daemon=True).start()

    def turn(self) -> Turn:
        """Return what somebody asks through."""
        return Turn(self.ready, self.waiting)

    def _work(self) -> None:
        while True:
            with self.ready:
                while not self.waiting:
                    self.ready.wait()
                turn = self.waiting.popleft()
                future, do = turn.jobs.popleft()
                if turn.jobs:
                    self.waiting.append(turn)
            _do(future, do)
            del turn, future, do  # or the last of it would be held until the next comes


class Turn(Executor):
    """What one of those who share a lane has to be done."""

    def __init__(self, ready: Condition, waiting: deque[Turn]) -> None:
        self.jobs: deque[_Job] = deque()
        self._ready = ready
        self._waiting = waiting
        self._is_over = False

    def submit(
        self, fn: Callable[Given, Done], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Done]:
        """Have something done when it is one's turn. Raises `RuntimeError` after the end."""
        future: Future[Done] = Future()
        with self._ready:
            if self._is_over:
                raise RuntimeError("nothing is done after the end")
            if not self.jobs:
                self._waiting.append(self)
            self.jobs.append((future, partial(fn, *args, **kwargs)))
            self._ready.notify()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take nothing more; what has begun is not waited for."""
        with self._ready:
            self._is_over = True
            if cancel_futures and self.jobs:
                for future, _ in self.jobs:
                    future.cancel()
                self.jobs.clear()
                self._waiting.remove(self)


def _do(future: Future[Any], do: Callable[[], Any]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    # Whoever waited may be gone, and her event loop with her.
    with suppress(RuntimeError):
        try:
            done = do()
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(done)
