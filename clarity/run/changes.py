"""Which files have changed, since a revision or in what is staged, and what they were before."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path, PurePath
from unicodedata import normalize

from msgspec import Struct
from msgspec.structs import replace

from clarity import parsing
from clarity.messages import _
from clarity.model import Failure
from clarity.parsing import unread
from clarity.parsing.contents import read_file
from clarity.project.projects import Projects
from clarity.project.walk import files as walked
from clarity.run.finding import Files, Read
from clarity.run.git import Entry, GitError, Repository

#: The largest file that is compared, in bytes. One that is too large to judge may be unchanged.
_LARGEST = 64 * 1024 * 1024


class Contents(Struct, frozen=True):
    """Reads what a repository has of some files, by path."""

    repository: Repository
    identities: Mapping[str, str]

    def read(self, path: str) -> bytes:
        """Return what it has of a file. Raises `OSError`."""
        try:
            return self.repository.contents(self.identities[path])
        except GitError as error:
            raise OSError(errno.EIO, str(error)) from None

    def of(self, paths: Iterable[str]) -> Contents:
        """Return what reads some of the files."""
        return replace(self, identities={path: self.identities[path] for path in paths})


class Listed(Struct, frozen=True):
    """Files that have been found already; without ``contents`` they are read from the disk."""

    files: Sequence[str | Failure]
    contents: Contents | None = None

    def __iter__(self) -> Iterator[str | Failure]:
        """Yield each file once, and what could not be read."""
        return iter(self.files)

    @property
    def read(self) -> Read:
        """What reads them."""
        return self.contents.read if self.contents else read_file

    def read_of(self, paths: Collection[str]) -> Read:
        """Return what reads some of them, and holds no more than they need."""
        return self.contents.of(paths).read if self.contents else read_file

    def tell_of_unread(self) -> None:
        """Say nothing: it was said when they were found."""


class Changes(Struct, frozen=True):
    """The files that have changed, as they are now and, where they were there, as they were."""

    now: Listed
    before: Listed


def since(
    repository: Repository,
    revision: str,
    paths: Sequence[str],
    projects: Projects,
    warn: Callable[[str], object],
) -> Changes:
    """Return what differs from the last commit that a revision and HEAD have in common.

    Files count as they lie in the folders, also those that git does not know. Raises `GitError`.
    """
    names = _Names(repository, paths)
    base = repository.base(revision)
    files = repository.files(base)
    former = {one.path: one.former for one in repository.differing(base)}
    before: dict[str, str] = {}

    def has_changed(path: str) -> bool:
        name = names.of(path)
        if name is None:  # the file of another repository that lies in this one
            return False
        # Of letters with marks, macOS may have other code points in its folders than git has.
        either = (name, normalize("NFC", name))
        identity = next(filter(None, (files.get(former.get(n, n)) for n in either)), "")
        if identity:
            with suppress(OSError):  # judging it meets it again, and tells
                if _is(read_file(path, _LARGEST), identity):
                    return False
            before[path] = identity
        return True

    found = Files(paths, projects, warn, has_changed)
    listed = tuple(found)
    found.tell_of_unread()
    return _changes(repository, Listed(listed), before)


def staged(repository: Repository, paths: Sequence[str], projects: Projects) -> Changes:
    """Return what the next commit changes, with what it will hold. Raises `GitError`."""
    names = _Names(repository, paths)
    entries = tuple(repository.differing(repository.head()))
    if unmerged := next((one.path for one in entries if one.status == "U"), ""):
        raise GitError(_("«{path}» has a conflict. Mend it first.").format(path=unmerged))
    gone = (p for p in paths if not os.path.lexists(p) and not any(names.within(p, entries)))
    listed: list[str | Failure] = list(walked(gone, parsing.FORMATS))  # tells that they are gone
    before, after = {}, {}
    for entry in dict.fromkeys(chain.from_iterable(names.within(path, entries) for path in paths)):
        path = names.path(entry)
        if not entry.after or entry.after == entry.before or not _takes(projects, path):
            continue
        if not entry.before and _is(b"", entry.after):  # only announced, by «git add -N»
            continue
        if why := unread.reason(path):
            listed.append(Failure(path, why))
            continue
        listed.append(path)
        after[path] = entry.after
        if entry.before:
            before[path] = entry.before
    return _changes(repository, Listed(listed, Contents(repository, after)), before)


def _changes(repository: Repository, now: Listed, before: Mapping[str, str]) -> Changes:
    repository.refuse_missing(before.values())
    return Changes(now, Listed(tuple(before), Contents(repository, before)))


class _Names:
    """What the files of a repository are called from its top, and from where one stands."""

    def __init__(self, repository: Repository, paths: Sequence[str]) -> None:
        self._top = os.path.realpath(repository.top)
        self._folders: dict[str, str | None] = {}
        for path in paths:
            if self.of(path) is None:
                told = _("«{path}» is not in the git repository of this folder.")
                raise GitError(told.format(path=path))

    def of(self, path: str) -> str | None:
        """Return the name of a file or folder; nothing where it is not in this repository."""
        if Path(path).is_dir():
            own = self._of_folder(path)
            return own if own is None else own.removesuffix("/")
        folder, name = os.path.split(os.path.realpath(path) if Path(path).is_symlink() else path)
        if folder not in self._folders:
            self._folders[folder] = self._of_folder(folder)
        within = self._folders[folder]
        return within if within is None else f"{within}{name}"

    def _of_folder(self, folder: str) -> str | None:
        """Return the name of a folder with a slash after it, which the top has not."""
        try:
            within = PurePath(os.path.realpath(folder or os.curdir)).relative_to(self._top)
        except ValueError:
            return None
        if any((Path(self._top, part, ".git")).exists() for part in (within, *within.parents)[:-1]):
            return None
        return "".join(f"{part}/" for part in within.parts)

    def path(self, entry: Entry) -> str:
        """Return the path of a file from where one stands."""
        return os.path.relpath(Path(self._top, *entry.path.split("/")))

    def within(self, path: str, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Yield the file of a path, or the texts that lie in it."""
        name = self.of(path)
        if name is None:
            return
        folder = f"{name}/" if name else ""
        for entry in entries:
            if entry.path == name or (
                entry.path.startswith(folder) and _is_text(entry.path.removeprefix(folder))
            ):
                yield entry


def _is_text(name: str) -> bool:
    """Tell whether a file in a folder is among its texts, as where the folder is walked."""
    is_hidden = any(part.startswith(".") or part == "node_modules" for part in name.split("/"))
    return not is_hidden and name.lower().endswith(tuple(parsing.FORMATS))


def _takes(projects: Projects, path: str) -> bool:
    with suppress(Exception):  # judging the file meets it again, and tells
        return projects.project(path).takes(path)
    return True


def _is(data: bytes, identity: str) -> bool:
    """Tell whether contents are those of an id, whatever ends their lines."""
    kind = hashlib.sha1 if len(identity) == 40 else hashlib.sha256
    return any(
        kind(b"blob %d\0%b" % (len(one), one), usedforsecurity=False).hexdigest() == identity
        for one in (data, data.replace(b"\r\n", b"\n"))
    )
