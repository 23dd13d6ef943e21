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
from typing import Literal

from msgspec import Struct
from packaging.requirements import Requirement

from clarity import __version__
from clarity.grammar import choice
from clarity.grammar.unavailable import UnavailableError
from clarity.languagetool import NoAnswerError, Options
from clarity.messages import SOURCE, _, ngettext, spoken
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError
from clarity.project import config
from clarity.project.settings import Settings
from clarity.reports.interface_words import words_in
from clarity.reports.phrasing import decimal
from clarity.reports.remarks import in_words
from clarity.resources import code_root
from clarity.scoring import guidelines
from clarity.scoring.guidelines import NO_GUIDELINE
from clarity.session import Session

#: ``broken``: something that is configured does not work. ``absent``: it is not asked for.
State = Literal["works", "absent", "broken"]


class Check(Struct, frozen=True):
    """One thing that was looked at: what was seen, and what to do about it where that helps."""

    subject: str
    name: str
    state: State
    seen: str
    mend: str = ""


#: The name of clarity itself among Python's packages.
_DISTRIBUTION = "clarity-klarsprak"


def _reinstall() -> str:
    return _("Install clarity again, from where you have it: docs/install.md says how.")


def examine(session: Session, folder: Path) -> Iterator[Check]:
    """Look at everything that texts in a folder would need, a subject at a time.

    Where a LanguageTool of one's own is configured, it is started.
    """
    for subject in SUBJECTS:
        yield from subject(session, folder)


def _program(session: Session, folder: Path) -> Iterator[Check]:
    yield Check("program", "clarity", "works", _in(__version__, code_root()))
    yield Check("program", "Python", "works", _in(platform.python_version(), sys.prefix))
    yield from map(_package, _packages())


def _in(version: str, folder: str | Path) -> str:
    return _("{version} in {folder}").format(version=version, folder=folder)


def _package(need: Requirement) -> Check:
    try:
        version = metadata.version(need.name)
    except metadata.PackageNotFoundError:
        return Check("program", need.name, "broken", _("not installed"), _reinstall())
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
        seen = _("none here, so everything is as clarity comes")
        mend = _("To propose one: clarity init")
        yield Check("project", config.FILE_NAME, "absent", seen, mend)
        return
    try:
        settings = session.settings(str(folder / "text.md"))
        count = sum(len(session.checker(name, settings).rules) for name in languages())
        _read_guidelines(session, settings, folder)
    except ConfigError as error:
        mend = _("Mend that line. docs/configuration.md has every setting.")
        yield Check("project", str(place), "broken", _once(error, place), mend)
        return
    each = [settings.in_language(name).guideline for name in languages()]
    guideline = _(" or ").join(dict.fromkeys(each))
    facts = _("{count} rules on, guideline {guideline}, language {language}").format(
        count=count, guideline=guideline, language=settings.language
    )
    yield Check("project", str(place), "works", facts)


def _read_guidelines(session: Session, settings: Settings, folder: Path) -> None:
    """Read every guideline that a project names, in all its languages. Raises `ConfigError`."""
    project = session.project(str(folder / "text.md"))
    some = (override.lay(project.settings) for override in project.overrides)
    named = dict.fromkeys(one.guideline for one in (settings, *some))
    for guideline in named.keys() - {"", NO_GUIDELINE}:
        guidelines.read(guidelines.locate(guideline))


def _once(error: ConfigError, place: Path) -> str:
    """Return an error without the path of the project file, which stands before it."""
    if Path(error.path).resolve() != place.resolve():
        return str(error)
    line = _("line {line}: ").format(line=error.line) if error.line else ""
    return line + error.message


def _grammar(session: Session, folder: Path) -> Iterator[Check]:
    try:
        settings = session.project(str(folder / "text.md")).settings
    except ConfigError:
        return  # told of already
    read_by: dict[str, list[str]] = {}
    for language in languages():
        read_by.setdefault(choice.model_for(language, settings.model), []).append(language)
    for language in read_by.pop("", ()):
        yield Check("grammar", language, "absent", _("no model reads it"))
    for model, read_by_it in read_by.items():
        read = _(" and ").join(read_by_it)
        try:
            reader = session.reader(settings, model)
        except UnavailableError as error:
            mend = _(
                "Or name another with «model» in the project file: docs/grammar.md says which."
            )
            if model in choice.own():
                mend = _reinstall()
            elif model in settings.refused:
                mend = ""  # it is in the reason
            elif not_fitting := [check for check in map(_package, _packages()) if check.mend]:
                mend = not_fitting[0].mend  # such as a spaCy that loads no model
            yield Check("grammar", model, "broken", _why(error), mend)
        else:
            seen = _("version {version}, {size}, reads {languages}").format(
                version=reader.version, size=_size(reader.folder), languages=read
            )
            yield Check("grammar", model, "works", seen)


def _languagetool(session: Session, folder: Path) -> Iterator[Check]:
    try:
        options = session.project(str(folder / "text.md")).settings.languagetool
    except ConfigError:
        return  # told of already
    if options is None:
        yield Check(
            *("languagetool", "LanguageTool", "absent", _("not configured, so it is not asked")),
            mend=_("To have spelling checked as well, see docs/languagetool.md"),
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
            else _("Start the server, or mend «url» in the project file.")
            if options.url
            else _("Install Java 17 and LanguageTool: docs/languagetool.md says how.")
        )
        yield Check("languagetool", where, "broken", _why(error), mend)
        return
    missing = [name for name in languages() if name not in known]
    none = _("none of {languages}").format(languages=", ".join(languages()))
    seen = _("version {version}, knows {languages}").format(
        version=version, languages=", ".join(sorted(known)) or none
    )
    if missing:
        without = _("texts in {languages} are checked without it")
        seen += "; " + without.format(languages=_(" and ").join(missing))
    yield Check("languagetool", where, "works" if known else "broken", seen)
    if options.host:
        seen = _("texts are sent to {host}, another machine").format(host=options.host)
        yield Check("languagetool", _("privacy"), "works", seen)


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
        seen = _("there is no folder for it: nothing is kept")
        yield Check("cache", _("cache"), "absent", seen)
        return
    above = next(path for path in (place, *place.absolute().parents) if os.path.lexists(path))
    if _is_usable(above):
        seen = _("{size}. It can be deleted at any time").format(size=_size(place))
        yield Check("cache", str(place), "works", seen)
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
    told = ngettext("{files} file, {size} MB", "{files} files, {size} MB", len(sizes))
    megabytes = sum(sizes) / 1e6
    size = decimal(megabytes, words_in(spoken()))
    return told.format(files=len(sizes), size=size)


def _why(error: Exception) -> str:
    """Return why something does not work, which is kept in English, in the language spoken."""
    said = str(error)
    if spoken() == SOURCE:
        return said
    _before, sign, technical = said.partition("» cannot be loaded: ")
    return (
        _("cannot be loaded: {reason}").format(reason=technical)
        if sign
        else in_words(said, spoken())
    )


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
