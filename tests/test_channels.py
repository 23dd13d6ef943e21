"""What is different for a channel or an audience, and what a decision must tell."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from clarity.model import Failure, Finding
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError
from clarity.project.settings import Settings
from clarity.run.texts import check
from clarity.session import Request, Session

#: What a decision must tell; each question is a rule.
QUESTIONS = ("decision", "reason", "next-step", "appeal", "contact")

#: A refusal in which only this is told: that it is one, why, how to appeal, whom to ask.
REFUSALS = {
    "nb": {
        "opening": "Vi avslår søknaden din om parkeringskort etter forskriften § 5.",
        "reason": "Du har ikke rett til kort, fordi du kan gå 500 meter uten hvile.",
        "appeal": "Er du uenig, kan du klage innen tre uker.",
        "contact": "Kari Eksempel svarer på telefon 22 33 44 55.",
        "rest": "Vi minner om at det finnes en egen ordning for dem som kjører en annen person.",
    },
    "nn": {
        "opening": "Vi avslår søknaden din om parkeringskort etter forskrifta § 5.",
        "reason": "Du har ikkje rett til kort, fordi du kan gå 500 meter utan å kvile.",
        "appeal": "Er du usamd, kan du klage innan tre veker.",
        "contact": "Kari Eksempel svarer på telefon 22 33 44 55.",
        "rest": "Vi minner om at det finst ei eiga ordning for dei som køyrer ein annan person.",
    },
    "sv": {
        "opening": "Vi avslår din ansökan om parkeringstillstånd enligt förordningen.",
        "reason": "Du får inget tillstånd, eftersom du kan gå 500 meter utan att vila.",
        "appeal": "Är du inte nöjd kan du överklaga inom tre veckor.",
        "contact": "Karin Exempel svarar på telefon 08-123 45 67.",
        "rest": "Vi påminner om att det finns ett annat stöd för den som kör en annan person.",
    },
}

#: A plan about citizens that speaks to none of them, and names them in the third person.
PLANS = {
    "nb": (
        "Kommunen bygger en ny skole på Solbakken. Skolen får plass til tre hundre elever. "
        "Søkeren møter de samme ansatte hver dag. Byggingen begynner til våren, og skolen åpner "
        "etter to år. Lærerne flytter inn først. Elevene kommer om høsten. Den gamle skolen blir "
        "revet. Tomten blir en park. Parken får benker, trær og en liten dam. Om vinteren ligger "
        "det is på dammen. Kommunen betaler for alt sammen, og gården leverer trærne. Planen "
        "gjelder til skolen er ferdig. Den blir fornyet hvert år."
    ),
    "nn": (
        "Kommunen byggjer ein ny skule på Solbakken. Skulen får plass til tre hundre elevar. "
        "Søkjaren møter dei same tilsette kvar dag. Arbeidet tek til om våren, og skulen opnar "
        "etter to år. Lærarane flyttar inn først. Elevane kjem om hausten. Den gamle skulen blir "
        "riven. Tomta blir ein park. Parken får benkar, tre og ein liten dam. Om vinteren ligg "
        "det is på dammen. Kommunen betaler for alt saman, og garden leverer trea. Planen gjeld "
        "til skulen er ferdig. Ho blir fornya kvart år."
    ),
    "sv": (
        "Kommunen bygger en ny skola på Solbacken. Skolan får plats för tre hundra elever. "
        "Den sökande möter samma personal varje dag. Bygget börjar i vår, och skolan öppnar efter "
        "två år. Lärarna flyttar in först. Eleverna kommer till hösten. Den gamla skolan rivs. "
        "Tomten blir en park. Parken får bänkar, träd och en liten damm. På vintern ligger det "
        "is på dammen. Kommunen betalar för alltsammans, och gården levererar träden. Planen "
        "gäller tills skolan är färdig. Den förnyas varje år i mars."
    ),
}

#: Between 20 and 25 words in one sentence, and what makes it longer than that.
LONG = {
    "nb": "Når du har sendt inn søknaden og vi har lest den, får du et brev der vi forteller hva "
    "vi har kommet til.",
    "nn": "Når du har sendt inn søknaden og vi har lese han, får du eit brev der vi fortel kva "
    "vi har kome til.",
    "sv": "När du har skickat in din ansökan och vi har läst den får du ett brev där vi berättar "
    "vad vi har kommit fram till.",
}
MORE = {
    "nb": " og hva du kan gjøre om du er uenig.",
    "nn": " og kva du kan gjere om du er usamd.",
    "sv": " och hur du kan överklaga om du inte är nöjd.",
}


@cache
def _session() -> Session:
    return Session(Request())


def _judged(text: str, settings: Settings, path: str = "side.md") -> tuple[Finding, ...]:
    report = _session().check_bytes(text.encode(), path, settings)
    assert not isinstance(report, Failure), report.message
    return report.findings


def _rules(text: str, language: str, channel: str = "web", audience: str = "general") -> set[str]:
    settings = Settings(language=language, channel=channel, audience=audience)
    return {finding.rule.partition("/")[2] for finding in _judged(text, settings)}


def _unanswered(text: str, language: str, channel: str = "decision") -> set[str]:
    found = _rules(text, language, channel)
    return {question for question in QUESTIONS if f"missing-{question}" in found}


def _decisions() -> list[tuple[str, str]]:
    folder = Path(__file__).parent / "decisions"
    return [
        (language, text.strip())
        for language in languages()
        for text in (folder / f"{language}.md").read_text(encoding="utf-8").split("\n=====\n")
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    _decisions(),
    ids=lambda value: value.partition("\n")[0].strip("# "),
)
def test_a_decision_that_tells_is_not_accused(language: str, text: str) -> None:
    assert _unanswered(text, language) == set()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("left_out", ["reason", "appeal", "contact"])
def test_a_decision_is_told_what_it_leaves_out(language: str, left_out: str) -> None:
    parts = REFUSALS[language]
    whole = " ".join(parts.values())
    assert left_out not in _unanswered(whole, language)
    assert left_out in _unanswered(whole.replace(parts[left_out], ""), language)


@pytest.mark.parametrize("language", languages())
def test_only_a_decision_is_asked_how_to_appeal(language: str) -> None:
    text = " ".join(value for key, value in REFUSALS[language].items() if key != "appeal")
    assert "appeal" in _unanswered(text, language)
    assert _unanswered(text, language, "web") == set()


@pytest.mark.parametrize("language", languages())
def test_a_letter_must_say_whom_to_ask(language: str) -> None:
    text = " ".join(value for key, value in REFUSALS[language].items() if key != "contact")
    assert _unanswered(text, language, "letter") == {"contact"}


@pytest.mark.parametrize("language", languages())
def test_only_a_letter_is_blamed_for_not_addressing_its_reader(language: str) -> None:
    about_address = {"no-direct-address", "third-person-reader"}
    assert about_address <= _rules(PLANS[language], language, "letter")
    for channel in ("web", "internal"):
        assert not about_address & _rules(PLANS[language], language, channel)


@pytest.mark.parametrize("language", languages())
def test_seniors_get_shorter_sentences_than_professionals(language: str) -> None:
    assert "long-sentence" not in _rules(LONG[language], language)
    assert "long-sentence" in _rules(LONG[language], language, audience="seniors")
    longer = LONG[language].removesuffix(".") + MORE[language]
    assert "long-sentence" in _rules(longer, language)
    assert "long-sentence" not in _rules(longer, language, audience="professionals")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Vi skal implementere ordningen i løpet av våren."),
        ("nn", "Vi skal implementere ordninga i løpet av våren."),
        ("sv", "Vi ska implementera reglerna under våren."),
    ],
)
def test_a_word_is_a_warning_for_seniors_and_nothing_for_professionals(
    language: str, text: str
) -> None:
    def severities(audience: str) -> list[str]:
        return [f.severity for f in _judged(text, Settings(language=language, audience=audience))]

    assert severities("seniors") == ["warning"]
    assert severities("professionals") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Husk at det er stor fest på torget på lørdag! Ta med barna!"),
        ("nn", "Hugs at det er stor fest på torget på laurdag! Ta med barna!"),
        ("sv", "Det är stor fest på torget på lördag! Ta med alla barnen! Vi ses vid scenen!"),
    ],
)
def test_exclamation_marks_are_fine_where_the_tone_is_lighter(language: str, text: str) -> None:
    assert "exclamation" in _rules(text, language)
    for channel in ("social", "sms", "internal"):
        assert "exclamation" not in _rules(text, language, channel)
        assert "exclamation" in _rules(f"{text}!!", language, channel)


@pytest.mark.parametrize("language", languages())
def test_a_text_says_itself_that_it_is_a_decision(language: str) -> None:
    text = " ".join(value for key, value in REFUSALS[language].items() if key != "appeal")
    front = f"---\nlang: {language}\nclarity: {{channel: decision}}\n---\n\n"
    found = {finding.rule for finding in _judged(front + text, Settings())}
    assert f"{language}/missing-appeal" in found


def test_a_folder_of_service_pages_is_asked_more(tmp_path: Path) -> None:
    (tmp_path / ".clarity.yaml").write_text(
        "overrides:\n"
        "  - files: ['tjenester/**']\n"
        "    rules: {missing-who: on, missing-start: on, missing-what-next: on}\n"
        "  - files: ['vedtak/**']\n"
        "    channel: decision\n"
        "    rules: {missing-contact: off}\n",
        encoding="utf-8",
    )
    page = "# Ledsagerbevis\n\n" + (
        "Med beviset kommer ledsageren gratis inn på kino og i svømmehallen i hele kommunen. "
        "Beviset er like stort som et bankkort, og det har navn og bilde. Det koster ingenting."
    )

    def found(name: str) -> set[str]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(page, encoding="utf-8")
        (report,) = check([str(path)], Request(language="nb"))
        assert not isinstance(report, Failure)
        names = {finding.rule.partition("/")[2] for finding in report.findings}
        return {name for name in names if name.startswith("missing-")}

    assert found("om/side.md") == set()
    assert found("tjenester/side.md") == {"missing-who", "missing-start", "missing-what-next"}
    assert "missing-appeal" in found("vedtak/side.md")
    assert "missing-contact" not in found("vedtak/side.md")


def test_the_last_word_is_the_project_files() -> None:
    text = " ".join(value for key, value in REFUSALS["nb"].items() if key != "appeal")
    settings = Settings(language="nb", channel="decision")
    off = settings.with_document({"rules": {"missing-appeal": "off"}}, "side.md")
    assert "nb/missing-appeal" in {finding.rule for finding in _judged(text, settings)}
    assert "nb/missing-appeal" not in {finding.rule for finding in _judged(text, off)}
    assert replace(off, rules=()) == settings


def test_an_unknown_channel_is_refused() -> None:
    with pytest.raises(ConfigError, match="channel"):
        Settings().with_document({"channel": "brev"}, "side.md")
