"""Cuts a text into sentences and words."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, compress
from typing import TYPE_CHECKING

from msgspec import Struct

from clarity.language import words
from clarity.model import OPAQUE, Sentence

if TYPE_CHECKING:
    from clarity.language.lexicon import Lexicon

_TERMINATORS = ".!?…"
_CLOSERS = "»”“\"’')]"
_SUPERSCRIPTS = "¹²³⁴⁵⁶⁷⁸⁹⁰"
#: Words that are put into columns together: a block may be as long as the file.
_AT_ONCE = 4096
#: No abbreviation has more letters than this between two full stops.
_LONGEST_PART = 6
#: A word of so many letters is no abbreviation that the lists have missed.
_LEAST_WORD = 7
#: Offsets up to this fit into bytes, which take half the memory of a short array.
_LARGEST_BYTE = 255


class Split(Struct, frozen=True):
    """The words of a text, in columns, and its sentences."""

    starts: Sequence[int]
    ends: Sequence[int]
    forms: Sequence[str]
    sentences: tuple[Sentence, ...]


EMPTY = Split((), (), (), ())


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(rf"[{_TERMINATORS}]+[{re.escape(_CLOSERS)}]*")


@cache
def _following() -> re.Pattern[str]:
    # White space, what may open a sentence, and the first character of what comes then.
    return re.compile(r"(\s*)[«»\"“”„‘'(\[–—*-]*\s*(.?)", re.DOTALL)


@cache
def _glued() -> re.Pattern[str]:
    # Straight after a full stop: a footnote («slutt.1 Vi», «slutt.¹ Vi», «slutt.^1 Vi», «slutt.￼
    # Vi»), a bar («slutt.|Vi»), or nothing where a space was forgotten («slutt.Vi»).
    return re.compile(
        rf"(?:(?:\^?\d{{1,2}}\^?|[{_SUPERSCRIPTS}]+|{OPAQUE})(?=\s\W*[^\W\d_])|\|?(?=[^\W\d_]))"
    )


class Splitter(Struct, frozen=True):
    """Cuts texts of one language, by the word lists of its lexicon (``segmentation.yaml``).

    ``abbreviations`` never end a sentence, save that ``nominal`` ones («tel.») do before an opener;
    ``final`` ones («osv.», «mill.») do before a capital.
    ``unsure`` are also words in their own right («min.», «art.»): abbreviations only where the
    sentence goes on. ``ordinal_followers`` make «3.» before them an ordinal even if capitalised.
    ``openers`` are words that seldom are names: capitalised, they begin a sentence. After a
    ``lettered`` word a single letter is no initial («vitamin C. Det …»).

    ``met`` are the words met so far, each with its form in lower case.
    """

    abbreviations: frozenset[str]
    nominal: frozenset[str]
    final: frozenset[str]
    unsure: frozenset[str]
    ordinal_followers: frozenset[str]
    openers: frozenset[str]
    lettered: frozenset[str]
    met: words.Met

    @classmethod
    def of(cls, lexicon: Lexicon) -> Splitter:
        """Make the splitter of a lexicon. Raises `KeyError` where it lacks a list."""
        return cls(
            abbreviations=lexicon.words("abbreviations"),
            nominal=lexicon.words("nominal_abbreviations"),
            final=lexicon.words("sentence_final_abbreviations"),
            unsure=lexicon.words("unsure_abbreviations"),
            ordinal_followers=lexicon.words("ordinal_followers"),
            openers=lexicon.words("sentence_openers"),
            lettered=lexicon.words("lettered_nouns"),
            met=words.Met(),
        )

    def split(self, text: str, joints: Iterable[int] = ()) -> Split:
        """Return the words and sentences of a text; both empty where it has no word.

        Every word is in a sentence, every sentence has a word. ``joints`` are places where a
        sentence begins whatever the words say. Takes linear time.
        """
        starts, ends, forms = self._columns(text)
        if not forms:
            return EMPTY
        cuts: list[int] = []
        no_words = words.endings(text, starts)  # and addresses
        first, inside = 0, -1
        for match in _mark().finditer(text):
            at, after = match.span()
            last = bisect_right(starts, at) - 1
            if last >= 0 and at < ends[last]:
                if inside != last and words.is_address(forms[last]):
                    no_words.append(last)
                inside = last
                continue
            cut = self._cut(_Place(text, starts, ends, forms, first, last, at, after))
            if last >= 0 and at == ends[last] and self._takes_stop(forms[last], text, at, cut):
                ends[last] += 1
                forms[last] += "."
            if cut:
                cuts.append(cut)
                first = bisect_left(starts, cut)
        if no_words:
            are_words = bytearray(b"\1") * len(forms)
            for index in no_words:
                are_words[index] = 0
            starts, ends = (array("i", compress(column, are_words)) for column in (starts, ends))
            forms = list(compress(forms, are_words))
        found = tuple(_sentences(text, starts, sorted({*cuts, *joints})))
        if len(text) <= _LARGEST_BYTE:  # as most blocks are
            return Split(bytes(starts.tolist()), bytes(ends.tolist()), tuple(forms), found)
        return Split(starts, ends, tuple(forms), found)

    def _columns(self, text: str) -> tuple[array[int], array[int], list[str]]:
        starts, ends = array("i"), array("i")
        forms: list[str] = []
        *pieces, left = words.cut(text, _AT_ONCE)
        begin = 0
        while pieces:
            places = list(accumulate(map(len, pieces), initial=begin))
            starts.fromlist(places[1::2])
            ends.fromlist(places[2::2])
            forms += map(self.met.__getitem__, pieces[1::2])
            begin = places[-1]
            *pieces, left = words.cut(left, _AT_ONCE)
        return starts, ends, forms

    def _takes_stop(self, form: str, text: str, at: int, cut: int) -> bool:
        """Tell whether the full stop after a word belongs to it, as in «nr.»."""
        if text[at] != "." or text.startswith("..", at):
            return False
        stopped = form + "."
        return (
            stopped in self.abbreviations
            or stopped in self.final
            or (stopped in self.unsure and not cut)
        )

    def _cut(self, place: _Place) -> int:
        """Return where the sentence ends that a mark may end, 0 where it goes on."""
        text, after = place.text, place.after
        following = _following().match(text, after)
        assert following is not None  # every part of the pattern may be empty
        space, then = following.groups()
        if not then:
            return after
        if text[place.at] in "!?" and text[max(place.at - 1, 0)] in "([":  # «(!)»
            return 0
        if not space:
            return self._glued_cut(place)
        is_small = then.islower() and not text[following.end() : following.end() + 1].isupper()
        if is_small and "[" not in following[0]:  # but «eID», «iPhone», «[navn]»
            return after if self._is_slip(place) else 0
        if text[place.at] != "." or text.startswith("..", place.at):
            return after
        if place.last < 0 or place.ends[place.last] != place.at:
            return after
        return 0 if self._goes_on(place, then) else after

    def _goes_on(self, place: _Place, then: str) -> bool:
        """Tell whether a full stop right after a word, not before a small letter, ends nothing."""
        form = place.forms[place.last]
        stopped = form + "."
        following = place.forms[place.last + 1] if place.last + 1 < len(place.forms) else ""
        opens = following in self.openers and then != OPAQUE and not self._is_initial(place)
        is_first = place.last == place.first
        if stopped in self.abbreviations:
            return not (opens and stopped in self.nominal and len(following) > 1)  # «avd. I»
        if len(form) == 1 and then.isalpha() and not form.isdigit():
            before = place.forms[place.last - 1] if not is_first else ""
            # A small letter is no initial: «byen du bur i. Desse …», «§ 64 b. Saka …».
            is_small = place.text[place.starts[place.last]].islower()
            return is_first or not (is_small or opens or before in self.lettered)
        if stopped in self.final or stopped in self.unsure:
            return then.isdigit() or then == "§"
        if form[0].isdigit() and (is_first or form.isdigit()):
            is_year = form.isdigit() and len(form) > 3
            follows = then.isdigit() or following in self.ordinal_followers
            return not is_year and (is_first or follows)
        # A word with a full stop inside that is no number nor address: an abbreviation unknown,
        # where its parts are as short as theirs («innst.o.», but not «endringer.xml»).
        if "." not in form or opens or form[0].isdigit() or words.is_address(form):
            return False
        return max(map(len, form.split("."))) <= _LONGEST_PART

    def _is_slip(self, place: _Place) -> bool:
        """Tell whether a sentence begins with a small letter by mistake: «samtidig. det er»."""
        following = "".join(place.forms[place.last + 1 : place.last + 2])
        if place.last < 0 or place.text[place.ends[place.last] : place.after] != ".":
            return False
        form = place.forms[place.last]
        if len(form) < _LEAST_WORD or not form.isalpha() or len(following) < 2:
            return False
        known = (self.abbreviations, self.final, self.unsure)
        return following in self.openers and not any(form + "." in words for words in known)

    def _is_initial(self, place: _Place) -> bool:
        """Tell whether the word after a mark is a letter with a full stop («A. I. Olsen»)."""
        end = place.ends[place.last + 1]
        return end - place.starts[place.last + 1] == 1 and place.text.startswith(".", end)

    def _glued_cut(self, place: _Place) -> int:
        """Return the end of the sentence where no space stands after its mark, else 0."""
        if place.last < 0:
            return 0
        form = place.forms[place.last]
        closed = place.text[place.ends[place.last] : place.at]
        glued = _glued().match(place.text, place.after)
        if glued is None or closed.strip(_CLOSERS):
            return 0
        if closed:  # «(se side 4).Du», «„ja“.Du»: nothing is short for that
            if len("".join(place.forms[place.last + 1 : place.last + 2])) < 2:
                return 0
        elif form + "." in self.abbreviations:
            return 0
        elif form.isdigit():  # «§ 29.Du», but not «1.Du», «17.Mai» nor «3.B»
            then = place.forms[place.last + 1 : place.last + 2]
            if place.last == place.first or len(then[0]) < 2 or then[0] in self.ordinal_followers:
                return 0
        elif len(form) < 3 or not form.replace("-", "").isalpha():
            return 0
        following = _following().match(place.text, glued.end())
        return glued.end() if following and following[2].isupper() else 0


class _Place(Struct, frozen=True):
    """A mark at ``at`` (``after`` its closing quotes) with the words around it.

    ``last`` is the last word that starts before it, ``first`` the first of its sentence.
    """

    text: str
    starts: array[int]
    ends: array[int]
    forms: list[str]
    first: int
    last: int
    at: int
    after: int


def split(text: str, lexicon: Lexicon) -> Split:
    """Return the words and sentences of a text in the language of a lexicon."""
    return Splitter.of(lexicon).split(text)


def _sentences(text: str, starts: array[int], cuts: list[int]) -> list[Sentence]:
    found: list[Sentence] = []
    begin, first = 0, 0
    for cut in [*cuts, len(text)]:
        last = bisect_left(starts, cut)
        piece = text[begin:cut].rstrip()
        if last == first:
            # Without a word (a lone «￼.») it is no sentence: leave it to its neighbour.
            if found and piece:
                before = found.pop()
                found.append(
                    Sentence(
                        before.start, begin + len(piece), before.first, first, before.terminated
                    )
                )
                begin = cut
            continue
        start = begin + len(piece) - len(piece.lstrip())
        terminated = piece.rstrip(_CLOSERS)[-1:] in _TERMINATORS
        found.append(Sentence(start, begin + len(piece), first, last, terminated))
        begin, first = cut, last
    return found
