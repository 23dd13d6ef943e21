"""Says which names there are, where one is unknown."""

from __future__ import annotations

from collections.abc import Iterable

from clarity.messages import _

#: Characters of a list that an error shows.
_LONGEST = 200


def listed(valid: Iterable[str]) -> str:
    """Return `` There are: x, y.``, or an empty string where they are many."""
    names = ", ".join(sorted(valid))
    return " " + _("There are: {names}.").format(names=names) if 0 < len(names) <= _LONGEST else ""
