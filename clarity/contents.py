"""Reads what stands in a file, as far as it is no larger than a text can be."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import IO

#: The largest text that is read, in bytes: more than twenty novels. Memory grows with the file, as
#: each of its words and findings is kept to the end: at this size it is 300 MB with grammar, and
#: more where blocks are short or findings many (docs/performance.md).
LARGEST = 5 * 1024 * 1024


def read_file(path: str) -> bytes:
    """Return what stands in a file. Raises `OSError`, also where it is larger than `LARGEST`."""
    with Path(path).open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size > LARGEST:
            raise _too_large()
        return file.read() if size else read_stream(file)  # a pipe has no size


def read_stream(stream: IO[bytes]) -> bytes:
    """Return what comes from a stream of unknown size. Raises `OSError` likewise."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise _too_large()
    return data


def _too_large() -> OSError:
    megabytes = LARGEST // 1024**2
    return OSError(
        errno.EFBIG,
        f"larger than {megabytes} MB: split it, or leave it out by «exclude» in .clarity.yaml",
    )
