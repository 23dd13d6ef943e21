"""Finds what is mentioned rather than said: quotations, titles of laws, names of buttons."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from clarity.language.identify import points
from clarity.language.labels import Labels, placeholders
from clarity.model import Mark, Passage

if TYPE_CHECKING:
    from clarity.language.lexicon import Lexicon

#: A title of a law is taken to go on for no more words than this after «om».
_LONGEST_TITLE = 12

#: Characters of the longest cue for an example, and then some.
_LONGEST_CUE = 32

#: So many words a title has at least, by how it is marked: «*Veien hjem*» is one, while a link may
#: be the name of a button («[Les mer](…)»).
_LEAST_OF_TITLE = {"emphasis": 2, "link": 3}
#: Words that tell of a sentence in English, and are none of ours.
_ENGLISH = frozenset("the of and is with this you".split())

Range = tuple[int, int]
Cue = tuple[int, str]


@cache
def _quotation() -> re.Pattern[str]:
    # The straight and the Swedish mark open and close alike, so they must stand at a word's edge.
    # So must the English one that opens, where somebody closes with it too.
    return re.compile(
        r"«[^«»]*»|»[^«»]*«|“[^“”]*”|„[^„“”]*[“”]|(?<!\w)“[^“”]*“(?!\w)"
        r"|(?<!\w)”[^”]*”(?!\w)|(?<!\w)\"[^\"]*\"(?!\w)"
    )


@cache
def _short_name() -> re.Pattern[str]:
    """Match the short name in parentheses that a title may end with: «(folketrygdloven)»."""
    return re.compile(r"\s?\([^()\d§.]{3,60}\)")


@cache
def _quotation_mark() -> re.Pattern[str]:
    return re.compile('[«»“„”"]')


@cache
def _inner_capital() -> re.Pattern[str]:
    # Searched for by the capital, of which there are fewer.
    return re.compile(r"[A-ZÆØÅÄÖ](?<=[a-zæøåäö\d][A-ZÆØÅÄÖ])")


@cache
def _number_of_law() -> re.Pattern[str]:
    # The Finnish way, after the title: «lagen om … (1385/2015)».
    return re.compile(r" \(\d{1,4}/\d{4}\b")


@cache
def _identifier() -> re.Pattern[str]:
    """Match the names of components and programs: «SkjemaKnapp», «getSoknad», «MinID»."""
    return re.compile(r"[^\W_]*[a-zæøåäö\d][A-ZÆØÅÄÖ][^\W_]*")


@cache
def _before_om() -> re.Pattern[str]:
    # «lov 10. februar 1967 nr. 4 om …», «lag (2009:600) om …», «Lov av 17. juli 1998 om …»
    return re.compile(
        r"(?:\s+\(\d{4}:\d+\))?(?:\s+av)?(?:\s+(?:den\s+)?\d{1,2}\.?\s+\w+\.?\s+\d{4})?"
        r"(?:\s+nr\.?\s*\d+)?\s+om\s+",
        re.IGNORECASE,
    )


@cache
def _colon() -> re.Pattern[str]:
    return re.compile(r":(?:\s+|$)")


@cache
def _clause() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_][^.!?;:–—()|]*$")


class Exemptions(Struct, frozen=True):
    """Finds the exempt places of passages in one language, by the lists of its lexicon."""

    heads: frozenset[str]
    title_ends: frozenset[str]
    bad_cues: frozenset[str]
    good_cues: frozenset[str]
    listing_headings: frozenset[str]
    wording_cues: tuple[str, ...]
    labels: Labels

    @classmethod
    def of(cls, lexicon: Lexicon) -> Exemptions:
        """Take the lists from a lexicon. Raises `KeyError` where it lacks one."""
        return cls(
            heads=lexicon.words("law_title_heads"),
            title_ends=lexicon.words("law_title_ends"),
            bad_cues=lexicon.words("bad_example_cues"),
            good_cues=lexicon.words("good_example_cues"),
            listing_headings=lexicon.words("listing_headings"),
            wording_cues=lexicon.ordered("wording_cues"),
            labels=Labels.of(lexicon),
        )

    def find(self, passage: Passage) -> Iterator[Range]:
        """Yield the exempt ranges of a passage's text; they may overlap."""
        text = passage.block.text
        if passage.block.quoted:
            yield 0, len(text)
            return
        if _quotation_mark().search(text):  # most texts have none, which this tells sooner
            for match in _quotation().finditer(text):
                yield match.span()
        if ":" in text:
            yield from self._bad_examples(text)
        if not self.heads.isdisjoint(passage.forms):
            yield from self._titles(passage)
        if _inner_capital().search(text):
            yield from (match.span() for match in _identifier().finditer(text))
        yield from (
            (mark.start, mark.end)
            for mark in passage.block.marks
            if (mark.kind in _LEAST_OF_TITLE and _is_title(text, mark))
        )
        yield from placeholders(text)
        yield from self.labels.find(passage)
        if not _ENGLISH.isdisjoint(passage.forms):
            yield from _english(passage)

    def announces_bad_examples(self, text: str) -> bool:
        """Tell whether a text ends by announcing bad examples («Unngå:»)."""
        return text.endswith(":") and _before_colon(text, len(text) - 1)[1] in self.bad_cues

    def opens_listing(self, heading: str) -> bool:
        """Tell whether a heading is that of a list of sources or of phrases («Kilder»)."""
        return heading.strip(" :.0123456789").lower() in self.listing_headings

    def announces_wording(self, text: str) -> bool:
        """Tell whether a text ends by announcing the words of a law («§ 3 lyder slik:»)."""
        return text.endswith(":") and text[:-1].rstrip().lower().endswith(self.wording_cues)

    def _bad_examples(self, text: str) -> Iterator[Range]:
        begin = 0
        for colon in _colon().finditer(text):
            start, cue = _before_colon(text, colon.start())
            if begin and cue in self.good_cues:
                yield begin, start
                begin = 0
            elif not begin and cue in self.bad_cues:
                begin = colon.end()
        if begin and begin < len(text):
            yield begin, len(text)

    def _titles(self, passage: Passage) -> Iterator[Range]:
        text, forms = passage.block.text, passage.forms
        for index, form in enumerate(forms):
            if form not in self.heads:
                continue
            om = _before_om().match(text, passage.ends[index])
            if om is None:
                continue
            first = bisect_left(passage.starts, om.end())
            last = self._title_end(passage, first)
            if last > first:
                end = passage.ends[last - 1]
                short = _short_name().match(text, end)
                yield passage.starts[index], short.end() if short else end

    def _title_end(self, passage: Passage, first: int) -> int:
        """Return the index after the last word of a title whose name begins at a word."""
        longest = min(first + _LONGEST_TITLE, len(passage.forms))
        # With its number after it, a title is read to there, whatever its words.
        parted = range(first, longest - 1)
        stop = next((at + 1 for at in parted if not passage.is_adjacent(at)), longest)
        if stop > first and _number_of_law().match(passage.block.text, passage.ends[stop - 1]):
            return stop
        opened = range(first, stop)
        return next((at for at in opened if passage.forms[at] in self.title_ends), stop)


def _is_title(text: str, mark: Mark) -> bool:
    """Tell whether marked words are a title: they begin with a capital inside a sentence."""
    before = text[: mark.start].rstrip(' «"“”(')
    words = text[mark.start : mark.end].split()
    return (
        len(words) >= _LEAST_OF_TITLE[mark.kind]
        and words[0][:1].isupper()
        and (before[-1:].isalnum() or before[-1:] == ",")
    )


def _english(passage: Passage) -> Iterator[Range]:
    """Yield the sentences that are in English."""
    for sentence in passage.sentences:
        scores = points(passage.forms[sentence.first : sentence.last])
        if scores["en"] > 2 and scores["en"] > 2 * scores[passage.language]:
            yield sentence.start, sentence.end


def _before_colon(text: str, colon: int) -> Cue:
    """Return where the clause before a colon begins and its words in lower case.

    A clause longer than any cue is cut short.
    """
    least = max(0, colon - _LONGEST_CUE)
    match = _clause().search(text[least:colon])
    return (least + match.start(), match[0].rstrip().lower()) if match else (colon, "")


def merge(ranges: Sequence[Range]) -> list[Range]:
    """Return the union of ranges, sorted and without overlap."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
