"""Words and phrases with plainer alternatives, in every inflected form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from clarity.checks.conditions import Conditions, named_words, read_conditions
from clarity.checks.fitting import is_lost
from clarity.checks.slots import REFLEXIVES, Slots, form_in, has_one_form, infinitive_ending
from clarity.checks.wording import instead_text, like_found, refuse_nothing_instead
from clarity.language.lexicon import PARTS_OF_SPEECH, Lexicon
from clarity.messages import _
from clarity.model import Find, Hit, Measures, Passage, Prose, Rule
from clarity.parsing.hints import shown
from clarity.parsing.located_yaml import ConfigError, Fields
from clarity.rulebook.inflecting import Inflecting, unknown

VALUES = ("found", "instead", "alternatives")

_INFLECT = ("none", *PARTS_OF_SPEECH)
_GAP = "..."
_LONGEST_GAP = 3
#: Words and gaps of a phrase. Each gap makes four ways to go on.
_LONGEST = 20
_MOST_GAPS = 3


class _Entry(NamedTuple):
    """What a phrase belongs to: its rule, what to write instead, and when it holds.

    ``key`` is the phrase as the rule lists it. ``named`` are alternatives that cannot stand in its
    place as they are. ``part`` is the part of speech that its first word and those of the
    alternatives inflect as, and ``lexicon`` knows their forms, also those that only the rule tells.
    Where there are words ``before`` or ``after``, the alternatives only fit right before or after
    one of them.
    """

    rule: str
    key: str
    instead: tuple[str, ...]
    part: str
    lexicon: Lexicon
    conditions: Conditions
    named: tuple[str, ...] = ()
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()

    def modifiers(self, articles: frozenset[str]) -> frozenset[str]:
        """Return what the phrase lets stand where an article may, too: «en|ny|grundig»."""
        choices = [frozenset(step.split("|")) for step in self.key.split()[1:]]
        return frozenset().union(*(step for step in choices if step & articles))

    def fits(self, passage: Passage, first: int, last: int) -> bool:
        """Tell whether the alternatives fit between the words around ``first`` to ``last``."""
        sentence, forms = passage.sentence_of(first), passage.forms
        after = forms[last] if last < sentence.last else ""
        before = forms[first - 1] if first > sentence.first else ""
        return (not self.before or after in self.before) and (
            not self.after or before in self.after
        )


class _Phrase(NamedTuple):
    """An entry with the words after its first: each a set of choices, ``None`` for a gap."""

    steps: tuple[frozenset[str] | None, ...]
    entry: _Entry


#: First word -> second word ("" where there is none, or a gap) -> the phrases that open so, each
#: with the slots of the grammar that its first word may stand in.
_Index = dict[str, dict[str, list[tuple[_Phrase, tuple[str, ...]]]]]


class _Match(NamedTuple):
    """A phrase found: words ``first`` to ``last``, those of them in gaps, and whose it is."""

    first: int
    last: int
    gaps: tuple[int, ...]
    entry: _Entry
    slots: tuple[str, ...]


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make one search of all the rules: one pass over the words."""
    index: _Index = {}
    for rule in rules:
        for words, line, entry in _entries(rule, lexicon):
            _plant(index, words, line, entry)
            _refuse_unknown(entry, line)
    grammar = Slots.of(lexicon)

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        for passage in prose.passages:
            for match in _matches(index, passage):
                yield match.entry.rule, _hit(passage, match, grammar)

    return find


def _entries(rule: Rule, lexicon: Lexicon) -> Iterator[tuple[str, int, _Entry]]:
    fields = Fields(rule.options, rule.id)
    part = fields.choice("inflect", _INFLECT, "none")
    inflecting = Inflecting.read(fields)
    whole = read_conditions(fields, lexicon)
    instead = fields.fields("instead")
    bare = fields.texts("find", ())
    fields.finish()
    if inflecting.says_something:
        lexicon = inflecting.grown(lexicon, part, _heads(instead.data, bare))
    if bool(instead.data) == bool(bare):
        raise fields.error("instead", _("a phrases rule has either «instead» or «find»"))
    if bare:
        refuse_nothing_instead(rule, fields, "instead")
    for words in bare:
        yield words, fields.line_of("find"), _Entry(rule.id, words, (), part, lexicon, whole)
    for words, value in instead.data.items():
        if isinstance(value, Mapping):
            own = Fields(value, rule.id, instead.line_of(words))
            use, own_part = own.texts("use", ()), own.choice("inflect", _INFLECT, part)
            said = Inflecting.read(own)
            entry = _Entry(
                rule.id,
                words,
                use,
                own_part,
                said.grown(lexicon, own_part, _heads({words: use}))
                if said.says_something
                else lexicon,
                read_conditions(own, lexicon, whole),
                own.texts("name", ()),
                named_words(own, "fits_before", lexicon),
                named_words(own, "fits_after", lexicon),
            )
            own.finish()
        else:
            entry = _Entry(rule.id, words, instead.texts(words), part, lexicon, whole)
        yield words, instead.line_of(words), entry


def _refuse_unknown(entry: _Entry, line: int) -> None:
    """Refuse a word to use that should inflect and cannot: most likely it is misspelt.

    Of several words the first may be one that does not inflect («att vi säger ja»).
    """
    for word in entry.instead if entry.part != "none" else ():
        if len(word.split()) == 1 and not entry.lexicon.inflect(word.strip(), entry.part):
            raise unknown(word, entry.part, entry.lexicon, entry.rule, line)


def _heads(instead: Mapping[str, object], bare: Sequence[str] = ()) -> list[str]:
    """Return the words that inflect: the first of each phrase and of each alternative."""
    alternatives: list[str] = []
    for value in instead.values():
        use = value.get("use", ()) if isinstance(value, Mapping) else value
        alternatives += [use] if isinstance(use, str) else use if isinstance(use, Sequence) else []
    phrases = (*instead, *bare, *alternatives)
    return [head for text in phrases if text.split() for head in text.split()[0].split("|")]


def _plant(index: _Index, words: str, line: int, entry: _Entry) -> None:
    head, *rest = words.lower().split() or [""]
    if not head.strip("|") or len(rest) >= _LONGEST or rest.count(_GAP) > _MOST_GAPS:
        message = _("«{words}»: a phrase has 1 to {most} words, {gaps} gaps at most").format(
            words=shown(words), most=_LONGEST, gaps=_MOST_GAPS
        )
        raise ConfigError(entry.rule, line, message)
    steps = tuple(_choices(step, entry.part != "none", entry.lexicon) for step in rest)
    if _GAP in rest and (steps[-1] is None or (None, None) in pairwise(steps)):
        message = _("«{words}»: a gap (...) stands between two words").format(words=shown(words))
        raise ConfigError(entry.rule, line, message)
    phrase = _Phrase(steps, entry)
    seconds = steps[0] if steps and steps[0] is not None else ("",)
    for form, slots in _head_forms(head, line, entry).items():
        after = index.setdefault(form, {})
        for second in seconds:
            after.setdefault(second, []).append((phrase, slots))


def _head_forms(head: str, line: int, entry: _Entry) -> Mapping[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {}
    for lemma in head.split("|"):
        if entry.part == "none":
            forms[lemma] = ()
            continue
        inflected = entry.lexicon.inflect(lemma, entry.part)
        if not inflected:
            raise unknown(lemma, entry.part, entry.lexicon, entry.rule, line)
        for slot, group in inflected.items():
            for form in group:
                forms[form] = (*forms.get(form, ()), slot)
    return forms


def _choices(step: str, inflects: bool, lexicon: Lexicon) -> frozenset[str] | None:
    if step == _GAP:
        return None
    if inflects and step in REFLEXIVES:
        return lexicon.words("reflexives")
    return frozenset(step.split("|"))


def _matches(index: _Index, passage: Passage) -> Iterator[_Match]:
    """Yield the longest phrase that holds at each word, first come first served."""
    forms = passage.forms
    candidates = [place for place, form in enumerate(forms) if form in index]
    free = 0
    for first in candidates:
        openings = index[forms[first]]
        # Most candidates are everyday words that begin some phrase or other.
        if first < free or openings.keys().isdisjoint(("", *forms[first + 1 : first + 2])):
            continue
        sentence = passage.sentence_of(first)
        opening = passage.is_opening and sentence is passage.sentences[0]
        found = _phrases_at(openings, passage, first, sentence.last)
        for match in sorted(found, key=lambda match: -match.last):
            if match.entry.conditions.hold(passage, first, match.last, sentence, opening):
                yield match
                free = match.last
                break


def _phrases_at(
    openings: Mapping[str, Sequence[tuple[_Phrase, tuple[str, ...]]]],
    passage: Passage,
    first: int,
    stop: int,
) -> Iterator[_Match]:
    """Yield every phrase that begins at a word and ends before ``stop``."""
    keys = ("", passage.forms[first + 1]) if first + 1 < stop else ("",)
    for key in keys:
        for phrase, slots in openings.get(key, ()):
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
    ending = infinitive_ending(passage.forms[match.first], match.entry.key, lexicon)
    for text in match.entry.instead:
        if form := form_in(text, match.entry.part, slot, lexicon, ending):
            head, *rest = form.split(" ")
            exact.append(like_found(" ".join((head, *kept, *rest)), found))
    left_out = {passage.forms[i] for i in match.gaps} - grammar.movable
    modifiers = match.entry.modifiers(lexicon.words("articles"))
    left_out |= modifiers.intersection(passage.forms[match.first + 1 : match.last])
    if is_lost(left_out, lexicon) or not match.entry.fits(passage, match.first, match.last):
        exact = []
    values = {
        "found": found,
        "instead": instead_text(exact, lexicon),
        "alternatives": instead_text((*match.entry.instead, *match.entry.named), lexicon),
    }
    stop = "." if found.endswith(".") and _ends_sentence(passage, match.last) else ""
    suggestions = tuple(text if text.endswith(".") else text + stop for text in exact)
    slots = (slot,) if grammar.is_told(passage, match.first) else match.slots
    is_sure = has_one_form(match.entry.instead, match.entry.part, slots, lexicon) and not stop
    hit = passage.hit(start, end, values, suggestions)
    return hit._replace(entry=match.entry.key, is_sure=is_sure)


def _ends_sentence(passage: Passage, last: int) -> bool:
    """Tell whether the word before word ``last`` ends a sentence, and its full stop with it."""
    sentence = passage.sentence_of(last - 1)
    after = passage.block.text[passage.ends[last - 1] : sentence.end]
    return sentence.terminated and last == sentence.last and not after.strip()
