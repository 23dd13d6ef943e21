"""What a key of a pattern sees of a word, as spaCy's Matcher sees it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from itertools import groupby, islice

from clarity.messages import _

#: The morphology of a word without features.
_NO_FEATURES = "_"
_LONGEST_SHAPE = 99
_SIGNS_OF_NUMBERS = ("+", "-", "±", "~")


def whole_features(features: str) -> str:
    """Return features in spaCy's own order. Raises `ValueError` for what is none.

    A name that comes twice counts as it comes last.
    """
    ordered = (f"{name}={','.join(values)}" for name, values in _features(features).items())
    return "|".join(sorted(ordered)) or _NO_FEATURES


def each_feature(features: str) -> frozenset[str]:
    """Return the features one by one: of «Number=Plur,Sing» both. Raises `ValueError`."""
    pairs = _features(features).items()
    return frozenset(f"{name}={value}" for name, values in pairs for value in values)


def _features(features: str) -> Mapping[str, list[str]]:
    if features in ("", _NO_FEATURES):
        return {}
    pairs = [feature.split("=") for feature in features.split("|")]
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError(
            _("«{features}» are no features, written «Case=Gen»").format(features=features)
        )
    return {name: sorted(values.split(",")) for name, values in pairs}


def _shape(text: str) -> str:
    """Return the kinds of character, of the same in a row four at most: «Xxxxx-dd»."""
    if len(text) > _LONGEST_SHAPE:
        return "LONG"
    runs = groupby(map(_kind, text))
    return "".join("".join(islice(same, 4)) for _, same in runs)


def _kind(character: str) -> str:
    if character.isalpha():
        return "X" if character.isupper() else "x"
    return "d" if character.isdigit() else character


def _is_punctuation(text: str) -> bool:
    return all(unicodedata.category(character).startswith("P") for character in text)


def _is_like_a_number(text: str) -> bool:
    if text.startswith(_SIGNS_OF_NUMBERS):
        text = text[1:]
    text = text.replace(",", "").replace(".", "")
    parts = text.split("/")
    return len(parts) <= 2 and all(part.isdigit() for part in parts)


#: What each key that looks at the text of a word sees in it.
OF_TEXT: Mapping[str, Callable[[str], str | bool | int]] = {
    "ORTH": str,
    "TEXT": str,
    "LOWER": str.lower,
    "SHAPE": _shape,
    "LENGTH": len,
    "IS_ALPHA": str.isalpha,
    "IS_DIGIT": str.isdigit,
    "IS_LOWER": str.islower,
    "IS_PUNCT": _is_punctuation,
    "IS_TITLE": str.istitle,
    "IS_UPPER": str.isupper,
    "LIKE_NUM": _is_like_a_number,
}
