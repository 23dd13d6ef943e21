"""What an error says beside what is wrong: where, what was written, and what was likely meant."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from clarity.messages import _

#: Characters of a value that an error shows.
_SHOWN = 80
#: Characters of a list that an error shows.
_LISTED = 200


def near(path: str) -> str:
    """Return a path as it is seen from here: without this folder, where it lies below it."""
    here = str(Path.cwd())
    return path[len(here) + 1 :] if path.startswith(f"{here}{os.sep}") else path


def shown(value: object) -> str:
    """Return a value as an error can show it: on one line, and not longer than one."""
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def nearest(word: str, valid: Iterable[str]) -> str:
    """Return `` Did you mean «x»?`` for the closest valid name, or an empty string."""
    close = closest(word, valid)
    return " " + _("Did you mean «{name}»?").format(name=close) if close else ""


def listed(valid: Iterable[str]) -> str:
    """Return `` There are: x, y.``, or an empty string where they are many."""
    names = ", ".join(sorted(valid))
    return " " + _("There are: {names}.").format(names=names) if 0 < len(names) <= _LISTED else ""


def closest(word: str, valid: Iterable[str]) -> str:
    """Return the closest valid name, or an empty string where none is close."""
    from difflib import get_close_matches  # only needed when something is wrong

    # Two long words take their lengths multiplied to compare.
    close = get_close_matches(word, sorted(valid), n=1, cutoff=0.6) if len(word) < 200 else []
    return close[0] if close else ""


def mend(problem: str, at: str) -> str:
    """Return what to do about what is most often wrong in YAML; ``at`` is the character there."""
    if "mapping values are not allowed" in problem:
        return _(". Put a text that has a colon in it in quotation marks, or mend the indentation")
    if "cannot start any token" in problem and at == "\t":
        return _(". Indent with spaces, not with tabs")
    if "cannot start any token" in problem:
        return _(". Put a text that begins with {sign} in quotation marks").format(sign=at)
    if "expected '-' indicator" in problem or "expected key" in problem:
        return _(". Is the line indented as far as those it belongs with?")
    return ""
