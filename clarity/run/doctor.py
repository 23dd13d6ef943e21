"""What works here and what does not: program, project, grammar models, LanguageTool, cache."""

from __future__ import annotations

import os
import platform
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import Literal, NamedTuple

from packaging.requirements import Requirement

from clarity import __version__
from clarity.grammar import choice
from clarity.grammar.pipelines import UnavailableError
from clarity.languagetool import NoAnswerError, Options
from clarity.messages import _
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError
from clarity.project import config
from clarity.session import Session

#: ``broken``: something that is configured does not work. ``absent``: it is not asked for.
State = Literal["works", "absent", "broken"]


class Check(NamedTuple):
    """One thing that was looked at: what was seen, and what to do about it where that helps."""

    subject: str
    name: str
    state: State
    seen: str
    mend: str = ""


#: The name of clarity itself among Python's packages.
_DISTRIBUTION = "clarity-klarsprak"
_REINSTALL = "Install clarity again, from where you have it: docs/install.md says how."


def examine(session: Session, folder: Path) -> Iterator[Check]:
    """Look at everything that texts in a folder would need, a subject at a time.

    Where a LanguageTool of one's own is configured, it is started.
    """
    for subject in SUBJECTS:
        yield from subject(session, folder)


def _program(session: Session, folder: Path) -> Iterator[Check]:
    yield Check("program", "clarity", "works", f"{__version__} in {Path(__file__).parent}")
    yield Check("program", "Python", "works", f"{platform.python_version()} in {sys.prefix}")
    yield from map(_package, _packages())


def _package(need: Requirement) -> Check:
    try:
        version = metadata.version(need.name)
    except metadata.PackageNotFoundError:
        return Check("program", need.name, "broken", "not installed", _REINSTALL)
    if need.specifier.contains(version, prereleases=True):
        return Check("program", need.name, "works", version)
    seen = _("{version}, and clarity needs {wanted}")
    mend = _("Install a {name} that fits: pip install {need}")
    return Check(
        *("program", need.name, "broken"),
        seen.format(version=version, wanted=need.specifier),
        mend.format(name=need.name, need=shlex.quote(f"{need.name}{need.specifier}")),
    )


def _packages() -> list[Requirement]:
    """Return the packages that clarity says it needs, and in which versions."""
    try:
        needed = metadata.requires(_DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return []  # run from a checkout
    wanted = (Requirement(need) for need in needed if "extra ==" not in need)
    return sorted(wanted, key=lambda need: need.name)


def _project(session: Session, folder: Path) -> Iterator[Check]:
    place = session.request.config or config.find(folder)
    if place is None:
        seen = "none here, so everything is as clarity comes"
        yield Check("project", config.FILE_NAME, "absent", seen, "To propose one: clarity init")
        return
    try:
        settings = session.settings(str(folder / "text.md"))
        count = sum(len(session.checker(name, settings).rules) for name in languages())
    except ConfigError as error:
        mend = "Mend that line. docs/configuration.md has every setting."
        seen = str(error)
        if place.absolute() == Path(error.path).absolute():  # told once
            seen = f"line {error.line}: {error.message}" if error.line else error.message
        yield Check("project", str(place), "broken", seen, mend)
        return
    each = [settings.in_language(name).guideline for name in languages()]
    guideline = " or ".join(dict.fromkeys(each))
    facts = f"{count} rules on, guideline {guideline}, language {settings.language}"
    yield Check("project", str(place), "works", facts)


def _grammar(session: Session, folder: Path) -> Iterator[Check]:
    try:
        settings = session.project(str(folder / "text.md")).settings
    except ConfigError:
        return  # told of already
    read_by: dict[str, list[str]] = {}
    for language in languages():
        read_by.setdefault(choice.model_for(language, settings.model), []).append(language)
    for language in read_by.pop("", ()):
        yield Check("grammar", language, "absent", "no model reads it")
    for model, read_by_it in read_by.items():
        read = " and ".join(read_by_it)
        try:
            reader = session.reader(settings, model)
        except UnavailableError as error:
            mend = "Or name another with «model» in the project file: docs/grammar.md says which."
            if model in choice.own():
                mend = _REINSTALL
            elif model in settings.refused:
                mend = ""  # it is in the reason
            elif not_fitting := [check for check in map(_package, _packages()) if check.mend]:
                mend = not_fitting[0].mend  # such as a spaCy that loads no model
            yield Check("grammar", model, "broken", str(error), mend)
        else:
            size = _size(reader.folder)
            seen = f"version {reader.version}, {size}, reads {read}"
            yield Check("grammar", model, "works", seen)


def _languagetool(session: Session, folder: Path) -> Iterator[Check]:
    try:
        options = session.project(str(folder / "text.md")).settings.languagetool
    except ConfigError:
        return  # told of already
    if options is None:
        yield Check(
            *("languagetool", "LanguageTool", "absent", "not configured, so it is not asked"),
            mend="To have spelling checked as well, see docs/languagetool.md",
        )
        return
    where = "local: true"
    try:
        where = _place(options) or where
        reader = session.servers.reader(options)
        version, known = reader.version(), reader.languages()
    except NoAnswerError as error:
        mend = (
            ""
            if options.refusal
            else "Start the server, or mend «url» in the project file."
            if options.url
            else "Install Java 17 and LanguageTool: docs/languagetool.md says how."
        )
        yield Check("languagetool", where, "broken", str(error), mend)
        return
    missing = [name for name in languages() if name not in known]
    none = f"none of {', '.join(languages())}"
    seen = f"version {version}, knows {', '.join(sorted(known)) or none}"
    if missing:
        seen += f"; texts in {' and '.join(missing)} are checked without it"
    yield Check("languagetool", where, "works" if known else "broken", seen)
    if options.host:
        seen = f"texts are sent to {options.host}, another machine"
        yield Check("languagetool", "privacy", "works", seen)


def _place(options: Options) -> str:
    """Return where the server is, or the LanguageTool it is started from."""
    from clarity.languagetool.installation import find

    if options.url:
        return options.url
    jar = find(options.installation)
    return str(jar.parent) if jar else ""


def _cache(session: Session, folder: Path) -> Iterator[Check]:
    place = session.request.cache
    if place is None:
        yield Check("cache", "cache", "absent", "there is no folder for it: nothing is kept")
        return
    above = next(path for path in (place, *place.absolute().parents) if os.path.lexists(path))
    if _is_usable(above):
        seen = _size(place)
        yield Check("cache", str(place), "works", f"{seen}. It can be deleted at any time")
    else:
        mend = _(
            "Every run starts from nothing. Let yourself use it (chmod -R u+rwX {place}), or name "
            "another with --cache-dir or CLARITY_CACHE_DIR."
        ).format(place=shlex.quote(str(above)))
        yield Check("cache", str(place), "broken", _("cannot be read or written"), mend)


def _size(folder: Path) -> str:
    sizes: list[int] = []
    for root, _folders, names in os.walk(folder):  # what may not be read is passed by
        for name in names:
            with suppress(OSError):
                sizes.append((Path(root) / name).stat().st_size)
    return f"{len(sizes)} files, {sum(sizes) / 1e6:.1f} MB"


def _is_usable(folder: Path) -> bool:
    """Tell whether files in a folder can be listed and written."""
    try:
        next(folder.iterdir(), None)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


#: What is looked at, in order.
SUBJECTS: tuple[Callable[[Session, Path], Iterator[Check]], ...] = (
    _program,
    _project,
    _grammar,
    _languagetool,
    _cache,
)
