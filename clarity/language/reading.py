"""Reads a document: which language its blocks are in, their words, and what is exempt."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct, field

from clarity.language.exempt import Exemptions, Range, merge
from clarity.language.identify import (
    ENOUGH,
    OTHER,
    UNKNOWN,
    Verdict,
    identify_words,
    other_language,
    points,
    sample,
)
from clarity.language.path import language_of_path
from clarity.language.profiles import profiles
from clarity.language.sentences import EMPTY, Split, Splitter
from clarity.language.surroundings import Surroundings, without_quotation
from clarity.model import Block, Document, Kept, Passage, Prose, Span
from clarity.parsing.languages import in_family, languages

if TYPE_CHECKING:
    from clarity.language.lexicon import Lexicon

#: From this many words on a text can tell its language surely, and a block may be in another
#: language than the document.
_LEAST_WORDS = 20
_CONFIDENT = 0.96
#: Characters that are looked at to tell the language of a document, and in how many places.
_SAMPLE = ENOUGH * 10
_PLACES = 8
#: How many of these are remembered: those of a few texts that somebody edits.
_REMEMBERED = 8


class Unread(Struct, frozen=True):
    """A document that has no prose in a supported language, and why, in one line.

    ``language`` is what it seems to be in: a code (``da``), ``other`` or ``unknown``.
    """

    language: str
    reason: str


class ReadBlock(Struct, frozen=True):
    """What is read of a block wherever it stands.

    ``language`` is ``None`` where we do not read it; ``exempt`` are sorted ranges of the text.
    """

    language: str | None
    split: Split
    exempt: Sequence[Range]


def read(
    document: Document,
    language: str | None,
    lexicon_of: Callable[[str], Lexicon],
    known: Kept[Hashable, ReadBlock] | None = None,
) -> Prose | Unread:
    """Make the prose of a document.

    ``language`` is what is said of its language (``None``: nothing). One that we read is taken at
    its word, with a notice where the text looks like another; but a text that is clearly in a
    language we do not read is left out whatever is said. ``lexicon_of`` gives the lexicon of a
    supported language. ``known`` keeps what is read of blocks.
    """
    if not any(block.text.strip() for block in document.blocks):
        return Unread(UNKNOWN, "there is no prose in it")
    said = normalise(language or document.language or "")
    words, verdict = _identified("\n".join(_pieces(document.blocks)))
    is_telling = len(words) >= _LEAST_WORDS and verdict.confidence >= _CONFIDENT
    found = _main_language(said, words, verdict, is_telling)
    if isinstance(found, Unread):
        return found
    passages, exempt = _Reading(found, said == found, lexicon_of, known).read(document.blocks)
    if not any(passage.forms for passage in passages):
        return Unread(UNKNOWN, "there is no prose in it")
    notices: tuple[str, ...] = ()
    if is_telling and verdict.language != found:
        own = document.settings.get("language") or document.language
        is_named = not own and language_of_path(document.path) == found
        told = f"its path says {found}" if is_named else f"said to be in {found}"
        notices = (f"{told}, but reads as {verdict.language}",)
    return Prose(document, found, passages, exempt, notices)


def normalise(tag: str) -> str:
    """Return the language of a tag («nb-NO», «nn_NO», «SV»); of «no» the text tells which."""
    return re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0]


class _Reading(Struct, frozen=True):
    """The reading of a document whose main language is known; ``is_said`` if by its label."""

    main: str
    is_said: bool
    lexicon_of: Callable[[str], Lexicon]
    known: Kept[Hashable, ReadBlock] | None
    tools: dict[str, tuple[Splitter, Exemptions]] = field(default_factory=dict)

    def read(self, blocks: tuple[Block, ...]) -> tuple[tuple[Passage, ...], tuple[Span, ...]]:
        """Return the passages in supported languages and the sorted exempt spans."""
        passages: list[Passage] = []
        exempt: list[Span] = []
        opened: set[str] = set()
        surroundings = Surroundings()
        for block in without_quotation(blocks):
            read = self._remembered(block)
            language, ranges = read.language, read.exempt
            if language is None:
                continue
            is_opening = block.kind == "paragraph" and language not in opened
            if is_opening:
                opened.add(language)
            passages.append(_passage(block, language, read.split, is_opening=is_opening))
            if surroundings.mentions(block, self._tools(language)[1]):
                ranges = [(0, len(block.text))]
            exempt += [block.span(start, end) for start, end in ranges if start < end]
        return tuple(passages), tuple(sorted(exempt))

    def _remembered(self, block: Block) -> ReadBlock:
        if self.known is None:
            return self._read(block)
        key = self.main, self.is_said, block.written
        found = self.known.get(key)
        if found is None:
            found = self._read(block)
            self.known.put(key, found)
        return found

    def _read(self, block: Block) -> ReadBlock:
        language, split = self._words(block)
        if language is None:
            return ReadBlock(None, split, ())
        passage = _passage(block, language, split)
        return ReadBlock(language, split, merge(list(self._tools(language)[1].find(passage))))

    def _words(self, block: Block) -> tuple[str | None, Split]:
        """Return the language of a block, and its words in it; none of one that we do not read."""
        said = normalise(block.language or "")
        if said:
            meant = in_family(said)
            if not meant:
                return None, EMPTY
            said = self.main if self.main in meant else meant[0]
        language = said or self.main
        joints = tuple(joints_of(block))
        split = self._tools(language)[0].split(block.text, joints)
        if not said and len(split.forms) >= _LEAST_WORDS:
            other = other_language(split.forms, language)
            if other:  # a second look, without the names, which takes longer
                other = other_language(sample(block.text), language)
            if other and other not in languages():
                return None, EMPTY
            if other and not self.is_said:
                language = other
                split = self._tools(language)[0].split(block.text, joints)
        return language, split

    def _tools(self, language: str) -> tuple[Splitter, Exemptions]:
        if language not in self.tools:
            lexicon = self.lexicon_of(language)
            self.tools[language] = Splitter.of(lexicon), Exemptions.of(lexicon)
        return self.tools[language]


def _passage(block: Block, language: str, split: Split, *, is_opening: bool = False) -> Passage:
    return Passage(
        block, language, split.starts, split.ends, split.forms, split.sentences, is_opening
    )


def joints_of(block: Block) -> Iterator[int]:
    """Yield where sentences begin by the markup: after a bold label, and after a line end.

    What comes then has a capital: «**Frist** Du må …», «Storgata 1<br>Oslo».
    """
    text = block.text
    for mark in block.marks:
        is_label = mark.kind == "strong" and mark.start == 0 and text[mark.end - 1].isalnum()
        if not is_label and (mark.kind != "break" or text[mark.start - 1] == ","):
            continue
        start = mark.end + text.startswith(" ", mark.end)
        if (start > mark.end or not is_label) and text[start : start + 1].isupper():
            yield start


@lru_cache(_REMEMBERED)
def _identified(text: str) -> tuple[Sequence[str], Verdict]:
    """Return the words that tell the language of a text, and what they tell."""
    words = sample(text)
    return words, identify_words(words)


def _main_language(
    said: str, words: Sequence[str], verdict: Verdict, is_telling: bool
) -> str | Unread:
    if is_telling and verdict.language not in languages():
        return Unread(verdict.language, _reason(verdict))
    if said in languages():
        return said
    if verdict.language in languages():
        return verdict.language
    scores = points(words)
    likeliest = max(languages(), key=scores.__getitem__)
    if said and not in_family(said):
        return Unread(said, f"its language is said to be {said}")
    if scores[likeliest] and (said or scores[likeliest] == max(scores.values())):
        return likeliest
    return Unread(verdict.language, _reason(verdict))


def _pieces(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield text from places all over a document, as much as it takes to tell its language."""
    quota = _SAMPLE // _PLACES
    stride = -(-len(blocks) // _PLACES)
    for start in range(0, len(blocks), stride):
        left = quota
        for block in blocks[start : start + stride]:
            yield block.text[:left]
            left -= len(block.text)
            if left <= 0:
                break


def _reason(verdict: Verdict) -> str:
    if verdict.language == UNKNOWN:
        return "its language cannot be told"
    *names, last = (language.english for language in languages().values())
    others = ", ".join(names)
    if verdict.language == OTHER:
        return f"it is in another language than {others} and {last}"
    return f"it is in {profiles()[verdict.language].english}, not in {others} or {last}"
