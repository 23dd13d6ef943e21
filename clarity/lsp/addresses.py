"""Where a text lies and what it is called, by the address that an editor gives it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from msgspec import Struct

from clarity.parsing import format_of
from clarity.project.config import FILE_NAME

#: The endings of texts that have none of ours, by what editors call their language.
_ENDINGS: Mapping[str, str] = {
    "markdown": ".md",
    "mdx": ".mdx",
    "html": ".html",
    "nunjucks": ".njk",
    "asciidoc": ".adoc",
    "plaintext": ".txt",
    "text": ".txt",
}


class Place(Struct, frozen=True):
    """Where a text lies, what it is called in its project, and whether it is a file."""

    path: str
    name: str
    is_file: bool


def place_of(uri: str, language_id: str, folders: Iterable[str]) -> Place | None:
    """Return the place of a text, which may be in one of the folders that are open.

    ``None`` for what clarity does not read. A text that is no file yet lies in the first folder.
    """
    file = path_of(uri)
    known = sorted(folders, key=len, reverse=True)
    last = PurePath(unquote(urlsplit(uri).path)).name or "text"
    path = file or str(Path(next(iter(folders), ".")).absolute() / last)
    ending = "" if format_of(path) or last == FILE_NAME else _ENDINGS.get(language_id)
    if ending is None:
        return None
    around = next((f for f in known if PurePath(path).is_relative_to(f)), None)
    name = PurePath(path).relative_to(around or project_folder(path, ())).as_posix()
    return Place(path, name + ending, file is not None)


def path_of(uri: str) -> str | None:
    """Return the path of a file by its address."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return None
    try:
        return url2pathname(f"//{parts.netloc}{parts.path}" if parts.netloc else parts.path)
    except (OSError, ValueError):
        return None


def uri_of(path: str) -> str:
    """Return the address of a file by its path."""
    return Path(path).absolute().as_uri()


def project_folder(path: str, folders: Iterable[str]) -> Path:
    """Return the folder that a text's project file belongs in, where it has none.

    It is the nearest that is open in the editor or the root of a repository, or else the text's.
    """
    known = set(map(Path, folders))
    above = (f for f in Path(path).parents if f in known or os.path.lexists(f / ".git"))
    return next(above, Path(path).parent)
