"""Which baseline holds for a text, and what it says, read once."""

from __future__ import annotations

import os
from os.path import split
from pathlib import Path
from typing import TYPE_CHECKING

from clarity.messages import _
from clarity.parsing.hints import near
from clarity.parsing.located_yaml import ConfigError
from clarity.project.baseline_place import BASELINE
from clarity.project.projects import Projects

if TYPE_CHECKING:
    from clarity.project.baseline import Baseline


class Baselines:
    """The baselines of a run, each read once; ``given`` is one to use for everything.

    Else it is the one that the project file of a text names, or the one beside that file. Where
    there is no project file, it is the nearest one above the text, within its repository, or that
    of the working folder. One that is named must be there, unless it ``is_written``.
    """

    def __init__(
        self, projects: Projects, given: Path | None = None, *, is_written: bool = False
    ) -> None:
        self.projects = projects
        self.given = given
        self.is_written = is_written

    def place(self, path: str) -> Path | None:
        """Return where the baseline for a text lies, or is to lie; nowhere if there is to be none.

        Raises `ConfigError` where the project file cannot be read.
        """
        if self.given:
            return self.given
        folder = split(path)[0]
        return self.projects.once(("baseline of", folder), lambda: self._place(path))

    def of(self, path: str) -> Baseline | None:
        """Return the baseline that holds for a text, if there is one. Raises `ConfigError`."""
        folder = split(path)[0]  # of every file, so not with `Path`, which takes its time
        return self.projects.once(("baseline in", folder), lambda: self._of(path))

    def _of(self, path: str) -> Baseline | None:
        place = self.place(path)
        if place is None:
            return None
        return self.projects.once(("baseline", place), lambda: self._read(path, place))

    def _read(self, path: str, place: Path) -> Baseline | None:
        if os.path.lexists(place):
            from clarity.project.baseline import read  # most texts have none

            return read(place, is_named=place == self.given)
        is_named = place in (self.given, self.projects.project(path).baseline)
        if is_named and not self.is_written:
            told = _("there is no such file. Write it with: clarity baseline")
            raise ConfigError(near(str(place)), 0, told)
        return None

    def _place(self, path: str) -> Path | None:
        project = self.projects.project(path)
        if project.baseline is not None:
            return project.baseline or None
        file = self.projects.place(path)
        if file and not self.projects.request.config:
            return file.parent / BASELINE
        here = Path.cwd() / BASELINE
        return here if file else _nearest(path) or here


def _nearest(path: str) -> Path | None:
    folder = Path(os.path.normpath(Path.cwd() / path)).parent
    for above in (folder, *folder.parents):
        if os.path.lexists(above / BASELINE):
            return above / BASELINE
        if os.path.lexists(above / ".git"):
            return None
    return None
