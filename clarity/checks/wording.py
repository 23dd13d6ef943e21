"""How alternatives are written in a message: quoted, joined, capital for capital."""

from __future__ import annotations

from collections.abc import Sequence

from clarity.language.lexicon import Lexicon
from clarity.messages import _
from clarity.model import Rule
from clarity.parsing.located_yaml import Fields


def instead_text(alternatives: Sequence[str], lexicon: Lexicon) -> str:
    """Quote alternatives and join them: «a», «b» eller «c»."""
    opening, closing = lexicon.ordered("quotation")
    quoted = [f"{opening}{text}{closing}" for text in alternatives]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {lexicon.ordered('or')[0]} {quoted[-1]}"


def refuse_nothing_instead(rule: Rule, fields: Fields, key: str) -> None:
    """Raise `ConfigError` at a key where a rule says what to write instead, and has nothing.

    Its message would never be told.
    """
    if "{instead}" in rule.message:
        told = _("is missing, and the message says {asked}")
        raise fields.error(key, told.format(asked="{instead}"))


def like_found(text: str, found: str) -> str:
    """Give an alternative a capital where the words it replaces have one."""
    return text[:1].upper() + text[1:] if found[:1].isupper() else text
