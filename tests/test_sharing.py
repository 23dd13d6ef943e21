"""A suggestion takes nothing away that the rest of the sentence shares with what it replaces."""

from __future__ import annotations

import pytest

from clarity.model import Report
from clarity.project.settings import Settings
from clarity.session import Request, Session

SESSION = Session(Request(strict=True, scored=False))


def offered(language: str, text: str, words: str) -> tuple[str, ...]:
    """Return what is suggested for some words of a text."""
    settings = Settings(language=language, channel="web").strictly()
    report = SESSION.check_bytes(text.encode(), "a.md", settings)
    assert isinstance(report, Report)
    found = [finding.suggestions for finding in report.findings if finding.text == words]
    assert found
    return tuple({text for suggestions in found for text in suggestions[:1]})


@pytest.mark.parametrize(
    ("language", "text", "words", "suggestions"),
    [
        # a modal after a modal
        ("nb", "I mai kan du ha mulighet til å bytte plass.", "ha mulighet til å", ()),
        ("nb", "Du kan søke på nytt og ha mulighet til å bytte.", "ha mulighet til å", ()),
        ("nb", "Du skal ha mulighet til å bytte plass.", "ha mulighet til å", ("kunne",)),
        ("nn", "I mai kan du ha høve til å byte plass.", "ha høve til å", ()),
        ("sv", "I maj kan du ha möjlighet att byta plats.", "ha möjlighet att", ()),
        ("sv", "Du ska ha möjlighet att byta plats.", "ha möjlighet att", ("kunna",)),
        # a participle that shares its helper
        ("nb", "Du vil bli tildelt en plass eller satt på venteliste.", "bli tildelt", ()),
        ("nb", "Du vil bli tildelt en plass og et skap.", "bli tildelt", ("få",)),
        ("nn", "Du vil bli tildelt ein plass eller sett på venteliste.", "bli tildelt", ()),
        # a preposition or «å» that comes again, or is shared
        ("nb", "Du har mulighet til å søke og til å klage.", "har mulighet til å", ()),
        ("nn", "Du har behov for og rett til hjelp.", "har behov for", ()),
        ("sv", "Du har möjlighet att söka och att överklaga.", "har möjlighet att", ()),
        ("sv", "Vi gör en bedömning av ansökan och av behovet.", "gör en bedömning av", ()),
        # another predicate
        ("nb", "Vedtaket er i henhold til den nye loven gyldig.", "er i henhold til", ()),
        ("nb", "Tiltaket er i henhold til den nye planen.", "er i henhold til", ("følger",)),
        # a pronoun that stands for the noun
        ("nb", "Om du gjør endringer i planen, er de synlige.", "gjør endringer i", ()),
        ("nn", "Om du gjer endringar i planen, ser vi det.", "gjer endringar i", ("endrar",)),
        ("sv", "Om vi gör ändringar i planen syns de direkt.", "gör ändringar i", ()),
        ("sv", "Vi gör ändringar i planen. De gäller nu.", "gör ändringar i", ()),
        (
            "sv",
            "Vi gör ändringar i planen. De nya reglerna gäller.",
            "gör ändringar i",
            ("ändrar",),
        ),
        # a passive that has the noun for its subject, and what somebody has got
        ("nb", "Det må foretas en vurdering av behovet.", "foretas en vurdering av", ()),
        ("nb", "Det er fattet vedtak i saken.", "fattet vedtak i", ()),
        ("nb", "Du har fått anledning til å svare.", "fått anledning til å", ()),
        # a reflexive of the third person
        ("nb", "Du er ny. Det er fint å presentere seg og si hvem man er.", "man", ()),
        ("nb", "Du er ny. Kommunen presenterer seg når man kommer.", "man", ("du",)),
        # a noun without a plural
        ("nb", "Vi har et stort antall idrettsutstyr.", "et stort antall", ()),
        ("nb", "Vi har et stort antall leker.", "et stort antall", ("mange",)),
        ("sv", "Vi har ett stort antal bagage.", "ett stort antal", ()),
    ],
)
def test_what_the_sentence_shares_is_kept(
    language: str, text: str, words: str, suggestions: tuple[str, ...]
) -> None:
    assert offered(language, text, words) == suggestions


@pytest.mark.parametrize(
    ("language", "text", "words", "suggestion"),
    [
        ("nb", "Oppgi hvilket skjema du benyttet i fjor.", "benyttet", "brukte"),
        ("nb", "Oppgi om du benyttet skjemaet.", "benyttet", "brukte"),
        ("nb", "Har du benyttet skjemaet?", "benyttet", "brukt"),
        ("nb", "I fjor benyttet vi et annet skjema.", "benyttet", "brukte"),
        ("nb", "Skjemaet ble i fjor ikke benyttet.", "benyttet", "brukt"),
        (
            "nb",
            "Hvis du er usikker, foreta en vurdering av behovet.",
            "foreta en vurdering av",
            "vurder",
        ),
        (
            "nn",
            "Dersom du er usikker, føreta ei vurdering av saka.",
            "føreta ei vurdering av",
            "vurder",
        ),
        ("sv", "Vänligen rådgör med läkare.", "rådgör med", "prata med"),
        ("sv", "Om du är osäker, rådgör med läkare.", "rådgör med", "prata med"),
        ("sv", "Ring oss eller rådgör med läkare.", "rådgör med", "prata med"),
        ("sv", "Hon rådgör med läkare.", "rådgör med", "pratar med"),
    ],
)
def test_the_words_around_a_form_tell_which_it_is(
    language: str, text: str, words: str, suggestion: str
) -> None:
    assert offered(language, text, words) == (suggestion,)
