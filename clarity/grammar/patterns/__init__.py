"""Patterns of tokens, in the syntax of spaCy's Matcher: read, made ready, and searched for.

In come patterns and words with their grammar; out come the matches that spaCy's Matcher would find
(``greedy="LONGEST"``), each word with the token of the pattern that it answers to.
"""

from clarity.grammar.patterns.conditions import FLAGS, NUMBERS, TEXTS, comparisons
from clarity.grammar.patterns.possible import is_read, why_never
from clarity.grammar.patterns.reading import Token, read
from clarity.grammar.patterns.sequences import Match, Sequences

__all__ = [
    "FLAGS",
    "NUMBERS",
    "TEXTS",
    "Match",
    "Sequences",
    "Token",
    "comparisons",
    "is_read",
    "read",
    "why_never",
]
