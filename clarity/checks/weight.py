"""What a reader takes in at a time: a sentence by what weighs in it, running text between headings.

Where the limits of rules are set by how many words there are, these say which of them count.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from clarity.measures.readability import prose_of
from clarity.model import Passage, Prose, Sentence

#: Figures and names take this many words from the weight of a sentence, and no more: one that has
#: a date span in it is still long when it is long without.
_MOST_RELIEF = 4
#: Running text has at least so many sentences to a paragraph, on average. The texts of an interface
#: and the lines of a form have one or two each, and stand apart without headings.
_LEAST_SENTENCES = 2.5
#: A line that stands for a heading has no more words.
_LONGEST_HEADING = 14
#: Lines that were joined without a space, in one paragraph; one is a slip.
_LEAST_JOINTS = 2

#: What stands before a colon at the start of a block is a label when it has no more words.
_LONGEST_LABEL = 12

#: A sentence with so many brackets is a list of things, each with what belongs to it.
_LEAST_BRACKETS = 3

#: A quotation with fewer words is a name or a term.
_LEAST_QUOTED = 5

#: A list after a colon has so many items at least, and none of more words than this.
_LEAST_ITEMS, _LONGEST_ITEM = 5, 4

_QUOTATION = re.compile(r"«[^«»]+»|[“”„][^“”„]+[“”]|\"[^\"]+\"")
#: A label and the sentence it leads to: «Fakturanummer og beløp: Vi lagrer …».
_LABELLED = re.compile(r"[^.:!?]+: (?=[A-ZÆØÅÄÖ][a-zæøåäö]* )")
_BRACKETS = re.compile(r"\([^()]*\)")
#: Every joint has it, and few texts: looking for it costs much less.
_NO_SPACE = re.compile(r"[.:!?]\|?[A-ZÆØÅÄÖ]")
_JOINT = re.compile(r"[\w»”\"')][.:!?]+\|?[A-ZÆØÅÄÖ][a-zæøåäö]")


class Stretch(Struct, frozen=True):
    """Paragraphs of running text with no heading between them, and how many words they have.

    ``heading`` is what stands above them, if anything.
    """

    paragraphs: tuple[Passage, ...]
    words: int
    heading: str = ""


def weight(passage: Passage, sentence: Sentence) -> int:
    """Return how many words of a sentence weigh on its reader.

    A figure is read together with the word beside it, and a name of several words is one: «fra 1.
    januar 2024», «Kari Nordmann». They relieve a sentence of at most four words. What somebody else
    is quoted to have said is a sentence of its own, and so is what a label leads to. A list of
    short items after a colon is read item by item, and what stands in the brackets of a list does
    not weigh: «bil (B og BE), moped (AM) og traktor (T)».
    """
    light = 0
    was_name = False
    first = _after_label(passage, sentence)
    for index in range(first, sentence.last):
        sign = passage.block.text[passage.starts[index]]
        is_name = sign.isupper()
        light += sign.isdigit() or (is_name and was_name and passage.is_adjacent(index - 1))
        was_name = is_name
    # The brackets may be in the list.
    listed = max(_listed(passage, sentence), _bracketed(passage, sentence))
    apart = _quoted(passage, sentence) + listed
    return sentence.last - first - min(light, _MOST_RELIEF) - apart


def _after_label(passage: Passage, sentence: Sentence) -> int:
    """Return the first word of a sentence after the label that a block may begin with."""
    label = None if sentence.start else _LABELLED.match(passage.block.text, 0, sentence.end)
    after = bisect_left(passage.starts, label.end()) if label else sentence.first
    return after if after - sentence.first <= _LONGEST_LABEL else sentence.first


def _bracketed(passage: Passage, sentence: Sentence) -> int:
    """Return how many words of a sentence are in brackets, where it has enough for a list."""
    found = list(_BRACKETS.finditer(passage.block.text, sentence.start, sentence.end))
    if len(found) < _LEAST_BRACKETS:
        return 0
    ends = (bisect_left(passage.starts, one.end()) for one in found)
    return sum(ends) - sum(bisect_left(passage.starts, one.start()) for one in found)


def _quoted(passage: Passage, sentence: Sentence) -> int:
    """Return how many words of a sentence are in quotations long enough to be sentences."""
    counts = [
        bisect_left(passage.starts, quote.end()) - bisect_left(passage.starts, quote.start())
        for quote in _QUOTATION.finditer(passage.block.text, sentence.start, sentence.end)
    ]
    return sum(count for count in counts if count >= _LEAST_QUOTED)


def _listed(passage: Passage, sentence: Sentence) -> int:
    """Return how many words of a sentence are in a list of short items that ends it."""
    text = passage.block.text
    colon = text.rfind(": ", sentence.start, sentence.end)
    if colon < 0:
        return 0
    items = _BRACKETS.sub("", text[colon + 1 : sentence.end]).split(",")
    if len(items) < _LEAST_ITEMS or any(len(item.split()) > _LONGEST_ITEM for item in items):
        return 0
    return sentence.last - bisect_left(passage.starts, colon)


def is_joined(passage: Passage) -> bool:
    """Tell whether a paragraph is several: lines that have lost their ends, or lines set apart.

    «… til oss.Du får …» is the first, and ``<br><br>`` the second.
    """
    text = passage.block.text
    if _NO_SPACE.search(text) and sum(1 for _ in _JOINT.finditer(text)) >= _LEAST_JOINTS:
        return True
    breaks = [mark for mark in passage.block.marks if mark.kind == "break"]
    return any(not text[one.end : next.start].strip() for one, next in pairwise(breaks))


def running(prose: Prose) -> Iterator[Stretch]:
    """Yield the stretches of running text.

    Headings part them, and so do lines in bold or italics that stand for headings. What is in lists
    and tables has a structure of its own, and neither counts nor parts.
    """
    paragraphs: list[Passage] = []
    heading = ""
    for passage in (*prose.passages, None):
        if passage is None or passage.block.kind == "heading" or is_like_heading(passage):
            words = sum(len(one.forms) for one in paragraphs)
            sentences = sum(len(one.sentences) for one in paragraphs)
            if sentences and sentences >= _LEAST_SENTENCES * len(paragraphs):
                yield Stretch(tuple(paragraphs), words, heading)
            paragraphs.clear()
            heading = passage.block.text if passage else ""
        elif passage.block.kind == "paragraph" and prose_of(passage) and not is_joined(passage):
            paragraphs.append(passage)


def is_like_heading(passage: Passage) -> bool:
    """Tell whether a paragraph is a short line all in bold or italics, as a heading may be made."""
    block = passage.block
    if block.kind != "paragraph" or not 0 < len(passage.forms) <= _LONGEST_HEADING:
        return False
    end = len(block.text.rstrip(" .:"))
    return any(
        mark.kind in {"strong", "emphasis"} and mark.start == 0 and mark.end >= end
        for mark in block.marks
    )
