"""Reads what stands in a file, and says what is too much for one text."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import IO

# Memory grows with the text, as its words, blocks and findings are kept to the end. Within these
# limits it stays below 400 MB, grammar and spaCy with it (docs/performance.md).

#: The largest text that is read, in bytes.
LARGEST = 4 * 1024 * 1024
#: The most blocks one text may have: a table of single words has far more to a megabyte than prose.
MOST_BLOCKS = 100_000

_MEND = "split it, or leave it out by «exclude» in .clarity.yaml"
#: What is said of a text that is too much.
TOO_DEEP = f"nested too deeply to be read: {_MEND}"
TOO_HEAVY = f"its process was ended, or there is not enough memory for it: {_MEND}"
TOO_MANY_BLOCKS = f"more than {MOST_BLOCKS:,} paragraphs, list items and table cells: {_MEND}"


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
    return OSError(errno.EFBIG, f"larger than {LARGEST // 1024**2} MB: {_MEND}")
