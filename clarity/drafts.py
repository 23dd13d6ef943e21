"""Files written so that whoever reads them sees the old text or the new, never a part of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import IO

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # Windows, which deletes no file that is open
    _CAN_LOCK = False
else:
    _CAN_LOCK = True

_SUFFIX = ".draft"


@contextmanager
def replacement(target: Path, mode: int = 0o666) -> Iterator[TextIOWrapper]:
    """Open a draft beside a file that takes its place once it is complete. Raises `OSError`.

    ``mode`` says who may read and write it, less what the user's mask takes away. A draft is locked
    as long as it is written. So one whose writer was killed can be told, and is deleted when the
    same file is written the next time.
    """
    _sweep(target)
    file, draft = _open(target, mode)
    try:
        with file:
            yield file
            file.flush()
            if not _CAN_LOCK:
                file.close()
            draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def _open(target: Path, mode: int) -> tuple[TextIOWrapper, Path]:
    """Open a draft that is ours alone."""
    while True:
        draft = target.with_name(f"{_begin(target)}{os.urandom(4).hex()}{_SUFFIX}")
        number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        file = os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace")
        if _is_locked_by_us(file) and os.fstat(number).st_nlink:
            return file, draft
        file.close()  # another writer took it for one left behind, before it was locked


def _sweep(target: Path) -> None:
    """Delete the drafts of a file that nobody writes any more."""
    begin = _begin(target)
    with os.scandir(target.parent) as entries:
        left = [e.path for e in entries if e.name.startswith(begin) and e.name.endswith(_SUFFIX)]
    for path in left:
        with suppress(OSError), Path(path).open("rb") as file:
            if _is_locked_by_us(file):
                Path(path).unlink()


def _begin(target: Path) -> str:
    return f".{target.name[:40]}."  # a draft's name may be no longer than a file's


def _is_locked_by_us(file: IO[str] | IO[bytes]) -> bool:
    if not _CAN_LOCK:
        return True
    try:
        flock(file, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True
