"""YAML that keeps scalars as strings and remembers the line of everything, for precise errors."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from clarity.messages import _
from clarity.parsing.hints import closest, listed, mend, near, nearest, shown

if TYPE_CHECKING:
    import yaml

Choice = TypeVar("Choice", bound=str)

#: Characters of the whole message.
_MESSAGE = 500
#: How much one file may hold, and how deep. The largest of our own is a tenth and a fifth of it.
_MOST = 500_000
_DEEPEST = 40
#: How YAML writes nothing.
_NULL = "tag:yaml.org,2002:null"
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
#: The largest number that means anything here.
_LARGEST = 1e9


class ConfigError(Exception):
    """Something wrong in a YAML file: ``path:line: message`` (line 0 where unknown)."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(path, line, message)
        self.path = path
        self.line = line
        self.message = message if len(message) <= _MESSAGE else f"{message[:_MESSAGE]}…"

    def __str__(self) -> str:
        place = f"{near(self.path)}:{self.line}" if self.line else near(self.path)
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


def load(text: str, name: str) -> object:
    """Read one YAML document as strings, `LocatedDict` and `LocatedList`.

    An empty document is an empty mapping, an empty value an empty string. Nothing is constructed
    but these three types. Raises `ConfigError` for broken YAML, duplicate keys, aliases (which
    could blow up to any size), and what is nested too deep or holds too much.
    """
    import yaml  # a cold start reads compiled rules and needs no YAML

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _build(yaml.parse(text, Loader=loader), name)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = mark.line + 1 if mark else 0
        at = text[mark.index : mark.index + 1] if mark else ""
        # A dash is missed wherever an item of a list goes on too far to the left.
        said = _("wrong indentation") if "'-' indicator" in problem else _(problem)
        told = _("not valid YAML: {problem}").format(problem=said)
        raise ConfigError(name, line, told + mend(problem, at)) from None


def _build(events: Iterable[yaml.Event], name: str) -> object:
    """Build what a stream of events tells, without going deeper for what is nested."""
    import yaml

    whole = _list()
    inside: list[LocatedList | LocatedDict] = [whole]
    keys: list[tuple[str, int] | None] = [None]  # of each that is begun, what waits for its value
    for count, event in enumerate(events):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.CollectionEndEvent):
            inside.pop()
            keys.pop()
            continue
        if isinstance(event, yaml.AliasEvent):
            raise ConfigError(name, line, _("aliases (*name) are not supported"))
        if not isinstance(event, yaml.NodeEvent):
            continue
        if count > _MOST or len(inside) > _DEEPEST:
            limit = (
                _("more than {most:,} things").format(most=_MOST)
                if count > _MOST
                else _("deeper than {deepest}").format(deepest=_DEEPEST)
            )
            raise ConfigError(name, line, _("too much for one file: {limit}").format(limit=limit))
        made = _begun(event)
        holder, key = inside[-1], keys[-1]
        if isinstance(holder, LocatedList):
            if holder is whole and whole:
                raise ConfigError(name, line, _("not valid YAML: more than one document"))
            holder.append(made)
            holder.lines.append(line)
        elif key:
            holder[key[0]], holder.lines[key[0]] = made, key[1]
            keys[-1] = None
        elif not isinstance(event, yaml.ScalarEvent):
            raise ConfigError(name, line, _("a key must be a word or a phrase"))
        elif event.value in holder:
            raise ConfigError(
                name, line, _("«{value}» stands twice").format(value=shown(event.value))
            )
        else:
            keys[-1] = event.value, line
        if isinstance(made, LocatedList | LocatedDict):
            inside.append(made)
            keys.append(None)
    return whole[0] if whole and whole[0] != "" else _dict()


def _begun(event: yaml.NodeEvent) -> str | LocatedList | LocatedDict:
    import yaml

    if isinstance(event, yaml.ScalarEvent):
        is_null = event.tag == _NULL or (event.implicit[0] and event.value in _NULLS)
        return "" if is_null else str(event.value)
    return _list() if isinstance(event, yaml.SequenceStartEvent) else _dict()


def _list() -> LocatedList:
    made = LocatedList()
    made.lines = []
    return made


def _dict() -> LocatedDict:
    made = LocatedDict()
    made.lines = {}
    return made


def _begin(data: object) -> int:
    """Return the line where what a file holds begins, 0 where it does not tell."""
    if isinstance(data, LocatedDict):
        return min(data.lines.values(), default=0)
    return min(data.lines, default=0) if isinstance(data, LocatedList) else 0


class Fields:
    """Reads a mapping field by field, with the type asked for, and refuses what is left over.

    Works on located data and on plain data alike (then errors have no line). Every accessor raises
    `ConfigError` with the field's line; without a default the field is obligatory.
    """

    def __init__(self, data: object, path: str, line: int = 0, key: str = "") -> None:
        if not isinstance(data, Mapping):
            named = f"«{shown(key)}»: " if key else ""
            raise ConfigError(
                path, line or _begin(data), named + _("must be a mapping (key: value)")
            )
        self.data: Mapping[str, Any] = data
        self.path = path
        self.line = line or _begin(data)
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
        return ConfigError(self.path, self.line_of(key), f"«{shown(key)}»: {message}")

    def raw(self, key: str, default: object = ...) -> Any:
        """Return a field as it is."""
        self._read.add(key)
        if key in self.data:
            return self.data[key]
        if default is ...:
            told = _("«{key}» is missing").format(key=key)
            if close := closest(key, [name for name in self.data if name not in self._read]):
                told += _(". Is it meant by «{close}»?").format(close=shown(close))
            raise ConfigError(self.path, self.line_of(close), told)
        return default

    def text(self, key: str, default: str | None = None) -> str:
        """Return a non-empty string."""
        value = self.raw(key, ... if default is None else default)
        if not isinstance(value, str) or (not value and default is None):
            raise self.error(key, _("must be a text"))
        return value.strip()

    def choice(self, key: str, valid: Sequence[Choice], default: Choice | None = None) -> Choice:
        """Return one of the valid names."""
        value = self.text(key, default)
        for name in valid:
            if name == value:
                return name
        none = _("«{value}» is none of {valid}.")
        named = none.format(value=shown(value), valid=", ".join(valid))
        raise self.error(key, named + nearest(value, valid))

    def number(self, key: str, default: float | None = None) -> float:
        """Return a number."""
        value = self.raw(key, ... if default is None else default)
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if not (math.isfinite(number) and abs(number) <= _LARGEST) and value is not default:
            raise self.error(key, _("must be a number, not «{value}»").format(value=shown(value)))
        return number

    def count(self, key: str, default: int | None = None) -> int:
        """Return a whole number that is not negative."""
        number = self.number(key, default)
        if number < 0 or number != int(number):
            raise self.error(
                key,
                _("must be a whole number, not «{value}»").format(
                    value=shown(self.raw(key, default))
                ),
            )
        return int(number)

    def flag(self, key: str, default: bool = False) -> bool:
        """Return a truth value, written true or false."""
        value = self.raw(key, default)
        words = {"true": True, "false": False, True: True, False: False}
        if not isinstance(value, str | bool) or value not in words:
            raise self.error(
                key, _("must be true or false, not «{value}»").format(value=shown(value))
            )
        return words[value]

    def texts(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """Return a list of strings; a lone string is a list of one, an empty value of none."""
        value = self.raw(key, ... if default is None else default)
        if isinstance(value, str):
            value = [value] if value else []
        if not isinstance(value, list | tuple) or not {str}.issuperset(map(type, value)):
            raise self.error(key, _("must be a text or a list of texts"))
        if not all(map(str.strip, value)):
            raise self.error(key, _("holds an empty text"))
        return tuple(value)

    def fields(self, key: str) -> Fields:
        """Return a field that is itself a mapping; an absent one is empty."""
        return Fields(self.raw(key, {}), self.path, self.line_of(key), key)

    def each(self, key: str, make: Callable[[Fields], Any]) -> tuple[Any, ...]:
        """Return a list of mappings, each made into something."""
        value = self.raw(key, [])
        if not isinstance(value, list | tuple):
            raise self.error(key, _("must be a list"))
        lines = value.lines if isinstance(value, LocatedList) else [self.line_of(key)] * len(value)
        return tuple(
            make(Fields(item, self.path, line, key))
            for item, line in zip(value, lines, strict=True)
        )

    def finish(self, also: Iterable[str] = (), *, is_whole: bool = False) -> None:
        """Refuse fields that nobody asked for, naming the nearest valid one.

        Where ``is_whole``, every valid one has been asked for or is in ``also``, and all are named.
        """
        valid = self._read | set(also)
        for key in self.data:
            if key not in valid:
                known = nearest(key, valid) + (listed(valid) if is_whole else "")
                raise ConfigError(
                    self.path,
                    self.line_of(key),
                    _("unknown key «{key}».").format(key=shown(key)) + known,
                )
