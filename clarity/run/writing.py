"""Writes a text back to its file: whole or not at all, and only over what was read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from clarity.drafts import replacement
from clarity.messages import _
from clarity.parsing.contents import leads_out, read_file


class WritingError(Exception):
    """A file that is left as it was, and why, in a line."""


def write(path: str, before: bytes, after: bytes) -> None:
    """Put ``after`` in the place of ``before`` in a file, with its permissions.

    A link is followed, but not out of its project. Raises `WritingError` and `OSError`.
    """
    if leads_out(path):
        raise WritingError(_("a link that leads out of the project, so it is not changed"))
    place = Path(os.path.realpath(path))
    status = place.stat()
    # Who may write in the folder could replace the file all the same.
    if not status.st_mode & stat.S_IWUSR or not os.access(place, os.W_OK):
        raise WritingError(_("it is read-only"))
    if read_file(place) != before:
        raise WritingError(_("it has changed since it was read; run again"))
    mode = stat.S_IMODE(status.st_mode)
    with replacement(place, mode=mode) as file:
        file.buffer.write(after)
        if hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), mode)
