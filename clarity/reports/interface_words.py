"""The words of the reports themselves, in each language that clarity speaks."""

# Without postponed annotations: `interface.words` looks at each, and would have to compile it.

from collections.abc import Mapping
from functools import cache
from typing import Literal

from msgspec import Struct

from clarity.language.interface import Noun, is_spoken, words
from clarity.messages import SOURCE
from clarity.model import Confidence, Lack, Severity, ToldChannel
from clarity.parsing.languages import languages
from clarity.reports.options import Options
from clarity.reports.summary import Counted

Answer = Literal["yes", "partly", "not_at_all"]

__all__ = ["Noun", "Words", "words_beside", "words_for", "words_in"]


class Words(Struct, frozen=True):
    """Every word a report says on its own account, in one language (``code``).

    What stands in braces is filled in. ``languages`` are the names of languages, and ``counted``
    the severities as they follow a number.
    """

    code: str
    languages: Mapping[str, str]
    severities: Mapping[Severity, str]
    counted: Mapping[Severity, str]
    decimal_sign: str
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
    read_otherwise: str
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
    lacks: Mapping[Lack, str]
    place: Noun
    and_more: str
    again: str
    more: str
    hidden_known: str
    is_known: str
    and_word: str
    or_word: str
    skipped: str
    not_checked: str
    unreadable: str
    wrong_settings: str
    checked: str
    nothing_checked: str
    hidden: str
    remarked: str
    mean_change: str
    path: str
    not_passed: str
    beyond: Mapping[Severity, str]
    low_scores: str
    too_low: str
    fallen: str
    fell: str
    lost: str
    answers: Mapping[Answer, str]
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
    whole: str
    at: str
    quoted: str
    worst_first: str
    explain: str
    average: str
    guidelines_differ: str
    band: str
    details: str
    cut: str
    left_out: str
    change: str
    new_page: str
    gone: str
    incomparable: str


@cache
def _words(code: str) -> Words:
    return words(code, "report", Words)


def words_for(language: str | None, options: Options) -> Words:
    """Return the words for what is said of a text in a language, or of no text that we read."""
    known = language if language in languages() else options.language
    return words_in(options.speaks or known)


def words_beside(counted: Counted, options: Options) -> Words:
    """Return the words for what belongs to no text that we read, as far as a run has come."""
    return words_for(options.language or counted.summary.language(""), options)


def words_in(language: str | None) -> Words:
    """Return the words of a language, in English where clarity does not speak it."""
    return _words(language if language and is_spoken(language) else SOURCE)
