"""The project files a user trusts, as they were when she said so."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from clarity.digest import blake2b
from clarity.drafts import replacement
from clarity.messages import _
from clarity.parsing.contents import LARGEST_CONFIGURATION, read_file

_FILE = "trusted.json"
#: Bytes of a file that is trusted: the largest of LanguageTool's has a tenth of it.
_LARGEST = 1024 * 1024 * 1024


def is_trusted(folder: Path, project_file: Path) -> bool:
    """Tell whether a project file is trusted, and is as it was, with the code it names.

    ``folder`` is where it is remembered.
    """
    known = trusted(folder).get(_name(project_file))
    if not isinstance(known, Mapping) or not isinstance(known.get("code"), Mapping):
        return False
    try:
        # The code last: nobody has looked at what another project file names.
        return known.get("file") == _digest(project_file) and all(
            digest == _digest(Path(place)) for place, digest in known["code"].items()
        )
    except OSError:
        return False


def trust(folder: Path, project_file: Path, code: Iterable[str]) -> None:
    """Remember a project file as it is, and the folders of code that it names.

    Raises `OSError` where it cannot be written down, or a folder cannot be read whole.
    """
    seen = {place: _digest(Path(place)) for place in code}
    entry = {"file": _digest(project_file), "code": seen}
    _write(folder, {**trusted(folder), _name(project_file): entry})


def forget(folder: Path, project_file: Path) -> bool:
    """Trust a project file no more; tell whether it was trusted. Raises `OSError`."""
    known = dict(trusted(folder))
    was_known = known.pop(_name(project_file), None) is not None
    if was_known:
        _write(folder, known)
    return was_known


def trusted(folder: Path) -> Mapping[str, Any]:
    """Return what is remembered, by project file; what cannot be read is not remembered."""
    try:
        known = json.loads(read_file(folder / _FILE, LARGEST_CONFIGURATION))
    except (OSError, ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}


def _write(folder: Path, known: Mapping[str, Any]) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with replacement(folder / _FILE, mode=0o600) as file:
        file.write(json.dumps(known, indent=1, sort_keys=True) + "\n")


def _name(project_file: Path) -> str:
    return os.path.realpath(project_file)


def _digest(place: Path) -> str:
    """Return a digest of a file, or of every file below a folder. Raises `OSError`."""
    digest = blake2b(digest_size=32)
    for path in sorted(_files(place)) if place.is_dir() else [place]:
        data = read_file(path, _LARGEST)
        digest.update(f"{path.relative_to(place)}\0{len(data)}\0".encode(errors="surrogatepass"))
        digest.update(data)
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.is_symlink() and entry.is_dir():
            message = _("{entry} is a link to a folder, in which anything can change")
            raise OSError(message.format(entry=entry))
        if entry.is_dir():
            yield from _files(entry)
        else:
            yield entry
