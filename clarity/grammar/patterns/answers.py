"""Which words meet which conditions: a bit for each condition, looked up by word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from clarity.grammar.patterns.conditions import Condition
from clarity.grammar.patterns.values import OF_TEXT, each_feature, whole_features
from clarity.model import Grammar, Passage

Key = TypeVar("Key", bound=Hashable)

#: So many are remembered: most of the next text is made of the same words.
_REMEMBERED = 20_000
#: Part of speech, features, role, and whether it opens its sentence.
_Labels = tuple[str, str, str, int]
#: Those of what stands between the words.
_SIGN: _Labels = ("PUNCT", "", "", False)


class Remembered(dict[Key, int]):
    """Bits that are worked out when first asked for. Where they get too many, all are forgotten."""

    def __init__(self, work_out: Callable[[Key], int]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, key: Key) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        bits = self[key] = self._work_out(key)
        return bits


class Answers:
    """Tells which of some conditions a word meets."""

    def __init__(self, conditions: Mapping[Condition, int]) -> None:
        """Take the conditions, each with its bit."""
        of_key: defaultdict[str, dict[Condition, int]] = defaultdict(dict)
        for condition, bit in conditions.items():
            of_key[condition.key][condition] = bit
        self._of_text = [(see, _Seen(of_key[key])) for key, see in OF_TEXT.items() if key in of_key]
        self._tag, self._features, self._role, self._lemma, self._opening = (
            _Seen(of_key[key]) for key in ("POS", "MORPH", "TAG", "LEMMA", "IS_SENT_START")
        )
        self._asks_lemma = bool(of_key["LEMMA"])
        self._by_text: Remembered[str] = Remembered(self._meets_as_text)
        self._by_labels: Remembered[_Labels] = Remembered(self._meets_as_labelled)
        self._by_lemma: Remembered[str] = Remembered(self._lemma.bits)
        #: What something between the words can meet at most.
        self.of_signs = self._by_labels[_SIGN] | reduce(
            or_,
            (
                bit
                for condition, bit in conditions.items()
                if condition.key in (*OF_TEXT, "LEMMA") and not condition.is_of_words
            ),
            0,
        )

    def words(self, passage: Passage, grammar: Grammar) -> Iterator[int]:
        """Return what each word of a passage meets."""
        opens = bytearray(len(passage.forms))
        for sentence in passage.sentences:
            opens[sentence.first] = True
        text, spans = passage.block.text, zip(passage.starts, passage.ends, strict=True)
        texts = (text[start:end] for start, end in spans)
        labels = zip(grammar.tags, grammar.features, grammar.roles, opens, strict=True)
        met = map(
            or_, map(self._by_text.__getitem__, texts), map(self._by_labels.__getitem__, labels)
        )
        if not self._asks_lemma:
            return met
        return map(or_, met, map(self._by_lemma.__getitem__, grammar.lemmas))

    def sign(self, text: str) -> int:
        """Return what something between the words meets; it is its own lemma."""
        return self._by_text[text] | self._by_labels[_SIGN] | self._lemma.bits(text)

    def _meets_as_text(self, text: str) -> int:
        return reduce(or_, (seen.bits(see(text)) for see, seen in self._of_text), 0)

    def _meets_as_labelled(self, labels: _Labels) -> int:
        tag, features, role, opens = labels
        bits = self._features.bits(whole_features(features), each_feature(features))
        return bits | self._tag.bits(tag) | self._role.bits(role) | self._opening.bits(opens)


class _Seen:
    """The conditions on one key, by what it sees."""

    def __init__(self, conditions: Mapping[Condition, int]) -> None:
        self._unlisted = 0
        self._changes: defaultdict[Any, int] = defaultdict(int)
        self._compared = []
        for condition, bit in conditions.items():
            if not condition.is_listed:
                self._compared.append((condition, bit))
                continue
            if condition.comparison == "NOT_IN":
                self._unlisted |= bit
            for value in condition.asked:
                self._changes[value] |= bit

    def bits(self, seen: Any, parts: Any = None) -> int:
        """Return the bits of the conditions that are met.

        ``parts`` is what is compared rather than looked up, if that is not the same.
        """
        bits = self._unlisted ^ self._changes.get(seen, 0)
        for condition, bit in self._compared:
            if condition.is_met(seen if parts is None else parts):
                bits |= bit
        return bits
