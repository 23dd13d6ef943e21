"""A time for the whole of something that waits for others, piece by piece."""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

Made = TypeVar("Made")


def within(seconds: float, do: Callable[[], Made]) -> Made:
    """Return what ``do`` returns, or raise what it raises; `TimeoutError` if it takes longer.

    A socket's own time begins anew with each byte, so that one that drips could be waited for
    without end. So it is waited for in another thread, which is left to itself when the time is up
    and ends with the program at the latest.
    """
    outcome: SimpleQueue[tuple[Made] | Exception] = SimpleQueue()

    def run() -> None:
        try:
            outcome.put((do(),))
        except Exception as error:
            outcome.put(error)

    Thread(target=run, daemon=True).start()
    try:
        found = outcome.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if isinstance(found, Exception):
        raise found
    return found[0]
