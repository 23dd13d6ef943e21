"""Reads what stands in a file, and says what is too much for one text."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import IO

# Memory grows with the text, as its words, blocks and findings are kept to the end. Within these
# limits it stays below 400 MB, grammar and spaCy with it (docs/performance.md).

#: The largest text that is read, in bytes.
LARGEST = 4 * 1024 * 1024
#: The most blocks one text may have: a table of single words has far more to a megabyte than prose.
MOST_BLOCKS = 100_000

#: What is said of a thing with a name that is neither a file nor a folder.
EXTRAORDINARY = "no ordinary file, but a device, a pipe or a socket"
#: What is said of a link that nobody has named.
LEADS_OUT = "a link that leads out of the project, so it is not followed"

_MEND = "split it, or leave it out by «exclude» in .clarity.yaml"
#: What is said of a text that is too much.
TOO_DEEP = f"nested too deeply to be read: {_MEND}"
TOO_HEAVY = f"its process was ended, or there is not enough memory for it: {_MEND}"
TOO_MANY_BLOCKS = f"more than {MOST_BLOCKS:,} paragraphs, list items and table cells: {_MEND}"


#: The largest file that tells how texts are judged (settings, rules, terms), in bytes.
LARGEST_CONFIGURATION = 2 * 1024 * 1024

#: What marks the folder that a project lies in, the one that counts most first.
_MARKS = (".git", ".clarity.yaml")


def read_file(path: str | os.PathLike[str], largest: int = LARGEST) -> bytes:
    """Return what stands in a file. Raises `OSError`, also where it is larger than ``largest``.

    Only ordinary files are opened: a device or a pipe might never end.
    """
    _refuse_extraordinary(Path(path).stat())
    # It may be another thing by now, which must not be waited for.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(path, "rb", opener=lambda name, _: os.open(name, flags)) as file:
        _refuse_extraordinary(os.fstat(file.fileno()))
        return read_stream(file, largest)


def read_own(path: str | os.PathLike[str], largest: int = LARGEST_CONFIGURATION) -> bytes:
    """Return what stands in a file that a project brings along, as `read_file` does.

    Nobody has named it, so it is not followed out of the project. Raises `OSError`.
    """
    if leads_out(path):
        raise OSError(errno.EXDEV, LEADS_OUT)
    return read_file(path, largest)


def read_text(path: str | os.PathLike[str]) -> str:
    """Return the text of a file that a project brings along. Raises `OSError`, `UnicodeError`."""
    return read_own(path).decode("utf-8-sig")


def leads_out(path: str | os.PathLike[str]) -> bool:
    """Tell whether links on the way to a file lead out of the project that its name lies in."""
    name = _absolute(path)
    root = project_of(name)
    return not _is_within(os.path.realpath(name), os.path.realpath(root))


def is_within_project(path: str | os.PathLike[str], of: str | os.PathLike[str]) -> bool:
    """Tell whether a file lies in the project of another, both by name and where links lead."""
    root = project_of(of)
    is_named_so = _is_within(_absolute(path), root)
    return is_named_so and _is_within(os.path.realpath(path), os.path.realpath(root))


def project_of(path: str | os.PathLike[str]) -> str:
    """Return the folder of the project that a file or folder lies in.

    It is the root of its repository, or else the folder of the nearest project file, or else the
    folder one stands in, or else the file's own.
    """
    name = _absolute(path)
    above = [name, *map(str, Path(name).parents)]
    for mark in _MARKS:
        for folder in above:
            if os.path.lexists(f"{folder}{os.sep}{mark}"):
                return folder
    here = str(Path.cwd())
    if _is_within(name, here):
        return here
    return name if Path(name).is_dir() else str(Path(name).parent)


def _absolute(path: str | os.PathLike[str]) -> str:
    # Links are kept: a path is what the names along it say.
    return os.path.normpath(Path.cwd() / path)


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _refuse_extraordinary(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, EXTRAORDINARY)


def read_stream(stream: IO[bytes], largest: int = LARGEST) -> bytes:
    """Return what comes from a stream of unknown size. Raises `OSError` likewise."""
    data = stream.read(largest + 1)
    if len(data) > largest:
        raise too_large(largest)
    return data


def too_large(largest: int = LARGEST) -> OSError:
    """Return the error of what is larger than so many bytes."""
    mend = f": {_MEND}" if largest == LARGEST else ""
    return OSError(errno.EFBIG, f"larger than {largest // 1024**2} MB{mend}")
