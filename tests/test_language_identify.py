"""Which language a text is in, from its words and from its path."""

from __future__ import annotations

import pytest
from msgspec.structs import astuple

from clarity.language.identify import identify, other_language, sample
from clarity.language.path import language_of_path

NB = (
    "Du kan søke om støtte dersom du har mistet jobben og ikke får lønn. Vi trenger "
    "opplysninger fra arbeidsgiveren din før vi kan behandle søknaden."
)
NN = (
    "Du kan søkje om støtte dersom du har mista jobben og ikkje får løn. Vi treng "
    "opplysningar frå arbeidsgivaren din før vi kan handsame søknaden."
)
SV = (
    "Du kan söka stöd om du har förlorat jobbet och inte får någon lön. Vi behöver "
    "uppgifter från din arbetsgivare innan vi kan behandla ansökan."
)
DANISH = [
    "Du kan søge om støtte, hvis du har mistet dit arbejde og ikke får løn. Vi har brug for "
    "oplysninger fra din arbejdsgiver, inden vi kan behandle din ansøgning.",
    "Kommunen skal give dig besked senest otte uger efter, at den har modtaget alle papirer. "
    "Hvis der er noget, du ikke forstår, kan du ringe til os.",
    "Børn under seks år har ret til en plads i en børnehave, og forældrene kan selv vælge, "
    "hvad der passer bedst til dem. Pladsen koster det samme overalt.",
    "Vi har ændret reglerne, så du nu kan klage over en afgørelse uden at betale gebyr. "
    "Klagen skal være skriftlig, og du skal sende den til os på nettet.",
]
ENGLISH = [
    "You can apply for support if you have lost your job and do not get any pay. We need "
    "information from your employer before we can deal with your application.",
    "This page explains how to install the tool and which settings are available to you.",
]
OTHERS = [
    "Sie können Unterstützung beantragen, wenn Sie Ihre Arbeit verloren haben und keinen Lohn "
    "bekommen. Wir brauchen Angaben von Ihrem Arbeitgeber, bevor wir entscheiden.",
    "Voit hakea tukea, jos olet menettänyt työsi etkä saa palkkaa. Tarvitsemme tietoja "
    "työnantajaltasi, ennen kuin voimme käsitellä hakemuksesi. Se kestää kaksi viikkoa.",
    "Możesz złożyć wniosek o pomoc, jeśli nie masz pracy i nie dostajesz pensji. Do tego "
    "potrzebne są informacje od pracodawcy, które należy przesłać do urzędu.",
    "Ви можете подати заяву на допомогу, якщо втратили роботу і не отримуєте зарплату. "
    "Нам потрібна інформація від вашого роботодавця, перш ніж ми зможемо ухвалити рішення.",
    "Þú getur sótt um styrk ef þú hefur misst vinnuna og færð ekki laun. Við þurfum "
    "upplýsingar frá vinnuveitanda þínum áður en hægt er að afgreiða umsóknina.",
]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", NB),
        ("nn", NN),
        ("sv", SV),
        *(("da", text) for text in DANISH),
        *(("en", text) for text in ENGLISH),
        *(("other", text) for text in OTHERS),
    ],
)
def test_a_paragraph_tells_its_language(language: str, text: str) -> None:
    verdict = identify(text)
    assert verdict.language == language
    assert verdict.confidence > 0.5


@pytest.mark.parametrize("text", ["", "2024 – 14.00", "Oslo", "￼"])
def test_no_common_word_tells_nothing(text: str) -> None:
    assert astuple(identify(text)) == ("unknown", 0.0)


#: Names of tools, places and people that end as nynorsk, Swedish or Danish words do.
NAMES = ["Kafana", "Tirana", "Bamunda", "Solveiga", "Ursula", "Ekstrakta", "Mathede", "Danmark"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("language", "frame"),
    [
        ("nb", "Vi bruker {0}. I {0} lager avdelingen varsler. {0} henter tall."),
        ("nn", "Vi brukar {0}. I {0} lagar avdelinga varsel. {0} hentar tal."),
        ("sv", "Vi använder {0}. I {0} gör avdelningen larm. {0} hämtar tal."),
    ],
)
def test_a_name_repeated_does_not_tip_the_language(name: str, language: str, frame: str) -> None:
    again = f" Tid i {name}." * 12
    assert identify(frame.format(name) + again).language == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Husk å undertegne klagen"),
        ("nn", "Hugs å skrive under på klaga"),
        ("nb", "Møtet er utsatt til neste uke"),
        ("nn", "Møtet er utsett til neste veke"),
        ("nb", "SØKNADEN DIN ER INNVILGET"),
        ("nn", "SØKNADEN DIN ER INNVILGA"),
    ],
)
def test_a_line_tells_bokmal_from_nynorsk(language: str, text: str) -> None:
    assert identify(text).language == language


def test_a_capital_of_a_word_that_is_also_written_small_is_no_name() -> None:
    assert sample("Der, I huset, er det lys i vinduet hos Ada.") == (
        "der i huset er det lys i vinduet hos".split()
    )


def test_more_text_gives_more_confidence() -> None:
    assert identify("Jeg vet ikke.").confidence < identify(NB).confidence


@pytest.mark.parametrize(
    ("main", "text", "found"),
    [
        ("nb", NB, None),
        ("nn", NN, None),
        ("sv", SV, None),
        ("nb", NN, "nn"),
        ("nn", NB, "nb"),
        ("sv", NB, "nb"),
        ("nb", SV, "sv"),
        ("nb", DANISH[0], "da"),
        ("sv", ENGLISH[0], "en"),
        # Names and numbers alone are no other language.
        ("nb", "Styret: Kari Li, Ola Dahl og Per Bø, Oslo, Bergen, Moss, Hamar, Bodø", None),
    ],
)
def test_a_paragraph_in_a_text_of_another_language(main: str, text: str, found: str | None) -> None:
    assert other_language(sample(text), main) == found


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("nb/side.md", "nb"),
        ("innhold/nn/side.md", "nn"),
        ("sv-SE/sida.html", "sv"),
        ("side.nn.md", "nn"),
        ("sv/side.nb.md", "nb"),
        ("no/side.md", "nb"),
        ("nn_NO/side.md", "nn"),
        ("README.md", None),
        ("en/page.md", None),
        ("sv", None),
        ("nb.md", None),
        ("", None),
    ],
)
def test_language_of_path(path: str, language: str | None) -> None:
    assert language_of_path(path) == language
