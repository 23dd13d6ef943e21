"""What a token of a pattern can be asked for, in the words of spaCy's Matcher."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from clarity.grammar.patterns.values import whole_features
from clarity.messages import _

#: Keys that are asked for a text, for yes or no, or for a number.
TEXTS = ("ORTH", "TEXT", "LOWER", "LEMMA", "POS", "TAG", "MORPH", "SHAPE")
FLAGS = (
    "IS_ALPHA",
    "IS_DIGIT",
    "IS_LOWER",
    "IS_PUNCT",
    "IS_SENT_START",
    "IS_TITLE",
    "IS_UPPER",
    "LIKE_NUM",
)
NUMBERS = ("LENGTH",)

# Regular expressions are not among the comparisons: they could hang a run.
_OF_NUMBERS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_OF_FEATURES: Mapping[str, Callable[[Any, Any], bool]] = {
    "IS_SUBSET": frozenset.issubset,
    "IS_SUPERSET": frozenset.issuperset,
    "INTERSECTS": lambda own, asked: not own.isdisjoint(asked),
}
_COMPARED = {**_OF_NUMBERS, **_OF_FEATURES}
_OF_TEXTS = ("IN", "NOT_IN", *_OF_FEATURES)

#: What only a word of the text can be, not what stands between the words: «ref», «ref.».
_LETTERS = re.compile(r"[^\W\d_]+\.?")


class Condition(Struct, frozen=True):
    """One thing asked of a word: how what a key sees in it compares with ``asked``.

    ``asked`` is a set of texts, or of truth values, or a number.
    """

    key: str
    comparison: str
    asked: Any

    @property
    def is_listed(self) -> bool:
        """Tell whether what is seen must (not) be in the set, as a whole."""
        return self.comparison in ("IN", "NOT_IN")

    @property
    def is_of_words(self) -> bool:
        """Tell whether only a word of the text meets it, not what stands between the words."""
        of_text = self.key in ("ORTH", "TEXT", "LOWER") and self.comparison == "IN"
        return of_text and all(map(_LETTERS.fullmatch, self.asked))

    def is_met(self, seen: Any) -> bool:
        """Tell whether a number, or a set of features, compares as asked."""
        return _COMPARED[self.comparison](seen, self.asked)


def comparisons(key: str) -> tuple[str, ...]:
    """Return the ways in which what a key sees can be compared."""
    return tuple(_OF_NUMBERS) if key in NUMBERS else _OF_TEXTS if key in TEXTS else ()


def conditions(key: str, asked: Any) -> Iterator[Condition]:
    """Read what a token asks a key for: a value, or comparisons. Raises `ValueError`."""
    if key not in (*TEXTS, *FLAGS, *NUMBERS):
        raise ValueError(_("no token can be asked for «{key}»").format(key=key))
    if isinstance(asked, Mapping):
        for comparison, value in asked.items():
            if comparison not in comparisons(key):
                raise ValueError(
                    _("«{key}» has no comparison «{comparison}»").format(
                        key=key, comparison=comparison
                    )
                )
            yield _condition(key, comparison, value)
    elif key in NUMBERS:
        if asked < 0:
            raise ValueError(_("«{key}» is never below 0").format(key=key))
        yield Condition(key, "==", asked)
    else:
        yield Condition(key, "IN", frozenset((asked,)))


def _condition(key: str, comparison: str, asked: Any) -> Condition:
    if key in NUMBERS:
        return Condition(key, comparison, asked)
    if key == "MORPH":
        return Condition(key, comparison, frozenset(map(whole_features, asked)))
    values = frozenset(asked)
    if comparison == "NOT_IN":
        return Condition(key, comparison, values)
    # What is seen is one value: it has all of none, and never all of several.
    if comparison == "IS_SUPERSET" and len(values) != 1:
        return Condition(key, "IN" if values else "NOT_IN", frozenset())
    return Condition(key, "IN", values)
