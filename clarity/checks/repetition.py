"""The same word twice in a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from clarity.language.lexicon import Lexicon
from clarity.model import Find, Hit, Measures, Prose, Rule
from clarity.parsing.located_yaml import Fields


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make a search for repeated words, save those that may stand twice.

    The words of ``after`` may do so after certain others: a particle of those verbs, and the
    preposition of what follows («å finne på på skolen»).
    """
    allowed, particles = {}, {}
    for rule in rules:
        fields = Fields(rule.options, rule.id)
        allowed[rule.id] = frozenset(fields.texts("allow", ()))
        after = fields.fields("after")
        particles[rule.id] = {word: frozenset(after.texts(word)) for word in after.data}
        fields.finish()

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        for passage in prose.passages:
            forms = passage.forms
            for index in [i for i, (word, after) in enumerate(pairwise(forms)) if word == after]:
                word = forms[index]
                if not word.isalpha() or not passage.is_adjacent(index):
                    continue
                if passage.word(index + 1)[0].isupper():
                    continue  # a label run together with a name, as in tables pasted as text
                values = {"found": f"{word} {word}", "word": word}
                start, end = passage.starts[index], passage.ends[index + 1]
                before = forms[index - 1] if index else ""
                for rule, allow in allowed.items():
                    if word not in allow and before not in particles[rule].get(word, ()):
                        yield rule, passage.hit(start, end, values, (passage.word(index),))

    return find
