"""What a score must never do, on texts put together at random."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarity.measures import readability
from clarity.model import Finding, Scorecard
from clarity.scoring.scorecard import score
from prose_builder import build
from scoring_builder import SHIPPED, Terms, find, judge, lexicon, shipped

TERMS: Mapping[str, Terms] = {
    "nb": {
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
    },
    "nn": {
        "erverve": ("bureaucratic-words", ("skaffe seg",)),
        "vende deg til": ("bureaucratic-words", ("kontakte",)),
        "i henhold til": ("compound-prepositions", ("etter",)),
        "herved": ("archaic-words", ("i og med dette brevet frå forvaltningskontoret",)),
        "gjere ei vurdering av": ("light-verb-phrases", ("vurdere",)),
        "duplikat": ("foreign-words", ("kopiutskriftseksemplar",)),
        "søkjaren": ("third-person-reader", ("du",)),
        "sanksjonar": ("threat-words", ("følgjer",)),
        "underteikna": ("undersigned", ("vi",)),
        "01.02.23": ("date-format", ("den første februar 2023",)),
        "hensikt": ("nynorsk-alternatives", ("føremål",)),
    },
    "sv": {
        "förvärva": ("bureaucratic-words", ("skaffa sig",)),
        "vända dig till": ("bureaucratic-words", ("kontakta",)),
        "i enlighet med": ("compound-prepositions", ("enligt",)),
        "härmed": ("archaic-words", ("i och med det här brevet från förvaltningskontoret",)),
        "göra en bedömning av": ("light-verb-phrases", ("bedöma",)),
        "duplikat": ("foreign-words", ("kopieringsexemplar",)),
        "den sökande": ("third-person-reader", ("du",)),
        "påföljder": ("threat-words", ("följder",)),
        "undertecknad": ("undersigned", ("vi",)),
        "01.02.23": ("date-format", ("den första februari 2023",)),
        "skall": ("skall", ("ska",)),
    },
}
SENTENCES = {
    "nb": (
        "Du kan {} plassen og ringe oss i dag.",
        "{} gjelder dette for alle som bor i kommunen, og for dem som nettopp har flyttet dit, "
        "enten de leier eller eier, så lenge de har meldt flytting og er registrert som bosatt.",
        "Vi må {} saken fordi fristen er gått ut.",
        "Kontoret ber {} sende inn skjemaet.",
        "Det kan få {} for familien din.",
        "Har du spørsmål? Ta kontakt, så hjelper vi deg med {}.",
        "Fristen er {} for alle.",
        "Barnet går i barnehagen {} og trives godt der, sier foreldrene.",
    ),
    "nn": (
        "Du kan {} plassen og ringje oss i dag.",
        "{} gjeld dette for alle som bur i kommunen, og for dei som nettopp har flytta dit, anten "
        "dei leiger eller eig, så lenge dei har meldt flytting og er registrerte som busette.",
        "Vi må {} saka fordi fristen er gått ut.",
        "Kontoret ber {} sende inn skjemaet.",
        "Det kan få {} for familien din.",
        "Har du spørsmål? Ta kontakt, så hjelper vi deg med {}.",
        "Barnet går i barnehagen {} og trivst godt der, seier foreldra.",
    ),
    "sv": (
        "Du kan {} platsen och ringa oss i dag.",
        "{} gäller detta för alla som bor i kommunen och för dem som nyss har flyttat dit, vare "
        "sig de hyr eller äger, så länge de har anmält flytt och är registrerade som boende.",
        "Vi måste {} ärendet eftersom tiden har gått ut.",
        "Kontoret ber {} skicka in blanketten.",
        "Det kan få {} för din familj.",
        "Har du frågor? Hör av dig, så hjälper vi dig med {}.",
        "Barnet går i förskolan {} och trivs bra där, säger föräldrarna.",
    ),
}


@dataclass(frozen=True)
class Yardstick:
    """A shipped guideline in a language, and texts it gives a score to."""

    guideline: str
    language: str

    @property
    def terms(self) -> Terms:
        return TERMS[self.language]

    def judge(self, text: str) -> Scorecard:
        return judge(text, self.terms, self.language, guideline=self.guideline)

    def find(self, text: str) -> list[Finding]:
        return find(build(text, self.language), self.terms)

    def texts(self) -> st.SearchStrategy[str]:
        terms = st.sampled_from(sorted(self.terms))
        sentences = st.builds(str.format, st.sampled_from(SENTENCES[self.language]), terms)
        paragraphs = st.lists(sentences, min_size=1, max_size=5).map(" ".join)
        texts = st.lists(paragraphs, min_size=1, max_size=5).map("\n\n".join)
        return texts.filter(lambda text: self.judge(text).overall is not None)


with_all = pytest.mark.parametrize(
    "by", [Yardstick(*pair) for pair in SHIPPED], ids=["/".join(pair) for pair in SHIPPED]
)


@with_all
@given(data=st.data())
def test_a_text_written_twice_scores_the_same(by: Yardstick, data: st.DataObject) -> None:
    text = data.draw(by.texts())
    once, twice = by.judge(text), by.judge(f"{text}\n\n{text}")
    assert twice.overall == pytest.approx(once.overall)
    for first, second in zip(once.principles, twice.principles, strict=True):
        assert second.score == pytest.approx(first.score)
        assert second.coverage == first.coverage


@with_all
@given(data=st.data())
def test_a_du_in_a_sentence_never_makes_it_less_direct(by: Yardstick, data: st.DataObject) -> None:
    text = data.draw(by.texts())
    gaps = [match.start() for match in re.finditer(r" (?=\w)", text)]
    place = data.draw(st.sampled_from(gaps))
    before, after = by.judge(text), by.judge(f"{text[:place]} du{text[place:]}")
    for old, new in zip(before.principles, after.principles, strict=True):
        if new.id == "direct":
            assert (new.score or 0) >= (old.score or 0) - 1e-9
        for low, high in zip(old.signals, new.signals, strict=True):
            if high.id == "address":
                assert (high.score or 0) >= (low.score or 0) - 1e-9


@with_all
@given(data=st.data(), chance=st.randoms(use_true_random=False))
def test_the_order_of_findings_does_not_matter(
    by: Yardstick, data: st.DataObject, chance: random.Random
) -> None:
    text = data.draw(by.texts())
    prose, found, words = build(text, by.language), by.find(text), lexicon(by.language)
    shuffled = chance.sample(found, len(found))
    measures = readability.measure(prose, words)
    guideline = shipped(by.guideline, by.language)
    first = score(prose, found, measures, guideline, words)
    second = score(prose, shuffled, measures, guideline, words)
    assert first == second


@with_all
@given(data=st.data())
def test_every_point_lost_is_accounted_for(by: Yardstick, data: st.DataObject) -> None:
    card = by.judge(data.draw(by.texts()))
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


@with_all
@given(text=st.text(max_size=300))
def test_any_text_gets_a_score_between_0_and_100_or_a_reason(by: Yardstick, text: str) -> None:
    card = by.judge(text)
    if card.overall is None:
        assert card.reason
        assert card.confidence is None
    else:
        assert 0 <= card.overall <= 100
