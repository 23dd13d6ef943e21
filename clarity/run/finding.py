"""The files of a run, and what is to be said of those that are not among them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from clarity import parsing
from clarity.messages import ngettext
from clarity.model import Failure
from clarity.parsing import unread
from clarity.parsing.contents import read_file
from clarity.project.projects import Projects
from clarity.project.scope import Included
from clarity.project.walk import files

#: Returns what is to be judged as the file at a path. Raises `OSError`. It is called in other
#: processes too, so it is picklable.
Read = Callable[[str], bytes]


class Found(Protocol):
    """The files that a run judges, and what stands in them."""

    def __iter__(self) -> Iterator[str | Failure]:
        """Yield each file once, and what could not be read."""

    @property
    def read(self) -> Read:
        """What reads them."""

    def read_of(self, paths: Collection[str]) -> Read:
        """Return what reads some of them, and holds no more than they need: it is sent about."""

    def tell_of_unread(self) -> None:
        """Say what else there was, when all files have been judged."""


class Files:
    """Finds the files of a run as its projects have it, each once, and what could not be read.

    Of those it has only the files that are ``wanted``.
    """

    read = staticmethod(read_file)

    def __init__(
        self,
        paths: Sequence[str],
        projects: Projects,
        warn: Callable[[str], object],
        wanted: Callable[[str], bool] = lambda path: True,
    ) -> None:
        self._paths = paths
        self._projects = projects
        self._warn = warn
        self._wanted = wanted
        self._folders = [path for path in paths if Path(path).is_dir()]
        self._included = Included(self._folders)
        self._passed_by: list[str] = []
        self._is_empty = True

    def __iter__(self) -> Iterator[str | Failure]:
        """Yield the files in the order of `walk.files`; last what was to be included in vain."""
        for folder in self._folders:  # its project file holds, whether or not there is a text
            self._takes(f"{folder}{os.sep}")
        outputs = self._projects.request.outputs
        found = files(
            self._paths,
            parsing.FORMATS,
            lambda path: self._takes(path) and self._wanted(path),
            self._warn,
            self._passed_by.append,
            outputs,
        )
        for file in found:
            self._is_empty = False
            yield file
        if self._is_empty and self._passed_by:
            yield Failure(self._folders[0], unread.reason_of_many(self._counts()))
        yield from self._included.missing(self._warn)

    def read_of(self, paths: Collection[str]) -> Read:
        """Return what reads some of them."""
        return self.read

    def tell_of_unread(self) -> None:
        """Say in one line how many documents in the folders nobody here reads, if any.

        Where there was nothing else, that is an error, and has been told.
        """
        if self._passed_by and not self._is_empty:
            number = len(self._passed_by)
            told = ngettext(
                "{number} file is not read: {kinds}",
                "{number} files are not read: {kinds}",
                number,
            )
            self._warn(told.format(number=number, kinds=self._counts()))

    def _counts(self) -> str:
        counts = Counter(map(unread.suffix_of, self._passed_by)).most_common()
        return ", ".join(f"{number} {suffix}" for suffix, number in counts)

    def _takes(self, path: str) -> bool:
        with suppress(Exception):  # judging the file meets it again, and tells
            project = self._projects.project(path)
            if project.include:
                self._included.see(project.include, path)
            return project.takes(path)
        return True
