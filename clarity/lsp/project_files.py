"""The files of the project that a text is in, as they are in the editor or on disk."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from clarity.lsp.addresses import project_folder, uri_of
from clarity.lsp.documents import Documents
from clarity.parsing.contents import read_own
from clarity.project import config


class ProjectFile(Struct, frozen=True):
    """A file of a project, or one that it may get, which has no text yet."""

    uri: str
    text: str | None


def settings_of(
    path: str, given: Path | None, folders: Iterable[str], documents: Documents
) -> ProjectFile | None:
    """Return the project file that governs a text, or else the one it can get.

    One may be ``given`` for all texts. ``None`` where it cannot be read.
    """
    place = given or config.find(Path(path).parent)
    if place is None:
        folder = project_folder(path, folders)
        return ProjectFile(uri_of(str(folder / config.FILE_NAME)), None)
    return as_it_is(str(place), documents)


def as_it_is(path: str, documents: Documents) -> ProjectFile | None:
    """Return a file of a project; ``None`` where it cannot be read."""
    if document := documents.at(path):
        return ProjectFile(document.uri, document.text.source)
    with suppress(OSError, UnicodeError):
        return ProjectFile(uri_of(path), read_own(path).decode())
    return None
