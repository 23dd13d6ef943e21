"""What a project file says of LanguageTool: which server, and what to ask it for."""

from __future__ import annotations

import os
import re
from pathlib import Path

from msgspec import Struct

from clarity.messages import _
from clarity.parsing.hints import shown
from clarity.parsing.located_yaml import ConfigError, Fields
from clarity.parsing.reach import Reach

#: Seconds for one request; LanguageTool is slow, and slowest on its first.
_TIMEOUT = 60.0

#: What an address may be written with, and what its host is in the end.
_PLAIN = r"[\w.:/\[\]~%+-]{1,2000}"
_HOST = r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]"


class Options(Struct, frozen=True):
    """The key ``languagetool`` of a project file.

    ``url`` is the server's address without ``/v2``; where it is empty, a server is started from
    ``installation``, the folder of an unpacked LanguageTool (empty: the newest there is).
    ``timeout`` is in seconds. ``words`` are paths of word lists. A ``refusal`` is why nothing is
    asked or started. The others are LanguageTool's own names of rules and categories.
    """

    url: str = ""
    installation: str = ""
    enabled_rules: tuple[str, ...] = ()
    disabled_rules: tuple[str, ...] = ()
    enabled_categories: tuple[str, ...] = ()
    disabled_categories: tuple[str, ...] = ()
    timeout: float = _TIMEOUT
    words: tuple[str, ...] = ()
    refusal: str = ""

    @property
    def host(self) -> str:
        """The other machine that texts are sent to; empty where they stay on this one."""
        host = "" if self.refusal else address_of(self.url).host
        return "" if is_loopback(host) else host


class Address(Struct, frozen=True):
    """Where a server is, as what connects to it reads it. ``path`` is before ``/v2``."""

    scheme: str = ""
    host: str = ""
    port: int | None = None
    path: str = ""

    def __str__(self) -> str:
        return f"{self.scheme}://{self.place}{self.path}"

    @property
    def place(self) -> str:
        """The host, and the port where one is named."""
        return f"{self.host}:{self.port}" if self.port else self.host


def address_of(url: str) -> Address:
    """Read an address with the parser of what connects to it. Raises `ValueError`.

    An empty one is no address. Blanks, control characters, backslashes, a user's name, a query
    and whatever two programs might read differently are refused.
    """
    if not url:
        return Address()
    from urllib3.util import parse_url  # only where a server is configured

    if not re.fullmatch(_PLAIN, url):
        raise ValueError(_("signs that no address has"))
    parts = parse_url(url)  # its errors are ValueErrors
    is_whole = parts.scheme in ("http", "https") and not (parts.auth or parts.query)
    if not is_whole or not re.fullmatch(_HOST, parts.host or "") or parts.port == 0:
        raise ValueError(_("no address of a server"))
    path = (parts.path or "").rstrip("/").removesuffix("/v2")
    return Address(parts.scheme or "", parts.host or "", parts.port, path)


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine. An empty name is: it is a server of our own."""
    if host in ("", "localhost"):
        return True
    from ipaddress import ip_address  # only where a server is configured

    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def read(fields: Fields, reach: Reach, default: Options | None = None) -> Options | None:
    """Read the key ``languagetool``. Raises `ConfigError`.

    ``default`` where the key is not there or is empty, ``None`` where it is ``off``.
    """
    if fields.raw("languagetool", "") in ("", "off"):
        return default if fields.raw("languagetool", "") == "" else None
    own = fields.fields("languagetool")
    url = _url(own)
    installation = _installation(own, reach.folder)
    options = Options(
        url=url,
        installation=installation or "",
        enabled_rules=_names(own, "enabled_rules"),
        disabled_rules=_names(own, "disabled_rules"),
        enabled_categories=_names(own, "enabled_categories"),
        disabled_categories=_names(own, "disabled_categories"),
        timeout=own.number("timeout", _TIMEOUT),
        words=tuple(str(reach.place(name, own, "words")) for name in own.texts("words", ())),
    )
    if not 0 < options.timeout <= 3600:
        raise own.error(
            "timeout",
            _("must be from 0 to 3600 seconds, not {timeout:g}").format(timeout=options.timeout),
        )
    own.finish()
    if bool(url) == (installation is not None):
        raise ConfigError(
            own.path, own.line, _("«languagetool»: needs either url (a server) or local: true")
        )
    return options


def _url(fields: Fields) -> str:
    url = fields.text("url", "")
    try:
        return str(address_of(url)) if url else ""
    except ValueError:
        message = _("«{url}» is no address such as http://localhost:8081").format(url=shown(url))
        raise fields.error("url", message) from None


def _installation(fields: Fields, folder: Path) -> str | None:
    value = fields.raw("local", "false")
    if value in ("false", "true", False, True):
        return None if value in ("false", False) else ""
    place = folder / fields.text("local")
    try:
        is_there = (place / "languagetool-server.jar").is_file()
    except (OSError, ValueError):
        is_there = False
    if not is_there:
        message = _("must be true, or a folder with languagetool-server.jar, not «{value}»")
        raise fields.error("local", message.format(value=shown(value)))
    return os.path.normpath(place)


def _names(fields: Fields, key: str) -> tuple[str, ...]:
    names = fields.texts(key, ())
    for name in names:
        if "," in name or name != name.strip():
            raise fields.error(
                key,
                _("«{name}» is no id of LanguageTool's; they form a list").format(name=shown(name)),
            )
    return names
