"""The measures of a text that rest on its grammar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain

from msgspec import Struct
from msgspec.structs import astuple

from clarity.grammar.syntax.nouns import adjectival_participles
from clarity.measures.readability import prose_of
from clarity.model import Passage

#: So many words before the main verb make a sentence front-heavy.
FRONT_HEAVY = 10

#: The names of what `measure` returns.
GRAMMAR_MEASURES = (
    "passive_share",
    "nominalisation_density",
    "nominal_quotient",
    "full_nominal_quotient",
    "words_before_verb",
    "front_heavy_share",
    "subordinate_clauses_per_sentence",
    "imperative_share",
)


class Counts(Struct, frozen=True, array_like=True):
    """What is counted in the prose of a passage, and added up over those of a text.

    ``fronts`` are the sentences with a main verb, and ``before`` the words before it in all of
    them, ``heavy`` those with `FRONT_HEAVY` words there or more. ``hidden`` are passives whose verb
    is tagged as something else: their clause has its verb there all the same.
    """

    sentences: int = 0
    words: int = 0
    nouns: int = 0
    verbs: int = 0
    auxiliaries: int = 0
    prepositions: int = 0
    pronouns: int = 0
    adverbs: int = 0
    participles: int = 0
    passives: int = 0
    hidden: int = 0
    nominalisations: int = 0
    subordinate: int = 0
    imperatives: int = 0
    fronts: int = 0
    before: int = 0
    heavy: int = 0


def count(passage: Passage) -> Counts | None:
    """Return what there is in the sentences of a passage that count as prose.

    ``None`` where none does, or nobody has read their grammar.
    """
    grammar, syntax = passage.grammar, passage.syntax
    sentences = prose_of(passage)
    if grammar is None or syntax is None or not sentences:
        return None
    own = [read for s, read in zip(passage.sentences, syntax, strict=True) if s.last > s.first]
    tags = Counter(chain.from_iterable(grammar.tags[s.first : s.last] for s in sentences))
    passives = [passive for read in own for passive in read.passives]
    fronts = [read.words_before_verb for read in own if read.words_before_verb is not None]
    verbs = [read.main_verb for read in own if read.main_verb is not None]
    return Counts(
        sentences=len(sentences),
        words=sum(s.last - s.first for s in sentences),
        nouns=tags["NOUN"],
        verbs=tags["VERB"],
        auxiliaries=tags["AUX"],
        prepositions=tags["ADP"],
        pronouns=tags["PRON"],
        adverbs=tags["ADV"],
        participles=sum(1 for s in sentences for _ in adjectival_participles(grammar, s)),
        passives=len(passives),
        hidden=sum(grammar.tags[passive.last - 1] != "VERB" for passive in passives),
        nominalisations=sum(len(read.nominalisations) for read in own),
        subordinate=sum(read.subordinate_clauses for read in own),
        imperatives=sum("Mood=Imp" in grammar.features[verb] for verb in verbs),
        fronts=len(fronts),
        before=sum(fronts),
        heavy=sum(front >= FRONT_HEAVY for front in fronts),
    )


def measure(counted: Iterable[Counts | None]) -> Mapping[str, float | None]:
    """Return the measures of a text by name, given the counts of its passages.

    All are ``None`` where no prose has grammar, or there is too little of what they count.

    - ``passive_share``: passives among all main verbs, 0 to 1.
    - ``nominalisation_density``: nouns made of verbs and adjectives, per 100 words.
    - ``nominal_quotient``: nouns / verbs (auxiliaries too), without names. *Nominalkvot, enkel.*
    - ``full_nominal_quotient``: (nouns + prepositions + participles) / (pronouns + adverbs +
      verbs), as in Hultman & Westman 1977, *Gymnasistsvenska*. Names are not counted. The
      participles are those that stand as adjectives. About 1 in newspapers.
    - ``words_before_verb``: mean words before the main verb.
    - ``front_heavy_share``: share of the sentences with `FRONT_HEAVY` words there or more.
    - ``subordinate_clauses_per_sentence``: finite subordinate clauses a sentence.
    - ``imperative_share``: share of the sentences whose main verb is an imperative.
    """
    present = [counts for counts in counted if counts is not None]
    if not present:
        return dict.fromkeys(GRAMMAR_MEASURES)
    all_of = Counts(*map(sum, zip(*map(astuple, present), strict=True)))
    verbs = all_of.verbs + all_of.auxiliaries
    return {
        "passive_share": _ratio(all_of.passives, all_of.verbs + all_of.hidden),
        "nominalisation_density": _ratio(100 * all_of.nominalisations, all_of.words),
        "nominal_quotient": _ratio(all_of.nouns, verbs),
        "full_nominal_quotient": _ratio(
            all_of.nouns + all_of.prepositions + all_of.participles,
            all_of.pronouns + all_of.adverbs + verbs,
        ),
        "words_before_verb": _ratio(all_of.before, all_of.fronts),
        "front_heavy_share": _ratio(all_of.heavy, all_of.fronts),
        "subordinate_clauses_per_sentence": _ratio(all_of.subordinate, all_of.sentences),
        "imperative_share": _ratio(all_of.imperatives, all_of.sentences),
    }


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
