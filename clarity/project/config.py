"""The project file ``.clarity.yaml``: how it is found, read, and settled for one file."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from clarity.grammar import choice
from clarity.languagetool import options as languagetool
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError, Fields, load
from clarity.project.settings import (
    FAIL_ON,
    RuleSetting,
    Settings,
    lay,
    refuse_unknown_rules,
    rule_settings,
)

if TYPE_CHECKING:
    import pathspec

__all__ = ["FILE_NAME", "Override", "Project", "Settings", "find", "read", "refuse_unknown_rules"]

FILE_NAME = ".clarity.yaml"


class Override(NamedTuple):
    """A part of the project file that holds for some files only."""

    files: tuple[str, ...]
    fields: Fields


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
        if self.include and not self._included.match_file(name):
            return False
        return not self._excluded.match_file(name)

    def for_file(self, path: str | Path) -> Settings:
        """Return the settings of a file, with every override that names it laid on in order."""
        settings = self.settings
        for override, spec in zip(self.overrides, self._overridden, strict=True):
            if spec.match_file(self._name(path)):
                settings = lay(settings, override.fields, self.root)
        return settings

    @property
    def rules(self) -> tuple[RuleSetting, ...]:
        """Every rule setting of the file, for `refuse_unknown_rules`."""
        overridden = (rule_settings(override.fields) for override in self.overrides)
        return self.settings.rules + tuple(chain.from_iterable(overridden))

    @cached_property
    def _included(self) -> pathspec.GitIgnoreSpec:
        return _spec(self.include)

    @cached_property
    def _excluded(self) -> pathspec.GitIgnoreSpec:
        return _spec(self.exclude)

    @cached_property
    def _overridden(self) -> tuple[pathspec.GitIgnoreSpec, ...]:
        return tuple(_spec(override.files) for override in self.overrides)

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
        try:
            if (folder / FILE_NAME).is_file():
                return folder / FILE_NAME
            if (folder / ".git").exists():
                return None
        except (PermissionError, NotADirectoryError):
            return None  # whoever reads the file itself will tell
    return None


def read(path: Path, root: Path | None = None) -> Project:
    """Read a project file; its globs are relative to ``root``, by default the file's folder.

    The rules, glossaries and guidelines it names lie relative to the file itself.

    Raises `ConfigError` where it cannot be read, or holds an unknown key or a wrong value. Names
    of rules are left to `refuse_unknown_rules`, as only the rules know them.
    """
    name = os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(name, 0, f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(name, 0, "is not UTF-8") from None
    fields = Fields(load(text, name), name)
    root = root or path.parent
    settings = lay(Settings(), fields, path.parent, also=_PROJECT_KEYS)
    return Project(
        root=root,
        settings=replace(
            settings,
            rule_paths=_paths(fields, "rule_paths", path.parent),
            glossary=_paths(fields, "glossary", path.parent),
            languagetool=languagetool.read(fields, path.parent),
            model=_models(fields, path.parent),
            fail_on=fields.choice("fail_on", FAIL_ON, "warning"),
            min_score=_score(fields, "min_score"),
        ),
        overrides=_overrides(fields, root),
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


def _overrides(fields: Fields, root: Path) -> tuple[Override, ...]:
    if fields.raw("overrides", "") == "":  # all of it commented out
        return ()
    return fields.each("overrides", partial(_override, root=root))


def _override(fields: Fields, root: Path) -> Override:
    files = _globs(fields, "files")
    if not files:
        raise ConfigError(fields.path, fields.line, "«files» is missing: which files is this for?")
    for key in _PROJECT_KEYS:
        if key in fields:
            raise fields.error(key, f"cannot differ between files. {_INSTEAD.get(key, _ABOVE)}")
    lay(Settings(), fields, root)  # refuses what is wrong now, whether or not a file matches
    return Override(files, fields)


def _globs(fields: Fields, key: str) -> tuple[str, ...]:
    globs = tuple(glob for glob in fields.texts(key, ()) if glob)
    try:
        if globs:
            _spec(globs)
    except ValueError as error:
        raise fields.error(key, f"not a glob: {error}") from None
    return globs


def _paths(fields: Fields, key: str, root: Path) -> tuple[str, ...]:
    paths = [path for path in fields.texts(key, ()) if path]
    for path in paths:
        if not (root / path).exists():
            raise fields.error(key, f"«{path}» does not exist")
    return tuple(str(root / path) for path in paths)


def _models(fields: Fields, root: Path) -> Mapping[str, str]:
    """Return the grammar models a project names, by language: one for all it reads, or a mapping.

    Never from a text itself: whoever names a model has its code run.
    """
    if fields.raw("model", "") == "":
        return {}
    if isinstance(fields.raw("model"), Mapping):
        own = fields.fields("model")
        models = {language: own.text(language) for language in languages() if language in own}
        own.finish(also=languages())
    else:
        name = fields.text("model")
        read = tuple(languages()) if name == choice.INSTALLED else choice.languages_of(name)
        if not read:
            raise fields.error("model", f"which language is «{name}» for? Write {{nb: {name}}}")
        models = dict.fromkeys(read, name)
    folders = {language: root / name for language, name in models.items()}
    return {n: str(folders[n]) if folders[n].is_dir() else name for n, name in models.items()}


def _score(fields: Fields, key: str) -> float:
    score = fields.number(key, 0.0)
    if not 0 <= score <= 100:
        raise fields.error(key, f"must be from 0 to 100, not {score:g}")
    return score


def _spec(globs: Collection[str]) -> pathspec.GitIgnoreSpec:
    import pathspec  # a fifth of a cold start, and most runs have no globs

    return pathspec.GitIgnoreSpec.from_lines(globs)
