"""Words that few readers know: found in every form, and left alone where they are explained."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from checking import find, found, make_rule, small_lexicon
from clarity import parsing, rulebook
from clarity.checks import familiarity
from clarity.checks.kinds import KINDS
from clarity.language import reading
from clarity.model import Rule
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError

OPTIONS = """
words: [anamnese, habilitet, konsortium, matrikkel, profylakse, seponere]
alone: [entitet]
explained_after: [betyr, er en]
explained_before: [kalt]
"""


def rare_word(more: str = "") -> Rule:
    return make_rule("familiarity", OPTIONS + more)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Legen skriver anamnesen.", "anamnesen"),
        ("Vi leser alle anamnesene.", "anamnesene"),
        ("Medisinen ble seponert i går.", "seponert"),
        ("Seponering er vanlig.", "Seponering"),
        ("Dette konsortiet bygger skolen.", "konsortiet"),
        ("Du får legemiddelprofylakse før reisen.", "legemiddelprofylakse"),
        ("De vurderer habilitetsspørsmålet.", "habilitetsspørsmålet"),
        ("Et nytt seponeringsforsøk kommer.", "seponeringsforsøk"),
        ("Du får malaria-profylakse før reisen.", "malaria-profylakse"),
        ("Alle entiteter har et navn.", "entiteter"),
    ],
)
def test_forms_and_compounds_of_a_rare_word(text: str, word: str) -> None:
    assert found(text, rare_word()) == [word]


@pytest.mark.parametrize(
    "text",
    [
        "Barnehageplassen ligger ved tannlegekontoret.",
        "Kjønnsidentiteten er din egen.",  # ends as «entitet» does
        "Vi har snakket med Konsortiet Nord om Profylakse.",
        "Spør om ANAMNESE og HABILITET nå.",
        "De kalte det «profylakse» før.",
        "Se anamnese.pdf for mer.",
    ],
)
def test_ordinary_words_names_and_quotations_are_left_alone(text: str) -> None:
    assert found(text, rare_word()) == []


def test_only_the_first_use_is_found_whatever_its_form() -> None:
    text = "Legen skriver anamnesen. Alle anamneser lagres.\n\nSpør etter anamnesen din."
    assert [finding.span.start for finding in find(text, rare_word())] == [text.index("anamnesen")]


@pytest.mark.parametrize(
    "text",
    [
        "Du får profylakse (forebyggende behandling) før reisen.",
        "Du får forebyggende behandling (profylakse) før reisen.",
        "Du får profylakse. Ordet profylakse betyr at du blir beskyttet.",
        "Du får behandling, ofte kalt profylakse, før reisen.",
        "Du får profylakse – forebyggende behandling – før reisen.",
        "Profylakse: behandling som skal hindre at du blir syk.",
        "Du får [profylakse](profylakse.md) før reisen.",
        "**Profylakse** får du før reisen. Vi gir profylakse til alle.",
        "# Profylakse\n\nDu får profylakse før reisen.",
        "---\ntitle: Om profylakse\n---\n\nDu får profylakse før reisen.",
    ],
)
def test_explained_anywhere_is_explained(text: str) -> None:
    assert found(text, rare_word()) == []


def test_a_section_heading_explains_nothing_and_is_not_marked_itself() -> None:
    text = "# Reise\n\n## Profylakse\n\nDu får profylakse før reisen."
    (finding,) = find(text, rare_word())
    assert finding.span.start == text.index("profylakse")


def test_a_list_of_names_has_no_room_to_explain() -> None:
    assert found("Vi tilbyr:\n\n- anamnese\n- profylakse for reisende", rare_word()) == []
    assert found("- Du får profylakse før reisen.", rare_word()) == ["profylakse"]


def test_an_organisation_can_declare_words_known() -> None:
    text = "Vi sjekker matrikkelen, habiliteten og matrikkelenheten."
    assert found(text, rare_word()) == ["matrikkelen", "habiliteten"]
    assert found(text, rare_word("known: [matrikkel]")) == ["habiliteten"]


def test_what_the_lexicon_can_inflect_has_advice_of_its_own() -> None:
    options = "words: [henvende, anamnese]\nalone: []"
    text = "Du kan henvende deg hit for anamnese hos oss."
    assert found(text, make_rule("familiarity", options)) == ["anamnese"]


def test_a_word_too_short_to_be_told_from_others_is_refused() -> None:
    with pytest.raises(ConfigError, match="too short"):
        found("Hei.", make_rule("familiarity", "words: [stat]"))


def test_every_use_counts_in_the_share() -> None:
    words = familiarity.of_lexicon(small_lexicon())
    text = "# Anamnese\n\nLegen skriver anamnesen. Du leser anamnesen hjemme."
    prose = reading.read(
        parsing.parse(text, "side.md", "markdown"), "nb", lambda _: small_lexicon()
    )
    assert not isinstance(prose, reading.Unread)
    assert familiarity.rare_word_share(prose, words) == pytest.approx(2 / 7)
    assert familiarity.rare_word_share(replace(prose, passages=()), words) is None


def _entries(rule: Rule) -> list[str]:
    instead, bare = rule.options.get("instead", {}), rule.options.get("find", [])
    assert isinstance(instead, Mapping)
    assert isinstance(bare, list)
    return [*instead, *bare]


@pytest.mark.parametrize("name", languages())
def test_no_listed_word_has_advice_from_another_rule(name: str) -> None:
    lexicon = rulebook.load_lexicon(name)
    listed = familiarity.of_lexicon(lexicon)
    advised = [
        word.lower()
        for rule in rulebook.load(name, lexicon, KINDS)
        if rule.check == "phrases"
        for entry in _entries(rule)
        for word in entry.split()
    ]
    assert listed.of(advised) == {}


@pytest.mark.parametrize("name", languages())
def test_every_listed_word_is_listed_once(name: str) -> None:
    lexicon = rulebook.load_lexicon(name)
    words = [*lexicon.ordered("rare_words"), *lexicon.ordered("rare_words_alone")]
    assert sorted(words) == sorted(set(words))
