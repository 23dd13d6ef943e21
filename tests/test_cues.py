"""Cues know ordinary wording: numbers, dates, forms and compounds, and what is said around them."""

from __future__ import annotations

import re
from functools import cache

import pytest

from clarity import parsing
from clarity.language import reading
from clarity.language.expansion import expanded
from clarity.language.lexicon import Lexicon
from clarity.language.lexicon_files import parse
from clarity.model import Prose
from clarity.parsing.located_yaml import ConfigError
from clarity.rulebook import load_lexicon
from clarity.scoring import cues


@cache
def lexicon(language: str) -> Lexicon:
    return load_lexicon(language)


def heard(language: str, name: str, text: str) -> list[str]:
    """Return what is heard of a shipped list in a text."""
    document = parsing.parse(text, "brev.md", "markdown")
    prose = reading.read(document, language, lexicon)
    assert isinstance(prose, Prose)
    known = lexicon(language)
    table = cues.table(((name, known.words(name)),), known.words("number_words"))
    return [
        " ".join(prose.passages[cue.passage].forms[cue.first : cue.last])
        for cue in cues.gather(prose.passages, table).get(name, ())
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Send skjemaet innen fire uker."),
        ("nb", "Send skjemaet innen 4 uker."),
        ("nb", "Send skjemaet innen 4–6 uker."),
        ("nb", "Send skjemaet innen fire (4) uker."),
        ("nb", "Send skjemaet innen 15. mai 2027."),
        ("nb", "Send skjemaet innen 15.05.2027."),
        ("nb", "Innsendingsfristen er satt."),
        ("nn", "Send skjemaet innan 4 veker."),
        ("nn", "Send skjemaet innan fire veker."),
        ("nn", "Send skjemaet innan 15. mai."),
        ("nn", "Innsendingsfristane er sette."),
        ("sv", "Skicka blanketten inom 4 veckor."),
        ("sv", "Skicka blanketten inom fyra veckor."),
        ("sv", "Skicka blanketten inom 3-4 veckor."),
        ("sv", "Skicka blanketten före den 15 maj."),
        ("sv", "Betalningsfristen har gått ut."),
    ],
)
def test_a_deadline_is_heard_however_it_is_written(language: str, text: str) -> None:
    assert heard(language, "next_step", text)


@pytest.mark.parametrize(
    ("language", "name", "told", "not_told"),
    [
        ("nb", "authority", "Kommunen avslår søknaden.", "Statsforvalteren avgjør klagen."),
        (
            "nb",
            "authority",
            "Statsforvalteren viser til søknaden.",
            "Spør statsforvalteren om det.",
        ),
        (
            "nb",
            "law_references",
            "Se helseforskriften og ferielovens regler.",
            "Du har lov til det.",
        ),
        ("nb", "demands", "Da må du søke.", "Må du søke, hjelper vi deg."),
        ("nb", "demands", "Du skal møte opp.", "Du skal få svar."),
        ("nb", "helper_phrases", "Da kan du søke.", "Da kan du ikke søke."),
        ("nb", "reasons", "Vi spør for å hjelpe deg.", "Fristen for å klage er ute."),
        ("nb", "reasons", "Uten dem kan vi ikke svare.", "Du klarer deg uten dem."),
        ("nn", "reasons", "Då kan vi svare fortare.", "Vi svarar då vi kan."),
        ("sv", "reasons", "Utan dem kan vi inte svara.", "Du klarar dig utan dem."),
        ("nb", "demands", "Dere skal betale nå.", "Dere skal ikke betale mer enn før."),
        ("nn", "demands", "De skal betale no.", "De skal ikkje betale meir enn før."),
        ("sv", "demands", "Ni ska betala nu.", "Ni ska inte betala mer än förut."),
        ("nb", "actions", "Bestill time på nett.", "Bruk av vannet er forbudt."),
        ("nb", "contact", "Telefon: Se nettsiden.", "Bildet er tatt med telefonen."),
        ("nb", "first_person", "Ring meg i morgen.", "Bildet ligger på Min side."),
        ("nb", "greetings", "Hei! Takk for brevet.", "Skriv «hei» i feltet."),
        ("nn", "authority", "Kommunen avslår søknaden.", "Statsforvaltaren avgjer klaga."),
        ("nn", "law_references", "Sjå kommunelova.", "Dei har forlova seg."),
        ("nn", "demands", "Då må du søkje.", "Må du søkje, hjelper vi deg."),
        ("nn", "contact", "Du kan kontakta oss.", "Vi tek kontakt."),
        ("sv", "authority", "Kommunen avslår ansökan.", "Skatteverket har adressen."),
        ("sv", "law_references", "Se offentlighetslagen.", "Förslagen och bolagen är många."),
        ("sv", "demands", "Då måste du ansöka.", "Behöver du hjälp?"),
        ("sv", "actions", "Skicka in blanketten.", "Barnet ville skicka ett brev."),
        ("sv", "demands", "- Lämna ett intyg.", "Utredaren ska\n\n- lämna ett förslag"),
        ("sv", "next_step", "Svara senast på fredag.", "Senast uppdaterad i maj."),
        ("sv", "helper_phrases", "Tack för hjälpen.", "Tack vare regnet växer gräset."),
    ],
)
def test_a_cue_is_heard_only_where_it_is_one(
    language: str, name: str, told: str, not_told: str
) -> None:
    assert heard(language, name, told)
    assert not heard(language, name, not_told)


def test_classes_of_a_phrase_are_written_out() -> None:
    files = {
        "cues.yaml": {
            "units": ["uke", "uker"],
            "steps": ["innen {number} {units}", "{noun *frist}"],
        },
        "inflection.yaml": {
            "noun": {"irregular": {"frist": {"singular": "frist", "definite": "fristen"}}}
        },
    }
    steps = parse("xx", files, "xx").words("steps")
    assert steps == {
        "innen {number} uke",
        "innen {number} uker",
        *("frist", "fristen", "frists", "fristens"),
        *("*frist", "*fristen", "*frists", "*fristens"),
    }


@pytest.mark.parametrize("phrase", ["{noun zxcv}", "innen {unknown}"])
def test_a_class_that_is_unknown_is_located(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"zxcv|unknown"):
        expanded((phrase,), {}, lambda lemma, part: {})
    with pytest.raises(ConfigError, match=r"cues\.yaml"):
        parse("xx", {"cues.yaml": {"steps": [phrase]}}, "xx")


def test_a_demand_is_one_in_the_old_form_of_its_verb_too() -> None:
    """Or a text would be asked for reasons as soon as *skall* in it becomes *ska*."""
    listed = set(load_lexicon("sv").lists["demands"])
    assert "ni ska" in listed
    assert {re.sub(r"\bska\b", "skall", cue) for cue in listed} <= listed
