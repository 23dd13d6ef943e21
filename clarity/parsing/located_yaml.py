"""YAML that keeps scalars as strings and remembers the line of everything, for precise errors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import yaml

Choice = TypeVar("Choice", bound=str)


class ConfigError(Exception):
    """Something wrong in a YAML file: ``path:line: message`` (line 0 where unknown)."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(path, line, message)
        self.path = path
        self.line = line
        self.message = message

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"


class LocatedDict(dict[str, Any]):
    """A mapping that knows the line of each of its keys."""

    lines: dict[str, int]

    def line(self, key: str) -> int:
        """Return the 1-based line of a key."""
        return self.lines[key]


class LocatedList(list[Any]):
    """A sequence that knows the line of each of its items."""

    lines: list[int]

    def line(self, index: int) -> int:
        """Return the 1-based line of an item."""
        return self.lines[index]


def nearest(word: str, valid: Iterable[str]) -> str:
    """Return `` Did you mean «x»?`` for the closest valid name, or an empty string."""
    from difflib import get_close_matches  # only needed when something is wrong

    close = get_close_matches(word, sorted(valid), n=1, cutoff=0.6)
    return f" Did you mean «{close[0]}»?" if close else ""


def load(text: str, name: str) -> object:
    """Read one YAML document as strings, `LocatedDict` and `LocatedList`.

    An empty document is an empty mapping, an empty value an empty string. Nothing is constructed
    but these three types. Raises `ConfigError` for broken YAML, duplicate keys and aliases (which
    could blow up to any size).
    """
    import yaml  # a cold start reads compiled rules and needs no YAML

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = mark.line + 1 if mark else 0
        raise ConfigError(name, line, f"not valid YAML: {problem}") from None
    if node is None:
        empty = LocatedDict()
        empty.lines = {}
        return empty
    return _build(node, name, set())


def _build(node: yaml.Node, name: str, seen: set[int]) -> object:
    import yaml

    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        is_null = node.tag == "tag:yaml.org,2002:null"
        return "" if is_null else str(node.value)
    if id(node) in seen:
        raise ConfigError(name, line, "aliases (*name) are not supported")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        items = LocatedList(_build(item, name, seen) for item in node.value)
        items.lines = [item.start_mark.line + 1 for item in node.value]
        return items
    mapping = LocatedDict()
    mapping.lines = {}
    for key_node, value_node in node.value:
        key_line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise ConfigError(name, key_line, "a key must be a word or a phrase")
        key = str(key_node.value)
        if key in mapping:
            raise ConfigError(name, key_line, f"«{key}» stands twice")
        mapping[key] = _build(value_node, name, seen)
        mapping.lines[key] = key_line
    return mapping


class Fields:
    """Reads a mapping field by field, with the type asked for, and refuses what is left over.

    Works on located data and on plain data alike (then errors have no line). Every accessor raises
    `ConfigError` with the field's line; without a default the field is obligatory.
    """

    def __init__(self, data: object, path: str, line: int = 0) -> None:
        if not isinstance(data, Mapping):
            raise ConfigError(path, line, "must be a mapping (key: value)")
        self.data: Mapping[str, Any] = data
        self.path = path
        self.line = line
        self._read: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def line_of(self, key: str) -> int:
        """Return the line of a key, or of the mapping where the key is missing."""
        return (
            self.data.line(key)
            if isinstance(self.data, LocatedDict) and key in self.data
            else self.line
        )

    def error(self, key: str, message: str) -> ConfigError:
        """Make an error that points at a key."""
        return ConfigError(self.path, self.line_of(key), f"«{key}»: {message}")

    def raw(self, key: str, default: object = ...) -> Any:
        """Return a field as it is."""
        self._read.add(key)
        if key in self.data:
            return self.data[key]
        if default is ...:
            raise ConfigError(self.path, self.line, f"«{key}» is missing")
        return default

    def text(self, key: str, default: str | None = None) -> str:
        """Return a non-empty string."""
        value = self.raw(key, ... if default is None else default)
        if not isinstance(value, str) or (not value and default is None):
            raise self.error(key, "must be a text")
        return value.strip()

    def choice(self, key: str, valid: Sequence[Choice], default: Choice | None = None) -> Choice:
        """Return one of the valid names."""
        value = self.text(key, default)
        for name in valid:
            if name == value:
                return name
        raise self.error(key, f"«{value}» is none of {', '.join(valid)}.{nearest(value, valid)}")

    def number(self, key: str, default: float | None = None) -> float:
        """Return a number."""
        value = self.raw(key, ... if default is None else default)
        try:
            return float(value)
        except (TypeError, ValueError):
            raise self.error(key, f"must be a number, not «{value}»") from None

    def flag(self, key: str, default: bool = False) -> bool:
        """Return a truth value, written true or false."""
        value = self.raw(key, default)
        words = {"true": True, "false": False, True: True, False: False}
        if not isinstance(value, str | bool) or value not in words:
            raise self.error(key, f"must be true or false, not «{value}»")
        return words[value]

    def texts(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """Return a list of strings; a lone string is a list of one."""
        value = self.raw(key, ... if default is None else default)
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list | tuple) or not {str}.issuperset(map(type, value)):
            raise self.error(key, "must be a text or a list of texts")
        return tuple(value)

    def fields(self, key: str) -> Fields:
        """Return a field that is itself a mapping; an absent one is empty."""
        return Fields(self.raw(key, {}), self.path, self.line_of(key))

    def each(self, key: str, make: Callable[[Fields], Any]) -> tuple[Any, ...]:
        """Return a list of mappings, each made into something."""
        value = self.raw(key, [])
        if not isinstance(value, list | tuple):
            raise self.error(key, "must be a list")
        lines = value.lines if isinstance(value, LocatedList) else [self.line_of(key)] * len(value)
        return tuple(
            make(Fields(item, self.path, line)) for item, line in zip(value, lines, strict=True)
        )

    def finish(self, also: Iterable[str] = ()) -> None:
        """Refuse fields that nobody asked for, naming the nearest valid one."""
        valid = self._read | set(also)
        for key in self.data:
            if key not in valid:
                raise ConfigError(
                    self.path,
                    self.line_of(key),
                    f"unknown key «{key}».{nearest(key, valid)}",
                )
