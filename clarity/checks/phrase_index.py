"""The phrases of rules by the words that they begin with.

Lists are long, and a text has few of their words: what a rule says of a phrase is read when the
first two words of it are met in a text. Of a rule that is not known to be right, all is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter

from msgspec import Struct

from clarity.checks.conditions import Conditions, named_words, read_conditions
from clarity.checks.slots import REFLEXIVES
from clarity.checks.wording import refuse_nothing_instead
from clarity.language.lexicon import PARTS_OF_SPEECH, Lexicon
from clarity.messages import _
from clarity.model import Passage, Rule
from clarity.parsing.hints import shown
from clarity.parsing.known_fields import KnownFields
from clarity.parsing.located_yaml import ConfigError, Fields
from clarity.rulebook.inflecting import Inflecting, unknown

_INFLECT = ("none", *PARTS_OF_SPEECH)
_GAP = "..."
#: Words and gaps of a phrase. Each gap makes four ways to go on.
_LONGEST = 20
_MOST_GAPS = 3

#: The slots of the grammar that the first word of a phrase may stand in.
SlotNames = tuple[str, ...]
#: Second word ("" where there is none, or a gap) -> the numbers of the phrases that go on so.
_Openings = dict[str, list[int]]


class Entry(Struct, frozen=True):
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


class Phrase(Struct, frozen=True):
    """An entry with the words after its first: each a set of choices, ``None`` for a gap."""

    steps: tuple[frozenset[str] | None, ...]
    entry: Entry


class _List(Struct, frozen=True):
    """The phrases of a rule, and what holds for each of them that says nothing else."""

    rule: str
    part: str
    lexicon: Lexicon
    conditions: Conditions
    instead: Fields
    bare: tuple[str, ...]
    bare_line: int

    @classmethod
    def of(cls, rule: Rule, lexicon: Lexicon) -> _List:
        """Read what a rule says, but for its entries. Raises `ConfigError`."""
        fields = (KnownFields if rule.is_right else Fields)(rule.options, rule.id)
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
        return cls(rule.id, part, lexicon, whole, instead, bare, fields.line_of("find"))

    def line_of(self, words: str) -> int:
        """Return the line of a phrase."""
        return self.instead.line_of(words) if self.instead.data else self.bare_line

    def inflection(self, words: str) -> tuple[str, Lexicon]:
        """Return what the first word of a phrase inflects as, and the lexicon that tells how."""
        value = self.instead.data.get(words)
        if isinstance(value, dict):  # as most are not
            if "like" in value or "forms" in value:
                entry = self.entry(words)
                return entry.part, entry.lexicon
            if "inflect" in value:
                part = value["inflect"]
                if part not in _INFLECT:  # which is told with its place
                    part = self.instead.fields(words).choice("inflect", _INFLECT)
                return part, self.lexicon
        return self.part, self.lexicon

    def entry(self, words: str) -> Entry:
        """Read what the rule says of a phrase. Raises `ConfigError`."""
        part, lexicon, whole, instead = self.part, self.lexicon, self.conditions, self.instead
        if words not in instead.data:
            return Entry(self.rule, words, (), part, lexicon, whole)
        value = instead.data[words]
        if not isinstance(value, Mapping):
            return Entry(self.rule, words, instead.texts(words), part, lexicon, whole)
        own = instead.fields(words)
        use, own_part = own.texts("use", ()), own.choice("inflect", _INFLECT, part)
        said = Inflecting.read(own)
        entry = Entry(
            self.rule,
            words,
            use,
            own_part,
            said.grown(lexicon, own_part, _heads({words: use})) if said.says_something else lexicon,
            read_conditions(own, lexicon, whole),
            own.texts("name", ()),
            named_words(own, "fits_before", lexicon),
            named_words(own, "fits_after", lexicon),
        )
        own.finish()
        return entry


class PhraseIndex:
    """The phrases of some rules, numbered in the order of the rules and of their lists.

    ``heads`` are the words that phrases begin with, each with what it is a form of, and the slots
    that it may stand in.
    """

    def __init__(self, rules: Iterable[Rule], lexicon: Lexicon) -> None:
        """Take the phrases of rules. Raises `ConfigError`."""
        self._listed: list[tuple[_List, str]] = []
        #: By first words as they are listed, with what they inflect as: shared by all their forms.
        self._planted: dict[tuple[str, str, int], _Openings] = {}
        self.heads: dict[str, list[tuple[_Openings, SlotNames]]] = {}
        self._openings: dict[str, Mapping[str, Sequence[tuple[int, SlotNames]]]] = {}
        self._phrases: dict[int, Phrase] = {}
        for rule in rules:
            own = _List.of(rule, lexicon)
            for words in own.bare or own.instead.data:
                self._listed.append((own, words))
                entry = None if rule.is_right else own.entry(words)
                self._plant(own, words)
                if entry:
                    _refuse_unknown(entry, own.line_of(words))

    def openings(self, form: str) -> Mapping[str, Sequence[tuple[int, SlotNames]]]:
        """Return the phrases that begin with one of the heads, in order, by their second words.

        That is "" where there is none, or a gap. Each has the slots that its first word may
        stand in.
        """
        if form not in self._openings:
            found: dict[str, list[tuple[int, SlotNames]]] = {}
            for openings, slots in self.heads[form]:
                for second, numbers in openings.items():
                    found.setdefault(second, []).extend((number, slots) for number in numbers)
            for phrases in found.values():
                phrases.sort(key=itemgetter(0))
            self._openings[form] = found
        return self._openings[form]

    def phrase(self, number: int) -> Phrase:
        """Return a phrase by its number."""
        if number not in self._phrases:
            own, words = self._listed[number]
            entry = own.entry(words)
            steps = (_choices(step, entry) for step in words.lower().split()[1:])
            self._phrases[number] = Phrase(tuple(steps), entry)
        return self._phrases[number]

    def _plant(self, own: _List, words: str) -> None:
        head, *rest = words.lower().split() or [""]
        if not head.strip("|") or len(rest) >= _LONGEST or _GAP in rest:
            _refuse_misshapen(own, words, head, rest)
        part, lexicon = own.inflection(words)
        key = head, part, id(lexicon)
        openings = self._planted.get(key)
        if openings is None:
            openings = {}
            if lexicon is own.lexicon:  # which lasts as long as this, and so does its number
                self._planted[key] = openings
            forms = _head_forms(head, part, lexicon)
            if isinstance(forms, str):
                raise unknown(forms, part, lexicon, own.rule, own.line_of(words))
            for form, slots in forms.items():
                self.heads.setdefault(form, []).append((openings, slots))
        number = len(self._listed) - 1
        second = rest[0] if rest else ""
        if second.isalpha() and second not in REFLEXIVES:  # as nearly all are
            openings.setdefault(second, []).append(number)
            return
        for one in _seconds(second, part, lexicon):
            openings.setdefault(one, []).append(number)


def _refuse_misshapen(own: _List, words: str, head: str, rest: Sequence[str]) -> None:
    """Raise `ConfigError` for a phrase that is too long, or whose gaps are not between words."""
    message = ""
    if not head.strip("|") or len(rest) >= _LONGEST or rest.count(_GAP) > _MOST_GAPS:
        message = _("«{words}»: a phrase has 1 to {most} words, {gaps} gaps at most").format(
            words=shown(words), most=_LONGEST, gaps=_MOST_GAPS
        )
    elif rest[-1] == _GAP or (_GAP, _GAP) in pairwise(rest):
        message = _("«{words}»: a gap (...) stands between two words").format(words=shown(words))
    if message:
        raise ConfigError(own.rule, own.line_of(words), message)


def _refuse_unknown(entry: Entry, line: int) -> None:
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


def _head_forms(head: str, part: str, lexicon: Lexicon) -> Mapping[str, SlotNames] | str:
    """Return the forms of first words, or the one that is not known."""
    if part == "none":
        return dict.fromkeys(head.split("|"), ())
    forms: dict[str, SlotNames] = {}
    for lemma in head.split("|"):
        inflected = lexicon.inflect(lemma, part)
        if not inflected:
            return lemma
        for slot, group in inflected.items():
            for form in group:
                forms[form] = (*forms.get(form, ()), slot)
    return forms


def _seconds(second: str, part: str, lexicon: Lexicon) -> Iterable[str]:
    """Return the words that may come second, "" for none or for one that nothing is said of."""
    return ("",) if second in ("", _GAP) else _said(second, part, lexicon)


def _choices(step: str, entry: Entry) -> frozenset[str] | None:
    return None if step == _GAP else _said(step, entry.part, entry.lexicon)


def _said(step: str, part: str, lexicon: Lexicon) -> frozenset[str]:
    if part != "none" and step in REFLEXIVES:
        return lexicon.words("reflexives")
    return frozenset(step.split("|"))
