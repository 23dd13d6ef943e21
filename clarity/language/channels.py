"""Tells what kind of text it is by the signs in ``rules/channels.json``.

A sign is something that can be counted in a text, and is worth points for one channel, or against
it. The first channel of the file for which a text has as many points as it takes is the one that is
told. A channel may be a kind of another one, as a decision is a letter that decides: it is told of
a text that has enough for both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from clarity.model import TOLD_CHANNELS, Kept, Prose, ToldChannel
from clarity.parsing.json_data import read
from clarity.parsing.located_yaml import Fields
from clarity.resources import rules_root

#: A text shows early what it is: no more code points of it, or of its source, are looked at.
_LOOKED_AT = 40_000
#: So many blocks are the opening of a text, and so many its close.
_ENDS = 6

#: Units of what is counted in the whole text, not in a few of its blocks.
_EVERYWHERE = ("places", "per 100 words", "source per 100 words")

#: How often patterns stand in a block or a line.
Counts = dict[str, int]


class Sign(Struct, frozen=True):
    """Something that can be counted in a text.

    ``of`` says where and in what unit (a key of `_COUNTS`), ``what`` and ``source`` what it is and
    why it tells anything. ``worth`` are (value, points) with the highest value first: the points of
    the first value that is reached count. ``pattern`` is what is searched for in one language.
    """

    name: str
    what: str
    of: str
    worth: tuple[tuple[float, float], ...]
    source: str
    pattern: str

    @property
    def most(self) -> float:
        """The most points that it can be worth."""
        return max(0.0, *(points for _, points in self.worth))

    def points(self, text: _Text) -> float:
        """Return what the sign is worth in a text."""
        value = self.value(text)
        return next((points for least, points in self.worth if value >= least), 0.0)

    def value(self, text: _Text) -> float:
        """Return how much of it there is in a text."""
        return _COUNTS[self.of](text, self.pattern)


class Signs(Struct, frozen=True):
    """The signs of one channel, and how many points are enough to tell it.

    ``within`` is the channel of which it is a kind.
    """

    channel: ToldChannel
    within: ToldChannel | None
    enough: float
    signs: tuple[Sign, ...]

    def tell(self, text: _Text) -> bool:
        """Tell whether a text has enough of them; looks no further than it takes to know."""
        points, open_points = 0.0, sum(sign.most for sign in self.signs)
        # What is counted everywhere comes last, as it takes long, and what is worth most before
        # what is worth little, as the rest is seldom needed then.
        for sign in sorted(self.signs, key=lambda sign: (sign.of in _EVERYWHERE, -sign.most)):
            open_points -= sign.most
            points += sign.points(text)
            if points + open_points < self.enough:
                return False
        return True


class _Text(Struct, frozen=True):
    """What is looked at of a text: its blocks, those that are headings, all in one, the source.

    ``words`` are those of the blocks, and ``all_words`` those of the whole text. ``of_blocks`` and
    ``of_lines`` is what is known of each block and line, where that is kept.
    """

    blocks: Sequence[str]
    headings: Sequence[str]
    whole: str
    source: str
    words: int
    all_words: int
    of_blocks: Sequence[tuple[str, Counts]] | None
    of_lines: Sequence[tuple[str, Counts]] | None

    def places(self, pattern: str) -> int:
        """Return in how many places of the blocks a pattern stands."""
        if self.of_blocks is None:
            return _places(self.whole, pattern)
        return _places_in(self.of_blocks, pattern)

    def source_places(self, pattern: str) -> int:
        """Return in how many places of the source a pattern stands."""
        if self.of_lines is None:
            return _places(self.source, pattern)
        return _places_in(self.of_lines, pattern)


def tell_channel(prose: Prose, known: Kept[str, Counts] | None = None) -> ToldChannel | None:
    """Return the channel of a text by its signs; ``None`` where they leave it open.

    ``known`` is how often signs stand in parts of it, from the last time it was read.
    """
    text, every = _text(prose, known), all_signs(prose.language)
    told = _first(None, every, text)
    return told and (_first(told, every, text) or told)


def _first(within: ToldChannel | None, every: Iterable[Signs], text: _Text) -> ToldChannel | None:
    """Return the first channel within another, or within none, that a text has the signs of."""
    told = (signs.channel for signs in every if signs.within == within and signs.tell(text))
    return next(told, None)


@cache
def all_signs(language: str) -> tuple[Signs, ...]:
    """Return the signs of each channel in a language. Raises `ConfigError`.

    Left out are those that rest on words and have none in the language.
    """
    return read(rules_root() / "channels.json", lambda fields: _all_signs(fields, language))


def _all_signs(fields: Fields, language: str) -> tuple[Signs, ...]:
    found: list[Signs] = []
    fields.each("channels", lambda own: found.append(_signs(own, language, found)))
    fields.finish()
    return tuple(replace(own, signs=tuple(filter(_is_there, own.signs))) for own in found)


def _is_there(sign: Sign) -> bool:
    return bool(sign.pattern) or sign.of == "words"


def _signs(fields: Fields, language: str, before: Sequence[Signs]) -> Signs:
    """Return the signs of a channel; ``before`` are those of the channels above it in the file."""
    within = None
    if "within" in fields.data:
        within = fields.choice("within", [signs.channel for signs in before])
    known = {s.name: s for signs in before if signs.channel == within for s in signs.signs}
    told = Signs(
        channel=fields.choice("channel", TOLD_CHANNELS),
        within=within,
        enough=fields.number("enough"),
        signs=fields.each("signs", lambda own: _sign(own, language, known)),
    )
    fields.finish()
    return told


def _sign(fields: Fields, language: str, known: Mapping[str, Sign]) -> Sign:
    """Return a sign; one that says only what it is worth is that of the channel it is within."""
    worth = fields.fields("worth")
    steps = tuple(
        sorted(((float(least), worth.number(least)) for least in worth.data), reverse=True)
    )
    if "of" not in fields.data:
        sign = known[fields.choice("name", tuple(known))]
        fields.finish()
        return replace(sign, worth=steps)
    of = fields.choice("of", tuple(_COUNTS))
    is_shared = not isinstance(fields.raw("patterns", ()), Mapping)
    patterns = fields if is_shared else fields.fields("patterns")
    alternatives = patterns.texts("patterns" if is_shared else language, ())
    sign = Sign(
        name=fields.text("name"),
        what=fields.text("what"),
        of=of,
        worth=steps,
        source=fields.text("source"),
        pattern="|".join(alternatives),
    )
    fields.finish()
    return sign


def _text(prose: Prose, known: Kept[str, Counts] | None) -> _Text:
    blocks: list[str] = []
    headings: list[str] = []
    words = length = 0
    for passage in prose.passages:
        block = passage.block
        if block.kind in ("metadata", "alt") or length > _LOOKED_AT:
            continue
        blocks.append(block.text[:_LOOKED_AT])
        if block.kind == "heading":
            headings.append(blocks[-1])
        length += len(block.text)
        words += len(passage.forms)
    every = sum(len(passage.forms) for passage in prose.passages)
    whole = "\n".join(blocks)
    source = prose.document.source
    own = None if known is None else [_counted(block, known) for block in blocks]
    lines = None if known is None else [_counted(line, known) for line in source.split("\n")]
    return _Text(blocks, headings, whole, source, words, every, own, lines)


def _counted(line: str, known: Kept[str, Counts]) -> tuple[str, Counts]:
    """Return a block or line with what is known of it, which may be nothing yet."""
    counts = known.get(line)
    if counts is None:
        counts = {}
        known.put(line, counts)
    return line, counts


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


def _matching(texts: Sequence[str], pattern: str) -> int:
    """Return how many texts begin with a pattern."""
    return sum(1 for text in texts if _compiled(pattern).match(text))


def _places(text: str, pattern: str) -> int:
    """Return in how many places of a text a pattern stands."""
    return sum(1 for _ in _compiled(pattern).finditer(text))


def _places_in(lines: Iterable[tuple[str, Counts]], pattern: str) -> int:
    """Return the same for a text in parts, as no pattern reaches beyond one."""
    total = 0
    for line, counts in lines:
        if pattern not in counts:
            counts[pattern] = _places(line, pattern)
        total += counts[pattern]
    return total


#: What can be counted in a text, and how.
_COUNTS: Mapping[str, Callable[[_Text, str], float]] = MappingProxyType(
    {
        "share of blocks": lambda text, pattern: (
            _matching(text.blocks, pattern) / max(len(text.blocks), 1)
        ),
        "blocks": lambda text, pattern: _matching(text.blocks, pattern),
        "headings": lambda text, pattern: _matching(text.headings, pattern),
        "opening": lambda text, pattern: _matching(text.blocks[:_ENDS], pattern),
        "close": lambda text, pattern: _matching(text.blocks[-_ENDS:], pattern),
        "places": lambda text, pattern: text.places(pattern),
        "places in opening": lambda text, pattern: _places("\n".join(text.blocks[:_ENDS]), pattern),
        "per 100 words": lambda text, pattern: 100 * text.places(pattern) / max(text.words, 1),
        "source per 100 words": lambda text, pattern: (
            100 * text.source_places(pattern) / max(text.all_words, 1)
        ),
        "words": lambda text, pattern: text.all_words,
    }
)
