"""Makes a thing once and keeps it, also where the making fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from clarity.grammar.pipelines import UnavailableError
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
