"""The words of the reports themselves, in each language that clarity speaks."""

# Without postponed annotations, which a NamedTuple compiles one by one when it is imported.

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from clarity.language.interface import Noun, is_spoken, words
from clarity.model import Confidence, Severity, ToldChannel
from clarity.parsing.languages import languages

__all__ = ["Noun", "Words", "words_for"]


class Words(NamedTuple):
    """Every word a report says on its own account, in one language (``code``).

    What stands in braces is filled in. ``languages`` are the names of languages, and ``counted``
    the severities as they follow a number.
    """

    code: str
    languages: Mapping[str, str]
    severities: Mapping[Severity, str]
    counted: Mapping[Severity, str]
    line: str
    word: Noun
    file: Noun
    comment: Noun
    why: str
    instead: str
    source: str
    rule: str
    no_comments: str
    read_as: Mapping[ToldChannel, str]
    score: str
    of_hundred: str
    no_score: str
    confidence: Mapping[Confidence, str]
    not_assessed: str
    not_assessed_note: str
    mend_first: str
    points: Noun
    under_one_point: str
    places: str
    nowhere: str
    place: Noun
    and_more: str
    again: str
    more: str
    and_word: str
    or_word: str
    skipped: str
    not_checked: str
    unreadable: str
    checked: str
    nothing_checked: str
    path: str
    not_passed: str
    beyond: Mapping[Severity, str]
    low_scores: str
    lost: str
    heavier: str
    lighter: str
    higher: str
    lower: str
    middle: str
    compared_with: str
    text: Noun
    measures_title: str
    title: str
    not_shown: str


@cache
def _words(code: str) -> Words:
    return words(code, "report", Words)


def words_for(language: str | None, otherwise: str) -> Words:
    """Return the words for a text's language, or for another where it is none that we read.

    If clarity does not speak that one either, they are in the first of those it reads.
    """
    if language in languages():
        return _words(language)
    return _words(otherwise if is_spoken(otherwise) else next(iter(languages())))
