"""What a project file says of LanguageTool: which server, and what to ask it for."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from clarity.parsing.located_yaml import ConfigError, Fields

#: Seconds for one request; LanguageTool is slow, and slowest on its first.
_TIMEOUT = 60.0
_LISTS = ("enabled_rules", "disabled_rules", "enabled_categories", "disabled_categories")


class Options(NamedTuple):
    """The key ``languagetool`` of a project file.

    ``url`` is the server's address without ``/v2``; where it is empty, a server is started from
    ``installation``, the folder of an unpacked LanguageTool (empty: the newest there is).
    ``timeout`` is in seconds. ``words`` are paths of word lists. The others are LanguageTool's
    own names of rules and categories.
    """

    url: str = ""
    installation: str = ""
    enabled_rules: tuple[str, ...] = ()
    disabled_rules: tuple[str, ...] = ()
    enabled_categories: tuple[str, ...] = ()
    disabled_categories: tuple[str, ...] = ()
    timeout: float = _TIMEOUT
    words: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        """The other machine that texts are sent to; empty where they stay on this one."""
        host = urlsplit(self.url).hostname or ""
        return "" if is_loopback(host) else host


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine. An empty name is: it is a server of our own."""
    if host in ("", "localhost"):
        return True
    from ipaddress import ip_address  # only where a server is configured

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def read(fields: Fields, root: Path) -> Options | None:
    """Read the key ``languagetool``; paths are relative to ``root``. Raises `ConfigError`.

    ``None`` where the key is not there, is empty, or is ``off``.
    """
    if fields.raw("languagetool", "") in ("", "off"):
        return None
    own = fields.fields("languagetool")
    url = _url(own)
    installation = _installation(own, root)
    if bool(url) == (installation is not None):
        raise ConfigError(
            own.path, own.line, "«languagetool»: needs either url (a server) or local: true"
        )
    options = Options(
        url=url,
        installation=installation or "",
        **{key: _names(own, key) for key in _LISTS},
        timeout=own.number("timeout", _TIMEOUT),
        words=_word_lists(own, root),
    )
    if not 0 < options.timeout <= 3600:
        raise own.error("timeout", f"must be from 0 to 3600 seconds, not {options.timeout:g}")
    own.finish()
    return options


def _url(fields: Fields) -> str:
    url = fields.text("url", "").rstrip("/").removesuffix("/v2")
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        is_valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        is_valid = False
    if not is_valid or parts.query or parts.fragment:
        raise fields.error("url", f"«{url}» is no address such as http://localhost:8081")
    return url


def _installation(fields: Fields, root: Path) -> str | None:
    value = fields.raw("local", "false")
    if value in ("false", "true", False, True):
        return None if value in ("false", False) else ""
    folder = root / fields.text("local")
    if not (folder / "languagetool-server.jar").is_file():
        raise fields.error(
            "local", f"must be true, or a folder with languagetool-server.jar, not «{value}»"
        )
    return str(folder)


def _names(fields: Fields, key: str) -> tuple[str, ...]:
    names = fields.texts(key, ())
    for name in names:
        if not name or "," in name or name != name.strip():
            raise fields.error(key, f"«{name}» is no id of LanguageTool's; they form a list")
    return names


def _word_lists(fields: Fields, root: Path) -> tuple[str, ...]:
    paths = [path for path in fields.texts("words", ()) if path]
    for path in paths:
        if not (root / path).is_file():
            raise fields.error("words", f"«{path}» does not exist")
    return tuple(str(root / path) for path in paths)
