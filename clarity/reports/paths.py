"""Paths as code hosts have them."""

from __future__ import annotations

import os


def hosted(path: str) -> str:
    """Return a path as a code host names the file: with slashes, and no dot before the first."""
    return path.replace(os.sep, "/").removeprefix("./")
