"""Finds guidelines and reads them, each with its base and the signals all guidelines share."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from clarity.messages import _
from clarity.parsing.hints import near, nearest, shown
from clarity.parsing.located_yaml import ConfigError, Fields
from clarity.parsing.reach import Reach
from clarity.resources import rules_root
from clarity.rulebook.compiled import read_file
from clarity.scoring.guidelines.extending import extended
from clarity.scoring.guidelines.model import Guideline
from clarity.scoring.guidelines.parsing import parse, refuse_unknown_rules

#: Stands in a guideline's place where no score is wanted.
NO_GUIDELINE = "none"
#: Guidelines that rest on each other.
_LONGEST = 10


def load(
    name: str,
    language: str,
    channel: str | None = "web",
    cache: Path | None = None,
    rules: Collection[str] | None = None,
) -> Guideline:
    """Return a shipped guideline by name, or one of the organisation's own by path.

    ``channel`` is ``None`` for the signals of all channels. ``cache`` is where compiled YAML is
    kept. ``rules`` are the names of the rules whose findings may be counted, ``None`` for any.
    Raises `ConfigError` that names file and line.
    """
    path = locate(name)
    chain = _chain(path, cache)
    try:
        data = _resolved(chain, cache)
        if rules is not None:
            refuse_unknown_rules(data, rules, str(path))
        return parse(data, language, channel, path=str(path))
    except ConfigError:
        read(path, rules)  # from the YAML itself, which knows the lines and which file is at fault
        raise


def read(path: Path, rules: Collection[str] | None = None) -> Mapping[str, object]:
    """Read a guideline as plain data (see `parse`), itself and its bases checked whole.

    ``rules`` are as in `load`.
    """
    chain = _chain(path, None)
    for start in range(len(chain) - 1, -1, -1):
        data = _resolved(chain[start:], None)
        fields = Fields(data, chain[start].path)
        for language in fields.texts("languages"):
            parse(data, language, path=fields.path)
        if rules is not None:
            refuse_unknown_rules(data, rules, fields.path)
    return data


def files(name: str, cache: Path | None = None) -> tuple[Path, ...]:
    """Return the files a guideline is made of: its own, then those of its bases.

    None for no name: whichever is then taken is one of those that come with clarity.
    """
    if name in ("", NO_GUIDELINE):
        return ()
    return tuple(Path(fields.path) for fields in _chain(locate(name), cache))


def locate(name: str) -> Path:
    """Return the file of a guideline given by name or path. Raises `ConfigError` if none is."""
    if name.endswith((".yaml", ".yml")):
        path = Path(name)
        if not os.path.lexists(path):
            raise ConfigError(name, 0, _("«{name}» does not exist").format(name=shown(name)))
        return path
    known = shipped()
    if name not in known:
        near = nearest(name, known)
        message = (
            _("there is no guideline «{name}», only {known}.").format(
                name=shown(name), known=", ".join(known)
            )
            + near
        )
        raise ConfigError(name, 0, message)
    return known[name]


def shipped() -> Mapping[str, Path]:
    """Return the files of the guidelines that come with clarity, by name."""
    return {file.stem: file for file in sorted((rules_root() / "guidelines").glob("*.yaml"))}


def _chain(path: Path, cache: Path | None) -> Sequence[Fields]:
    """Return what stands in a guideline's file, then in its base's, and so on."""
    chain = [_read(path, cache)]
    while "extends" in chain[-1]:
        if len(chain) == _LONGEST:
            raise chain[0].error(
                "extends", _("goes on for more than {longest} guidelines").format(longest=_LONGEST)
            )
        chain.append(_read(_base(chain), cache))
    return chain


def _read(path: Path, cache: Path | None) -> Fields:
    return Fields(read_file(path, cache, lambda data: data), str(path))


def _base(chain: Sequence[Fields]) -> Path:
    """Return the file that the last of a chain extends; a path is relative to that one's folder."""
    own = chain[-1]
    name = own.text("extends")
    if name.endswith((".yaml", ".yml")):
        path = Reach(Path(own.path).parent).place(name, own, "extends")
    else:
        try:
            path = locate(name)
        except ConfigError as error:
            raise own.error("extends", error.message) from None
    seen = [Path(fields.path).resolve() for fields in chain]
    if path.resolve() in seen:
        circle = [near(str(file)) for file in (*seen[seen.index(path.resolve()) :], path)]
        raise own.error("extends", _("goes in a circle: {circle}").format(circle=", ".join(circle)))
    return path


def _resolved(chain: Sequence[Fields], cache: Path | None) -> Mapping[str, object]:
    shared = _read(rules_root() / "signals.yaml", cache)
    data: Mapping[str, object] = {"signals": shared.data}
    for own in reversed(chain):
        data = extended(data, own)
    return data
