"""What has been worked out of the parts of a text, for as long as it has them."""

from __future__ import annotations

from collections.abc import Hashable, ItemsView
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """Values by what they were made of. One that two versions of the text lack is let go of."""

    def __init__(self) -> None:
        self._now: dict[Key, Value] = {}
        self._before: dict[Key, Value] = {}

    def turn(self) -> None:
        """Begin with another version of the text."""
        self._now, self._before = {}, self._now

    def get(self, key: Key) -> Value | None:
        """Return the value kept under a key, and keep it for this version too."""
        value = self._now.get(key)
        if value is None and (value := self._before.get(key)) is not None:
            self._now[key] = value
        return value

    def items(self) -> ItemsView[Key, Value]:
        """Return what there is of this version."""
        return self._now.items()

    def put(self, key: Key, value: Value) -> None:
        """Keep a value."""
        self._now[key] = value
