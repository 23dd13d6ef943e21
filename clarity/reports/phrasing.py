"""Numbers, lists and remarks as a report writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import floor

from clarity.model import Comparison, Finding, Gain, Report, Span, ToldChannel
from clarity.reports.interface_words import Noun, Words
from clarity.reports.positions import Lines
from clarity.reports.printable import one_line, shorten, without_markup

#: The most lines named at a time.
_MOST_LINES = 5
#: A place of so many code points is a word or a phrase, and is quoted whole, a longer one by its
#: first words; so many are quoted.
_QUOTABLE = 40
_FIRST_WORDS = 3
_MOST_QUOTES = 3
#: The most code points of what is said of a finding.
_LONGEST = 480
#: The most words by which a place is known again.
_MOST_WORDS = 6
#: What is left of the markup of Markdown where a place begins or ends inside it.
_SIGNS = re.compile(r"\]\([^()\s]*\)?|[\[\]*`]")
#: Ends the name of who says something: what comes then is where, and what. Not in «§§ 24, 25».
_AUTHORITY_END = re.compile(r"[:;(]|,(?!\s*\d)")
#: The most genres of real texts a measure is compared with; the rest are for machines.
MOST_GENRES = 2
#: More of which does not make a text heavier.
_NOT_HEAVY = ("reader_share",)


def count(number: int, noun: Noun) -> str:
    """Return a number with its noun, grouped as in the Nordic countries: ``1 204 ord``."""
    return f"{group(number)} {noun[number != 1]}"


def group(number: int) -> str:
    """Return a whole number with its digits in groups of three."""
    return f"{number:,}".replace(",", "\u00a0") if number >= 10_000 else str(number)


def decimal(number: float, words: Words, places: int = 1) -> str:
    """Return a number with the decimal sign of a language, without a fraction of only zeros."""
    text = f"{number:.{places}f}"
    return text.rstrip("0").rstrip(".").replace(".", words.decimal_sign) if places else text


def enumerate_words(items: list[str], and_word: str) -> str:
    """Join items as one says them: ``3, 7 og 12``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {and_word} {items[-1]}"


def shown(score: float) -> str:
    """Return a score as a whole number, rounded down so that it never reaches a limit early."""
    return str(floor(score))


def measured(name: str, value: float, words: Words) -> str:
    """Return the value of a measure; a share in percent."""
    return f"{100 * value:.0f} %" if name.endswith("_share") else decimal(value, words)


def read_as(told: ToldChannel, words: Words) -> str:
    """Return what kind of text one was read as by its signs, and how to say that it is another."""
    return f"{words.read_as[told]} {words.read_otherwise}"


def compared(measure: str, comparisons: Sequence[Comparison], words: Words) -> str:
    """Return how a text compares with real ones by a measure: ``tyngre enn 80 % av norske lover``.

    Nothing where there are none for the measure.
    """
    among = [one for one in comparisons[:MOST_GENRES] if measure in one.places]
    return enumerate_words([_place(measure, one, words) for one in among], words.and_word)


def _place(measure: str, comparison: Comparison, words: Words) -> str:
    lower, higher = comparison.places[measure]
    more, less = (
        (words.higher, words.lower) if measure in _NOT_HEAVY else (words.heavier, words.lighter)
    )
    if max(lower, higher) <= 50:
        return words.middle.format(texts=comparison.name)
    wording = more if lower > higher else less
    return wording.format(share=max(lower, higher), texts=comparison.name)


def points_won(gain: Gain, report: Report, lines: Lines, words: Words) -> str:
    """Return what mending something wins back, where, and which words: ``+6 poeng; linje 3: «og»``.

    What the text lacks, or has too little of, has no place in it: that is said instead.
    """
    points = round(gain.points)
    worth = f"+{count(points, words.points)}" if points else words.under_one_point
    if not gain.spans:
        return f"{worth}; {words.lacks[gain.lack]}"
    quotes = _quotes(gain.spans, report, words)
    return f"{worth}; {_where(gain.spans, lines, words)}" + (quotes and f": {quotes}")


def _quotes(spans: Sequence[Span], report: Report, words: Words) -> str:
    """Return the words of the first few places, each once; a sentence by how it begins."""
    found: dict[str, str] = {}
    for span in spans:
        if len(found) > _MOST_QUOTES:
            break
        written = report.source[span.start : min(span.end, span.start + _LONGEST)]
        if report.format != "text":
            written = _SIGNS.sub("", without_markup(written))
        text = one_line(written).strip()
        if len(text) > _QUOTABLE:
            text = shorten(" ".join([*text.split()[:_FIRST_WORDS], "…"]), 2 * _QUOTABLE)
        if text:
            found.setdefault(text.casefold(), words.quoted.format(text=text))
    more = " …" if len(found) > _MOST_QUOTES else ""
    return ", ".join([*found.values()][:_MOST_QUOTES]) + more


def _where(spans: Sequence[Span], lines: Lines, words: Words) -> str:
    places = _lines_of(spans, lines)
    named = places[:_MOST_LINES]
    if more := len(places) - len(named):
        named.append(words.and_more.format(places=count(more, words.place)))
    return words.places.format(lines=enumerate_words(named, words.and_word))


def _repeated(finding: Finding, lines: Lines, words: Words) -> str:
    """Return where else a finding is: ``og 9 steder til: linje 12, 40, 41, 60, 72 …``.

    Before it, that it was known, where it was. Nothing where it is new and at one place only.
    """
    known = words.is_known if finding.is_known else ""
    return ", ".join(filter(None, (known, _elsewhere(finding, lines, words))))


def _elsewhere(finding: Finding, lines: Lines, words: Words) -> str:
    if not finding.repeats:
        return ""
    places = _lines_of([other.span for other in finding.repeats], lines)
    named = enumerate_words(places, words.and_word)
    if len(places) > _MOST_LINES:
        named = f"{', '.join(places[:_MOST_LINES])} …"
    more = words.and_more.format(places=count(len(finding.repeats), words.place))
    return f"{words.and_word} {more}: {words.places.format(lines=named)}"


def placed(said: str, finding: Finding, lines: Lines, words: Words) -> str:
    """Return what is said of a finding, with where else it is in brackets."""
    elsewhere = _repeated(finding, lines, words)
    return f"{said} ({elsewhere})" if elsewhere else said


def advised(finding: Finding, lines: Lines, words: Words) -> str:
    """Return what is said of a finding: what is wrong, what to write instead, and where else."""
    said = shorten(finding.message, _LONGEST)
    unsaid = [text for text in finding.suggestions if text.casefold() not in said.casefold()]
    instead = f"{words.instead}: {one_line(', '.join(unsaid))}." if unsaid else ""
    return placed(" ".join(filter(None, (said, instead))), finding, lines, words)


def pointed_out(finding: Finding, words: Words) -> str:
    """Return the words a finding is about, or how they begin; nothing where its message does."""
    if finding.scope == "document" or finding.text.casefold() in finding.message.casefold():
        return ""
    first = one_line(finding.text).split()
    more = [] if len(first) <= _MOST_WORDS else ["…"]
    return words.quoted.format(text=shorten(" ".join([*first[:_MOST_WORDS], *more]), _LONGEST))


def authority(source: str) -> str:
    """Return who says something, of a source that tells where and what too."""
    return one_line(_AUTHORITY_END.split(source, maxsplit=1)[0].strip().rstrip("."))


def _lines_of(spans: Sequence[Span], lines: Lines) -> list[str]:
    """Return the numbers of the lines of some places, each once, in order."""
    return [str(line) for line in sorted({lines.line(span.start) for span in spans})]
