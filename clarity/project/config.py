"""The project file ``.clarity.yaml``: how it is found, read, and settled for one file."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from clarity.grammar import choice
from clarity.languagetool import options as languagetool
from clarity.messages import _
from clarity.parsing.contents import read_file, read_own
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError, Fields, load, read_text, shown
from clarity.parsing.reach import Reach
from clarity.project.globs import Globs
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


class Override(NamedTuple):
    """A part of the project file that holds for some files only."""

    files: tuple[str, ...]
    fields: Fields
    reach: Reach


@dataclass(frozen=True)
class Project:
    """A project file. Its globs are relative to ``root``, and are those of ``.gitignore``."""

    root: Path
    settings: Settings = field(default_factory=Settings)
    overrides: tuple[Override, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def takes(self, path: str | Path) -> bool:
        """Tell whether ``include`` and ``exclude`` let a file through."""
        if not (self.include or self.exclude):
            return True
        name = self._name(path)
        if self.include and not self._included.match(name):
            return False
        return not self._excluded.match(name)

    def for_file(self, path: str | Path) -> Settings:
        """Return the settings of a file, with every override that names it laid on in order."""
        settings = self.settings
        for override, spec in zip(self.overrides, self._overridden, strict=True):
            if spec.match(self._name(path)):
                settings = lay(settings, override.fields, override.reach)
        return settings

    @property
    def rules(self) -> tuple[RuleSetting, ...]:
        """Every rule setting of the file, for `refuse_unknown_rules`."""
        overridden = (rule_settings(override.fields) for override in self.overrides)
        return self.settings.rules + tuple(chain.from_iterable(overridden))

    @cached_property
    def _included(self) -> Globs:
        return Globs(self.include)

    @cached_property
    def _excluded(self) -> Globs:
        return Globs(self.exclude)

    @cached_property
    def _overridden(self) -> tuple[Globs, ...]:
        return tuple(Globs(override.files) for override in self.overrides)

    def _name(self, path: str | Path) -> str:
        # Not resolved: a link is named by where it stands. A file outside the root starts with
        # "..", which no glob matches.
        return os.path.relpath(path, self.root).replace(os.sep, "/")


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

    It is laid on ``base``. The rules, glossaries and guidelines it names lie relative to the file
    itself, and in the same project unless it ``is_trusted``. What it names is not asked, started or
    loaded here.

    Raises `ConfigError` where it cannot be read, or holds an unknown key or a wrong value. Names
    of rules are left to `refuse_unknown_rules`, as only the rules know them.
    """
    name = os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
    base = base or Settings()
    # With a root of its own it was named by the user, and may lie anywhere.
    text = read_text(path, name, read_file if root else read_own)
    fields = Fields(load(text, name), name)
    root = root or path.parent
    reach = Reach(path.absolute().parent, is_trusted)
    settings = lay(base, fields, reach, also=_PROJECT_KEYS)
    return Project(
        root=root,
        settings=replace(
            settings,
            rule_paths=_paths(fields, "rule_paths", reach, Path.is_dir, _("a folder")),
            glossary=_paths(fields, "glossary", reach, Path.is_file, _("a file")),
            languagetool=languagetool.read(fields, reach, base.languagetool),
            model={**base.model, **models(fields, reach.folder)},
            fail_on=fields.choice("fail_on", FAIL_ON, "warning"),
            min_score=_score(fields, "min_score"),
        ),
        overrides=_overrides(fields, reach),
        include=_globs(fields, "include"),
        exclude=_globs(fields, "exclude"),
    )


_PROJECT_KEYS = (
    "include",
    "exclude",
    "overrides",
    "rule_paths",
    "glossary",
    "languagetool",
    "model",
    "fail_on",
    "min_score",
)

#: What to do about a key of the whole project that stands in an override.
_ABOVE = "Move it out of «overrides», to the left margin"
_INSTEAD = {
    "languagetool": f"{_ABOVE}. To keep these files from the server, write here instead: "
    "rules: {spelling: off, grammar: off, typography: off, style: off}",
}


def _overrides(fields: Fields, reach: Reach) -> tuple[Override, ...]:
    if fields.raw("overrides", "") == "":  # all of it commented out
        return ()
    return fields.each("overrides", partial(_override, reach=reach))


def _override(fields: Fields, reach: Reach) -> Override:
    files = _globs(fields, "files")
    if not files:
        raise ConfigError(fields.path, fields.line, "«files» is missing: which files is this for?")
    for key in _PROJECT_KEYS:
        if key in fields:
            raise fields.error(key, f"cannot differ between files. {_INSTEAD.get(key, _ABOVE)}")
    lay(Settings(), fields, reach)  # refuses what is wrong now, whether or not a file matches
    return Override(files, fields, reach)


def _globs(fields: Fields, key: str) -> tuple[str, ...]:
    globs = fields.texts(key, ())
    for refused in Globs(globs).refused:
        raise fields.error(key, f"«{refused}» is not a glob: it can match nothing")
    return globs


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
            message = f"which language is «{shown(name)}» for? Write {{nb: {shown(name)}}}"
            raise fields.error("model", message)
        named = dict.fromkeys(read, name)
    return {language: _model(name, folder, fields) for language, name in named.items()}


def _model(name: str, folder: Path, fields: Fields) -> str:
    try:
        return os.path.normpath(folder / name) if (folder / name).is_dir() else name
    except (OSError, ValueError):
        raise fields.error("model", f"«{shown(name)}» is no name of a model") from None


def _score(fields: Fields, key: str) -> float:
    score = fields.number(key, 0.0)
    if not 0 <= score <= 100:
        raise fields.error(key, f"must be from 0 to 100, not {score:g}")
    return score
