"""The kinds of check, by the name that a rule calls them.

Each is a module with ``build(rules, lexicon) -> Find``, which takes all the rules of its kind
together and raises `ConfigError` for options it cannot use. It is loaded when there are rules of
the kind. Its line here tells the names that a rule's message may hold in braces.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from clarity.checks import measures
from clarity.language.lexicon import Lexicon
from clarity.model import Find, Rule
from clarity.rulebook.kinds import Build, Kind, Kinds


def _loaded(name: str) -> Build:
    """Return what builds a kind, once rules that no kind can use have been refused.

    That are those about texts with a measure which there is not.
    """

    def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
        for rule in rules:
            measures.refuse_unknown(rule)
        found: Find = import_module(f"clarity.checks.{name}").build(rules, lexicon)
        return found

    return build


#: What the messages of many kinds name, and no more: the words found.
_FOUND = ("found",)

KINDS: Kinds = {
    "abbreviations": Kind(_loaded("abbreviations"), _FOUND),
    "capitals": Kind(_loaded("capitals"), _FOUND, looks_at="passages"),
    "consistency": Kind(_loaded("consistency"), ("found", "other")),
    "familiarity": Kind(_loaded("familiarity"), _FOUND),
    "headings": Kind(_loaded("headings"), ("found", "level", "expected")),
    "light_verbs": Kind(
        _loaded("light_verbs"), ("found", "instead", "alternatives"), "grammar", looks_at="passages"
    ),
    "links": Kind(_loaded("links"), _FOUND, looks_at="passages"),
    "measures": Kind(
        _loaded("measures"), ("found", "value", "max", "min"), looks_at=measures.looks_at
    ),
    "nearby": Kind(_loaded("nearby"), ("found", "first", "second"), looks_at="passages"),
    "passives": Kind(_loaded("passives"), ("found", "agent"), "grammar", looks_at="passages"),
    "patterns": Kind(_loaded("patterns"), ("found", "instead"), looks_at="passages"),
    "phrases": Kind(_loaded("phrases"), ("found", "instead", "alternatives"), looks_at="passages"),
    "repetition": Kind(_loaded("repetition"), ("found", "word"), looks_at="passages"),
    "required": Kind(_loaded("required"), _FOUND),
    "sequences": Kind(_loaded("sequences"), ("found", "instead"), "grammar", looks_at="passages"),
    "syntax": Kind(
        _loaded("syntax"), ("found", "value", "max", "verb"), "grammar", looks_at="passages"
    ),
}
