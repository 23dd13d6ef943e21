"""Words and phrases with plainer alternatives, in every inflected form."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from clarity.checks.fitting import is_lost
from clarity.checks.phrase_index import Entry, PhraseIndex
from clarity.checks.slots import Slots, form_in, has_one_form, infinitive_ending
from clarity.checks.wording import instead_text, like_found
from clarity.language.lexicon import Lexicon
from clarity.model import Find, Hit, Measures, Passage, Prose, Rule

_LONGEST_GAP = 3


class _Match(Struct, frozen=True):
    """A phrase found: words ``first`` to ``last``, those of them in gaps, and whose it is."""

    first: int
    last: int
    gaps: tuple[int, ...]
    entry: Entry
    slots: tuple[str, ...]


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make one search of all the rules: one pass over the words."""
    index = PhraseIndex(rules, lexicon)
    grammar = Slots.of(lexicon)

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        for passage in prose.passages:
            for match in _matches(index, passage):
                yield match.entry.rule, _hit(passage, match, grammar)

    return find


def _matches(index: PhraseIndex, passage: Passage) -> Iterator[_Match]:
    """Yield the longest phrase that holds at each word, first come first served."""
    forms = passage.forms
    heads = index.heads
    candidates = [place for place, form in enumerate(forms) if form in heads]
    free = 0
    for first in candidates:
        if first < free:
            continue
        # Most candidates are everyday words that begin some phrase or other.
        openings = index.openings(forms[first])
        following = forms[first + 1] if first + 1 < len(forms) else ""
        if following not in openings and "" not in openings:
            continue
        sentence = passage.sentence_of(first)
        opening = passage.is_opening and sentence is passage.sentences[0]
        found = list(_phrases_at(index, passage, first, sentence.last))
        for match in sorted(found, key=lambda match: -match.last) if len(found) > 1 else found:
            if match.entry.conditions.hold(passage, first, match.last, sentence, opening):
                yield match
                free = match.last
                break


def _phrases_at(index: PhraseIndex, passage: Passage, first: int, stop: int) -> Iterator[_Match]:
    """Yield every phrase that begins at a word and ends before ``stop``."""
    _, second, third, *_ = (*passage.forms[first : min(first + 3, stop)], "", "", "")
    openings = index.openings(passage.forms[first])
    for key in ("", second) if second else ("",):
        for number, slots in openings.get(key, ()):
            phrase = index.phrase(number)
            wanted = phrase.steps[1] if key and len(phrase.steps) > 1 else None
            if wanted is not None and third not in wanted:  # as most go on otherwise
                continue
            for last, gaps in _walk(phrase.steps, passage, first + 1, stop, ()):
                yield _Match(first, last, gaps, phrase.entry, slots)


def _walk(
    steps: tuple[frozenset[str] | None, ...],
    passage: Passage,
    index: int,
    stop: int,
    gaps: tuple[int, ...],
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield where the steps can end, going on from word ``index``, and the words in their gaps."""
    if not steps:
        yield index, gaps
        return
    if index >= stop or not passage.is_adjacent(index - 1):
        return
    if steps[0] is not None:
        if passage.forms[index] in steps[0]:
            yield from _walk(steps[1:], passage, index + 1, stop, gaps)
        return
    for place in range(index, min(index + _LONGEST_GAP + 1, stop)):
        passed = (*gaps, *range(index, place))
        yield from _walk(steps[1:], passage, place, stop, passed)
        if place + 1 >= stop or not passage.is_adjacent(place):
            return


def _hit(passage: Passage, match: _Match, grammar: Slots) -> Hit:
    lexicon = match.entry.lexicon
    start, end = passage.starts[match.first], passage.ends[match.last - 1]
    found = passage.block.text[start:end]
    slot = grammar.choose(match.slots, passage, match.first)
    kept = [passage.word(i) for i in match.gaps if passage.forms[i] in grammar.movable]
    exact: list[str] = []
    ending = ""
    if slot == "infinitive":
        ending = infinitive_ending(passage.forms[match.first], match.entry.key, lexicon)
    for text in match.entry.instead:
        if form := form_in(text, match.entry.part, slot, lexicon, ending):
            head, *rest = form.split(" ")
            exact.append(like_found(" ".join((head, *kept, *rest)), found))
    left_out = _left_out(passage, match, grammar)
    if is_lost(left_out, lexicon) or not match.entry.fits(passage, match.first, match.last):
        exact = []
    values = {
        "found": found,
        "instead": instead_text(exact, lexicon),
        "alternatives": instead_text((*match.entry.instead, *match.entry.named), lexicon),
    }
    stop = "." if found.endswith(".") and _ends_sentence(passage, match.last) else ""
    suggestions = tuple(text if text.endswith(".") else text + stop for text in exact)
    slots = match.slots
    if len(slots) > 1 and grammar.is_told(passage, match.first):
        slots = (slot,)
    is_sure = has_one_form(match.entry.instead, match.entry.part, slots, lexicon) and not stop
    hit = passage.hit(start, end, values, suggestions)
    return replace(hit, entry=match.entry.key, is_sure=is_sure)


def _left_out(passage: Passage, match: _Match, grammar: Slots) -> Collection[str]:
    """Return the words between those of a phrase that its alternatives leave out."""
    if match.last - match.first == 1:
        return ()
    modifiers = match.entry.modifiers(match.entry.lexicon.words("articles"))
    between = modifiers.intersection(passage.forms[match.first + 1 : match.last])
    return between | {passage.forms[i] for i in match.gaps} - grammar.movable


def _ends_sentence(passage: Passage, last: int) -> bool:
    """Tell whether the word before word ``last`` ends a sentence, and its full stop with it."""
    sentence = passage.sentence_of(last - 1)
    after = passage.block.text[passage.ends[last - 1] : sentence.end]
    return sentence.terminated and last == sentence.last and not after.strip()
