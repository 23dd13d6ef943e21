"""Abbreviations in capitals that the text never explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clarity.checks.capitals import has_capitals
from clarity.language.lexicon import Lexicon
from clarity.model import Find, Hit, Measures, Passage, Prose, Rule
from clarity.parsing.located_yaml import Fields

VALUES = ("found",)

_SHORTEST, _LONGEST = 2, 6
_ROMAN = frozenset("IVXLCDM")


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make a search for the first use of each abbreviation that is neither known nor explained.

    Explained is what stands in parentheses after its full name, or has its full name in
    parentheses after it, anywhere in the text: «Statens legemiddelverk (SLV)», «SLV (Statens …)».
    """
    keywords = lexicon.words("code_keywords")
    known = {}
    for rule in rules:
        fields = Fields(rule.options, rule.id)
        known[rule.id] = frozenset(fields.texts("known", ()))
        fields.finish()

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        first: dict[str, tuple[Passage, int]] = {}
        explained: set[str] = set()
        for passage in prose.passages:
            for index in _capitals(passage):
                word = _head(passage, index)
                first.setdefault(word, (passage, index))
                if _is_explained(passage, index):
                    explained.add(word)
        for word, (passage, index) in first.items():
            for rule, safe in known.items():
                if word not in safe and word not in explained and word.lower() not in keywords:
                    start = passage.starts[index]
                    yield rule, passage.hit(start, start + len(word), {"found": word})

    return find


def _capitals(passage: Passage) -> Iterator[int]:
    """Yield the words in capitals that stand among words that are not."""
    if not has_capitals(passage.block.text) or passage.block.text.isupper():
        return
    for index in range(len(passage.forms)):
        word = _head(passage, index)
        if (
            _SHORTEST <= len(word) <= _LONGEST
            and word.isupper()
            and word.isalpha()
            and not _ROMAN.issuperset(word)
            and not _is_shouted(passage, index)
            and not _is_numbered(passage, index)
        ):
            yield index


def _head(passage: Passage, index: int) -> str:
    """Return a word, of «HRM-systemet» the part that may be an abbreviation."""
    return passage.word(index).partition("-")[0]


def _is_numbered(passage: Passage, index: int) -> bool:
    """Tell whether a number follows: it is the code of a case or a car («LB-2017-3»)."""
    if passage.word(index).partition("-")[2][:1].isdigit():
        return True
    after = index + 1
    return (
        after < len(passage.forms)
        and passage.is_adjacent(index)
        and passage.forms[after][0].isdigit()
    )


def _is_shouted(passage: Passage, index: int) -> bool:
    """Tell whether a neighbour is in capitals too, so that it is emphasis and no abbreviation."""
    around = [place for place in (index - 1, index + 1) if 0 <= place < len(passage.forms)]
    return any(passage.word(place).isupper() and len(passage.word(place)) > 1 for place in around)


def _is_explained(passage: Passage, index: int) -> bool:
    text = passage.block.text
    before = text[: passage.starts[index]].rstrip()
    after = text[passage.ends[index] :].lstrip()
    in_parentheses = before.endswith("(") and after.startswith(")")
    return in_parentheses or re.match(r"\(\s*\w[^)]* [^)]*\)", after) is not None
