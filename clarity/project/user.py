"""What the user says for all projects, and what a project file may not do without her word.

A project file comes with the texts, from whoever wrote them. It may turn rules off and on, and
bring rules and terms. To start a program, to send a text somewhere, and to load a model that lies
in a folder take the user's own word: in her own configuration, on the command line, or by trusting
the project file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from clarity.languagetool import options as languagetool
from clarity.languagetool.options import Options
from clarity.messages import _
from clarity.parsing.configuration import read_text
from clarity.parsing.contents import read_file
from clarity.parsing.hints import shown
from clarity.parsing.located_yaml import ConfigError, Fields, load
from clarity.parsing.reach import Reach
from clarity.project import trust
from clarity.project.config import models
from clarity.project.settings import Settings

FILE_NAME = "config.yaml"


class User(Struct, frozen=True):
    """What one user allows and wants.

    ``hosts`` are the servers that project files may name. ``languagetool`` and ``model`` (pairs of
    language and name) hold where a project file says nothing. ``folder`` is where the trusted
    project files are remembered. With ``trusts_all`` whatever this run meets is trusted.
    """

    hosts: tuple[str, ...] = ()
    languagetool: Options | None = None
    model: tuple[tuple[str, str], ...] = ()
    folder: Path | None = None
    trusts_all: bool = False

    @property
    def settings(self) -> Settings:
        """What a project file is laid on."""
        return Settings(languagetool=self.languagetool, model=dict(self.model))

    def trusts(self, project_file: Path) -> bool:
        """Tell whether a project file may do as it likes."""
        if self.trusts_all:
            return True
        return self.folder is not None and trust.is_trusted(self.folder, project_file)

    def limit(self, settings: Settings, project_file: Path) -> Settings:
        """Return the settings of a project file nobody trusts, with what it may not do refused."""
        name = os.path.relpath(project_file)
        folder = Path(name).parent
        command = f"clarity trust {'' if folder == Path() else folder}".strip()
        asked = settings.languagetool
        if asked and asked != self.languagetool and not self._allows(asked):
            what = f"the server {_host(asked)}" if asked.url else "a LanguageTool to start"
            reason = f"LanguageTool is not asked: {name} names {what}, which takes your word"
            asked = replace(asked, refusal=f"{reason}. To allow it: {command}")
        own = dict(self.model).values()
        refused = {
            model: f"the model «{model}» is not loaded: {name} names its folder, "
            f"which takes your word. To allow it: {command}"
            for model in settings.model.values()
            if Path(model).is_absolute() and model not in own
        }
        return replace(settings, languagetool=asked, refused=refused)

    def _allows(self, asked: Options) -> bool:
        place = languagetool.address_of(asked.url)
        return bool(asked.url) and not {place.host, place.place}.isdisjoint(self.hosts)


def needs_word(settings: Settings) -> Iterator[str]:
    """Yield what settings do that takes the user's word, each as a sentence."""
    asked = settings.languagetool
    if asked and asked.url:
        yield _("It can send texts to LanguageTool at {host}.").format(host=_host(asked))
    elif asked and asked.installation:
        yield _("It can start LanguageTool from {folder}.").format(folder=asked.installation)
    elif asked:
        yield _("It can start the LanguageTool of this machine.")
    for model in code(settings, with_lt=False):
        yield _("It can load the grammar model in {folder}.").format(folder=model)


def code(settings: Settings, *, with_lt: bool = True) -> tuple[str, ...]:
    """Return the folders from which settings have something run."""
    asked = settings.languagetool
    started = [asked.installation] if with_lt and asked and asked.installation else []
    loaded = [model for model in settings.model.values() if Path(model).is_absolute()]
    return tuple(dict.fromkeys((*started, *loaded)))


def read(folder: Path | None, hosts: Iterable[str] = (), *, trusts_all: bool = False) -> User:
    """Read the user's own configuration in a folder, if there is any. Raises `ConfigError`.

    ``hosts`` are allowed beside those it names.
    """
    given = tuple(_host_named(host, "--allow-host", None) for host in hosts)
    path = folder / FILE_NAME if folder else None
    if path is None or not os.path.lexists(path):
        return User(given, folder=folder, trusts_all=trusts_all)
    fields = Fields(load(read_text(path, read=read_file), str(path)), str(path))
    allowed = [_host_named(name, "allow_hosts", fields) for name in fields.texts("allow_hosts", ())]
    user = User(
        (*given, *allowed),
        languagetool.read(fields, Reach(path.parent, is_trusted=True)),
        tuple(sorted(models(fields, path.parent).items())),
        folder,
        trusts_all,
    )
    fields.finish(is_whole=True)
    return user


def _host(asked: Options) -> str:
    return languagetool.address_of(asked.url).place


def _host_named(name: str, key: str, fields: Fields | None) -> str:
    """Return a host, with its port if one is named, as an address has it."""
    try:
        address = languagetool.address_of(f"http://{name}")
        if address.path:
            raise ValueError
    except ValueError:
        reason = _("«{name}» is no host such as localhost or localhost:8081")
        reason = reason.format(name=shown(name))
        raise (fields.error(key, reason) if fields else ConfigError(key, 0, reason)) from None
    return address.place
