"""Makes a thing once and keeps it, also where the making fails; in long runs, not for ever."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self, TypeVar, cast

from clarity.grammar.unavailable import UnavailableError
from clarity.parsing.located_yaml import ConfigError

Made = TypeVar("Made")


class Once:
    """What has been made, by key. An error is met once, and raised each time."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], object] = {}

    def __call__(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """Return what is kept under a key, making it first where there is nothing yet."""
        if key not in self._kept:
            try:
                self._kept[key] = make()
            except (ConfigError, UnavailableError) as error:
                self._kept[key] = error
        kept = self._kept[key]
        if isinstance(kept, ConfigError | UnavailableError):
            raise kept.with_traceback(None)  # that of the first time, which would grow each time
        return cast(Made, kept)

    def renewed(self) -> Self:
        """Return what to begin anew with, once something has changed that is kept here."""
        return type(self)()


class Bounded(Once):
    """What has been made in a run without end, in which texts bring settings of their own.

    Of each kind, which the first word of a key tells, what has not been asked for the longest makes
    room.
    """

    #: The most of one kind that is kept.
    ROOM = 16
    #: The kinds of what comes with clarity, and rests on no project.
    _LASTING = frozenset(("lexicon", "reader", "syntax", "reference"))

    def __call__(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """Return what is kept under a key, as `Once` does."""
        is_new = key not in self._kept
        try:
            return super().__call__(key, make)
        finally:
            if key in self._kept:
                self._kept[key] = self._kept.pop(key)  # to the end, as the newest
            alike = [kept for kept in self._kept if kept[:1] == key[:1]] if is_new else []
            if len(alike) > self.ROOM:
                del self._kept[alike[0]]

    def renewed(self) -> Self:
        """Return what to begin anew with: what comes with clarity stays as it is."""
        fresh = super().renewed()
        for key, made in self._kept.items():
            if key[0] in self._LASTING and not isinstance(made, Exception):
                fresh._kept[key] = made
        return fresh
