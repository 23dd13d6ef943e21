"""Words in capitals one after another, which read as shouting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clarity.language.lexicon import Lexicon
from clarity.model import Find, Hit, Measures, Passage, Prose, Rule
from clarity.parsing.located_yaml import Fields

#: A line that stands for a heading has no more words.
_LONGEST_HEADING = 8
_TWO_CAPITALS = re.compile(r"[A-ZÀ-ÖØ-Þ]{2}")


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make a search for at least ``words`` words in capitals of at least ``letters`` letters.

    Keywords of code are none of them.
    """
    keywords = lexicon.words("code_keywords")
    limits = []
    for rule in rules:
        fields = Fields(rule.options, rule.id)
        limits.append((rule.id, fields.count("words"), fields.count("letters")))
        fields.finish()

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        for passage in prose.passages:
            if not has_capitals(passage.block.text) or _is_heading_in_capitals(passage):
                continue
            for rule, words, letters in limits:
                for hit in _hits(passage, words, letters, keywords):
                    yield rule, hit

    return find


def has_capitals(text: str) -> bool:
    """Tell whether a text has two capitals in a row: quick, as most blocks have not."""
    return _TWO_CAPITALS.search(text) is not None


def _is_heading_in_capitals(passage: Passage) -> bool:
    """Tell a heading all in capitals, or a line that stands for one: those are set so, not said."""
    text = passage.block.text
    if not text.isupper() or len(passage.forms) > _LONGEST_HEADING:
        return False
    return passage.block.kind == "heading" or text.rstrip()[-1].isalnum()


def _hits(passage: Passage, words: int, letters: int, keywords: frozenset[str]) -> Iterator[Hit]:
    """Yield the first such words of each sentence: who shouts on is not told again.

    Those that a parenthesis holds are where something is to be filled in: «(FULL NAME)».
    """

    def is_loud(index: int) -> bool:
        word = passage.word(index)
        is_long = len(word) >= letters and word.isalpha()
        return is_long and word.isupper() and passage.forms[index] not in keywords

    index, told = 0, -1
    while index < len(passage.forms):
        last = index
        while last < len(passage.forms) and is_loud(last):
            last += 1
            if last < len(passage.forms) and not passage.is_adjacent(last - 1):
                break
        if last - index >= words:
            start, end = passage.starts[index], passage.ends[last - 1]
            sentence = passage.sentence_number(index)
            if sentence != told and not _is_in_parentheses(passage.block.text, start, end):
                told = sentence
                yield passage.hit(start, end, {"found": passage.block.text[start:end]})
        index = max(last, index + 1)


def _is_in_parentheses(text: str, start: int, end: int) -> bool:
    return text[:start].rstrip().endswith("(") or text[end:].lstrip().startswith(")")
