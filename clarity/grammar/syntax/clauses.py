"""The clauses of a sentence: where its main verb stands, and what comes before and inside."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from clarity.model import Grammar, Passage, Sentence

#: Quotes, and what parts a sentence in two.
_BREAKS = frozenset('«»"“”„:;–—')
#: What may stand before the head of a subject that opens a sentence: «Men alle de nye reglene».
_BEFORE_SUBJECT = frozenset(("ADJ", "ADV", "CCONJ", "DET", "NOUN", "NUM", "PRON", "PROPN"))
_MAIN = ("main", "coordinated")
#: Two of these in a row before a verb: the second is the subject of a clause about the first.
_NOMINAL = frozenset(("NOUN", "PRON", "PROPN"))
#: Subordinators that often have no verb of their own («som vanlig», «bedre enn før»).
_COMPARING = frozenset(("som", "enn", "än"))

#: Opens an item of a list that is written as text: «a.», «2.», «(b)».
_ITEM_NUMBER = re.compile(r"\(?\w{1,2}[.)]\s+")

_start = attrgetter("start")


def main_verb(
    passage: Passage, grammar: Grammar, sentence: Sentence, finite: Sequence[int]
) -> int | None:
    """Return the word that is the finite verb of a sentence's main clause, if it has one.

    ``finite`` are its finite verbs.

    The first verb with that role, but not the one that a subordinator still waits for («Hvis
    partene i arbeidslivet får følelsen av det, er …») where another comes later. Without any, the
    only finite verb there is, unless it follows a subordinator.
    """
    told = [verb for verb in finite if grammar.roles[verb] in _MAIN and _is_whole(passage, verb)]
    for place, verb in enumerate(told):
        if place + 1 == len(told) or not _is_awaited(passage, grammar, sentence, verb):
            return verb
    if len(finite) == 1 and not _is_of_relative(grammar, sentence, finite[0]):
        return finite[0]
    return None


def _is_of_relative(grammar: Grammar, sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb is that of a relative clause: «de produkter som *avses* i a»."""
    if verb == sentence.first:
        return False
    return grammar.tags[verb - 1] == "SCONJ" or "PronType=Rel" in grammar.features[verb - 1]


def _is_whole(passage: Passage, index: int) -> bool:
    """Tell whether a word is written out: «jf.» is tagged as a verb, and is none."""
    return not passage.forms[index].endswith(".")


def _is_awaited(passage: Passage, grammar: Grammar, sentence: Sentence, verb: int) -> bool:
    """Tell whether a subordinator before a verb has no other finite verb to go with.

    Each takes the nearest after it that is free: in «at barn som trenger det, får hjelp», «at»
    takes «får».
    """
    free = 0
    for index in range(verb - 1, sentence.first - 1, -1):
        if "VerbForm=Fin" in grammar.features[index]:
            free += 1
        elif passage.forms[index] in _COMPARING:
            free -= "VerbForm=Fin" in grammar.features[index + 1] and index + 1 < verb
        elif grammar.tags[index] == "SCONJ":
            if not free:
                return True
            free -= 1
    return False


def finite_verbs(grammar: Grammar, sentence: Sentence) -> list[int]:
    """Return the words that are finite verbs, of main and subordinate clauses."""
    words = range(sentence.first, sentence.last)
    return [index for index in words if "VerbForm=Fin" in grammar.features[index]]


def words_before_verb(
    passage: Passage, grammar: Grammar, sentence: Sentence, verb: int | None
) -> int | None:
    """Return how many words a reader holds in mind before the main verb says what it is about.

    ``None`` where there is no main verb, in direct speech («…», sier hun), where what comes first
    is what is said, and where a colon or a dash comes first: what stands before it is a sentence,
    or a label, of its own. Nor is there an answer where a pipeline has missed the first main verb
    and tells of the second («… og (det) gjelder»), in what goes on from a line above, and where an
    infinitive without its marker opens («Sikre at alle som trenger det, får hjelp»), or the verb
    is that of a subordinate clause.
    """
    if "VerbForm=Inf" in grammar.features[sentence.first]:
        return None
    if verb is None or _is_joined(grammar, sentence, verb) or is_parted(passage, sentence, verb):
        return None
    if _goes_on(passage, sentence) or _has_label(passage, sentence, verb):
        return None
    if _is_awaited(passage, grammar, sentence, verb) or _is_second(grammar, sentence, verb):
        return None
    return verb - sentence.first


def _goes_on(passage: Passage, sentence: Sentence) -> bool:
    """Tell whether a sentence begins with a small letter, as an item of a list may («a. melde …»).

    Then it has its main verb in the line above the list.
    """
    text = passage.block.text
    number = _ITEM_NUMBER.match(text, sentence.start)
    begin = number.end() if number else sentence.start
    return text[begin : begin + 1].islower()


def _has_label(passage: Passage, sentence: Sentence, verb: int) -> bool:
    """Tell whether a sentence opens with bold words, and a capital after them («**Frist** Du må»).

    They are a label, and the sentence begins after it.
    """
    # Bisected: a block can have as many marks as sentences, and both by the thousand.
    marks = passage.block.marks
    first = bisect_left(marks, sentence.start, key=_start)
    last = bisect_right(marks, sentence.start, key=_start)
    after = (
        passage.block.text[mark.end : passage.starts[verb]]
        for mark in marks[first:last]
        if mark.kind == "strong"
    )
    return any(text.lstrip()[:1].isupper() for text in after)


def is_parted(passage: Passage, sentence: Sentence, verb: int) -> bool:
    """Tell whether quotes, a colon or a dash stand before a verb in its sentence."""
    before = passage.block.text[sentence.start : passage.starts[verb]]
    return before.startswith("-") or " - " in before or not _BREAKS.isdisjoint(before)


def _is_joined(grammar: Grammar, sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb follows a conjunction, with nothing or a pronoun in between."""
    before = verb - 1
    if before > sentence.first and grammar.tags[before] == "PRON":
        before -= 1
    return before > sentence.first and grammar.tags[before] in ("CCONJ", "SCONJ")


def _is_second(grammar: Grammar, sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb before this one has its subject right after it, as only a main verb has.

    «Når du søker, *ringer vi* deg, og etter to uker får du svar». Not the verb that opens a
    sentence, which may be a condition: «Vil du bygge …».
    """
    return any(
        "VerbForm=Fin" in grammar.features[index] and grammar.roles[index + 1] == "subject"
        for index in range(sentence.first + 1, verb - 1)
    )


def subordinate_clauses(
    grammar: Grammar, sentence: Sentence, finite: Sequence[int], main: int | None
) -> int:
    """Count the subordinate clauses that have a finite verb.

    ``finite`` are the finite verbs of the sentence, and ``main`` is that of its main clause. Verbs
    told to be main before the one that is belong to subordinate clauses too.
    """
    own = sentence.first if main is None else main
    return sum(
        grammar.roles[verb] == "subordinate" or (grammar.roles[verb] in _MAIN and verb < own)
        for verb in finite
        if verb != main
    )


def words_between(grammar: Grammar, sentence: Sentence, before: int | None) -> int | None:
    """Return how many words stand between the subject and the main verb after it.

    ``before`` is how many come before that verb (see `words_before_verb`). A subject
    before the main verb opens the sentence: with anything else first, it comes after.
    ``None`` where there is no such subject, and where `words_before_verb` has no answer.
    """
    if before is None:
        return None
    verb = sentence.first + before
    is_before_subject = "subject" in grammar.roles[verb + 1 : min(verb + 2, sentence.last)]
    if grammar.roles[verb] not in _MAIN or is_before_subject:
        return None  # the first main verb was missed: this is that of a later clause
    for index in range(sentence.first, verb):
        if grammar.roles[index] == "subject":
            # With a second subject after it, the verb belongs to that one.
            if "subject" in grammar.roles[index + 1 : verb] or _has_own(grammar, index, verb):
                return None
            return verb - index - 1
        if grammar.tags[index] not in _BEFORE_SUBJECT:
            return None
    return None


def _has_own(grammar: Grammar, subject: int, verb: int) -> bool:
    """Tell whether a subject has a finite verb of its own before the one it is paired with.

    That one is of a later clause then: «Tallet på søkere *økte* i fjor, og kostnadene ble …».
    Verbs of subordinate clauses are no more than the words that open such clauses.
    """
    between = range(subject + 1, verb)
    finite = sum(
        _may_be_finite(grammar, index) and not _is_of_contact(grammar, subject, index)
        for index in between
    )
    opened = sum(
        grammar.tags[index] == "SCONJ" or "PronType=Rel" in grammar.features[index]
        for index in between
    )
    return finite > opened


def _may_be_finite(grammar: Grammar, index: int) -> bool:
    """Tell whether a verb is finite, or is a passive that a pipeline takes for an infinitive."""
    if "VerbForm=Fin" in grammar.features[index]:
        return True
    return (
        "Voice=Pass" in grammar.features[index]
        and "VerbForm=Fin" not in grammar.features[index - 1]
        and grammar.tags[index - 1] != "PART"
    )


def _is_of_contact(grammar: Grammar, first: int, verb: int) -> bool:
    """Tell whether a verb is that of a relative clause without its pronoun: «huset vi *bor* i»."""
    head = verb - 2
    if head < first or "Poss=Yes" in grammar.features[head]:
        return False
    if "PronType=Rel" in grammar.features[verb - 1]:
        return False
    return grammar.tags[head] in _NOMINAL and grammar.tags[verb - 1] in _NOMINAL
