"""Phrases: every form, the suggestion in the same form, and nothing where it does not belong."""

from __future__ import annotations

import pytest

from checking import find, found, make_rule
from clarity.parsing.located_yaml import ConfigError

PLAINER = make_rule(
    "phrases",
    """
inflect: verb
instead:
  benytte: bruke
  benytte seg av: bruke
  anmode om: be om
  motta: få
  henvende ... seg til: kontakte
  foreta ... vurdering|vurderinger av: vurdere
""",
    message="{instead}",
)


@pytest.mark.parametrize(
    ("text", "words", "suggestion"),
    [
        ("Vi benytter skjemaet.", "benytter", "bruker"),
        ("Du kan benytte skjemaet.", "benytte", "bruke"),
        ("Skjemaet benyttes ofte.", "benyttes", "brukes"),
        ("Vi benyttet skjemaet i fjor.", "benyttet", "brukte"),
        ("Vi har ikke benyttet skjemaet.", "benyttet", "brukt"),
        ("Skjemaet kan benyttes av alle.", "benyttes", "brukes"),
        ("Du vil ha benyttet skjemaet.", "benyttet", "brukt"),
        ("Benytt skjemaet.", "Benytt", "Bruk"),
        ("Han kan. Benyttet hun det?", "Benyttet", "Brukte"),
        ("Du kan benytte deg av tilbudet.", "benytte deg av", "bruke"),
        ("Benytter du deg av det? Nei.", "Benytter", "Bruker"),
        ("De anmodet om mer tid.", "anmodet om", "ba om"),
        ("Da henvender du deg til legen.", "henvender du deg til", "kontakter du"),
        ("Vi foretok en vurdering av saken.", "foretok en vurdering av", "vurderte"),
        (
            "Nå foretar vi ikke vurderinger av det.",
            "foretar vi ikke vurderinger av",
            "vurderer vi ikke",
        ),
        ("Vi har foretatt vurderinger av saken.", "foretatt vurderinger av", "vurdert"),
    ],
)
def test_the_suggestion_has_the_form_of_what_it_replaces(
    text: str, words: str, suggestion: str
) -> None:
    (finding,) = find(text, PLAINER)
    assert (finding.text, finding.suggestions) == (words, (suggestion,))


def test_a_form_the_alternative_lacks_is_named_and_not_offered() -> None:
    rule = make_rule("phrases", "inflect: verb\ninstead: {benytte: få}", message="Skriv {instead}.")
    (finding,) = find("Skjemaet benyttes ofte.", rule)
    assert finding.suggestions == ()
    assert finding.message == (
        "«benyttes»: Kanskje setningen kan skrives om, for eksempel med «få»."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Foretaket ligger i byen.",
        "Anmodningen ble sendt.",
        "Vi anmodet, om enn sent, kommunen.",
        "Hun sa «vi benytter skjemaet» til meg.",
        "Kjør `benytter` i dag.",
        "Se [siden](https://eksempel.no/benytter).",
        "Firmaet Benytter AS svarte.",
        "Vi foretok en meget grundig og helt ny vurdering av saken.",
        "Han henvender. Du deg til legen.",
    ],
)
def test_nothing_fires_inside_words_names_quotations_code_or_across_marks(text: str) -> None:
    assert found(text, PLAINER) == []


def test_a_capital_after_a_label_is_no_name() -> None:
    assert found("Merk: Benytt skjemaet.", PLAINER) == ["Benytt"]


def test_markup_and_line_breaks_do_not_hide_a_phrase() -> None:
    (finding,) = find("Du kan *benytte\ndeg* av tilbudet.", PLAINER)
    assert finding.text == "benytte deg av"
    assert (finding.span.start, finding.span.end) == (8, 23)


CONDITIONED = make_rule(
    "phrases",
    """
find: [man]
followed_by: [kan, må]
not_preceded_by: [en]
except: [man kan si]
""",
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Her må man søke.", []),
        ("Her kan man ikke gå, men man må gå.", ["man"]),
        ("En man kan gå.", []),
        ("Alt man kan si er dette.", []),
        ("Alt man kan gjøre er dette.", ["man"]),
    ],
)
def test_conditions_look_at_the_words_around(text: str, words: list[str]) -> None:
    assert found(text, CONDITIONED) == words


def test_an_entry_may_have_conditions_of_its_own() -> None:
    rule = make_rule(
        "phrases", "instead:\n  ytelse: {use: stønad, not_followed_by: [fra]}\n  dersom: hvis\n"
    )
    assert found("En ytelse fra Nav kommer dersom du har rett til ytelse.", rule) == [
        "dersom",
        "ytelse",
    ]


def test_neighbours_may_be_numbers_or_names() -> None:
    rule = make_rule("phrases", 'find: [etter]\nfollowed_by: ["@numbers", "@names", lov]')
    text = "Det skal vi gjøre etter 4. ledd, etter §, etter Barneloven, etter lov og etter skolen."
    assert found(text, rule) == ["etter"] * 3
    rule = make_rule("phrases", 'find: [etter]\nnot_preceded_by: ["@numbers", "@names"]')
    assert found("Saken, fra 2020 etter jul, kom Ola etter hvert, og så etter en tid.", rule) == [
        "etter"
    ]


def test_a_phrase_may_ask_that_a_word_is_not_near() -> None:
    rule = make_rule("phrases", "instead: {samt: {use: og, not_near: [og]}}")
    text = "Ta med pass og penn samt papir. Ta med pass samt papir."
    assert found(text, rule) == ["samt"]
    assert found("Og du må ta med penn samt papir.", rule) == ["samt"]


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("sentence_start", ["Her", "Her"]),
        ("opening", ["Her"]),
        ("heading", ["her"]),
        ("inside", ["her", "her"]),
        ("anywhere", ["her", "Her", "her", "Her"]),
    ],
)
def test_where_in_the_text_a_phrase_may_stand(where: str, words: list[str]) -> None:
    rule = make_rule("phrases", f"find: [her]\nwhere: {where}")
    assert found("# Om her\n\nHer er det. Det er her. Her også.", rule) == words


def test_exact_case_finds_the_formal_address_and_not_the_plain() -> None:
    rule = make_rule("phrases", "find: [De, Dem]\ncase: exact\nwhere: inside")
    assert found("De søker. Vi ber om at De svarer, og de svarer Dem.", rule) == ["De", "Dem"]


def test_the_longest_phrase_wins_over_all_rules() -> None:
    short = make_rule("phrases", "instead: {i forhold: om}", name="short")
    long = make_rule("phrases", "instead: {i forhold til: om}", name="long")
    assert [finding.rule for finding in find("Det er bra i forhold til i går.", short, long)] == [
        "nb/long"
    ]


def test_an_unknown_head_is_an_error_that_names_it() -> None:
    with pytest.raises(ConfigError, match="«ankeføre» is no verb"):
        find("Hei.", make_rule("phrases", "inflect: verb\ninstead: {ankeføre: klage}"))


def test_a_condition_may_be_about_the_sentence_or_what_soon_follows() -> None:
    to_reader = make_rule("phrases", "find: [normalt]\nsentence_has: ['@reader']")
    assert found("Det går normalt bra. Du får normalt svar.", to_reader) == ["normalt"]
    to_none = make_rule("phrases", "find: [normalt]\nsentence_lacks: ['@reader']")
    assert found("Du får normalt svar.", to_none) == []
    text = "Man melder seg her. Man kan si at det er andre som melder seg."
    assert len(found(text, make_rule("phrases", "find: [man]\nnot_soon_after: [seg]"))) == 1
