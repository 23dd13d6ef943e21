"""Where rules, corpora and models lie: inside an installed package, or beside it in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


def code_root() -> Path:
    """Return the folder of the program itself."""
    return Path(__file__).parent


@cache
def _root(name: str) -> Path:
    installed = code_root() / "data" / name
    return installed if installed.is_dir() else code_root().parent / name


def is_shipped(path: Path) -> bool:
    """Tell whether a file of data comes with clarity."""
    return any(path.is_relative_to(root) for root in (rules_root(), corpora_root(), models_root()))


def rules_root() -> Path:
    """Return the folder of the shipped rules, guidelines and lexicons."""
    return _root("rules")


def corpora_root() -> Path:
    """Return the folder of the shipped texts."""
    return _root("corpora")


def models_root() -> Path:
    """Return the folder of the grammar models that come with clarity."""
    return _root("models")
