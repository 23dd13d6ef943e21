"""Reads files of settings, rules or terms: whole, as UTF-8, and not larger than such files are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from clarity.messages import _, reason
from clarity.parsing import contents
from clarity.parsing.located_yaml import ConfigError


def read_text(
    path: Path, name: str = "", read: Callable[[Path, int], bytes] = contents.read_own
) -> str:
    """Return the text of a file of settings, rules or terms, called ``name`` in errors.

    Raises `ConfigError` where it cannot be read.
    """
    name = name or str(path)
    try:
        return read(path, contents.LARGEST_CONFIGURATION).decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(
            name, 0, _("cannot be read: {reason}").format(reason=reason(error))
        ) from None
    except UnicodeDecodeError:
        raise ConfigError(name, 0, _("is not UTF-8")) from None
