"""A verb hidden in a noun («foretar nå en ny vurdering av»), however far the two stand apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from clarity.checks.fitting import is_lost
from clarity.checks.slots import Slots, slot_like
from clarity.checks.wording import instead_text, like_found, refuse_nothing_instead
from clarity.language.inflection import Forms
from clarity.language.lexicon import Lexicon
from clarity.model import Find, Grammar, Hit, Measures, Passage, Prose, Rule, Sentence
from clarity.parsing.located_yaml import Fields
from clarity.rulebook.inflecting import unknown

#: Words between the verb and the noun, at most.
_REACH = 9
#: What may stand between: the subject and adverbs, then what belongs to the noun.
_BETWEEN = frozenset(("ADJ", "ADV", "CCONJ", "DET", "NUM", "PART", "PRON", "PROPN"))
#: What belongs to the noun, and goes with it.
_OF_NOUN = frozenset(("ADJ", "CCONJ", "DET", "NUM"))


class _Rule(Struct, frozen=True):
    """A rule's light verbs, in all forms; its nouns, in all forms, with the verb each hides.

    ``prepositions`` are those that the plain verb has no need of; without one after the noun the
    verb is named, but cannot stand in its place as it is, and with ``needs_object`` all is left as
    it is: a verb may need what stands after the preposition.
    """

    id: str
    verbs: Mapping[str, set[str]]
    nouns: Mapping[str, str]
    prepositions: frozenset[str]
    needs_object: bool
    told: Slots


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make one search of all the rules."""
    own = [_rule(rule, lexicon) for rule in rules]

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        for passage in prose.passages:
            if passage.grammar is None:
                continue
            for sentence in passage.sentences:
                for rule in own:
                    for hit in _hits(rule, passage, passage.grammar, sentence, lexicon):
                        yield rule.id, hit

    return find


def _rule(rule: Rule, lexicon: Lexicon) -> _Rule:
    fields = Fields(rule.options, rule.id)
    verbs: dict[str, set[str]] = {}
    for lemma in fields.texts("verbs"):
        _forms(lemma, "verb", rule.id, fields.line_of("verbs"), lexicon)
        for slot, group in lexicon.inflect(lemma, "verb").items():
            for form in group:
                verbs.setdefault(form, set()).add(slot)
    nouns: dict[str, str] = {}
    table = fields.fields("nouns")
    for lemma in table.data:
        verb = table.text(lemma)
        line = table.line_of(lemma)
        _forms(verb.partition(" ")[0], "verb", rule.id, line, lexicon)
        nouns.update(dict.fromkeys(_forms(lemma, "noun", rule.id, line, lexicon), verb))
    prepositions = frozenset(fields.texts("prepositions", ()))
    if not prepositions:
        refuse_nothing_instead(rule, fields, "prepositions")
    needs_object = fields.flag("needs_object")
    fields.finish()
    return _Rule(rule.id, verbs, nouns, prepositions, needs_object, Slots.of(lexicon))


def _forms(lemma: str, part: str, rule: str, line: int, lexicon: Lexicon) -> set[str]:
    forms = lexicon.inflect(lemma, part)
    if not forms:
        raise unknown(lemma, part, lexicon, rule, line)
    return {form for slot, group in forms.items() for form in group if "genitive" not in slot}


def _hits(
    rule: _Rule, passage: Passage, grammar: Grammar, sentence: Sentence, lexicon: Lexicon
) -> Iterator[Hit]:
    for verb in range(sentence.first, sentence.last):
        if passage.forms[verb] in rule.verbs and grammar.tags[verb] in ("VERB", "AUX"):
            noun = _noun_after(rule, passage, grammar, sentence, verb)
            if noun is None:
                continue
            has_object = _has_object(rule, passage, sentence, noun)
            if has_object or not rule.needs_object:
                yield _hit(rule, passage, grammar, (verb, noun, has_object), lexicon)


def _noun_after(
    rule: _Rule, passage: Passage, grammar: Grammar, sentence: Sentence, verb: int
) -> int | None:
    """Return the first noun after a light verb, if it hides a verb."""
    for index in range(verb + 1, min(verb + _REACH + 2, sentence.last)):
        if passage.forms[index] in rule.nouns and grammar.tags[index] == "NOUN":
            return index
        if grammar.tags[index] not in _BETWEEN:
            return None
    return None


def _has_object(rule: _Rule, passage: Passage, sentence: Sentence, noun: int) -> bool:
    """Tell whether one of the prepositions stands right after the noun."""
    after = noun + 1
    is_one = after < sentence.last and passage.forms[after] in rule.prepositions
    return is_one and passage.is_adjacent(noun)


def _hit(
    rule: _Rule,
    passage: Passage,
    grammar: Grammar,
    place: tuple[int, int, bool],
    lexicon: Lexicon,
) -> Hit:
    """Return the hit of a light verb and a noun, with the preposition if there is an object."""
    verb, noun, has_object = place
    own = noun
    while own - 1 > verb and grammar.tags[own - 1] in _OF_NOUN:
        own -= 1
    kept = [passage.word(index) for index in range(verb + 1, own)]
    start, end = passage.starts[verb], passage.ends[noun + has_object]
    found = passage.block.text[start:end]
    plain = rule.nouns[passage.forms[noun]]
    head, *rest = plain.split(" ")
    forms = lexicon.inflect(head, "verb")
    slot = _slot(rule, passage, grammar, verb, forms)
    form = forms[slot][0] if slot in forms else None
    text = like_found(" ".join((form or head, *kept, *rest)), found)
    left_out = passage.forms[own:noun]
    fits = form and has_object and not is_lost(left_out, lexicon)
    values = {
        "found": found,
        "instead": instead_text((text,), lexicon) if fits else "",
        "alternatives": instead_text((plain,), lexicon),
    }
    return passage.hit(start, end, values, (text,) if fits else ())


def _slot(rule: _Rule, passage: Passage, grammar: Grammar, verb: int, forms: Forms) -> str:
    """Return the slot of the light verb found: mood, tense and voice."""
    features = grammar.features[verb]
    if "Voice=Pass" in features:
        return slot_like(features, forms)
    slots = tuple(sorted(rule.verbs[passage.forms[verb]]))
    return rule.told.choose(slots, passage, verb)
