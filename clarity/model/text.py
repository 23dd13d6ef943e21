"""A text on its way: source, blocks, words and sentences, and what a check finds there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from clarity.model.grammar import Grammar, Syntax

BlockKind = Literal["heading", "paragraph", "list_item", "table_cell", "quote", "metadata", "alt"]
MarkKind = Literal["link", "emphasis", "strong", "break"]
#: What something found is about: the words at its place, or the whole document.
Scope = Literal["text", "document"]
BLOCK_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)

#: Stands in a block's text for what is not prose (inline code, an image, a placeholder,
#: a bare address), so that the words around it are not taken for neighbours.
OPAQUE = "\ufffc"

#: How far to either side the context of a hit goes at most, in code points.
CONTEXT = 1_000

NO_SETTINGS: Mapping[str, object] = MappingProxyType({})


class Span(Struct, frozen=True, order=True):
    """A half-open stretch of the source file, in Unicode code points."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Tell whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end


class Origin(Struct, frozen=True):
    """Maps a place in a block's text to its place in the source.

    The text is cut into runs. Run ``i`` starts at ``texts[i]`` in the text and covers
    ``sources[i]`` to ``ends[i]`` in the source. A run as long in the source as in the text
    maps code point by code point; any other (an entity, a decomposed letter) maps as a whole.
    """

    texts: tuple[int, ...]
    sources: tuple[int, ...]
    ends: tuple[int, ...]
    length: int

    def span(self, start: int, end: int) -> Span:
        """Return the source span of the non-empty text range ``start`` to ``end``."""
        texts, sources, ends = self.texts, self.sources, self.ends
        first = bisect_right(texts, start) - 1
        low, source_start = texts[first], sources[first]
        high = texts[first + 1] if first + 1 < len(texts) else self.length
        if end <= high and high - low == ends[first] - source_start:  # nearly always
            shift = source_start - low
            return Span(start + shift, end + shift)
        last = bisect_right(texts, end - 1) - 1
        if self._is_verbatim(first):
            source_start += start - self.texts[first]
        source_end = self.ends[last]
        if self._is_verbatim(last):
            source_end = self.sources[last] + end - self.texts[last]
        return Span(source_start, source_end)

    def _is_verbatim(self, run: int) -> bool:
        return self._end(run) - self.texts[run] == self.ends[run] - self.sources[run]

    def _end(self, run: int) -> int:
        return self.texts[run + 1] if run + 1 < len(self.texts) else self.length


class Mark(Struct, frozen=True):
    """Inline markup over a range of a block's text.

    A ``break`` is over the space that stands for a line end the writer asked for. ``target`` is a
    link's address, ``label`` its name where that is another than its text: what a screen reader
    reads (``aria-label``), or the address that is written there.
    """

    kind: MarkKind
    start: int
    end: int
    target: str = ""
    label: str = ""


class Block(Struct, frozen=True):
    """A run of prose without its inline markup.

    ``level`` is the depth of a heading (1 to 6) or of a list item (from 1), else 0. ``name`` is
    the key of a metadata block (``title``, ``description``, ``ingress``). ``language`` is what
    the markup says (``lang=``), if anything. ``quoted`` is set for text inside a block quote.
    """

    kind: BlockKind
    level: int
    text: str
    origin: Origin
    language: str | None = None
    marks: tuple[Mark, ...] = ()
    name: str = ""
    quoted: bool = False

    @property
    def written(self) -> Hashable:
        """All of it but where it stands."""
        return self.kind, self.level, self.text, self.language, self.marks, self.name, self.quoted

    def span(self, start: int, end: int) -> Span:
        """Return the source span of a non-empty range of the text."""
        return self.origin.span(start, end)


class Silence(Struct, frozen=True):
    """A stretch of source in which rules are silenced: those named, or all (``None``).

    ``comment`` is where the comment stands that asks for it.
    """

    span: Span
    rules: frozenset[str] | None
    comment: Span


class Document(Struct, frozen=True):
    """A parsed file.

    ``format`` is ``markdown``, ``html`` or ``text``. ``language`` is what the file itself says
    of its language, if anything. ``settings`` is the ``clarity:`` mapping of its front matter.
    ``notices`` are remarks of the parser, for the writer.
    """

    path: str
    source: str
    format: str
    language: str | None
    blocks: tuple[Block, ...]
    silences: tuple[Silence, ...] = ()
    settings: Mapping[str, object] = NO_SETTINGS
    notices: tuple[str, ...] = ()


class Sentence(Struct, frozen=True):
    """A sentence of a passage: text offsets ``start`` to ``end``, words ``first`` to ``last``.

    Both are half-open. ``terminated`` tells whether it ends in a sentence-final mark.
    """

    start: int
    end: int
    first: int
    last: int
    terminated: bool


_start = attrgetter("start")
_end = attrgetter("end")
_first = attrgetter("first")


class Passage(Struct, frozen=True):
    """A block with its words and sentences, in one language.

    ``starts`` and ``ends`` are the words' offsets in the block's text; ``forms`` are the words
    themselves in lower case. Columns rather than word objects: a text has many words, and most
    checks look at one column only. ``is_opening`` is set for the first paragraph of a text in its
    language. ``grammar`` is ``None`` where no model has read the words, and
    so is ``syntax``, which has an entry for each sentence.
    """

    block: Block
    language: str
    starts: Sequence[int]
    ends: Sequence[int]
    forms: Sequence[str]
    sentences: tuple[Sentence, ...]
    is_opening: bool = False
    grammar: Grammar | None = None
    syntax: tuple[Syntax, ...] | None = None

    def word(self, index: int) -> str:
        """Return a word as it is written."""
        return self.block.text[self.starts[index] : self.ends[index]]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that covers a text offset."""
        place = bisect_right(self.sentences, offset, key=_start) - 1
        if place >= 0 and offset < self.sentences[place].end:
            return self.sentences[place]
        return None

    def sentences_within(self, start: int, end: int) -> Sequence[Sentence]:
        """Return the sentences that lie wholly in a range of the text."""
        first = bisect_left(self.sentences, start, key=_start)
        return self.sentences[first : max(first, bisect_right(self.sentences, end, key=_end))]

    def sentence_of(self, index: int) -> Sentence:
        """Return the sentence that word ``index`` belongs to."""
        return self.sentences[self.sentence_number(index)]

    def sentence_number(self, index: int) -> int:
        """Return the place among the sentences of the one that word ``index`` belongs to."""
        return bisect_right(self.sentences, index, key=_first) - 1

    def is_adjacent(self, index: int) -> bool:
        """Tell whether only white space stands between word ``index`` and the next one."""
        return self.block.text[self.ends[index] : self.starts[index + 1]].isspace()

    def hit(
        self,
        start: int,
        end: int,
        values: Mapping[str, str] | None = None,
        suggestions: tuple[str, ...] = (),
        scope: Scope = "text",
    ) -> Hit:
        """Make a hit of a non-empty range of the block's text.

        One about the whole document needs a place too: that is its first sentence.
        """
        sentence = self.sentence_at(start)
        low, high = (sentence.start, sentence.end) if sentence else (0, len(self.block.text))
        # A "sentence" can be a whole file, and every finding in it has its context read.
        low, high = max(low, start - CONTEXT), min(high, end + CONTEXT)
        around = min(low, start), max(high, end)
        text = self.block.text[start:end]
        place = self.block, start, end, around
        anchor = "" if scope == "document" else None
        return Hit(*place, text, values or {}, suggestions, scope=scope, anchor=anchor)


class Prose(Struct, frozen=True):
    """The words and sentences of a document, in reading order.

    ``language`` is the code of the main language (``nb``). ``exempt`` are sorted spans
    that are mentioned rather than said: quotations, titles of laws, examples of bad writing.
    ``notices`` are remarks on the text as a whole, for the writer.
    """

    document: Document
    language: str
    passages: tuple[Passage, ...]
    exempt: tuple[Span, ...] = ()
    notices: tuple[str, ...] = ()

    def in_language(self, language: str) -> Prose:
        """Return the same prose with only the passages in one language."""
        if all(passage.language == language for passage in self.passages):
            return self
        passages = tuple(p for p in self.passages if p.language == language)
        return replace(self, passages=passages, language=language)


class Hit(Struct, frozen=True):
    """What a check found; it knows no rule.

    It stands at ``start`` to ``end`` in the text of a block. ``around`` is the range of the
    sentence around it (or of the whole block), as far as `CONTEXT` goes, and ``text`` the words
    found without markup. ``values`` fill the rule's message. ``suggestions`` can each stand in the
    place of ``text``. ``entry`` is what was met in a rule that is a list, as the rule writes it.
    With the scope ``document`` it is about the whole, and stands at the first sentence. ``anchor``
    is what it is known again by where that is not the sentence that it happens to stand in. It is
    not ``is_sure`` where the form of a suggestion is only the likeliest one.
    """

    block: Block
    start: int
    end: int
    around: tuple[int, int]
    text: str
    values: Mapping[str, str]
    suggestions: tuple[str, ...] = ()
    entry: str = ""
    scope: Scope = "text"
    anchor: str | None = None
    is_sure: bool = True

    @property
    def span(self) -> Span:
        """The place in the source."""
        return self.block.origin.span(self.start, self.end)

    @property
    def context(self) -> Span:
        """The place in the source of the sentence around it."""
        return self.block.origin.span(*self.around)
