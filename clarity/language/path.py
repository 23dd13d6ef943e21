"""Tells the language of a file by its name and folders."""

from __future__ import annotations

_TAGS = {
    "nb": "nb", "nb-no": "nb", "no": "nb", "no-nb": "nb", "nob": "nb", "bokmål": "nb",
    "nn": "nn", "nn-no": "nn", "no-nn": "nn", "nno": "nn", "nynorsk": "nn",
    "sv": "sv", "sv-se": "sv", "swe": "sv", "svenska": "sv",
}  # fmt: skip


def language_of_path(path: str) -> str | None:
    """Return the language a path speaks of: ``side.nn.md``, ``nb/side.md``, ``sv-SE/x.html``.

    The nearest to the file name counts. «no» is taken as bokmål. ``None`` where it says nothing.
    """
    *folders, file_name = path.replace("\\", "/").split("/")
    names = [*folders, *file_name.split(".")[1:-1]]
    for name in reversed(names):
        if found := _TAGS.get(name.lower().replace("_", "-")):
            return found
    return None
