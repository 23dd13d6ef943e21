"""Lays what a guideline says on top of what its base says, both as plain data.

The result is located (see `located_yaml`) in the guideline's own file: what the base says has the
line of the nearest thing that changes it. The base is taken to be right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from clarity.messages import _
from clarity.parsing.hints import listed, nearest
from clarity.parsing.located_yaml import (
    ConfigError,
    Fields,
    LocatedDict,
    LocatedList,
)
from clarity.scoring.guidelines.model import KINDS

#: What a guideline says of itself and does not take over.
_OWN = ("id", "name", "source", "extends")


def extended(base: Mapping[str, Any], own: Fields) -> Mapping[str, Any]:
    """Return the base with what a guideline changes, adds and takes away.

    Principles are matched by ``id``, their signals by name; with ``off: true`` one is left out.
    What is new must be whole. Other lists replace those of the base. Raises `ConfigError` for
    changes to what the base does not have.
    """
    if "languages" in base:
        _refuse_untold_languages(base["languages"], own)
    laid = _laid({key: base[key] for key in base if key not in _OWN}, own)
    laid.pop("extends", None)
    laid["signals"] = _signals(base["signals"], own.fields("signals"))
    if "principles" in base:
        laid["principles"] = _items(base, own, "principles", "id", "name", _principle)
    if laid.get("cap") == "off":
        del laid["cap"]
    elif "cap" in base and "cap" in own:
        laid["cap"] = _laid(base["cap"], own.fields("cap"))
    return laid


def _laid(base: Mapping[str, Any], own: Fields) -> LocatedDict:
    laid = LocatedDict({**base, **own.data})
    laid.lines = {key: own.line_of(key) for key in laid}
    return laid


def _refuse_untold_languages(told: Sequence[str], own: Fields) -> None:
    for language in own.texts("languages", told):
        if language not in told:
            raise own.error(
                "languages",
                _("the base is only for {told}, not {language}").format(
                    told=", ".join(told), language=language
                ),
            )


def _signals(base: Mapping[str, Any], own: Fields) -> Mapping[str, Any]:
    laid = _laid(base, own)
    for name in own.data:
        if name in base:
            laid[name] = _signal(base[name], own.fields(name))
    return laid


def _signal(base: Mapping[str, Any], own: Fields) -> Mapping[str, Any]:
    """Describe a signal anew; another kind of evidence replaces that of the base."""
    replaced = (*KINDS, "needs") if any(kind in own for kind in KINDS) else ()
    return _laid({key: base[key] for key in base if key not in replaced}, own)


def _items(
    base: Mapping[str, Any],
    own: Fields,
    key: str,
    name: str,
    needed: str,
    change: Callable[[Mapping[str, Any], Fields], Mapping[str, Any]],
) -> Sequence[Mapping[str, Any]]:
    """Return a list of the base's, changed item by item, with those that are new at the end.

    ``name`` is the field that tells items apart, ``needed`` one that only new items must have.
    """
    changes: dict[str, Fields] = {}
    for fields in own.each(key, lambda fields: fields):
        item = fields.text(name)
        if item in changes:
            raise fields.error(name, _("«{item}» stands twice").format(item=item))
        changes[item] = fields
    items = LocatedList()
    items.lines = []
    for known in base[key]:
        fields = changes.pop(known[name], None)
        if not fields:
            items.append(known)
            items.lines.append(own.line_of(key))
        elif not fields.flag("off"):
            items.append(change(known, fields))
            items.lines.append(fields.line)
    for item, fields in changes.items():
        if needed not in fields:
            there = [known[name] for known in base[key]]
            message = (
                _("«{item}» is not in the base, and a new one needs «{needed}».").format(
                    item=item, needed=needed
                )
                + nearest(item, there)
                + listed(there)
            )
            raise fields.error(name, message)
        items.append(fields.data)
        items.lines.append(fields.line)
    return items


def _principle(base: Mapping[str, Any], own: Fields) -> Mapping[str, Any]:
    laid = _laid(base, own)
    laid.pop("off", None)
    laid["signals"] = _items(base, own, "signals", "signal", "weight", _use)
    return laid


def _use(base: Mapping[str, Any], own: Fields) -> Mapping[str, Any]:
    """Change what a principle makes of a signal. New anchors need a source of their own."""
    laid = _laid(base, own)
    laid.pop("off", None)
    if "anchors" in own:
        laid["anchors"] = _anchors(base["anchors"], own.fields("anchors"))
        if "source" not in own:
            raise ConfigError(own.path, own.line_of("anchors"), _("new anchors need a «source»"))
    return laid


def _anchors(base: Mapping[str, Any], own: Fields) -> Mapping[str, Any]:
    """Return anchors that are new for all languages, or for those that are named."""
    return own.data if "bad" in own or "good" in own else _laid(base, own)
