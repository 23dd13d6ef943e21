"""The kinds of check, by the name that a rule calls them.

Each module has ``build(rules, lexicon) -> Find``, which takes all the rules of its kind together
and raises `ConfigError` for options it cannot use, and ``VALUES``, the names that a rule's message
may hold in braces.
"""

from __future__ import annotations

from collections.abc import Sequence

from clarity.checks import (
    abbreviations,
    capitals,
    consistency,
    familiarity,
    headings,
    light_verbs,
    links,
    measures,
    nearby,
    passives,
    patterns,
    phrases,
    repetition,
    required,
    sequences,
    syntax,
)
from clarity.language.lexicon import Lexicon
from clarity.model import Find, Rule
from clarity.rulebook.kinds import Build, Kind, Kinds


def _known(build: Build) -> Build:
    """Have rules refused that are about texts with a measure which there is not."""

    def checked(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
        for rule in rules:
            measures.refuse_unknown(rule)
        return build(rules, lexicon)

    return checked


_KINDS: Kinds = {
    "abbreviations": Kind(abbreviations.build, abbreviations.VALUES),
    "capitals": Kind(capitals.build, capitals.VALUES, looks_at="passages"),
    "consistency": Kind(consistency.build, consistency.VALUES),
    "familiarity": Kind(familiarity.build, familiarity.VALUES),
    "headings": Kind(headings.build, headings.VALUES),
    "light_verbs": Kind(light_verbs.build, light_verbs.VALUES, "grammar", looks_at="passages"),
    "links": Kind(links.build, links.VALUES, looks_at="passages"),
    "measures": Kind(measures.build, measures.VALUES, looks_at=measures.looks_at),
    "nearby": Kind(nearby.build, nearby.VALUES, looks_at="passages"),
    "passives": Kind(passives.build, passives.VALUES, "grammar", looks_at="passages"),
    "patterns": Kind(patterns.build, patterns.VALUES, looks_at="passages"),
    "phrases": Kind(phrases.build, phrases.VALUES, looks_at="passages"),
    "repetition": Kind(repetition.build, repetition.VALUES, looks_at="passages"),
    "required": Kind(required.build, required.VALUES),
    "sequences": Kind(sequences.build, sequences.VALUES, "grammar", looks_at="passages"),
    "syntax": Kind(syntax.build, syntax.VALUES, "grammar", looks_at="passages"),
}

KINDS: Kinds = {name: kind._replace(build=_known(kind.build)) for name, kind in _KINDS.items()}
