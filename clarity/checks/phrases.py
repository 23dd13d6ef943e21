"""Words and phrases with plainer alternatives, in every inflected form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from clarity.checks.conditions import Conditions, read_conditions
from clarity.checks.wording import instead_text, like_found
from clarity.lexicon import PARTS_OF_SPEECH, Lexicon
from clarity.located_yaml import ConfigError, Fields
from clarity.model import Find, Hit, Measures, Passage, Prose, Rule, Sentence

VALUES = ("found", "instead")

_INFLECT = ("none", *PARTS_OF_SPEECH)
_GAP = "..."
_LONGEST_GAP = 3
_LOOK_BACK = 3
_REFLEXIVES = ("seg", "sig")


@dataclass(frozen=True, slots=True)
class _Alternative:
    """A plainer wording, its forms by slot where its head inflects."""

    text: str
    forms: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a phrase belongs to: its rule, its alternatives and when it holds."""

    rule: str
    alternatives: tuple[_Alternative, ...]
    inflects: bool
    conditions: Conditions


@dataclass(frozen=True, slots=True)
class _Node:
    """A place in the trie: where the next word leads, and the entries that end here.

    Each entry comes with the slots of the grammar that its inflected word may stand in.
    """

    after: dict[str, _Node] = field(default_factory=dict)
    ends: list[tuple[_Entry, tuple[str, ...]]] = field(default_factory=list)

    def grow(self, word: str) -> _Node:
        """Return the place one word further, made where it is new."""
        return self.after.setdefault(word, _Node())


@dataclass(frozen=True, slots=True)
class _Match:
    """A phrase found: words ``first`` to ``last``, those of them in gaps, and whose it is."""

    first: int
    last: int
    gaps: tuple[int, ...]
    entry: _Entry
    slots: tuple[str, ...]


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make one search of all the rules: a single pass over the words with a trie."""
    root = _Node()
    for rule in rules:
        for words, entry, part in _entries(rule, lexicon):
            _plant(root, words, entry, part, lexicon)
    grammar = _Grammar.of(lexicon)

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        opening = next((p for p in prose.passages if p.block.kind == "paragraph"), None)
        for passage in prose.passages:
            for match in _matches(root, passage, passage is opening):
                yield match.entry.rule, _hit(passage, match, grammar, lexicon)

    return find


def _entries(rule: Rule, lexicon: Lexicon) -> Iterator[tuple[str, _Entry, str]]:
    fields = Fields(rule.options, rule.id)
    part = fields.choice("inflect", _INFLECT, "none")
    whole = read_conditions(fields, lexicon)
    instead = fields.fields("instead")
    bare = fields.texts("find", ())
    fields.finish()
    if bool(instead.data) == bool(bare):
        raise fields.error("instead", "a phrases rule has either «instead» or «find»")
    for words in bare:
        yield words, _Entry(rule.id, (), part != "none", whole), part
    for words, value in instead.data.items():
        conditions = whole
        if isinstance(value, Mapping):
            own = Fields(value, rule.id, instead.line_of(words))
            texts = own.texts("use", ())
            conditions = read_conditions(own, lexicon, whole)
            own_part = own.choice("inflect", _INFLECT, part)
            own.finish()
        else:
            texts = instead.texts(words)
            own_part = part
        alternatives = tuple(_alternative(text, own_part, lexicon) for text in texts)
        yield words, _Entry(rule.id, alternatives, own_part != "none", conditions), own_part


def _alternative(text: str, part: str, lexicon: Lexicon) -> _Alternative:
    if part == "none":
        return _Alternative(text, {})
    head, _, rest = text.partition(" ")
    if any(word in _REFLEXIVES for word in rest.split()):
        return _Alternative(text, {})  # which reflexive is right depends on the subject
    tail = f" {rest}" if rest else ""
    forms = {
        slot: group[0] + tail
        for slot, group in lexicon.inflect(head, part).items()
        if not tail or not slot.startswith(("attributive", "genitive"))
    }
    return _Alternative(text, forms)


def _plant(root: _Node, words: str, entry: _Entry, part: str, lexicon: Lexicon) -> None:
    head, *rest = words.lower().split()
    steps = [_choices(step, entry.inflects, lexicon) for step in rest]
    for form, slots in _head_forms(head, part, entry.rule, lexicon).items():
        nodes = [root.grow(form)]
        for choices in steps:
            nodes = [node.grow(choice) for node in nodes for choice in choices]
        for node in nodes:
            node.ends.append((entry, slots))


def _head_forms(head: str, part: str, rule: str, lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {}
    for lemma in head.split("|"):
        if part == "none":
            forms[lemma] = ()
            continue
        inflected = lexicon.inflect(lemma, part)
        if not inflected:
            raise ConfigError(rule, 0, f"«{lemma}» is no {part} the lexicon knows")
        for slot, group in inflected.items():
            for form in group:
                forms[form] = (*forms.get(form, ()), slot)
    return forms


def _choices(step: str, inflects: bool, lexicon: Lexicon) -> tuple[str, ...]:
    if inflects and step in _REFLEXIVES:
        return lexicon.ordered("reflexives")
    return tuple(step.split("|"))


def _matches(root: _Node, passage: Passage, is_opening: bool) -> Iterator[_Match]:
    """Yield the longest phrase that holds at each word, first come first served."""
    forms, starts = passage.forms, root.after
    candidates = [index for index, form in enumerate(forms) if form in starts]
    free = 0
    for first in candidates:
        if first < free:
            continue
        sentence = passage.sentence_of(first)
        found = _walk(starts[forms[first]], passage, first, first + 1, sentence.last, ())
        for match in sorted(found, key=lambda match: -match.last):
            opening = is_opening and sentence is passage.sentences[0]
            if match.entry.conditions.hold(passage, first, match.last, sentence, opening):
                yield match
                free = match.last
                break


def _walk(
    node: _Node, passage: Passage, first: int, index: int, stop: int, gaps: tuple[int, ...]
) -> Iterator[_Match]:
    """Yield every phrase that ends at ``index`` or goes on from there, before ``stop``."""
    for entry, slots in node.ends:
        yield _Match(first, index, gaps, entry, slots)
    if index >= stop or not passage.is_adjacent(index - 1):
        return
    after = node.after.get(passage.forms[index])
    if after is not None:
        yield from _walk(after, passage, first, index + 1, stop, gaps)
    gap = node.after.get(_GAP)
    if gap is None:
        return
    for place in range(index, min(index + _LONGEST_GAP + 1, stop)):
        after = gap.after.get(passage.forms[place])
        if after is not None:
            passed = (*gaps, *range(index, place))
            yield from _walk(after, passage, first, place + 1, stop, passed)
        if place + 1 >= stop or not passage.is_adjacent(place):
            return


@dataclass(frozen=True, slots=True)
class _Grammar:
    """Word lists that tell which slot an ambiguous form stands in, and what a gap must keep.

    ``movable`` are the words that come between a verb and its object when the sentence begins with
    something else («da henvender du deg til»), and are no part of the phrase.
    """

    auxiliaries: frozenset[str]
    modals: frozenset[str]
    infinitive_markers: frozenset[str]
    determiners: frozenset[str]
    movable: frozenset[str]

    @staticmethod
    def of(lexicon: Lexicon) -> _Grammar:
        """Take the lists from a lexicon."""
        names = ("auxiliaries", "modals", "infinitive_markers", "determiners", "movable")
        return _Grammar(*(lexicon.words(name) for name in names))

    def slot(
        self, slots: tuple[str, ...], forms: Sequence[str], index: int, sentence: Sentence
    ) -> str:
        """Choose among the slots of a form by the few words before it; "" for none."""
        if len(slots) < 2:
            return slots[0] if slots else ""
        if "imperative" in slots and index == sentence.first:
            return "imperative"
        before = forms[max(sentence.first, index - _LOOK_BACK) : index]
        # The infinitive or, in Swedish, that of the passive.
        infinitive = next((slot for slot in slots if slot.endswith("infinitive")), "")
        if infinitive and (
            self.modals.intersection(before) or self.infinitive_markers.intersection(before[-1:])
        ):
            return infinitive
        if "attributive" in slots and self.determiners.intersection(before[-1:]):
            return "attributive"
        if "participle" in slots and self.auxiliaries.intersection(before):
            return "participle"
        return "past" if "past" in slots else slots[0]


def _hit(passage: Passage, match: _Match, grammar: _Grammar, lexicon: Lexicon) -> Hit:
    start, end = passage.starts[match.first], passage.ends[match.last - 1]
    found = passage.block.text[start:end]
    sentence = passage.sentence_of(match.first)
    slot = grammar.slot(match.slots, passage.forms, match.first, sentence)
    kept = [passage.word(i) for i in match.gaps if passage.forms[i] in grammar.movable]
    named: list[str] = []
    exact: list[str] = []
    for alternative in match.entry.alternatives:
        form = alternative.forms.get(slot) if match.entry.inflects else alternative.text
        head, *rest = (form or alternative.text).split(" ")
        named.append(like_found(" ".join((head, *kept, *rest)), found))
        if form:
            exact.append(named[-1])
    values = {"found": found, "instead": instead_text(named, lexicon)}
    return passage.hit(start, end, values, tuple(exact))
