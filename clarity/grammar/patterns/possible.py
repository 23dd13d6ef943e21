"""What words can be at all, so that a pattern which asks for anything else can be told.

Parts of speech and features are those of Universal Dependencies, as far as the languages of the
north have them: https://universaldependencies.org/u/feat/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from clarity.grammar.patterns.conditions import Condition
from clarity.grammar.patterns.reading import Token
from clarity.grammar.patterns.values import each_feature, whole_features
from clarity.grammar.tokens import is_one_token
from clarity.messages import _
from clarity.model import ROLES
from clarity.parsing.hints import nearest, shown

TAGS = tuple(
    "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
)
FEATURES: Mapping[str, Sequence[str]] = {
    name: tuple(values.split())
    for name, values in {
        "Abbr": "Yes",
        "Animacy": "Anim Hum Inan",
        "Case": "Acc Dat Gen Nom",
        "Definite": "Def Ind",
        "Degree": "Cmp Pos Sup",
        "Foreign": "Yes",
        "Gender": "Com Fem Masc Neut",
        "Mood": "Cnd Imp Ind Sub",
        "NumType": "Card Dist Frac Mult Ord Range Sets",
        "Number": "Plur Sing",
        "Person": "1 2 3",
        "Polarity": "Neg Pos",
        "Polite": "Form Infm",
        "Poss": "Yes",
        "PronType": "Art Dem Emp Exc Ind Int Neg Prs Rcp Rel Tot",
        "Reflex": "Yes",
        "Tense": "Past Pres",
        "Typo": "Yes",
        "VerbForm": "Fin Inf Part Stem Sup",
        "Voice": "Act Mid Pass",
    }.items()
}
_ROLES = tuple(filter(None, ROLES))

#: A word without features.
_NO_FEATURES = "_"
#: Comparisons of features one by one, in which those of a word are never joined.
_ONE_BY_ONE = ("IS_SUPERSET", "IS_SUBSET", "INTERSECTS")
#: What cannot stand in a shape: letters and digits that are not kinds, five of a kind in a row.
_NO_SHAPE = re.compile(r"(?![Xxd])[^\W_]|(.)\1{4}")
_LONG_SHAPE = "LONG"


def why_never(key: str, comparison: str, text: str) -> str:
    """Return why no word is seen by a key as a text, or an empty string where one can be.

    ``comparison`` is how the two are compared, ``IN`` where nothing is said of it.
    """
    match key:
        case "POS":
            return _among(text, TAGS)
        case "TAG":
            return _among(text, _ROLES)
        case "MORPH":
            return _features(text, comparison)
        case "SHAPE":
            return _shape(text)
        case "LOWER" if text != text.lower():
            told = _("«{text}» has capitals, and LOWER is a word in small letters: write «{lower}»")
            return told.format(text=shown(text), lower=shown(text.lower()))
    if not is_one_token(text):
        told = _("«{text}» is more than one token: write one for each word and each sign")
        return told.format(text=shown(text))
    return ""


def is_read(token: Token, labels: Iterable[tuple[str, str]]) -> bool:
    """Tell whether a token asks for any of the labels, parts of speech with features.

    Whatever else it asks for, it never matches words that a model reads with none of them.
    """
    asked = [own for own in token.conditions if own.key in ("POS", "MORPH")]
    return token.negated or any(
        all(_meets(own, tag, features) for own in asked) for tag, features in labels
    )


def _meets(condition: Condition, tag: str, features: str) -> bool:
    if condition.is_listed:
        seen = tag if condition.key == "POS" else whole_features(features)
        return (seen in condition.asked) == (condition.comparison == "IN")
    # Features are the only ones of the two that are compared.
    return condition.is_met(each_feature(features))


def _among(text: str, valid: Sequence[str]) -> str:
    if text in valid:
        return ""
    told = _("«{text}» is none of {valid}.").format(text=shown(text), valid=", ".join(valid))
    return told + _near(text, valid)


def _features(text: str, comparison: str) -> str:
    if text == _NO_FEATURES and comparison not in _ONE_BY_ONE:
        return ""
    features = text.split("|")
    is_joined = len(features) > 1 or "," in text
    if is_joined and comparison in _ONE_BY_ONE:
        told = _("«{text}» is more than one feature: write each as an item of its own")
        return told.format(text=shown(text))
    return next(filter(None, map(_feature, features)), "")


def _feature(feature: str) -> str:
    name, _sign, values = feature.partition("=")
    if name not in FEATURES:
        told = _("«{name}» is no feature. Features are {valid}.")
        told = told.format(name=shown(name), valid=", ".join(FEATURES))
        return told + _near(name, FEATURES)
    own = FEATURES[name]
    for value in values.split(","):
        if value not in own:
            told = _("«{name}» is never «{value}», only {valid}.")
            told = told.format(name=name, value=shown(value), valid=", ".join(own))
            return told + _near(value, own)
    return ""


def _shape(text: str) -> str:
    if text == _LONG_SHAPE or not _NO_SHAPE.search(text):
        return ""
    told = _(
        "no word has the shape «{text}»: write X, x and d for letters and digits, four at most"
    )
    return told.format(text=shown(text))


def _near(text: str, valid: Sequence[str] | Mapping[str, object]) -> str:
    """Return the nearest valid name, be it only written with other capitals."""
    as_written = {name.lower(): name for name in valid}
    if text.lower() in as_written:
        return nearest(as_written[text.lower()], valid)
    return nearest(text, valid)
