"""Reads what a project file or a rule says is different about a rule: off, on, or a mapping."""

from __future__ import annotations

from collections.abc import Mapping

from clarity.messages import _
from clarity.model import AUDIENCES, CHANNELS, SEVERITIES, Adjustment
from clarity.parsing.located_yaml import Fields


def read_adjustment(fields: Fields, key: str) -> Adjustment:
    """Read ``off``, ``on`` or ``{severity: …, option: …}``. Raises `ConfigError`."""
    value = fields.raw(key)
    if value in ("off", "on", False, True):
        return Adjustment(off=value in ("off", False))
    if not isinstance(value, Mapping) or not value:
        raise fields.error(key, _("must be off, on, or a mapping such as {severity: suggestion}"))
    own = Fields(value, fields.path, fields.line_of(key))
    severity = own.choice("severity", SEVERITIES) if "severity" in own else None
    return Adjustment(
        severity=severity,
        options={n: item for n, item in value.items() if n not in ("severity", "anywhere")},
        anywhere=own.flag("anywhere"),
    )


def read_adjustments(fields: Fields) -> Mapping[str, Adjustment]:
    """Read what is different for channels and audiences. Raises `ConfigError`."""
    for name in fields.data:
        if name not in (*CHANNELS, *AUDIENCES):
            valid = ", ".join((*CHANNELS, *AUDIENCES))
            raise fields.error(
                name, _("no channel or audience; they are {valid}").format(valid=valid)
            )
    return {name: read_adjustment(fields, name) for name in fields.data}
