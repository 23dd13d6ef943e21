"""What the language server says on its own account, in the language of the text."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from clarity.language import interface
from clarity.messages import SOURCE
from clarity.parsing.languages import languages
from clarity.reports.interface_words import Words as ReportWords
from clarity.reports.interface_words import words_in


class Words(Struct, frozen=True):
    """Every word of the server itself, in one language. What stands in braces is filled in.

    ``glossary`` is the name of a file.
    """

    code: str
    replace: str
    delete: str
    replace_all: str
    mend_safe: str
    ignore_here: str
    ignore_in_file: str
    turn_off: str
    add_term: str
    glossary: str
    explain: str
    before: str
    after: str
    record: str
    mend_first: str
    reading: str
    kept: str
    defaults: str


def words_for(language: str | None, otherwise: str) -> Words:
    """Return the words for a text's language, or for another where it is none that we read.

    If clarity does not speak that one either, they are in English.
    """
    return _words(_chosen(language, otherwise))


def report_words_for(language: str | None, otherwise: str) -> ReportWords:
    """Return the words of the reports, chosen as `words_for` does."""
    return words_in(_chosen(language, otherwise))


def _chosen(language: str | None, otherwise: str) -> str:
    wanted = language if language in languages() else otherwise
    return wanted if wanted and interface.is_spoken(wanted) else SOURCE


@cache
def _words(code: str) -> Words:
    return interface.words(code, "editor", Words)
