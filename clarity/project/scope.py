"""Which files some globs of a project file are about, and whether they are about any."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from clarity.messages import _
from clarity.model import Failure
from clarity.parsing.hints import shown
from clarity.parsing.located_yaml import Fields, LocatedList

if TYPE_CHECKING:
    from clarity.project.globs import Globs

#: In English, as all that is said of a file: the report knows its language.
_NOTHING_INCLUDED = "«include» matches no text here, so nothing is checked"


class Scope(Struct, frozen=True, dict=True):
    """Globs as ``.gitignore`` has them, relative to ``root``, and where they are written."""

    root: Path
    globs: tuple[str, ...] = ()
    path: str = ""
    lines: tuple[int, ...] = ()

    @classmethod
    def of(cls, fields: Fields, key: str, root: Path) -> Scope:
        """Read globs. Raises `ConfigError` for what is none."""
        globs = fields.texts(key, ())
        for refused in _globs(globs).refused:
            told = _("«{glob}» is not a glob: it can match nothing").format(glob=refused)
            raise fields.error(key, told)
        written = fields.raw(key, ())
        lines = written.lines if isinstance(written, LocatedList) else ()
        return cls(root, globs, fields.path, tuple(lines) or (fields.line_of(key),) * len(globs))

    def match(self, path: str | Path) -> bool:
        """Tell whether a file is among those meant."""
        return bool(self.globs) and self._all.match(self.name(path))

    def name(self, path: str | Path) -> str:
        """Return what the globs know a file by."""
        # Not resolved: a link is named by where it stands. A file outside the root starts with
        # "..", which no glob matches.
        return os.path.relpath(path, self.root).replace(os.sep, "/")

    def is_within(self, folder: str) -> bool:
        """Tell whether the globs are about nothing outside a folder, which is a whole path."""
        return Path(folder) in (self.root.absolute(), *self.root.absolute().parents)

    @cached_property
    def _all(self) -> Globs:
        return _globs(self.globs)


class Included:
    """Sees the files of a run, and tells in the end of what was to be included and is not there."""

    def __init__(self, folders: Iterable[str]) -> None:
        """``folders`` are those that are walked whole."""
        self._folders = [os.path.normpath(Path.cwd() / folder) for folder in folders]
        self._waiting: dict[Scope, dict[int, Globs]] = {}

    def see(self, scope: Scope, path: str) -> None:
        """Take note of a file or folder that is there, and of the globs it is to be included by."""
        if not scope.globs:
            return
        if scope not in self._waiting:
            meant = ((n, glob) for n, glob in enumerate(scope.globs) if glob[:1] not in "!#")
            self._waiting[scope] = {n: _globs([glob]) for n, glob in meant}
        if waiting := self._waiting[scope]:
            name = scope.name(path)
            for number in [n for n, glob in waiting.items() if glob.match(name)]:
                del waiting[number]

    def missing(self, tell: Callable[[str], object]) -> Iterator[Failure]:
        """Yield a failure where nothing was included, and tell of single globs without a file.

        Only where the whole folder has been seen that the globs are about.
        """
        for scope, waiting in self._waiting.items():
            if not waiting or not any(map(scope.is_within, self._folders)):
                continue
            if len(waiting) == sum(glob[:1] not in "!#" for glob in scope.globs):
                yield Failure(scope.path, _NOTHING_INCLUDED, scope.lines[0])
                continue
            for number in waiting:
                message = _("{path}:{line}: «include» has «{glob}», which matches no text")
                glob, line = shown(scope.globs[number]), scope.lines[number]
                tell(message.format(path=scope.path, line=line, glob=glob))


def _globs(patterns: Iterable[str]) -> Globs:
    from clarity.project.globs import Globs  # a run over a file without a project has none

    return Globs(patterns)
