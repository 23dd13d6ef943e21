"""How alternatives are written in a message: quoted, joined, capital for capital."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from clarity.language.lexicon import Lexicon

#: What features of a verb tell of its slot in the lexicon, the surest first.
MOODS = (
    ("Mood=Imp", "imperative"),
    ("VerbForm=Inf", "infinitive"),
    ("VerbForm=Sup", "supine"),
    ("VerbForm=Part", "participle"),
    ("Tense=Past", "past"),
    ("Tense=Pres", "present"),
)


def instead_text(alternatives: Sequence[str], lexicon: Lexicon) -> str:
    """Quote alternatives and join them: «a», «b» eller «c»."""
    opening, closing = lexicon.ordered("quotation")
    quoted = [f"{opening}{text}{closing}" for text in alternatives]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {lexicon.ordered('or')[0]} {quoted[-1]}"


def like_found(text: str, found: str) -> str:
    """Give an alternative a capital where the words it replaces have one."""
    return text[:1].upper() + text[1:] if found[:1].isupper() else text


def slot_like(features: str, slots: Collection[str]) -> str:
    """Return the one of some slots that a verb's features («VerbForm=Inf|…») tell; "" for none.

    Norwegian has one passive form of the infinitive and the present, Swedish one for each.
    """
    slot = next((slot for feature, slot in MOODS if feature in features), "")
    if "Voice=Pass" not in features:
        return slot if slot in slots else ""
    wanted = (f"passive_{slot}", "passive" if slot in ("infinitive", "present") else "")
    return next((slot for slot in wanted if slot in slots), "")
