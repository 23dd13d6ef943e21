"""Prose in, Findings out: spelling and grammar as a LanguageTool server has them.

Importing it loads neither an HTTP client nor anything of LanguageTool; using it does.
"""

from clarity.languagetool.answer import NoAnswerError, UnreachableError
from clarity.languagetool.options import Options
from clarity.languagetool.rules import NAME, ids, rules
from clarity.languagetool.servers import Server, Servers
from clarity.languagetool.words import read_words

__all__ = [
    "NAME",
    "NoAnswerError",
    "Options",
    "Server",
    "Servers",
    "UnreachableError",
    "ids",
    "read_words",
    "rules",
]
