"""The project file ``.clarity.yaml``: how it is found, read, and settled for one file."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from clarity.grammar import choice
from clarity.languagetool import options as languagetool
from clarity.messages import _
from clarity.parsing.configuration import read_text
from clarity.parsing.contents import read_file, read_own
from clarity.parsing.hints import near, shown
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError, Fields, load
from clarity.parsing.reach import Reach
from clarity.project.scope import Scope
from clarity.project.settings import (
    FAIL_ON,
    RuleSetting,
    Settings,
    lay,
    refuse_unknown_rules,
    rule_settings,
)

__all__ = ["FILE_NAME", "Override", "Project", "Settings", "find", "read", "refuse_unknown_rules"]

FILE_NAME = ".clarity.yaml"
#: Project files that rest on each other.
_LONGEST = 10


class Override(Struct, frozen=True):
    """A part of the project file that holds for some files only."""

    scope: Scope
    fields: Fields
    reach: Reach

    def lay(self, settings: Settings) -> Settings:
        """Lay what it says on top."""
        return _limited(lay(settings, self.fields, self.reach, also=_OF_OVERRIDES), self.fields)


class Project(Struct, frozen=True):
    """A project file, and those it extends.

    Without ``include`` every file is taken that ``exclude`` does not name. ``extends`` are the
    files it extends, the nearest first. ``baseline`` is the one it names, if any, and ``False``
    where it says that there is to be none.
    """

    settings: Settings = field(default_factory=Settings)
    overrides: tuple[Override, ...] = ()
    include: Scope | None = None
    exclude: tuple[Scope, ...] = ()
    extends: tuple[Path, ...] = ()
    baseline: Path | Literal[False] | None = None

    def takes(self, path: str | Path) -> bool:
        """Tell whether ``include`` and ``exclude`` let a file through; a baseline is no text."""
        if self.baseline and _is_one(path, self.baseline):
            return False
        if self.include and not self.include.match(path):
            return False
        return not any(scope.match(path) for scope in self.exclude)

    def for_file(self, path: str | Path) -> Settings:
        """Return the settings of a file, with every override that names it laid on in order."""
        settings = self.settings
        for override in self.overrides:
            if override.scope.match(path):
                settings = override.lay(settings)
        return settings

    @property
    def rules(self) -> tuple[RuleSetting, ...]:
        """Every rule setting of the file, for `refuse_unknown_rules`."""
        overridden = (rule_settings(override.fields) for override in self.overrides)
        return self.settings.rules + tuple(chain.from_iterable(overridden))


def find(path: str | Path) -> Path | None:
    """Return the project file that governs a file or folder.

    It is the nearest ``.clarity.yaml`` in its folder or a folder above, up to and including the
    root of the repository (the folder that holds ``.git``), or else up to the root of the disk.
    """
    place = Path(os.path.normpath(Path.cwd() / path))
    for folder in (place, *place.parents):
        # Also a link that leads nowhere, and what is no file at all: reading it tells.
        if os.path.lexists(folder / FILE_NAME):
            return folder / FILE_NAME
        if os.path.lexists(folder / ".git"):
            return None
    return None


def read(
    path: Path, root: Path | None = None, base: Settings | None = None, *, is_trusted: bool = False
) -> Project:
    """Read a project file; its globs are relative to ``root``, by default the file's folder.

    It is laid on the file that it extends, if any, and that one on ``base``. The rules, glossaries
    and guidelines that a file names lie relative to the file itself, and in the same project unless
    it ``is_trusted``. What it names is not asked, started or loaded here.

    Raises `ConfigError` where it cannot be read, or holds an unknown key or a wrong value. Names
    of rules are left to `refuse_unknown_rules`, as only the rules know them.
    """
    files = [_open(path, is_trusted, is_named=root is not None)]
    while "extends" in files[-1].fields:
        if len(files) == _LONGEST:
            message = _("goes on for more than {number} files").format(number=_LONGEST)
            raise files[0].fields.error("extends", message)
        files.append(_open(_base(files), is_trusted))
    project = Project(base or Settings(), extends=tuple(file.place for file in files[1:]))
    for file in reversed(files):
        project = _laid(project, file, root or file.place.parent)
    return project


class _File(Struct, frozen=True):
    place: Path
    fields: Fields
    reach: Reach


def _open(path: Path, is_trusted: bool, *, is_named: bool = False) -> _File:
    """Open a project file. One that the user has named herself may lie anywhere."""
    name = os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
    text = read_text(path, name, read_file if is_named else read_own)
    reach = Reach(path.absolute().parent, is_trusted)
    return _File(path, Fields(load(text, name), name), reach)


def _base(files: Sequence[_File]) -> Path:
    """Return the file that the last of some extends."""
    own = files[-1]
    path = own.reach.place(own.fields.text("extends"), own.fields, "extends")
    seen = [os.path.realpath(file.place) for file in files]
    if os.path.realpath(path) in seen:
        circle = seen[seen.index(os.path.realpath(path)) :]
        names = " → ".join(near(name) for name in (*circle, circle[0]))
        raise own.fields.error("extends", _("goes in a circle: {names}").format(names=names))
    return Path(os.path.normpath(path))


def _laid(project: Project, file: _File, root: Path) -> Project:
    """Lay a project file on top of those it extends."""
    from clarity.project.baseline_place import named  # most runs have no project file

    fields, reach = file.fields, file.reach
    under = project.settings
    settings = lay(under, fields, reach, also=_PROJECT_KEYS)
    included = Scope.of(fields, "include", root)
    return replace(
        project,
        settings=replace(
            _limited(settings, fields),
            rule_paths=under.rule_paths
            + _paths(fields, "rule_paths", reach, Path.is_dir, _("a folder")),
            glossary=under.glossary + _paths(fields, "glossary", reach, Path.is_file, _("a file")),
            languagetool=languagetool.read(fields, reach, under.languagetool),
            model={**under.model, **models(fields, reach.folder)},
        ),
        overrides=project.overrides + _overrides(fields, reach, root),
        include=included if included.globs else project.include,
        exclude=(*project.exclude, Scope.of(fields, "exclude", root)),
        baseline=named(fields, reach, project.baseline),
    )


def _is_one(path: str | Path, other: Path) -> bool:
    return os.path.normpath(Path.cwd() / path) == os.path.normpath(Path.cwd() / other)


def _limited(settings: Settings, fields: Fields) -> Settings:
    """Lay on top what makes the exit code 1."""
    least = fields.number("min_score", settings.min_score)
    if not 0 <= least <= 100:
        told = _("must be from 0 to 100, not {least:g}").format(least=least)
        raise fields.error("min_score", told)
    fail_on = fields.choice("fail_on", FAIL_ON, settings.fail_on)
    return replace(settings, fail_on=fail_on, min_score=least)


_LIMITS = ("fail_on", "min_score")
#: Keys that hold for a whole project.
_OF_PROJECT = (
    "extends",
    "include",
    "exclude",
    "overrides",
    "rule_paths",
    "glossary",
    "languagetool",
    "model",
    "baseline",
)
_PROJECT_KEYS = (*_OF_PROJECT, *_LIMITS)
_OF_OVERRIDES = ("files", *_LIMITS)


def _overrides(fields: Fields, reach: Reach, root: Path) -> tuple[Override, ...]:
    if fields.raw("overrides", "") == "":  # all of it commented out
        return ()
    return fields.each("overrides", partial(_override, reach=reach, root=root))


def _override(fields: Fields, reach: Reach, root: Path) -> Override:
    scope = Scope.of(fields, "files", root)
    if not scope.globs:
        raise ConfigError(
            fields.path, fields.line, _("«files» is missing: which files is this for?")
        )
    for key in _OF_PROJECT:
        if key in fields:
            raise fields.error(key, _of_the_whole_project(key))
    override = Override(scope, fields, reach)
    override.lay(Settings())  # refuses what is wrong now, whether or not a file matches
    return override


def _of_the_whole_project(key: str) -> str:
    """Say what to do about a key of the whole project that stands in an override."""
    above = _("cannot differ between files. Move it out of «overrides», to the left margin.")
    if key != "languagetool":
        return above
    instead = _("To keep these files from the server, write here instead:")
    off = "rules: {spelling: off, grammar: off, typography: off, style: off}"
    return f"{above} {instead} {off}"


def _paths(
    fields: Fields, key: str, reach: Reach, is_right: Callable[[Path], bool], wanted: str
) -> tuple[str, ...]:
    """Return the places that are named, each of which must be what is ``wanted``."""
    places = [(name, reach.place(name, fields, key)) for name in fields.texts(key, ())]
    for name, place in places:
        if not is_right(place):
            told = _("«{name}» is not {wanted}").format(name=shown(name), wanted=wanted)
            raise fields.error(key, told)
    return tuple(str(place) for _name, place in places)


def models(fields: Fields, folder: Path) -> Mapping[str, str]:
    """Return the grammar models that are named, by language: one for all it reads, or a mapping.

    One that lies in a folder is an absolute path. Never from a text itself: whoever names a model
    has its code run.
    """
    if fields.raw("model", "") == "":
        return {}
    if isinstance(fields.raw("model"), Mapping):
        own = fields.fields("model")
        named = {language: own.text(language) for language in languages() if language in own}
        own.finish(also=languages())
    else:
        name = fields.text("model")
        read = tuple(languages()) if name == choice.INSTALLED else choice.languages_of(name)
        if not read:
            message = _("which language is «{name}» for? Write {{nb: {name}}}").format(
                name=shown(name)
            )
            raise fields.error("model", message)
        named = dict.fromkeys(read, name)
    return {language: _model(name, folder, fields) for language, name in named.items()}


def _model(name: str, folder: Path, fields: Fields) -> str:
    try:
        return os.path.normpath(folder / name) if (folder / name).is_dir() else name
    except (OSError, ValueError):
        raise fields.error(
            "model", _("«{name}» is no name of a model").format(name=shown(name))
        ) from None
