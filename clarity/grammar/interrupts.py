"""Keeps Ctrl-C from getting lost inside spaCy."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread


@contextmanager
def held_back() -> Iterator[None]:
    """Do what a signal asks for (Ctrl-C, an order to end) after the block, not inside it.

    Much of spaCy is compiled code from which no exception can come: what a signal raises there is
    printed and forgotten, and the run goes on.
    """
    if current_thread() is not main_thread():  # only there may signals be handled
        yield
        return
    came: list[int] = []
    handlers = {}
    for number in (signal.SIGINT, signal.SIGTERM):
        if callable(handler := signal.getsignal(number)):
            handlers[number] = handler
            signal.signal(number, lambda number, frame: came.append(number))
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])
