"""Paths and folders into the files to check, in an order that is always the same."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clarity.messages import _, reason
from clarity.model import Failure
from clarity.parsing import unread
from clarity.parsing.contents import LARGEST_CONFIGURATION, LEADS_OUT, leads_out, read_file
from clarity.parsing.hints import closest

if TYPE_CHECKING:
    from clarity.project.globs import Globs

IGNORE_FILE = ".gitignore"
#: Characters of a line that are shown.
_SHOWN = 40


#: Is called with one line about something that was passed by.
Tell = Callable[[str], object]
#: What is the same for all names of a file: its device and its number there.
Identity = tuple[int, int]


def files(
    paths: Iterable[str],
    suffixes: Collection[str],
    takes: Callable[[str], bool] = lambda path: True,
    tell: Tell = lambda line: None,
    pass_by: Callable[[str], object] = lambda path: None,
    leave_out: Collection[Identity] = (),
) -> Iterator[str | Failure]:
    """Yield the files that the paths stand for, each once, and what could not be read.

    A file that is named is taken whatever its suffix, also where ``.gitignore`` names it. In a
    folder, only files with one of the suffixes (lower case, with their point) are taken; hidden
    files and folders, ``node_modules``, virtual environments and what ``.gitignore`` names are
    left out, and links to folders are not followed. A link to a file outside the project is told,
    and followed only where it is named. ``takes`` is asked about both: so a file that the
    configuration excludes stays excluded when a tool such as pre-commit names it. ``tell`` hears of
    lines in ``.gitignore`` that say nothing, and ``pass_by`` of each document that nobody here
    reads; one that is named is told. The files of ``leave_out`` are, by whatever name.
    """
    seen: set[str] = set()
    for path in paths:
        is_folder = _is_folder(path)
        found = _walk(path, (*suffixes, *unread.SUFFIXES), tell) if is_folder else iter((path,))
        for item in found:
            if isinstance(item, Failure):
                yield item
            elif not takes(item):
                continue
            elif is_folder and unread.suffix_of(item):
                pass_by(item)
            elif (why := unread.reason(item)) and os.path.lexists(item):
                yield Failure(item, why)
            elif is_folder and Path(item).is_symlink() and leads_out(item):
                yield Failure(item, LEADS_OUT)
            else:
                yield from _once(item, seen, leave_out)


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except PermissionError:
        return False  # reported where it is opened


def _once(path: str, seen: set[str], leave_out: Collection[Identity]) -> Iterator[str | Failure]:
    try:
        status = Path(path).stat()
    except OSError as error:
        yield Failure(path, _reason(error) + _likely(path))
        return
    if (status.st_dev, status.st_ino) in leave_out:
        return
    real = os.path.realpath(path)
    if real not in seen:
        seen.add(real)
        yield path


def _likely(path: str) -> str:
    """Return `` Did you mean «x»?`` for what is in the folder of a path that leads nowhere."""
    folder, name = os.path.split(path)
    if os.path.lexists(path) or not name:
        return ""
    try:
        names = [one.name for one in Path(folder or os.curdir).iterdir() if one.name[0] != "."]
    except OSError:
        return ""
    stem = Path(name).stem.casefold()
    alike = (n for n in sorted(names) if Path(n).stem.casefold() == stem)
    near = next(alike, "") or closest(name, names)
    return near and f". Did you mean «{os.path.normpath(Path(folder, near))}»?"


def _walk(top: str, suffixes: tuple[str, ...], tell: Tell) -> Iterator[str | Failure]:
    """Walk a folder: first its files, then its folders, each by name."""
    above = _ignored_above(Path(_absolute(top)), tell)
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
            ignored = (*ignored, *_read_ignored(folder, tell))
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


_Ignored = tuple[str, "Globs"]


def _ignored_above(folder: Path, tell: Tell) -> tuple[_Ignored, ...]:
    """Return the ``.gitignore`` files between a folder and the root of its repository."""
    above = [folder, *folder.parents]
    for depth, parent in enumerate(above):
        if (parent / ".git").exists():
            found = [_read_ignored(str(place), tell) for place in reversed(above[1 : depth + 1])]
            return tuple(item for ignored in found for item in ignored)
    return ()


def _read_ignored(folder: str, tell: Tell) -> Sequence[_Ignored]:
    path = Path(folder, IGNORE_FILE)
    try:
        if path.is_symlink():  # which git does not follow either
            tell(_("{path}: a link, so it is passed by").format(path=path))
            return ()
        data = read_file(path, LARGEST_CONFIGURATION)
    except FileNotFoundError:
        return ()
    except OSError as error:
        why = _("cannot be read: {reason}").format(reason=reason(error))
        tell(_("{path}: {why}, so it is passed by").format(path=path, why=why))
        return ()
    text = data.decode("utf-8-sig", "surrogateescape")
    from clarity.project.globs import Globs  # most runs meet none

    globs = Globs(line.removesuffix("\r") for line in text.split("\n"))
    if globs.refused:
        shown = ", ".join(f"«{line[:_SHOWN]}»" for line in globs.refused[:3])
        told = _("{path}: passed by, as git does, since it can match nothing: {lines}")
        tell(told.format(path=path, lines=shown))
    return ((_absolute(folder), globs),)


def _is_ignored(ignored: Sequence[_Ignored], path: str, is_folder: bool) -> bool:
    # The file nearest to the path has the last word, as in git.
    for folder, spec in reversed(ignored):
        name = os.path.relpath(_absolute(path), folder).replace(os.sep, "/")
        verdict = spec.verdict(name, is_folder=is_folder)
        if verdict is not None:
            return verdict
    return False


def _absolute(path: str) -> str:
    # Links are kept: a path is what the names along it say, as in git.
    return os.path.normpath(Path.cwd() / path)


def _reason(error: OSError) -> str:
    # In English, as all that is said of a file: the report knows its language.
    return f"cannot be read: {error.strerror or error}"
