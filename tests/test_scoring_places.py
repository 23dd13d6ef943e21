"""Every point lost for what a text has leads to the words that cost it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from clarity.model import Report, Scorecard, SignalScore
from clarity.parsing.languages import languages
from clarity.project.settings import Settings
from clarity.reports import Options
from clarity.session import Request, Session
from report_builder import render
from scoring_builder import SHIPPED

LETTERS = Path(__file__).parent / "bad_letters"

#: What costs points where a text has too little of something has no place in it.
OF_LACK = {
    "action-at-once",
    "address",
    "contact",
    "greeting",
    "helpfulness",
    "invitations",
    "named-contact",
    "next-step",
    "questions",
    "reader-at-once",
    "unanswered",
}
#: Of each language: some passives, some nominalisations, how the heavy fronts and the long
#: sentences begin and end.
WORDS: Mapping[str, Mapping[str, list[str]]] = {
    "nb": {
        "passive": ["gjøres", "utsettes", "blir registrert", "blir stanset", "avvises"],
        "nominalisations": ["vurdering", "tilbakebetaling", "utbetalingen", "Tilbakekrevingen"],
        "front-heavy": ["I forbindelse … til ektefellen", "Opplysningene som … forrige kontoret"],
        "long-sentences": ["I forbindelse … inntil videre.", "Tilbakekrevingen av … inntekt."],
    },
    "nn": {
        "passive": ["vert det herved gjort", "blir utsett", "blir registrerte", "påklagast"],
        "nominalisations": ["handsaminga", "tilbakebetaling", "Tilbakekrevjinga", "gransking"],
        "front-heavy": ["I samband … til ektefellen", "Opplysningane som … førre kontoret"],
        "long-sentences": ["I samband … inntil vidare.", "Tilbakekrevjinga av … vedkomande."],
    },
    "sv": {
        "passive": ["meddelas", "skjuts", "registreras", "stoppas", "genomförs"],
        "nominalisations": ["handläggningen", "bedömning", "granskning", "beräkningen"],
        "front-heavy": ["I samband … till maken", "Om man … från 15.11.26"],
        "long-sentences": ["I samband … tills vidare.", "Återkravet av … inkomst."],
    },
}


@cache
def read(guideline: str, language: str) -> Report:
    data = (LETTERS / f"{language}.md").read_bytes()
    settings = Settings(channel="letter", guideline=guideline)
    report = Session(Request(language=language)).check_bytes(data, "brev.md", settings)
    assert isinstance(report, Report)
    return report


def lost(card: Scorecard | None) -> list[SignalScore]:
    assert card is not None
    return [s for principle in card.principles for s in principle.signals if s.points_lost]


@pytest.mark.parametrize(("guideline", "language"), SHIPPED)
def test_each_signal_that_loses_points_shows_where_or_is_of_what_is_missing(
    guideline: str, language: str
) -> None:
    signals = lost(read(guideline, language).scorecard)
    assert len(signals) > 15
    nowhere = {signal.id for signal in signals if not signal.spans}
    assert nowhere <= OF_LACK
    assert {signal.id for signal in signals if signal.spans}.isdisjoint(OF_LACK)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["passive", "nominalisations", "front-heavy", "long-sentences"])
def test_the_places_are_the_words_themselves(language: str, name: str) -> None:
    report = read("klarsprak", language)
    signals = [signal for signal in lost(report.scorecard) if signal.id == name]
    assert signals
    shown = [report.source[span.start : span.end] for span in signals[0].spans]
    for words in WORDS[language][name]:
        begin, _, end = words.partition(" … ")
        assert any(text.startswith(begin) and text.endswith(end) for text in shown), (words, shown)
        assert end or words in shown


@pytest.mark.parametrize(
    ("language", "nowhere"),
    [
        ("nb", "noe teksten mangler"),
        ("nn", "noko teksten manglar"),
        ("sv", "något som texten saknar"),
    ],
)
def test_the_writer_is_told_that_what_is_missing_is_nowhere(language: str, nowhere: str) -> None:
    report = read("klarsprak", language)
    said = " ".join("".join(render("terminal", [report], Options())).split())
    assert nowhere in said


LABELLED = """Vi har sett på saken. Søknaden avslås.

Begrunnelse:

Husstandens samlede inntekt overstiger grensen, og samtlige dokumenter er registrert i kommunens \
saksbehandlingssystem for barnehagebetaling. Underretning sendes.

Legg ved papirer fra arbeidsgiveren. Du får svar fra forvaltningsavdelingen snart.
"""


def shown_by(signal: str, text: str) -> list[str]:
    settings = Settings(channel="letter", guideline="klarsprak")
    report = Session(Request(language="nb")).check_bytes(text.encode(), "brev.md", settings)
    assert isinstance(report, Report)
    (found,) = (one for one in lost(report.scorecard) if one.id == signal)
    return [text[span.start : span.end] for span in found.spans]


def test_nobody_is_told_to_divide_a_label_or_a_sentence_of_two_words() -> None:
    shown = shown_by("lix", LABELLED)
    assert [text for text in shown if text.startswith("Husstandens samlede")]
    assert not {"Søknaden avslås.", "Begrunnelse:", "Underretning sendes."} & set(shown)
    assert {"Underretning", "forvaltningsavdelingen"} <= set(shown)


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_the_words_to_change_are_quoted_where_no_comment_shows_them(form: str) -> None:
    text = LABELLED.replace("saken", "den **innsendte** søknaden")
    report = Session(Request(language="nb")).check_bytes(text.encode(), "brev.md", Settings())
    assert isinstance(report, Report)
    said = " ".join("".join(render(form, [report], Options())).split())
    assert "linje 1 og 5: «innsendte», «overstiger», «samtlige» …" in said


def test_what_there_is_too_little_of_is_not_said_to_be_missing() -> None:
    text = "Du får svar snart. " + "Saken blir behandlet i rådet og sendt til styret i mai. " * 20
    report = Session(Request(language="nb")).check_bytes(text.encode(), "brev.md", Settings())
    assert isinstance(report, Report)
    assert report.scorecard is not None
    (gain,) = (one for one in report.scorecard.gains if one.label == "Snakk til leseren med «du»")
    assert (gain.spans, gain.lack) == ((), "little")
