"""Where rules, corpora and models lie: inside an installed package, or beside it in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def _root(name: str) -> Path:
    package = Path(__file__).parent
    installed = package / "data" / name
    return installed if installed.is_dir() else package.parent / name


def rules_root() -> Path:
    """Return the folder of the shipped rules, guidelines and lexicons."""
    return _root("rules")


def corpora_root() -> Path:
    """Return the folder of the shipped texts."""
    return _root("corpora")


def models_root() -> Path:
    """Return the folder of the grammar models that come with clarity."""
    return _root("models")
