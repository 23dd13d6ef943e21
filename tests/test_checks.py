"""The other kinds of check: what each finds, and what it lets be."""

from __future__ import annotations

import pytest

from checking import find, found, make_rule
from clarity.parsing.located_yaml import ConfigError

LONG = (
    "Du kan søke på nett eller på papir, og du får svar fra oss innen tre uker "
    "etter at vi har fått søknaden din."
)


def test_a_pattern_keeps_to_whole_words_and_fills_its_suggestion() -> None:
    rule = make_rule(
        "patterns",
        "patterns:\n  - {match: '(\\d{1,2})/(\\d{1,2})-(\\d{4})', instead: '{1}.{2}.{3}'}",
        message="{found}: {instead}",
    )
    findings = find("Møtet er 15/9-2026, ikke A15/9-2026 eller 5/9-20267.", rule)
    assert [(finding.text, finding.suggestions) for finding in findings] == [
        ("15/9-2026", ("15.9.2026",))
    ]
    assert findings[0].message == "15/9-2026: «15.9.2026»"


def test_a_pattern_finds_what_stands_first_in_any_block() -> None:
    rule = make_rule("patterns", "patterns: [{match: '(?:^|[^(])(?P<mark>\\w+-/\\w+)'}]")
    text = "Ute-/innebad.\n\nSom-/vinter (dag-/natt).\n\n- Dame-/herre"
    assert found(text, rule) == ["Ute-/innebad", "Som-/vinter", "Dame-/herre"]


def test_a_placeholder_is_never_suggested() -> None:
    rule = make_rule("patterns", "patterns: [{match: '(kl. [^ ]+) presis', instead: '{1}'}]")
    (finding,) = find("Kom kl. {{ tid }} presis.", rule)
    assert (finding.text, finding.suggestions) == ("kl. … presis", ())


def test_the_longest_alternative_wins_wherever_it_stands() -> None:
    rule = make_rule("patterns", "patterns: [{match: 'besøk|besøkende'}]")
    assert found("Antall besøkende og besøk.", rule) == ["besøkende", "besøk"]


def test_word_boundaries_know_nordic_letters() -> None:
    rule = make_rule("patterns", "patterns: [{match: vre}]")
    assert found("Det øvre feltet og den vre foten.", rule) == ["vre"]


def test_a_pattern_no_linear_engine_can_run_is_refused() -> None:
    with pytest.raises(ConfigError, match="not an RE2 pattern"):
        find("Hei.", make_rule("patterns", "patterns: [{match: '(a)\\1'}]"))


def test_a_pattern_that_would_hang_another_engine_is_quick() -> None:
    rule = make_rule("patterns", "patterns: [{match: '(a+)+b'}]")
    assert found("Ord " + "a" * 50_000 + " slutt.", rule) == []


SENTENCE = make_rule(
    "measures", "measure: words\nover: sentence\nmax: 20", message="{value} ord, høyst {max}"
)


def test_a_long_sentence_is_marked_whole_with_its_length() -> None:
    (finding,) = find(f"Kort setning her. {LONG}", SENTENCE)
    assert finding.text == LONG
    assert finding.message == "24 ord, høyst 20"


@pytest.mark.parametrize("text", [f"# {LONG}", f"> {LONG}", f"| a |\n|---|\n| {LONG} |"])
def test_headings_quotations_and_cells_are_no_sentences(text: str) -> None:
    # Block quotes that were most of the text would be what it says.
    assert found(f"{text}\n\n{'Vi svarer snart. ' * 10}", SENTENCE) == []


SECTION = make_rule("measures", "measure: words\nover: section\nmax: 20", message="{value}")
#: Three sentences, 13 words.
RUNNING = "Fem ord står akkurat her. Så står det fem til. Og tre til."


def test_a_section_is_counted_from_its_heading_and_marked_where_one_could_stand() -> None:
    text = f"# En\n\n{RUNNING}\n\nNå kommer nummer to. {RUNNING}\n\n# To\n\n{RUNNING}"
    (finding,) = find(text, SECTION)
    assert (finding.text, finding.message) == ("Nå kommer nummer to.", "30")


@pytest.mark.parametrize(
    "text",
    [
        f"{RUNNING}\n\n**Klagen din**\n\n{RUNNING}",
        f"{RUNNING}\n\n_Klagen din:_\n\n{RUNNING}",
        f"- {RUNNING}\n- {RUNNING}\n",
        "\n\n".join(["Her står det åtte ord som er alene."] * 5),
        f"{RUNNING}\n\nDu har fått brev.Du kan svare.Vi leser det. Det er bra.",
    ],
    ids=["bold", "italics", "list", "strings", "joined"],
)
def test_a_section_is_running_text_without_lines_that_stand_for_headings(text: str) -> None:
    assert found(text, SECTION) == []


@pytest.mark.parametrize(
    ("text", "is_long"),
    [
        ("Vi ber deg om å komme til møtet her på rådhuset nå.", True),
        ("Vi ber deg om å komme til møtet her den 2. mai.", False),
        ("Vi ber deg om å hilse på Kari Lise Moe hos oss nå.", False),
        ("Vi ber deg om 1, 2, 3, 4, 5, 6 eller 7 av de nye heftene.", True),
    ],
)
def test_figures_and_names_weigh_less_than_words_but_only_so_much(text: str, is_long: bool) -> None:
    rule = make_rule("measures", "measure: words\nover: sentence\nmax: 11")
    assert found(text, rule) == ([text] if is_long else [])


def test_joined_lines_are_no_paragraph() -> None:
    rule = make_rule("measures", "measure: sentences\nover: paragraph\nmax: 2")
    assert found("Du har brev. Du kan svare. Vi leser det.", rule) != []
    assert found("Du har brev.Du kan svare.Vi leser det.", rule) == []


def test_what_somebody_else_says_is_a_sentence_of_its_own() -> None:
    rule = make_rule("measures", "measure: words\nover: sentence\nmax: 8")
    assert found("Naboen sa: «Jeg vil helst ha en ny trapp», og gikk hjem.", rule) == []
    assert found("Naboen og jeg vil helst ha «en ny trapp» før jul.", rule)


def test_a_paragraph_with_lines_set_apart_is_several() -> None:
    rule = make_rule("measures", "measure: sentences\nover: paragraph\nmax: 2")
    lines = "Du kan ringe oss. Vi svarer deg."
    assert found(f"{lines} {lines}", rule)
    assert found(f"{lines}<br>{lines}", rule)
    assert found(f"{lines}<br /><br />{lines}", rule) == []


def test_a_measure_of_the_text_marks_its_first_sentence_once() -> None:
    rule = make_rule(
        "measures", "measure: words_per_sentence\nover: text\nmax: 10", message="{value}"
    )
    (finding,) = find(f"# Overskrift\n\n{LONG} {LONG}", rule)
    assert (finding.text, finding.message) == ("Overskrift", "24")
    assert finding.scope == "document"


def test_a_quotation_at_the_beginning_does_not_hide_what_is_about_the_whole_text() -> None:
    rule = make_rule("measures", "measure: words_per_sentence\nover: text\nmax: 10")
    assert found(f"«{LONG}» {LONG}", rule)


def test_long_words_leave_names_and_numbers() -> None:
    rule = make_rule("measures", "measure: letters\nover: word\nmax: 12")
    text = "Bruk kommunikasjonsplattformen. Ring Utdanningsdirektoratet på 22 22 22 22 22 22 22."
    assert found(text, rule) == ["kommunikasjonsplattformen"]
    spared = make_rule("measures", "measure: letters\nover: word\nmax: 12\nnot_ending: [formen]")
    assert found(text, spared) == []


def test_a_limit_without_bound_is_refused() -> None:
    with pytest.raises(ConfigError, match="«max» or a «min»"):
        find("Hei.", make_rule("measures", "measure: words\nover: sentence"))


def test_a_word_is_as_long_as_it_is_without_its_ending() -> None:
    rule = make_rule("measures", "measure: letters\nover: word\nmax: 8\nendings: [ene, er]")
    text = "Her er sakslistene, og saksgangene. Se *saksgangene*, og saksgangene (kart)."
    assert found(text, rule) == []
    assert found("Her er saksgangsrekkene.", rule) == ["saksgangsrekkene"]


def test_a_pattern_may_be_kept_from_following_a_word() -> None:
    rule = make_rule("patterns", "patterns: [{match: '\\d+ - \\d+', not_after: [mellom]}]")
    assert found("Åpent 9 - 15, og mellom 9 - 11.", rule) == ["9 - 15"]


def test_a_phrase_that_is_explained_at_once_is_left_alone() -> None:
    rule = make_rule("phrases", "find: [henstand]\nunexplained: true")
    assert found("Du kan få henstand. Søk om henstand (mer tid).", rule) == ["henstand"]


def test_a_variant_that_begins_a_longer_name_is_spelled_as_it_is() -> None:
    rule = make_rule("consistency", "case: exact\nprefer: first\nvariants: [[Nav, NAV]]")
    assert found("Nav svarer. Brevet er fra NAV Vest, og NAV svarer.", rule) == ["NAV"]
    assert not found("Nav svarer. Skjemaet heter NAV 08-07.08 og er nytt.", rule)


def test_a_pattern_may_show_a_group_of_its_match() -> None:
    rule = make_rule("patterns", "patterns: [{match: 'før (?P<mark>uke \\d+)\\.'}]")
    (hit,) = find("Vi stenger før uke 7.", rule)
    assert (hit.text, hit.message) == ("uke 7", "uke 7")


def test_keywords_of_code_are_neither_shouting_nor_abbreviations() -> None:
    loud = make_rule("capitals", "words: 2\nletters: 5", name="loud")
    short = make_rule("abbreviations", "known: []", name="short")
    text = "Kjør CREATE TABLE, og så SELECT. Spør RGK, og KJØRE FORSIKTIG."
    assert found(text, loud, short) == ["RGK", "KJØRE FORSIKTIG"]


def test_link_texts_that_say_nothing() -> None:
    vague = make_rule("links", "texts: [her, les mer]")
    text = "[Her](a.md), [les  mer »](b.md), [les mer om støtte](c.md) og her."
    assert found(text, vague) == ["Her", "les mer »"]


@pytest.mark.parametrize(
    ("link", "is_vague"),
    [
        ('<a href="a" aria-label="Les mer om støtte">les mer</a>', False),
        ('<a href="a" aria-labelledby="overskrift">les mer</a>', False),
        ('<a href="a" aria-label="">les mer</a>', True),
        ('<a href="a" aria-label="Les mer">støtte</a>', True),
    ],
)
def test_the_accessible_name_of_a_link_counts(link: str, is_vague: bool) -> None:
    vague = make_rule("links", "texts: [les mer]")
    assert bool(find(f"Om støtten {link} i dag.", vague)) == is_vague


@pytest.mark.parametrize(
    "text",
    [
        "Spør i [#klarspråk](https://eksempel.no/a) i dag.",
        "Spør i [`klarspråk`](https://eksempel.no/a) i dag.",
        "Se [![Kart](kart.png)](https://eksempel.no/a) i dag.",
        "Se eksempel.no/a i dag.",
    ],
)
def test_what_stands_for_a_link_text_is_no_address(text: str) -> None:
    assert found(text, make_rule("links", "raw_url: true")) == []


def test_a_bare_address_as_link_text() -> None:
    raw = make_rule("links", "raw_url: true")
    findings = find(
        "Se [https://a.no/x](https://a.no/x), <https://b.no/y> og [oss](https://c.no).", raw
    )
    assert [finding.message for finding in findings] == ["https://a.no/x", "https://b.no/y"]


@pytest.mark.parametrize(
    "text",
    [
        "Se www.a.no/b for saken din.",
        "Tittel: Noe\nKilde: https://a.no/b/c",
        "Alt om de nye reglene finner du her: https://a.no/b/c",
        "- https://a.no/b/c (PDF, 2 MB)",
        "Åpne http://localhost:80/a i nettleseren.",
        "Les reglene.\n\n# Kilder\n\nLov om veier (2020). https://a.no/b/c",
    ],
)
def test_an_address_that_is_printed_or_a_reference_is_left_alone(text: str) -> None:
    assert found(text, make_rule("links", "raw_url: true\nreferences: [kilder]")) == []


def test_an_address_in_running_text_is_marked() -> None:
    raw = make_rule("links", "raw_url: true\nreferences: [kilder]")
    assert found("Les mer om reglene på https://a.no/b/c i dag.", raw) == ["https://a.no/b/c"]


ABBREVIATIONS = make_rule("abbreviations", "known: [EU]")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Søk hos PBH. Spør PBH om svar.", ["PBH"]),
        ("Logg inn i HRM-systemet.", ["HRM"]),
        ("Svar på sak SBN 2024/87.", []),
        ("Pleie og bistand (PBH) hjelper deg. PBH svarer.", []),
        ("PBH (pleie og bistand hjemme) hjelper deg.", []),
        ("Reglene i EU gjelder kapittel XIV.", []),
        ("DETTE ER VIKTIG å lese.", []),
        ("# OM PBH\n\nHer er det.", []),
        ("Spør i Pleie og bistand hjemme. PBH svarer.", []),
        ("Spør Arbeidsformidlingsnemnda. Der er AFN åpent.", []),
        ("Rapporteringsfristen er i mai for REK og andre.", ["REK"]),
        ("Vi spør avtaleparten VRT i dag.", []),
        ("Vi bruker Solvang CRM og andre ting.", []),
        ("Vi bruker [RTV](a.md) og andre ting.", []),
        ("Bildet er laget med RTV·E i dag.", []),
        ("Versjonen (last of versions, LOV) gjelder.", []),
        ("Fagrådene (RTV og SLV) svarer deg.", []),
        ("# Om PBH\n\nHer er det noe å lese.", []),
        ("Leverandør: PBH", []),
        ("Trykk GRÅ knapp og ring PBH nå.", ["PBH"]),
        ("Penger fra RTV-Stiftelsen går til PBH-huset i dag.", ["PBH"]),
        ("Velg en klasse MED båt. Du kan velge med båt.", []),
        ("```\nstart\n```\n\nSpør PBH om svar.", []),
        ("Skriv `start` først. Spør PBH om svar.", ["PBH"]),
    ],
)
def test_an_abbreviation_is_marked_once_where_nothing_explains_it(
    text: str, words: list[str]
) -> None:
    assert found(text, ABBREVIATIONS) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Det er ikke helt uvanlig her.", ["ikke helt uvanlig"]),
        ("Det er ikke. Uvanlig er det.", []),
        ("Det er ikke så veldig helt sikkert uvanlig.", []),
        ("Det er ikke bare uvanlig.", []),
        ("Det er uvanlig, men ikke nytt.", []),
    ],
)
def test_words_near_each_other(text: str, words: list[str]) -> None:
    rule = make_rule("nearby", "first: [ikke]\nsecond: [uvanlig]\nwithin: 2\nnot_between: [bare]")
    assert found(text, rule) == words


def test_words_within_a_sentence() -> None:
    rule = make_rule("nearby", "first: [f.eks.]\nsecond: [osv.]\nwithin: sentence")
    text = "Ta med mat, f.eks. frukt, brød, ost, pålegg osv. Vi har drikke, f.eks. vann."
    assert found(text, rule) == ["f.eks. frukt, brød, ost, pålegg osv."]


def test_the_same_word_twice() -> None:
    rule = make_rule("repetition", "allow: [veldig]")
    (finding,) = find("Det er er veldig veldig fint, fint. Er det 2 2 der? Oppgi navn Navn.", rule)
    assert (finding.text, finding.suggestions) == ("er er", ("er",))


def test_a_particle_may_stand_before_the_same_word_as_a_preposition() -> None:
    rule = make_rule("repetition", "after: {på: [finne]}")
    assert found("Vi kan finne på på skolen. Ring på på mandag.", rule) == ["på på"]


def test_the_rarer_variant_gives_way() -> None:
    rule = make_rule("consistency", "variants: [[Nav, NAV]]\ncase: exact", message="{other}")
    findings = find("Nav svarer. Ring Nav. Snakk med NAV.", rule)
    assert [(f.text, f.suggestions, f.message) for f in findings] == [("NAV", ("Nav",), "Nav")]
    assert found("Nav svarer. Ring Nav.", rule) == []


def test_variants_in_inflected_forms() -> None:
    rule = make_rule("consistency", "variants: [[borger, person]]\ninflect: noun")
    (finding,) = find("Borgere og borgeren møter personen.", rule)
    assert (finding.text, finding.suggestions) == ("personen", ("borgeren",))


def test_headings() -> None:
    text = (
        "# Innledning\n\nTekst her.\n\n### Dypt nede\n\n### Ved siden av\n\nTekst.\n\n#### Dypest\n"
    )
    vague = make_rule("headings", "vague: [innledning]")
    assert found(text, vague) == ["Innledning"]
    assert found("# 1.2 Innledning\n\nTekst.", vague) == ["1.2 Innledning"]
    assert found("# Innledning\n\n## Hvem\n\nTekst.\n\n## Hva\n\nTekst.", vague) == []
    assert found(text, make_rule("headings", "skipped_level: true")) == ["Dypt nede"]
    empty = make_rule("headings", "empty: true")
    assert found(text, empty) == ["Dypt nede"]
    assert found("## Slik\n\n```\nkode\n```\n\n## Også\n\nTekst.\n", empty) == []
    assert found(text, make_rule("headings", "max_level: 3")) == ["Dypest"]


def test_shouting() -> None:
    rule = make_rule("capitals", "words: 2\nletters: 4")
    assert found("Det er VELDIG VIKTIG å huske NATO og EU. Se ELMA. ELMA er ny.", rule) == [
        "VELDIG VIKTIG"
    ]


DEADLINE = make_rule(
    "required",
    "phrases: [slik klager du]\npatterns: ['\\d{1,2}\\. mai']\nlinks: [contact]\nmin_words: 5",
)


@pytest.mark.parametrize(
    "answer",
    ["Slik klager du på vedtaket.", "Fristen er 3. mai i år.", "Skriv til [oss](mailto:a@b.no)."],
)
def test_a_question_that_something_in_the_text_answers(answer: str) -> None:
    assert found(f"# Du får ikke plass\n\nVi har ikke plass til deg. {answer}", DEADLINE) == []


def test_a_question_that_nothing_answers_marks_the_beginning() -> None:
    text = "# Du får ikke plass\n\nVi har ikke plass til deg. Les [mer](https://a.no)."
    (finding,) = find(text, DEADLINE)
    assert (finding.text, finding.scope) == ("Du får ikke plass", "document")
    assert found("# Kort\n\nNei.", DEADLINE) == []


def test_a_question_is_put_only_where_the_text_gives_cause() -> None:
    reason = make_rule("required", "phrases: [fordi]\nasked_if: ['avslått']\nmin_words: 3")
    assert found("Søknaden din er avslått.", reason) == ["Søknaden din er avslått."]
    assert found("Søknaden din er godkjent.", reason) == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("# DETTE MÅ DU SENDE", []),
        ("1 DETTE MÅ DU SENDE\n\nDu må sende brevet.", []),
        ("DETTE MÅ DERE HUSKE!", ["DETTE MÅ DERE HUSKE"]),
        ("# Du MÅ SENDE brevet", ["MÅ SENDE"]),
        ("IKKE SEND noe som er HEMMELIG FOR andre. DET ER farlig.", ["IKKE SEND", "DET ER"]),
        ("Hei (FULLT NAVN). Det er gitt (MÅTEN DET BLE GITT).", []),
    ],
)
def test_capitals_shout_but_not_where_a_heading_is_set_in_them(
    text: str, marked: list[str]
) -> None:
    assert found(text, make_rule("capitals", "words: 2\nletters: 2")) == marked


def test_a_suggestion_over_markup_is_told_but_not_given() -> None:
    rule = make_rule(
        "patterns", r"patterns: [{match: '(\S+) (,)', instead: '{1}{2}'}]", message="{instead}"
    )
    (finding,) = find("Se [reglene](https://eksempel.no) , så ser du.", rule)
    assert (finding.message, finding.suggestions) == ("«reglene,»", ())


def test_a_text_is_measured_where_it_says_something_often_enough() -> None:
    rule = make_rule(
        "measures",
        "measure: reader_share\nover: text\nmin: 0.5\nasked_if: ['søker må']\ntimes: 2",
    )
    assert found("Søker må ringe. Søker må vente.", rule) == ["Søker må ringe."]
    assert found("Søker må ringe. Andre må vente.", rule) == []
    many = "Kommunen bygger en ny skole ved torget. " * 200
    assert found(f"Søker må ringe. Søker må vente. {many}", rule) == []
