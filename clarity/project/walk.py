"""Paths and folders into the files to check, in an order that is always the same."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clarity.model import Failure

if TYPE_CHECKING:
    import pathspec

IGNORE_FILE = ".gitignore"


def files(
    paths: Iterable[str],
    suffixes: Collection[str],
    takes: Callable[[str], bool] = lambda path: True,
) -> Iterator[str | Failure]:
    """Yield the files that the paths stand for, each once, and what could not be read.

    A file that is named is taken whatever its suffix, also where ``.gitignore`` names it. In a
    folder, only files with one of the suffixes (lower case, with their point) are taken; hidden
    files and folders, ``node_modules``, virtual environments and what ``.gitignore`` names are
    left out, and links to folders are not followed. ``takes`` is asked about both: so a file that
    the configuration excludes stays excluded when a tool such as pre-commit names it.
    """
    seen: set[str] = set()
    for path in paths:
        found = _walk(path, tuple(suffixes)) if _is_folder(path) else iter((path,))
        for item in found:
            if isinstance(item, Failure):
                yield item
            elif takes(item):
                yield from _once(item, seen)


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except PermissionError:
        return False  # reported where it is opened


def _once(path: str, seen: set[str]) -> Iterator[str | Failure]:
    try:
        Path(path).stat()
    except OSError as error:
        yield Failure(path, _reason(error))
        return
    real = os.path.realpath(path)
    if real not in seen:
        seen.add(real)
        yield path


def _walk(top: str, suffixes: tuple[str, ...]) -> Iterator[str | Failure]:
    """Walk a folder: first its files, then its folders, each by name."""
    above = _ignored_above(Path(_absolute(top)))
    # A folder that is itself ignored was asked for by name: only its own .gitignore counts.
    pending = [(top, () if _is_ignored(above, top, is_folder=True) else above)]
    while pending:
        folder, ignored = pending.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield Failure(folder, _reason(error))
            continue
        names = {entry.name for entry in entries}
        if "pyvenv.cfg" in names and folder != top:
            continue  # a virtual environment
        if IGNORE_FILE in names:
            ignored = (*ignored, *_read_ignored(folder))
        folders = []
        for entry in entries:
            if entry.name.startswith(".") or entry.name == "node_modules":
                continue
            is_folder = entry.is_dir(follow_symlinks=False)
            if not is_folder and not _is_text(entry, suffixes):
                continue
            path = os.path.normpath(entry.path)
            if ignored and _is_ignored(ignored, path, is_folder):
                continue
            if is_folder:
                folders.append((path, ignored))
            else:
                yield path
        pending.extend(reversed(folders))


def _is_text(entry: os.DirEntry[str], suffixes: tuple[str, ...]) -> bool:
    if not entry.name.lower().endswith(suffixes):
        return False
    try:
        # A link that leads nowhere is taken, so that it is reported; a pipe would never end.
        return entry.is_file() or (entry.is_symlink() and not entry.is_dir())
    except OSError:
        return True


_Ignored = tuple[str, "pathspec.GitIgnoreSpec"]


def _ignored_above(folder: Path) -> tuple[_Ignored, ...]:
    """Return the ``.gitignore`` files between a folder and the root of its repository."""
    above = [folder, *folder.parents]
    for depth, parent in enumerate(above):
        if (parent / ".git").exists():
            found = [_read_ignored(str(place)) for place in reversed(above[1 : depth + 1])]
            return tuple(item for ignored in found for item in ignored)
    return ()


def _read_ignored(folder: str) -> Sequence[_Ignored]:
    try:
        lines = Path(folder, IGNORE_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    import pathspec  # a fifth of a cold start, and a single file needs none

    specs = []
    for line in lines:
        try:
            pathspec.GitIgnoreSpec.from_lines([line])
        except ValueError:
            continue  # as git does with a line that means nothing
        specs.append(line)
    return ((_absolute(folder), pathspec.GitIgnoreSpec.from_lines(specs)),)


def _is_ignored(ignored: Sequence[_Ignored], path: str, is_folder: bool) -> bool:
    # The file nearest to the path has the last word, as in git.
    for folder, spec in reversed(ignored):
        name = os.path.relpath(_absolute(path), folder).replace(os.sep, "/")
        verdict = spec.check_file(name + "/" if is_folder else name).include
        if verdict is not None:
            return verdict
    return False


def _absolute(path: str) -> str:
    # Links are kept: a path is what the names along it say, as in git.
    return os.path.normpath(Path.cwd() / path)


def _reason(error: OSError) -> str:
    return f"cannot be read: {error.strerror or error}"
