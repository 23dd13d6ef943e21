"""How much one who connects, and all of them together, may ask for at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from clarity.parsing.contents import LARGEST

#: The most bytes of a message or a body: those of a text, with what JSON makes of its characters.
LARGEST_MESSAGE = 2 * LARGEST
#: The most characters of the texts that are open in one connection.
MOST_CHARACTERS = LARGEST
#: The most texts that are open in one connection.
MOST_TEXTS = 8
#: The most connections.
MOST_CONNECTIONS = 32
#: The most that waits to be done for one connection.
MOST_WAITING = 64
#: The most bytes that wait to be sent to one connection.
MOST_UNSENT = 32 * 1024 * 1024
#: The most bodies at a time, and the most bytes in them.
MOST_CHECKS = 64
MOST_CHECKED = 4 * LARGEST_MESSAGE
#: The most characters of all texts that are open.
MOST_OPEN = 4 * LARGEST
#: Seconds that a head or a body may take on its way here, and what is told on its way there; and
#: that a text may take until it is judged.
HEAD_PATIENCE = 10.0
BODY_PATIENCE = 30.0
SEND_PATIENCE = 30.0
JUDGE_PATIENCE = 120.0


class FullError(Exception):
    """There is no room: one has to come again later."""


class Room:
    """How much of something is in use, by who uses it, and the most there may be."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._taken: dict[object, int] = {}

    def take(self, who: object, much: int) -> None:
        """Let somebody have so much, and not what she had before. Raises `FullError`."""
        others = sum(self._taken.values()) - self._taken.get(who, 0)
        if much and others + much > self.most:
            raise FullError
        self._taken[who] = much

    def leave(self, who: object) -> None:
        """Have back what somebody had."""
        self._taken.pop(who, None)

    @contextmanager
    def taken(self, much: int = 1) -> Iterator[None]:
        """Take some for the time of the block. Raises `FullError`."""
        who = object()
        self.take(who, much)
        try:
            yield
        finally:
            self.leave(who)
