"""Reads the shipped data that every run needs: JSON, as YAML would take a cold start long."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from clarity.messages import _
from clarity.parsing.located_yaml import ConfigError, Fields, load

Made = TypeVar("Made")


def read(path: Path, make: Callable[[Fields], Made]) -> Made:
    """Make something of what stands in a file.

    Raises `ConfigError` where it cannot be read or ``make`` does, with the line of the mistake.
    """
    try:
        text = path.read_bytes()
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise ConfigError(
            str(path), error.lineno, _("not valid JSON: {msg}").format(msg=error.msg)
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            str(path), 0, _("cannot be read: {reason}").format(reason=error)
        ) from None
    try:
        return make(Fields(data, str(path)))
    except ConfigError:
        # JSON is YAML as well, and that is read with its lines.
        make(Fields(load(text.decode(), str(path)), str(path)))
        raise
