"""What a score must never do, on texts put together at random."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clarity import metrics
from clarity.scoring import score
from prose_builder import build
from scoring_builder import Terms, find, helsenorge, judge, lexicon, principle

TERMS: Terms = {
    "erverve": ("bureaucratic-words", ("skaffe seg",)),
    "tilse": ("bureaucratic-words", ("se til",)),
    "henvende deg til": ("bureaucratic-words", ("kontakte",)),
    "i henhold til": ("compound-prepositions", ("etter",)),
    "herved": ("archaic-words", ("i og med dette brevet fra forvaltningskontoret",)),
    "foreta en vurdering av": ("light-verb-phrases", ("vurdere",)),
    "duplikat": ("foreign-words", ("kopiutskriftseksemplar",)),
    "søkeren": ("third-person-reader", ("du",)),
    "sanksjoner": ("threat-words", ("følger",)),
    "undertegnede": ("third-person-sender", ("vi",)),
    "01.02.23": ("date-format", ("den første februar 2023",)),
    "umiddelbart": ("bureaucratic-words", ("straks", "med en gang")),
}
SENTENCES = (
    "Du kan {} plassen og ringe oss i dag.",
    "{} gjelder dette for alle som bor i kommunen, og for dem som nettopp har flyttet dit, enten "
    "de leier eller eier, så lenge de har meldt flytting og er registrert som bosatt.",
    "Vi må {} saken fordi fristen er gått ut.",
    "Kontoret ber {} sende inn skjemaet.",
    "Det kan få {} for familien din.",
    "Har du spørsmål? Ta kontakt, så hjelper vi deg med {}.",
    "Fristen er {} for alle.",
    "Barnet går i barnehagen {} og trives godt der, sier foreldrene.",
)
_TERM = st.sampled_from(sorted(TERMS))
_SENTENCE = st.builds(str.format, st.sampled_from(SENTENCES), _TERM)
_PARAGRAPH = st.lists(_SENTENCE, min_size=1, max_size=5).map(" ".join)
TEXTS = st.lists(_PARAGRAPH, min_size=1, max_size=5).map("\n\n".join)
SCORED = TEXTS.filter(lambda text: judge(text, TERMS).overall is not None)


@given(SCORED, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_taking_a_suggestion_never_lowers_the_score(text: str, chance: random.Random) -> None:
    before = judge(text, TERMS)
    found = find(build(text), TERMS)
    taken = chance.choice(found)
    (suggestion, *_) = taken.suggestions
    after = judge(text[: taken.span.start] + suggestion + text[taken.span.end :], TERMS)
    assert before.overall is not None
    if after.overall is not None:
        assert after.overall >= before.overall - 1e-9
        for old, new in zip(before.principles, after.principles, strict=True):
            assert (new.score or 0) >= (old.score or 0) - 1e-9


def test_a_suggestion_that_makes_a_long_sentence_longer_costs_nothing_when_terms_saturate() -> None:
    sentence = (
        "Herved må undertegnede tilse at alle som vil erverve et duplikat i henhold til reglene, "
        "får det umiddelbart, og at de tilse kan erverve duplikat herved."
    )
    text = " ".join([sentence] * 4)
    before = judge(text, TERMS)
    after = judge(text.replace("Herved", TERMS["herved"][1][0].capitalize(), 1), TERMS)
    assert principle(after, "simple") == pytest.approx(principle(before, "simple"))
    assert after.overall == pytest.approx(before.overall)


@given(SCORED)
@settings(deadline=None)
def test_a_text_written_twice_scores_the_same(text: str) -> None:
    once, twice = judge(text, TERMS), judge(f"{text}\n\n{text}", TERMS)
    assert twice.overall == pytest.approx(once.overall)
    for first, second in zip(once.principles, twice.principles, strict=True):
        assert second.score == pytest.approx(first.score)
        assert second.coverage == first.coverage


@given(SCORED, st.data())
@settings(deadline=None)
def test_a_du_in_a_sentence_never_lowers_direct(text: str, data: st.DataObject) -> None:
    gaps = [match.start() for match in re.finditer(r" (?=\w)", text)]
    place = data.draw(st.sampled_from(gaps))
    more = f"{text[:place]} du{text[place:]}"
    before, after = judge(text, TERMS), judge(more, TERMS)
    assert principle(after, "direct") >= principle(before, "direct") - 1e-9


@given(SCORED, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30)
def test_the_order_of_findings_does_not_matter(text: str, chance: random.Random) -> None:
    prose = build(text)
    found = find(prose, TERMS)
    shuffled = chance.sample(found, len(found))
    measures = metrics.measure(prose, lexicon("nb"))
    first = score(prose, found, measures, helsenorge("nb"), lexicon("nb"))
    second = score(prose, shuffled, measures, helsenorge("nb"), lexicon("nb"))
    assert first == second


@given(SCORED)
@settings(deadline=None)
def test_every_point_lost_is_accounted_for(text: str) -> None:
    card = judge(text, TERMS)
    assert card.overall is not None
    for outcome in card.principles:
        lost = sum(signal.points_lost for signal in outcome.signals)
        assert lost == pytest.approx(0 if outcome.score is None else 100 - outcome.score)
        for signal in outcome.signals:
            assert signal.points_lost == 0 or signal.score is not None
            assert signal.spans == tuple(sorted(signal.spans))
    assert sum(gain.points for gain in card.gains) == pytest.approx(100 - card.overall)
    points = [gain.points for gain in card.gains]
    assert points == sorted(points, reverse=True)


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=50)
def test_any_text_gets_a_score_between_0_and_100_or_a_reason(text: str) -> None:
    card = judge(text)
    if card.overall is None:
        assert card.reason
        assert card.confidence is None
    else:
        assert 0 <= card.overall <= 100
