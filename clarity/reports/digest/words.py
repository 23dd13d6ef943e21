"""The words of the summary of many files, in each language that clarity speaks."""

# Without postponed annotations: `interface.words` looks at each, and would have to compile it.

from functools import cache

from msgspec import Struct

from clarity.language.interface import Noun, words


class DigestWords(Struct, frozen=True):
    """Every word that only the summary of many files says. What stands in braces is filled in."""

    scores: str
    some_scores: str
    pages: str
    page: str
    first: str
    rule: Noun
    recurring: str
    found: str
    begin: str
    win: str
    share: str
    alone: str
    look: str
    adjust: str
    heaviest: str
    propose: str
    accept: str
    all: str


@cache
def digest_words(code: str) -> DigestWords:
    """Return the words in a language that clarity speaks."""
    return words(code, "digest", DigestWords)
