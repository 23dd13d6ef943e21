"""Any word can be inflected: as the lexicon knows, like another, or by its principal forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from clarity import rulebook
from clarity.checks.kinds import KINDS
from clarity.language import lexicon_files
from clarity.language.inflection import like
from clarity.language.lexicon import PARTS_OF_SPEECH
from clarity.language.paradigms import nearest_models
from clarity.language.vocabulary import Vocabulary
from clarity.model import Report
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError, load
from clarity.rulebook import glossary
from clarity.run.texts import check
from clarity.session import Request

#: Ordinary words of public agencies, none of them told how to inflect: the form in a slot.
KNOWN = {
    ("nb", "noun", "definite_plural"): (
        "ytelse ytelsene, vedtak vedtakene, tjenestemottaker tjenestemottakerne, "
        "søknadsskjema søknadsskjemaene, barnehageplass barnehageplassene, "
        "saksbehandler saksbehandlerne, kommune kommunene, fastlege fastlegene, "
        "arbeidsavklaringspengeordning arbeidsavklaringspengeordningene, klagefrist klagefristene, "
        "hjemmesykepleier hjemmesykepleierne, bok bøkene, tilskudd tilskuddene"
    ),
    ("nb", "verb", "past"): (
        "innvilge innvilget, avslå avslo, foreskrive foreskrev, utbetale utbetalte, søke søkte, "
        "iverksette iverksatte, tilbakebetale tilbakebetalte, melde meldte, digitalisere "
        "digitaliserte, følge fulgte, bistå bisto"
    ),
    ("nb", "adjective", "plural"): (
        "skriftlig skriftlige, gyldig gyldige, sykmeldt sykmeldte, pliktig pliktige, enkel enkle, "
        "ny nye"
    ),
    ("nn", "noun", "definite_plural"): (
        "yting ytingane, vedtak vedtaka, tenestemottakar tenestemottakarane, "
        "søknadsskjema søknadsskjemaa, barnehageplass barnehageplassane, "
        "saksbehandlar saksbehandlarane, kommune kommunane, fastlege fastlegane, rettigheit "
        "rettigheitene, bok bøkene, løyve løyva, klagefrist klagefristane"
    ),
    ("nn", "verb", "past"): (
        "innvilge innvilga, føreskrive føreskreiv, søkje søkte, bruke brukte, melde melde, "
        "registrere registrerte, avslå avslo, gjennomføre gjennomførte, hjelpe hjelpte, setje sette"
    ),
    ("nn", "adjective", "plural"): (
        "skriftleg skriftlege, gyldig gyldige, open opne, enkel enkle, ny nye, økonomisk økonomiske"
    ),
    ("sv", "noun", "definite_plural"): (
        "biståndshandläggare biståndshandläggarna, ansökningsblankett ansökningsblanketterna, "
        "beslut besluten, handläggning handläggningarna, myndighet myndigheterna, "
        "ärende ärendena, förskoleplats förskoleplatserna, bok böckerna, "
        "rättighet rättigheterna, ränta räntorna, tjänstemottagare tjänstemottagarna"
    ),
    ("sv", "verb", "past"): (
        "ställa ställde, föreskriva föreskrev, ansöka ansökte, bevilja beviljade, avslå avslog, "
        "lägga lade, utreda utredde, överklaga överklagade, sända sände, betala betalade, "
        "digitalisera digitaliserade"
    ),
    ("sv", "adjective", "plural"): (
        "skriftlig skriftliga, giltig giltiga, sjukskriven sjukskrivna, enkel enkla, ny nya, "
        "pensionsberättigad pensionsberättigade, gällande gällande"
    ),
}


@pytest.mark.parametrize("key", KNOWN, ids="-".join)
def test_words_of_public_agencies_are_known(key: tuple[str, str, str]) -> None:
    language, part, slot = key
    lexicon = rulebook.load_lexicon(language)
    for pair in KNOWN[key].split(", "):
        lemma, form = pair.split()
        assert form in lexicon.inflect(lemma, part).get(slot, ()), lemma


@pytest.mark.parametrize("language", languages())
def test_every_listed_word_is_inflected(language: str) -> None:
    """A model that is missing, or a line out of order, would make words unknown."""
    vocabulary = rulebook.load_lexicon(language).vocabulary
    for part in PARTS_OF_SPEECH:
        words = dict(vocabulary.words(part))
        assert len(words) > 300
        assert [word for word in words if not vocabulary.forms(word, part)] == []


def test_a_compound_is_inflected_as_its_last_part() -> None:
    for language, lemma, form in (
        ("nb", "prøveløslatelsesskjema", "prøveløslatelsesskjemaet"),
        ("nn", "prøvelauslatingsskjema", "prøvelauslatingsskjemaet"),
        ("sv", "prövningsblankett", "prövningsblanketten"),
    ):
        assert rulebook.load_lexicon(language).inflect(lemma, "noun")["definite"] == (form,)


@pytest.mark.parametrize(
    ("language", "part", "given", "made"),
    [
        (
            "nb",
            "verb",
            "blurge blurger blurgde blurgd",
            {"passive": "blurges", "imperative": "blurg"},
        ),
        ("nb", "verb", "skrive skriver skrev skrevet", {"attributive": "skrevne"}),
        ("nb", "noun", "kommune kommunen kommuner kommunene", {"genitive_plural": "kommuners"}),
        ("nb", "noun", "bistand bistanden", {"genitive_definite": "bistandens"}),
        ("nb", "adjective", "stor stort store større størst|største", {"superlative": "størst"}),
        (
            "nn",
            "verb",
            "skrive skriv skreiv skrive",
            {"passive": "skrivast", "attributive": "skrivne"},
        ),
        (
            "sv",
            "verb",
            "ställa ställer ställde ställt",
            {"participle": "ställd", "passive_past": "ställdes"},
        ),
        (
            "sv",
            "verb",
            "skriva skriver skrev skrivit",
            {"participle": "skriven", "attributive": "skrivna"},
        ),
        ("sv", "verb", "hoppas hoppas hoppades hoppats", {"past": "hoppades"}),
        ("sv", "adjective", "vacker vackert vackra", {"comparative": "vackrare"}),
    ],
)
def test_the_rest_is_made_from_the_principal_forms(
    language: str, part: str, given: str, made: dict[str, str]
) -> None:
    lexicon = rulebook.load_lexicon(language)
    lemma, *_ = given.split()
    forms = lexicon.with_words({part: {lemma: lexicon.principal[part].complete(given.split())}})
    for slot, form in made.items():
        assert forms.inflect(lemma, part)[slot][0] == form


def test_a_word_goes_like_another_only_where_it_ends_alike() -> None:
    forms = {"present": ("skriver",), "past": ("skrev",), "participle": ("skrevet",)}
    assert like("drive", "skrive", forms)["past"] == ("drev",)
    assert like("kaste", "skrive", forms) == {}
    nouns = {"singular": ("hage",), "definite": ("hagen",), "plural": ("hager",)}
    assert like("stønad", "hage", nouns) == {}


def test_words_go_the_way_that_their_forms_tell() -> None:
    """A way that few words go, or that no form tells, was taken for many of these."""
    for language, part, words in (
        (
            "sv",
            "verb",
            "förbereda förberedde, tillfredsställa tillfredsställde, svänga svängde, "
            "bolla bollade, spalta spaltade, vrida vred, avgå avgick, understryka underströk",
        ),
        (
            "sv",
            "noun",
            "fenomen fenomenet, sken skenet, botten botten, materiel materielen, feber febern, "
            "förmodan förmodan, räntelag räntelagen, tillämpningslag tillämpningslagen",
        ),
        ("nb", "noun", "person personen, krav kravet, kommisjon kommisjonen"),
        ("nb", "verb", "vike vek, anta antok, utsette utsatte"),
        ("nn", "verb", "unngå unngjekk, flytte flytta, sikre sikra, lagre lagra"),
        ("nn", "noun", "henting hentinga, offentleggjering offentleggjeringa"),
    ):
        lexicon = rulebook.load_lexicon(language)
        slot = "past" if part == "verb" else "definite"
        for pair in words.split(", "):
            lemma, form = pair.split()
            assert lexicon.inflect(lemma, part).get(slot, ("",))[0] == form, lemma
    assert rulebook.load_lexicon("nb").inflect("person", "noun")["plural"] == ("personer",)
    assert rulebook.load_lexicon("sv").inflect("svänga", "verb")["present"] == ("svänger",)


@pytest.mark.parametrize(
    ("language", "part", "word", "model"),
    [
        ("sv", "verb", "maila", "kalla"),
        ("nb", "verb", "punsje", "kaste"),
        ("nb", "noun", "losj", "bil"),
    ],
)
def test_the_first_model_named_is_that_of_most_words(
    language: str, part: str, word: str, model: str
) -> None:
    assert model in nearest_models(word, part, rulebook.load_lexicon(language))[:2]


def test_a_model_for_unknown_words_is_refused_where_all_are_known(tmp_path: Path) -> None:
    path = tmp_path / "ord.yaml"
    text = "language: sv\nterms:\n  - use: beslut\n    avoid: [avslag]\n    inflect: noun\n"
    lexicon = rulebook.load_lexicon("sv")
    path.write_text(f"{text}    like: bil\n", "utf-8")
    with pytest.raises(ConfigError, match="it knows «avslag», «beslut»"):
        glossary.apply(glossary.read([path]), lexicon, KINDS)
    path.write_text(f"{text}    like: hus\n", "utf-8")
    glossary.apply(glossary.read([path]), lexicon, KINDS)


@pytest.mark.parametrize("language", languages())
def test_the_models_that_an_error_names_work(language: str) -> None:
    lexicon = rulebook.load_lexicon(language)
    for part, word in (("noun", "blurg"), ("verb", "blurga" if language == "sv" else "blurge")):
        models = nearest_models(word, part, lexicon)
        assert len(models) == 3
        for model in models:
            assert lexicon.inflect_like(word, model, part)


def test_a_word_is_looked_up_wherever_it_stands(tmp_path: Path) -> None:
    (tmp_path / "noun.txt").write_text("-dom =en er\na b\nb =c\nøre b\n", "utf-8")
    vocabulary = Vocabulary(tmp_path, {"noun": rulebook.load_lexicon("nb").principal["noun"]})
    assert dict(vocabulary.words("noun")) == {"a": "b", "b": "b", "øre": "b"}
    assert vocabulary.forms("b", "noun") == {"singular": ("b",), "definite": ("c",)}
    for absent in ("", "aa", "c", "ø", "ører", "-dom "):
        assert vocabulary.forms(absent, "noun") == {}


GLOSSARY = """
language: sv
terms:
  - {use: utreda, avoid: [ställa], inflect: verb}
  - {use: registrera, avoid: [blurga], inflect: verb, like: kalla}
  - use: beslut
    avoid: [klinjong, brufft]
    inflect: noun
    like: {brufft: hus}
    forms: [klinjong, klinjongen, klinjonger, klinjongerna]
"""


def _findings(folder: Path, text: str) -> dict[str, tuple[str, ...]]:
    (folder / "side.md").write_text(text, encoding="utf-8")
    (report,) = check([str(folder / "side.md")], Request())
    assert isinstance(report, Report), report
    return {found.text: found.suggestions for found in report.findings}


def test_a_glossary_says_how_words_inflect_in_three_ways(tmp_path: Path) -> None:
    (tmp_path / ".clarity.yaml").write_text("glossary: [ord.yaml]\nlanguage: sv\n", "utf-8")
    (tmp_path / "ord.yaml").write_text(GLOSSARY, "utf-8")
    found = _findings(
        tmp_path, "Vi ställde frågan. De blurgades i går. Klinjongernas skäl och brufften saknas."
    )
    assert found["ställde"] == ("utredde",)
    assert found["blurgades"] == ("registrerades",)
    assert found["Klinjongernas"] == ("Beslutens",)
    assert found["brufften"] == ("besluten",)


RULE = """
category: wording
severity: warning
strength: heuristic
source: Oss
message: "{instead}"
why: Kort.
check: phrases
inflect: verb
%s
instead: {blurge: bruke}
examples: [{bad: Du blurga det i går., marks: blurga, good: Du brukte det i går.}]
leave_alone: [Du bruker det.]
"""


@pytest.mark.parametrize(
    "said", ["like: kaste", "like: {blurge: kaste}", "forms: [blurge, blurger, blurga, blurga]"]
)
def test_a_rule_says_how_its_words_inflect(tmp_path: Path, said: str) -> None:
    (tmp_path / "regler" / "nb").mkdir(parents=True)
    (tmp_path / "regler" / "nb" / "egen.yaml").write_text(RULE % said, "utf-8")
    (tmp_path / ".clarity.yaml").write_text("rule_paths: [regler]\nlanguage: nb\n", "utf-8")
    assert _findings(tmp_path, "Du blurga det i går, og så ble det fint.")["blurga"] == ("brukte",)


def test_a_word_to_use_that_cannot_inflect_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "regler" / "nb").mkdir(parents=True)
    rule = (RULE % "like: kaste").replace("{blurge: bruke}", "{blurge: fåå}")
    (tmp_path / "regler" / "nb" / "egen.yaml").write_text(rule, "utf-8")
    (tmp_path / ".clarity.yaml").write_text("rule_paths: [regler]\nlanguage: nb\n", "utf-8")
    (tmp_path / "side.md").write_text("Du blurga det.", "utf-8")
    (report,) = check([str(tmp_path / "side.md")], Request())
    assert "«fåå»" in getattr(report, "message", "")


@pytest.mark.parametrize(
    ("term", "line", "part"),
    [
        ("inflect: noun", 3, "«brufft» is no noun that clarity knows. Say which word"),
        ("inflect: noun\n    like: xyzw", 6, "«xyzw» is no noun that clarity knows"),
        ("inflect: verb\n    like: kaste", 6, "«kaste», which ends otherwise"),
        ("inflect: noun\n    forms: [brufft]", 6, "give 2 to 4 forms, in this order: singular"),
        ("inflect: noun\n    forms: [bluff, bluffen]", 6, "«bluff» is not among the words"),
        ("inflect: noun\n    forms: brufft", 6, "must be a list of forms"),
        ("inflect: noun\n    like: huss", 6, "Did you mean «hus»?"),
        ("inflect: noun\n    forms: [brufft, b, b, b, b]", 6, "give 2 to 4 forms"),
        ("inflect: noun\n    forms: [brufft, hoppet]", 6, "«hoppet» does not begin as «brufft»"),
        (
            "inflect: noun\n    like: {brufft: hus}\n    forms: [brufft, brufftet]",
            7,
            "both «like» and «forms»",
        ),
        (
            "inflect: noun\n    like: bil\n    forms: [brufft, brufftet]",
            7,
            "To change how one of them is inflected, name it: «like: {brufft: bil}»",
        ),
        ("like: hus", 5, "must be one of verb, noun, adjective"),
    ],
)
def test_what_is_said_wrongly_is_told_with_its_line(
    tmp_path: Path, term: str, line: int, part: str
) -> None:
    path = tmp_path / "ord.yaml"
    path.write_text(
        f"language: nb\nterms:\n  - use: vedtak\n    avoid: [brufft]\n    {term}\n", "utf-8"
    )
    with pytest.raises(ConfigError) as error:
        glossary.apply(glossary.read([path]), rulebook.load_lexicon("nb"), KINDS)
    assert error.value.line == line
    assert part in error.value.message


def test_a_word_under_two_others_is_refused() -> None:
    text = (
        "verb:\n  irregular: {ta: {past: tok}, a: {past: b}}\n  like: {ta: [foreta], a: [foreta]}\n"
    )
    with pytest.raises(ConfigError, match="«foreta» stands under two words"):
        lexicon_files.parse("nb", {"inflection.yaml": load(text, "inflection.yaml")}, "nb")
