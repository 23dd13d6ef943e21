"""Folders of YAML read once: a compiled copy is kept until a file of the folder changes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from clarity import __version__
from clarity.digest import blake2b
from clarity.drafts import replacement
from clarity.messages import _, reason
from clarity.parsing import contents
from clarity.parsing.configuration import read_text
from clarity.parsing.located_yaml import ConfigError, load
from clarity.resources import is_shipped

Parsed = TypeVar("Parsed")

#: File name -> what stands in it.
Files = Mapping[str, object]


def read_folder(
    folder: Path,
    cache: Path | None,
    parse: Callable[[Files], Parsed],
    validate: Callable[[Parsed], object] = lambda parsed: None,
    again: Callable[[Files], Parsed] | None = None,
) -> Parsed:
    """Parse the YAML files of a folder, from their compiled copy where none has changed.

    ``validate`` is called only on what was read anew; it and ``parse`` raise `ConfigError`. What
    does not pass is not kept. ``again`` parses what was kept, where that is less work. A missing
    folder has no files; ``cache`` is ``None`` for no copy.
    """
    paths = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    return _read(folder, paths, cache, parse, validate, again or parse)


def read_file(
    path: Path,
    cache: Path | None,
    parse: Callable[[object], Parsed],
    again: Callable[[Any], Parsed] | None = None,
) -> Parsed:
    """Parse one YAML file, as `read_folder` does."""
    name, kept = path.name, again or parse
    return _read(
        path,
        [path],
        cache,
        lambda files: parse(files[name]),
        lambda parsed: None,
        lambda files: kept(files[name]),
    )


def read_located(path: Path) -> object:
    """Return what stands in a YAML file, with its lines. Raises `ConfigError`."""
    # Where clarity is installed, links may lead anywhere.
    read = contents.read_file if is_shipped(path) else contents.read_own
    return load(read_text(path, read=read), str(path))


def _read(
    place: Path,
    paths: Sequence[Path],
    cache: Path | None,
    parse: Callable[[Files], Parsed],
    validate: Callable[[Parsed], object],
    again: Callable[[Files], Parsed],
) -> Parsed:
    state = [[path.name, *_stamp(path)] for path in paths]
    copy = cache / "rules" / f"{_name(place)}.json" if cache else None
    if copy and (known := _read_copy(copy, state)) is not None:
        return again(known)
    files = {path.name: read_located(path) for path in paths}
    parsed = parse(files)
    validate(parsed)
    if copy:
        _write_copy(copy, json.dumps({"state": state, "version": __version__, "files": files}))
    return parsed


def folder_state(folder: Path) -> str:
    """Describe the data and the Python below a folder (or a single file) so that a change shows."""
    if not folder.is_dir():
        return f"{folder} {_stamp(folder)}" if folder.exists() else ""
    return "\n".join(sorted(_states_below(str(folder))))


def _states_below(folder: str) -> Iterator[str]:
    # Not with `Path`: there are hundreds of files, and every run looks at them.
    with suppress(PermissionError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _states_below(entry.path)
            elif entry.name.endswith((".yaml", ".json", ".py")) and entry.is_file():
                status = entry.stat()
                yield f"{entry.path} {status.st_mtime_ns} {status.st_size}"


def _write_copy(copy: Path, text: str) -> None:
    """Keep a copy. That it cannot be written is no error: a cache is a convenience."""
    with suppress(OSError):
        copy.parent.mkdir(parents=True, exist_ok=True)
        with replacement(copy, mode=0o600) as file:
            file.write(f"{_seal(copy, text.encode())}\n{text}")


def _read_copy(copy: Path, state: list[list[object]]) -> Files | None:
    """Return what a copy holds, unless it is of other files or damaged."""
    try:
        seal, _, text = copy.read_bytes().partition(b"\n")
        if seal != _seal(copy, text).encode():
            return None
        data = json.loads(text)
        fresh = data["state"] == state and data["version"] == __version__
        return data["files"] if fresh else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _seal(copy: Path, text: bytes) -> str:
    """Return what shows that a copy is as it was written, and under its own name."""
    return blake2b(text, key=copy.stem.encode(), digest_size=16).hexdigest()


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError as error:
        raise ConfigError(
            str(path), 0, _("cannot be read: {reason}").format(reason=reason(error))
        ) from None
    return status.st_mtime_ns, status.st_size


def _name(place: Path) -> str:
    return blake2b(os.fsencode(place.resolve()), digest_size=12).hexdigest()
