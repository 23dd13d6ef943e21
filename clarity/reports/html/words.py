"""The words of the HTML report, in each language that clarity speaks."""

# Without postponed annotations: `interface.words` looks at each, and would have to compile it.

from functools import cache

from msgspec import Struct

from clarity.language.interface import words


class HtmlWords(Struct, frozen=True):
    """Every word that only the HTML report says. What stands in braces is filled in."""

    mean: str
    pages: str
    rules: str
    places: str
    example: str
    first: str
    scores: str
    scores_caption: str
    find: str
    every_severity: str
    every_rule: str
    open_all: str
    close_all: str
    none_left: str
    text: str
    comments: str
    back: str
    lengths: str
    lengths_caption: str
    lengths_beside: str


@cache
def html_words(code: str) -> HtmlWords:
    """Return the words in a language that clarity speaks."""
    return words(code, "html", HtmlWords)
