"""The measures of a text that rest on its grammar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import chain

from clarity.grammar.syntax import clauses
from clarity.grammar.syntax.nouns import Nominalisations, adjectival_participles
from clarity.grammar.syntax.voice import Voice
from clarity.language.lexicon import Lexicon
from clarity.measures.readability import prose_sentences
from clarity.model import Grammar, Passage, Prose, Sentence

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


def measure(prose: Prose, lexicon: Lexicon) -> Mapping[str, float | None]:
    """Return the measures by name, over the sentences that count as prose.

    All are ``None`` where the prose has no grammar, or too little of what they count.

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
    spoken: list[tuple[Passage, Grammar, Sentence]] = [
        (p, p.grammar, s) for p, s in prose_sentences(prose) if p.grammar is not None
    ]
    if not spoken:
        return dict.fromkeys(GRAMMAR_MEASURES)
    voice, nominalisations = Voice(lexicon), Nominalisations.of(lexicon)
    tags = Counter(chain.from_iterable(g.tags[s.first : s.last] for _, g, s in spoken))
    words = sum(s.last - s.first for _, _, s in spoken)
    passives = [(g, passive) for p, g, s in spoken for passive in voice.passives(p, g, s)]
    # Where a participle is tagged as an adjective, its clause has its verb there all the same.
    hidden = sum(g.tags[passive.last - 1] != "VERB" for g, passive in passives)
    nominal = sum(1 for p, g, s in spoken for _ in nominalisations.find(p, g, s))
    participles = sum(1 for _, g, s in spoken for _ in adjectival_participles(g, s))
    subordinate = sum(clauses.subordinate_clauses(p, g, s) for p, g, s in spoken)
    imperatives = sum(clauses.is_imperative(p, g, s) for p, g, s in spoken)
    fronts = [clauses.words_before_verb(p, g, s) for p, g, s in spoken]
    before = [front for front in fronts if front is not None]
    nouns, verbs = tags["NOUN"], tags["VERB"] + tags["AUX"]
    return {
        "passive_share": _ratio(len(passives), tags["VERB"] + hidden),
        "nominalisation_density": _ratio(100 * nominal, words),
        "nominal_quotient": _ratio(nouns, verbs),
        "full_nominal_quotient": _ratio(
            nouns + tags["ADP"] + participles, tags["PRON"] + tags["ADV"] + verbs
        ),
        "words_before_verb": _ratio(sum(before), len(before)),
        "front_heavy_share": _ratio(sum(n >= FRONT_HEAVY for n in before), len(before)),
        "subordinate_clauses_per_sentence": _ratio(subordinate, len(spoken)),
        "imperative_share": _ratio(imperatives, len(spoken)),
    }


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
