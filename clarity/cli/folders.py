"""Where a user's own files lie: what she has configured, and what can be made again."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def user_folder() -> Path | None:
    """Return the folder in which this user's own configuration lies, if any."""
    named = os.environ.get("CLARITY_CONFIG_DIR")
    if named:
        return Path(named).absolute()
    try:
        if sys.platform == "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "clarity"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Application Support" / "clarity"
        stated = Path(os.environ.get("XDG_CONFIG_HOME") or "")
        # One that is relative would lie in the folder of whoever wrote the texts.
        return (stated if stated.is_absolute() else Path.home() / ".config") / "clarity"
    except RuntimeError:
        return None  # a user without a home, as in a container


def user_cache() -> Path | None:
    """Return the folder in which this user's programs keep what can be made again, if any."""
    # As platformdirs has it, whose import alone would take a twentieth of a cold start.
    try:
        if sys.platform == "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "clarity" / "Cache"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "clarity"
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "clarity"
    except RuntimeError:
        return None  # a user without a home, as in a container
