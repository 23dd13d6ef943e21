"""Texts with their grammar, read by the models that come with clarity."""

from dataclasses import replace
from functools import cache

from clarity import rulebook
from clarity.grammar import readers
from clarity.grammar.syntax.sentences import SyntaxReader
from clarity.grammar.tagging import Tagger, tagger
from clarity.model import Prose

_load = cache(readers.load)


@cache
def syntax_of(language: str) -> SyntaxReader:
    """Return what reads the syntax of a language, by the lexicon that comes with clarity."""
    return SyntaxReader.of(rulebook.load_lexicon(language))


def with_grammar(prose: Prose) -> Prose:
    """Return the prose with its grammar."""
    found: Tagger = tagger({p.language for p in prose.passages}, {}, _load, syntax_of)
    assert not found.missing
    return replace(prose, passages=tuple(found.tag(prose.passages)))
