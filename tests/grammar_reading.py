"""Texts with their grammar, read by the models that come with clarity."""

from collections.abc import Iterable, Sequence
from functools import cache

from msgspec.structs import replace

from clarity import rulebook
from clarity.grammar import readers
from clarity.grammar.syntax.sentences import SyntaxReader
from clarity.grammar.tagging import Tagger, tagger
from clarity.model import Passage, Prose

_load = cache(readers.load)


@cache
def syntax_of(language: str) -> SyntaxReader:
    """Return what reads the syntax of a language, by the lexicon that comes with clarity."""
    return SyntaxReader.of(rulebook.load_lexicon(language))


def tagged(languages: Iterable[str], passages: Sequence[Passage]) -> list[Passage]:
    """Return passages in some languages with their grammar."""
    found: Tagger = tagger(languages, {}, _load, syntax_of)
    assert not found.missing
    return found.tag(passages)


def with_grammar(prose: Prose) -> Prose:
    """Return the prose with its grammar."""
    languages = {passage.language for passage in prose.passages}
    return replace(prose, passages=tuple(tagged(languages, prose.passages)))
