"""Variants of one word of which a text should keep to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from clarity.checks.wording import like_found
from clarity.language.lexicon import PARTS_OF_SPEECH, Lexicon
from clarity.messages import _
from clarity.model import Find, Hit, Measures, Passage, Prose, Rule
from clarity.parsing.located_yaml import Fields
from clarity.rulebook.inflecting import Inflecting, unknown


class _Group(Struct, frozen=True):
    """Variants of one word: each written form -> which variant it is and its slot.

    ``in_lower_case`` are the forms for a first look.

    ``names`` are the variants as the rule writes them.
    With a ``feature``, only words that have it in their grammar are uses of the word. If
    ``first_wins``, the first variant is the right one where it is used, however rarely.
    """

    rule: str
    names: Sequence[str]
    forms: Mapping[str, tuple[int, str]]
    in_lower_case: frozenset[str]
    variants: tuple[Mapping[str, str], ...]
    exact: bool
    feature: str
    first_wins: bool

    def has(self, passage: Passage, index: int) -> bool:
        """Tell whether grammar, where it is asked, has a word as the rule means it."""
        if not self.feature:
            return True
        grammar = passage.grammar
        return grammar is not None and self.feature in grammar.features[index].split("|")


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make one search of all the rules."""
    groups = [group for rule in rules for group in _groups(rule, lexicon)]
    variants = frozenset[str]().union(*(group.in_lower_case for group in groups))

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        uses = [
            (passage, index)
            for passage in prose.passages
            if not variants.isdisjoint(passage.forms)
            for index, form in enumerate(passage.forms)
            if form in variants
        ]
        met = {passage.forms[index] for passage, index in uses}
        for group in groups:
            for hit in () if group.in_lower_case.isdisjoint(met) else _hits(group, uses):
                yield group.rule, hit

    return find


def _groups(rule: Rule, lexicon: Lexicon) -> Iterator[_Group]:
    fields = Fields(rule.options, rule.id)
    part = fields.choice("inflect", ("none", *PARTS_OF_SPEECH), "none")
    inflecting = Inflecting.read(fields)
    exact = fields.choice("case", ("any", "exact"), "any") == "exact"
    feature = fields.text("feature", "")
    if feature:
        from clarity.grammar.patterns import why_never  # few rules ask

        if reason := why_never("MORPH", "IS_SUPERSET", feature):
            raise fields.error("feature", reason)
    first_wins = fields.choice("prefer", ("commonest", "first"), "commonest") == "first"
    variants = fields.raw("variants")
    fields.finish()
    if not isinstance(variants, list) or not all(map(_is_words, variants)):
        raise fields.error("variants", _("must be a list of lists of words"))
    if not variants or any(len(words) < 2 for words in variants):
        raise fields.error("variants", _("each group needs two ways to write the same"))
    if inflecting.says_something:
        lexicon = inflecting.grown(lexicon, part, [word for words in variants for word in words])
    line = fields.line_of("variants")
    for words in variants:
        slots = tuple(_slots(word, part, rule.id, line, lexicon) for word in words)
        forms: dict[str, tuple[int, str]] = {}
        for variant, by_slot in enumerate(slots):
            for slot, form in by_slot.items():
                forms.setdefault(form, (variant, slot))
        lower = frozenset(map(str.lower, forms))
        yield _Group(rule.id, words, forms, lower, slots, exact, feature, first_wins)


def _is_words(group: object) -> bool:
    return isinstance(group, list) and {str}.issuperset(map(type, group))


def _slots(word: str, part: str, rule: str, line: int, lexicon: Lexicon) -> Mapping[str, str]:
    if part == "none":
        return {"": word}
    forms = lexicon.inflect(word, part)
    if not forms:
        raise unknown(word, part, lexicon, rule, line)
    # «links» is the English plural rather than the genitive of «link».
    return {slot: group[0] for slot, group in forms.items() if slot != "genitive_singular"}


def _is_in_name(passage: Passage, index: int) -> bool:
    """Tell whether a word is part of a name, spelled as it is: «NAV Oppfølging», «NAV 08-07.08»."""
    after, sentence, grammar = index + 1, passage.sentence_of(index), passage.grammar
    begins = (
        passage.word(index)[0].isupper()
        and after < sentence.last
        and passage.is_adjacent(index)
        and (passage.word(after)[0].isupper() or passage.word(after)[0].isdigit())
    )
    return begins or (
        grammar is not None
        and index > sentence.first
        and passage.is_adjacent(index - 1)
        and (grammar.tags[index - 1], grammar.tags[index]) == ("PROPN", "NOUN")
        and not passage.forms[index - 1].endswith("s")  # «Arkivverkets skoler» are not called so
    )


def _is_imperative(group: _Group, variant: int, slot: str) -> bool:
    """Tell whether the form of a slot can be imperative too."""
    forms = group.variants[variant]
    return slot == "infinitive" and forms[slot] == forms.get("imperative")


def _hits(group: _Group, words: Sequence[tuple[Passage, int]]) -> Iterator[Hit]:
    uses: list[tuple[Passage, int, int, str]] = []
    for passage, index in words:
        form = passage.word(index) if group.exact else passage.forms[index]
        if form in group.forms and group.has(passage, index) and not _is_in_name(passage, index):
            uses.append((passage, index, *group.forms[form]))
    counts = Counter(variant for _, _, variant, _ in uses)
    if len(counts) < 2:
        return
    # The commonest variant wins; of two equally common the one used first.
    is_first = group.first_wins and 0 in counts
    chosen = 0 if is_first else max(counts, key=lambda variant: counts[variant])
    # The message names a form that is in the text, which need not be the one to write here.
    used = next(passage.word(index) for passage, index, variant, _ in uses if variant == chosen)
    for passage, index, variant, slot in uses:
        if variant == chosen:
            continue
        found = passage.word(index)
        # «Bli» can be infinitive as well, which nobody begins a sentence with.
        begins = index == passage.sentence_of(index).first
        wanted = "imperative" if begins and _is_imperative(group, variant, slot) else slot
        other = group.variants[chosen].get(wanted)
        suggestions = (like_found(other, found),) if other else ()
        values = {"found": found, "other": used}
        hit = passage.hit(passage.starts[index], passage.ends[index], values, suggestions)
        yield replace(hit, entry=group.names[variant])
