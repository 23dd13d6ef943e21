"""Reads a mapping whose fields have been found right once, and looks for no faults in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from clarity.parsing.located_yaml import Choice, Fields


class KnownFields(Fields):
    """The fields of a mapping that came without lines, from a compiled copy.

    Each is what `Fields` made of it when it was read from YAML.
    """

    def __init__(self, data: Any, path: str, line: int = 0, key: str = "") -> None:
        self.data = data
        self.path = path
        self.line = line

    def line_of(self, key: str) -> int:
        """Return the line of the mapping, if it is known."""
        return self.line

    def raw(self, key: str, default: object = ...) -> Any:
        """Return a field as it is."""
        return self.data.get(key, default)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string."""
        value: str = self.data.get(key, default)
        return value.strip()

    def choice(self, key: str, valid: Sequence[Choice], default: Choice | None = None) -> Choice:
        """Return one of the valid names."""
        return cast(Choice, self.data.get(key, default).strip())

    def number(self, key: str, default: float | None = None) -> float:
        """Return a number."""
        return float(self.data.get(key, default))

    def count(self, key: str, default: int | None = None) -> int:
        """Return a whole number."""
        return int(self.data.get(key, default))

    def texts(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """Return a list of strings; a lone string is a list of one, an empty value of none."""
        value = self.data.get(key, default)
        if isinstance(value, str):
            return (value,) if value else ()
        return tuple(value)

    def fields(self, key: str) -> Fields:
        """Return a field that is itself a mapping; an absent one is empty."""
        return KnownFields(self.data.get(key, {}), self.path, self.line)

    def each(self, key: str, make: Callable[[Fields], Any]) -> tuple[Any, ...]:
        """Return a list of mappings, each made into something."""
        return tuple([make(KnownFields(item, self.path)) for item in self.data.get(key, ())])

    def finish(self, also: Iterable[str] = (), *, is_whole: bool = False) -> None:
        """Leave it at that: every field has been asked for once."""
