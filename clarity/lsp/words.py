"""What the language server says on its own account, in the language of the text."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from clarity.language import interface
from clarity.parsing.languages import languages
from clarity.reports import interface_words
from clarity.reports.interface_words import Words as ReportWords


class Words(NamedTuple):
    """Every word of the server itself, in one language. What stands in braces is filled in.

    ``glossary`` is the name of a file.
    """

    code: str
    replace: str
    delete: str
    replace_all: str
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

    If clarity does not speak that one either, they are in the first of those it reads.
    """
    spoken = languages()
    return _words(next((c for c in (language, otherwise) if c in spoken), next(iter(spoken))) or "")


def report_words_for(language: str | None, otherwise: str) -> ReportWords:
    """Return the words of the reports, chosen as `words_for` does."""
    return interface_words.words_for(language, otherwise)


@cache
def _words(code: str) -> Words:
    return interface.words(code, "editor", Words)
