"""What a passive is about, and the word that opens its clause."""

from __future__ import annotations

from collections.abc import Collection

from clarity.model import Grammar, Passage, Sentence

#: Words after a finite verb in which its subject is looked for: «Etter det vil *saken* bli …».
_AFTER = 5
_FINITE = frozenset(("main", "coordinated", "subordinate", "continued"))
_HEADS = frozenset(("NOUN", "PROPN", "PRON"))
#: What may stand before the head of a subject in its own phrase.
_BEFORE_HEAD = frozenset(("ADJ", "DET", "NUM", "PRON"))
#: What another clause may begin with.
_JOINING = frozenset(("CCONJ", "SCONJ"))
#: Shorter nouns are no last part to go by: «årsak» is no «sak».
_SHORTEST_PART = 5


def subject(
    passage: Passage, grammar: Grammar, sentence: Sentence, verb: int, opener: int | None
) -> range | None:
    """Return the words of the subject of a finite verb, without what is said after its noun.

    The noun is the last word, or the one before its owner («søknaden din»). ``opener`` is the
    word that opens a subordinate clause, where the verb is of one.
    """
    if opener is not None:
        head = _first_noun(grammar, opener + 1, verb)
    elif verb == sentence.first:  # «Blir saken utsatt, …»
        head = _first_noun(grammar, verb + 1, min(verb + 1 + _AFTER, sentence.last))
    else:
        head = _told_after(passage, grammar, sentence, verb)
        if head is None:
            head = _told_before(grammar, sentence, verb)
        if head is None and _is_clause(grammar, sentence, verb):
            head = _first_noun(grammar, sentence.first, verb)
    return None if head is None else _phrase(passage, grammar, sentence, head)


def has_one(passage: Passage, grammar: Grammar, words: range, wanted: frozenset[str]) -> bool:
    """Tell whether a subject has one of some words, or of some nouns by their base forms.

    A compound counts as its last part: «inntektsmeldingen» for «melding».
    """
    if not wanted.isdisjoint(passage.forms[words.start : words.stop]):
        return True
    return any(
        lemma in wanted or any(len(it) >= _SHORTEST_PART and lemma.endswith(it) for it in wanted)
        for lemma in (grammar.lemmas[at] for at in words if grammar.tags[at] == "NOUN")
    )


def opener(
    passage: Passage,
    grammar: Grammar,
    sentence: Sentence,
    verb: int,
    phrases: Collection[tuple[str, ...]],
) -> int | None:
    """Return the last word of what opens the clause of a finite verb, if it is one of some phrases.

    There is no other finite verb in between. A preposition opens none: «om søknaden: …».
    """
    for at in range(verb - 1, sentence.first - 1, -1):
        if grammar.roles[at] in _FINITE:
            return None
        if grammar.tags[at] == "ADP":
            continue
        for phrase in phrases:
            start = at + 1 - len(phrase)
            if start >= sentence.first and tuple(passage.forms[start : at + 1]) == phrase:
                return at
    return None


def is_opened(grammar: Grammar, sentence: Sentence, verb: int) -> bool:
    """Tell whether a subordinating word stands before a verb, and no other finite verb between."""
    for at in range(verb - 1, sentence.first - 1, -1):
        if grammar.roles[at] in _FINITE:
            return False
        if grammar.tags[at] == "SCONJ":
            return True
    return False


def _told_before(grammar: Grammar, sentence: Sentence, verb: int) -> int | None:
    for at in range(verb - 1, sentence.first - 1, -1):
        if grammar.roles[at] == "subject":
            return at
        if grammar.roles[at] in _FINITE:
            return None
    return None


def _told_after(passage: Passage, grammar: Grammar, sentence: Sentence, verb: int) -> int | None:
    """Return the subject that comes after a verb, in the same clause."""
    for at in range(verb + 1, min(verb + 1 + _AFTER, sentence.last)):
        is_further = passage.is_adjacent(at - 1) and grammar.tags[at] not in _JOINING
        if not is_further or grammar.roles[at] in _FINITE:
            return None
        if grammar.roles[at] == "subject":
            return at
    return None


def _is_clause(grammar: Grammar, sentence: Sentence, verb: int) -> bool:
    """Tell whether the sentence begins with the clause of a verb, or with its subject all the same.

    «Saken blir lagret *og blir* vurdert», but not «saken er ny, og vi …».
    """
    before = sum(role in _FINITE for role in grammar.roles[sentence.first : verb])
    return before <= (verb > sentence.first and grammar.tags[verb - 1] == "CCONJ")


def _first_noun(grammar: Grammar, first: int, last: int) -> int | None:
    """Return the head of the first phrase of a clause, unless it begins with a preposition."""
    for at in range(first, last):
        if grammar.tags[at] == "ADP" or grammar.roles[at] in _FINITE:
            return None
        is_owner = "Poss=Yes" in grammar.features[at]
        if grammar.tags[at] in _HEADS and not is_owner and not _goes_on(grammar, at, last):
            return at
    return None


def _goes_on(grammar: Grammar, at: int, last: int) -> bool:
    """Tell whether a pronoun belongs to a noun after it: «denne saken»."""
    return grammar.tags[at] == "PRON" and at + 1 < last and grammar.tags[at + 1] in ("NOUN", "ADJ")


def _phrase(passage: Passage, grammar: Grammar, sentence: Sentence, head: int) -> range:
    first, last = head, head + 1
    while (
        first > sentence.first
        and grammar.tags[first - 1] in _BEFORE_HEAD
        and passage.is_adjacent(first - 1)
    ):
        first -= 1
    if last < sentence.last and "Poss=Yes" in grammar.features[last]:
        last += 1
    return range(first, last)
