"""The clauses of a sentence: where its main verb stands, and what comes before and inside."""

from __future__ import annotations

from clarity.model import Grammar, Passage, Sentence

_QUOTES = frozenset('«»"“”„')
_DASHES = ("-", "–", "—")


def main_verb(grammar: Grammar, sentence: Sentence) -> int | None:
    """Return the word that is the finite verb of a sentence's main clause, if it has one."""
    roles = grammar.roles[sentence.first : sentence.last]
    for role in ("main", "coordinated"):
        if role in roles:
            return sentence.first + roles.index(role)
    return None


def words_before_verb(passage: Passage, grammar: Grammar, sentence: Sentence) -> int | None:
    """Return how many words a reader holds in mind before the main verb says what it is about.

    ``None`` where there is no main verb, and in direct speech («…», sier hun), where what comes
    first is what is said.
    """
    verb = main_verb(grammar, sentence)
    if verb is None or _is_speech(passage, sentence, verb):
        return None
    return verb - sentence.first


def _is_speech(passage: Passage, sentence: Sentence, verb: int) -> bool:
    before = passage.block.text[sentence.start : passage.starts[verb]]
    return before.startswith(_DASHES) or not _QUOTES.isdisjoint(before)


def subordinate_clauses(grammar: Grammar, sentence: Sentence) -> int:
    """Count the subordinate clauses that have a finite verb."""
    return grammar.roles[sentence.first : sentence.last].count("subordinate")


def words_between(grammar: Grammar, sentence: Sentence) -> int | None:
    """Return how many words stand between the subject and the main verb after it."""
    verb = main_verb(grammar, sentence)
    if verb is None:
        return None
    for index in range(verb - 1, sentence.first - 1, -1):
        if grammar.roles[index] == "subject":
            return verb - index - 1
    return None


def is_imperative(grammar: Grammar, sentence: Sentence) -> bool:
    """Tell whether the main verb asks the reader to do something («Søk innen 1. mai»)."""
    verb = main_verb(grammar, sentence)
    return verb is not None and "Mood=Imp" in grammar.features[verb]


def finite_verbs(grammar: Grammar, sentence: Sentence) -> int:
    """Count the finite verbs, of main and subordinate clauses."""
    features = grammar.features[sentence.first : sentence.last]
    return sum("VerbForm=Fin" in feature for feature in features)
