"""How alternatives are written in a message: quoted, joined, capital for capital."""

from __future__ import annotations

from collections.abc import Sequence

from clarity.language.lexicon import Lexicon


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
