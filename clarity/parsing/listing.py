"""Says which names there are, where one is unknown, and shows a value that is wrong."""

from __future__ import annotations

from collections.abc import Iterable

from clarity.messages import _

#: Characters of a value that an error shows.
_SHOWN = 80
#: Characters of a list that an error shows.
_LONGEST = 200


def listed(valid: Iterable[str]) -> str:
    """Return `` There are: x, y.``, or an empty string where they are many."""
    names = ", ".join(sorted(valid))
    return " " + _("There are: {names}.").format(names=names) if 0 < len(names) <= _LONGEST else ""


def nearest(word: str, valid: Iterable[str]) -> str:
    """Return `` Did you mean «x»?`` for the closest valid name, or an empty string."""
    from difflib import get_close_matches  # only needed when something is wrong

    # Two long words take their lengths multiplied to compare.
    close = get_close_matches(word, sorted(valid), n=1, cutoff=0.6) if len(word) < 200 else []
    return " " + _("Did you mean «{name}»?").format(name=close[0]) if close else ""


def shown(value: object) -> str:
    """Return a value as an error can show it: on one line, and not longer than one."""
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
