"""Tells the language of a file by its name and folders."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from clarity.parsing.languages import languages


def language_of_path(path: str) -> str | None:
    """Return the language a path speaks of: ``side.nn.md``, ``nb/side.md``, ``sv-SE/x.html``.

    The nearest to the file name counts. ``None`` where it says nothing.
    """
    *folders, file_name = path.replace("\\", "/").split("/")
    names = [*folders, *file_name.split(".")[1:-1]]
    for name in reversed(names):
        if found := _by_name().get(name.lower().replace("_", "-")):
            return found
    return None


@cache
def _by_name() -> Mapping[str, str]:
    return {name: language.code for language in languages().values() for name in language.paths}
