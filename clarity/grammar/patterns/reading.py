"""Reads the tokens of a pattern: what each asks for, and how often it may come."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from clarity.grammar.patterns.conditions import Condition, conditions
from clarity.messages import _

_OFTEN: Mapping[str, tuple[int, int | None]] = {
    "!": (1, 1),
    "?": (0, 1),
    "+": (1, None),
    "*": (0, None),
}
_COUNTED = re.compile(r"\{(\d+)\}|\{(?!,\})(\d*),(\d*)\}")


class Token(Struct, frozen=True):
    """A token of a pattern: ``least`` to ``most`` words (``None``: any number) answer to it.

    Such a word meets all the conditions or, where the token is ``negated``, not all of them.
    """

    conditions: frozenset[Condition]
    negated: bool
    least: int
    most: int | None


def read(pattern: Sequence[Mapping[str, Any]]) -> tuple[Token, ...]:
    """Read a pattern as spaCy takes it: one mapping a token. Raises `ValueError`."""
    return tuple(map(_token, pattern))


def _token(asked: Mapping[str, Any]) -> Token:
    of_each = (conditions(key, value) for key, value in asked.items() if key != "OP")
    met = frozenset(condition for each in of_each for condition in each)
    if "OP" not in asked:
        return Token(met, False, 1, 1)
    return Token(met, asked["OP"] == "!", *_often(asked["OP"]))


def _often(quantifier: str) -> tuple[int, int | None]:
    if quantifier in _OFTEN:
        return _OFTEN[quantifier]
    counted = _COUNTED.fullmatch(quantifier)
    if not counted:
        raise ValueError(
            _("«OP»: «{quantifier}» is none of {valid}, {{2}}, {{0,2}}").format(
                quantifier=quantifier, valid=", ".join(_OFTEN)
            )
        )
    if counted[1]:
        return int(counted[1]), int(counted[1])
    least, most = int(counted[2] or 0), int(counted[3]) if counted[3] else None
    if most is not None and least > most:
        raise ValueError(_("«OP»: «{quantifier}» counts down").format(quantifier=quantifier))
    return least, most
