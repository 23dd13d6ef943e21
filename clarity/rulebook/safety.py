"""Reads which of a rule's suggestions ``clarity fix`` may put in unasked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from clarity.messages import _
from clarity.model import Safety
from clarity.parsing.hints import nearest, shown
from clarity.parsing.located_yaml import Fields

_KEY = "fix"
_SAFE = "safe"
_ALL_BUT = "all_but"


def read_safety(fields: Fields) -> Safety | None:
    """Return what a rule says under ``fix``. Raises `ConfigError`.

    ``safe`` is all that has only one thing to write instead, ``all_but`` the same without some
    entries, and a list some entries alone. A pattern says it for itself.
    """
    given = fields.raw(_KEY, None)
    if given is None:
        patterns = _patterns(fields)
        safe = frozenset(one["match"] for one in patterns if one.get(_KEY) == _SAFE)
        return Safety(only=safe) if safe else None
    alternatives = _alternatives(fields)
    several = {entry for entry, number in alternatives.items() if number > 1}
    if given == _SAFE:
        return Safety(all_but=frozenset(several))
    if isinstance(given, Mapping):
        own = fields.fields(_KEY)
        excluded = _entries(own, _ALL_BUT, alternatives)
        own.finish()
        return Safety(all_but=frozenset((*several, *excluded)))
    if isinstance(given, str) or not given:
        told = _("must be «{safe}», a list of entries, or {all_but}")
        raise fields.error(_KEY, told.format(safe=_SAFE, all_but=f"{_ALL_BUT}: […]"))
    included = _entries(fields, _KEY, alternatives)
    if unsure := several.intersection(included):
        told = _("«{entry}» has more than one thing to write instead")
        raise fields.error(_KEY, told.format(entry=shown(min(unsure))))
    return Safety(only=frozenset(included))


def _entries(fields: Fields, key: str, known: Mapping[str, int]) -> tuple[str, ...]:
    """Return a list of entries, each of which the rule must have."""
    entries = fields.texts(key)
    for entry in entries:
        if entry not in known:
            told = _("«{entry}» is no entry of the rule.").format(entry=shown(entry))
            raise fields.error(key, told + nearest(entry, known))
    return entries


def _alternatives(fields: Fields) -> Mapping[str, int]:
    """Return how many things there are to write instead of each entry of a rule that is a list."""
    instead = fields.data.get("instead")
    listed = instead if isinstance(instead, Mapping) else {}
    return {entry: _number(value) for entry, value in listed.items()}


def _patterns(fields: Fields) -> Sequence[Mapping[str, Any]]:
    patterns = fields.data.get("patterns")
    listed = patterns if isinstance(patterns, list | tuple) else ()
    return [one for one in listed if isinstance(one, Mapping) and "match" in one]


def _number(value: Any) -> int:
    """Return how many alternatives an entry has that can stand in its place."""
    use = value.get("use", ()) if isinstance(value, Mapping) else value
    return len(use) if isinstance(use, list | tuple) else 1
