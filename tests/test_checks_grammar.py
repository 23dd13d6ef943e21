"""The kinds of check that rest on grammar: what each finds, and what it lets be."""

from __future__ import annotations

import pytest

from checking import find, found, make_rule, small_lexicon
from clarity.checks import sequences
from clarity.checks.engine import need_of
from clarity.parsing.located_yaml import ConfigError

FRONT = make_rule(
    "syntax",
    "measure: words_before_verb\nmax: 9",
    message="«{verb}» etter {value} ord, høyst {max}",
)
HEAVY = (
    "De opplysningene som du har gitt oss i søknaden om barnehageplass for det yngste barnet, "
    "blir lagret i systemet."
)


def test_a_verb_that_comes_late_is_told_with_what_stands_before_it() -> None:
    (finding,) = find(HEAVY, FRONT)
    assert finding.text == HEAVY.partition(" lagret")[0]
    assert finding.message == "«blir» etter 15 ord, høyst 9"


def test_a_verb_after_a_short_clause_is_early_enough() -> None:
    assert found("Når du har søkt om plass, får du svar fra oss innen tre uker.", FRONT) == []


@pytest.mark.parametrize(
    "text",
    [
        "Antallet søkere sendt fra skoler og barnehager til kommunenes kontorer i fylket auka med "
        "ti prosent og antallet klager fra foreldrene blei mindre.",
        "Skjemaer som ikke er fylt ut slettes etter tre dager, og etter det må du begynne på nytt.",
    ],
)
def test_a_verb_of_a_later_clause_is_not_far_from_the_first_subject(text: str) -> None:
    rule = make_rule("syntax", "measure: words_between_subject_and_verb\nmax: 9")
    assert found(text, rule) == []


def test_a_relative_clause_without_its_pronoun_keeps_a_verb_far_from_its_subject() -> None:
    rule = make_rule("syntax", "measure: words_between_subject_and_verb\nmax: 9")
    text = "Huset vi bor i sammen med foreldrene våre og to av barna deres, er til salgs."
    assert found(text, rule) == [text.removesuffix(" til salgs.")]


def test_a_sentence_with_a_certain_opening_may_have_a_limit_of_its_own() -> None:
    rule = make_rule("syntax", "measure: words_before_verb\nmax: 9\neased_by: [du]\neased_max: 11")
    text = "Hvis {} har søkt om plass i barnehagen i vår{}, får du svar i mai."
    assert found(text.format("du", ""), rule) == []
    assert found(text.format("hun", ""), rule)
    assert found(text.format("du", " eller i fjor"), rule)


def test_headings_and_labels_are_no_sentences() -> None:
    assert found("# " + HEAVY.rstrip("."), FRONT) == []


@pytest.mark.parametrize(
    "text",
    [
        "Søknaden skal inneholde:\n\nc. boligen, med en beskrivelse av rommene og hagen, "
        "når retten til å bo gjelder en bestemt bolig.",
        "**Tilgang til opplysningene om barnet og foreldrene i søknaden om plass** Du får svar.",
    ],
)
def test_what_goes_on_from_above_and_what_follows_a_label_begin_elsewhere(text: str) -> None:
    assert found(text, FRONT) == []


@pytest.mark.parametrize("opening", ["(1) ", "b. ", "**De** "])
def test_a_number_or_a_bold_word_does_not_hide_a_late_verb(opening: str) -> None:
    (finding,) = find(opening + HEAVY.removeprefix("De " * opening.startswith("*")), FRONT)
    assert finding.message.startswith("«blir»")


def test_variants_with_a_feature_are_the_words_that_have_it() -> None:
    rule = make_rule("consistency", "variants: [[melde, melda]]\nfeature: VerbForm=Inf")
    assert need_of(rule) == "grammar"
    assert found("Du må melde fra. Du kan melde flytting. Hun vil melda fra.", rule) == ["melda"]
    assert found("Du må melde fra. Du kan melde flytting. Saken ble melda i går.", rule) == []


def test_variants_in_a_name_are_no_uses() -> None:
    rule = make_rule("consistency", "variants: [[skole, skule]]\nfeature: Number=Sing")
    assert found("Det er en skole i hver bygd. Moen skule er en av dem.", rule) == []
    assert found("Det er en skole i hver bygd. Denne er en liten skule.", rule) == ["skule"]


PASSIVE = make_rule("passives", "{}", message="«{found}» {agent}")


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Søknaden blir behandlet innen tre uker.", ["blir behandlet"]),
        ("Søknaden blir derfor ikke behandlet.", ["blir derfor ikke behandlet"]),
        ("Skjemaet må sendes i posten.", ["sendes"]),
        ("Moren ble syk, og det finnes ingen plasser.", []),
        ("Vi har behandlet søknaden.", []),
    ],
)
def test_passives_are_told_from_states_and_active_verbs(text: str, marks: list[str]) -> None:
    assert found(text, PASSIVE) == marks


def test_a_given_agent_is_part_of_what_is_found() -> None:
    rule = make_rule("passives", "agent: given", message="Skriv hva {agent} gjør.")
    (finding,) = find("Søknaden blir behandlet av kommunen. Kaka blir laget av sukker.", rule)
    assert finding.text == "blir behandlet av kommunen"
    assert finding.message == "Skriv hva kommunen gjør."


def test_an_agent_is_told_as_a_subject() -> None:
    rule = make_rule("passives", "agent: given\nsubjects: {deg: du}", message="{agent} …")
    hits = find("Søknaden blir levert av deg. Den blir behandlet av kommunen.", rule)
    assert [hit.message for hit in hits] == ["du …", "kommunen …"]
    # A determiner after a pronoun is none of its own.
    (hit,) = find("Ukene blir brukt av deg visse dager.", rule)
    assert hit.message == "du …"


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Inntektsmeldingen er sendt.", ["er sendt"]),  # a compound of «melding»
        ("I går ble meldingen din sendt.", ["ble meldingen din sendt"]),
        ("Årsmeldingen er lang, og brevet er sendt.", []),  # another subject
        ("Brevet om meldingen er sendt.", []),
    ],
)
def test_a_passive_may_be_wanted_for_its_subject(text: str, marks: list[str]) -> None:
    rule = make_rule("passives", "form: all\nmain: true\nabout: [melding]")
    assert found(text, rule) == marks


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Du får svar så snart saken er vurdert.", ["er vurdert"]),
        ("Blir saken ikke vurdert, får du svar.", ["Blir saken ikke vurdert"]),
        ("Blir saken ikke vurdert?", []),
        ("Du får svar fordi saken er vurdert.", []),
    ],
)
def test_a_passive_may_be_wanted_for_what_opens_its_clause(text: str, marks: list[str]) -> None:
    rule = make_rule("passives", "form: all\nabout: [sak]\nopened_by: [så snart]")
    assert found(text, rule) == marks


def test_a_passive_is_found_from_its_helping_verb_on() -> None:
    rule = make_rule("passives", 'form: s\nafter: ["@modals"]')
    assert found("Skjemaet må sendes inn, men det leses ikke.", rule) == ["må sendes"]


LIGHT = make_rule(
    "light_verbs",
    "verbs: [foreta]\nnouns: {vurdering: vurdere}\nprepositions: [av]",
    message="{found}: {instead}",
)


@pytest.mark.parametrize(
    ("text", "marks", "suggestions"),
    [
        ("Vi foretar en vurdering av saken.", "foretar en vurdering av", ("vurderer",)),
        ("Vi foretok en vurdering av saken.", "foretok en vurdering av", ("vurderte",)),
        # «På nytt» ville gått tapt.
        ("Vi foretok en ny vurdering av saken.", "foretok en ny vurdering av", ()),
        ("Vi foretok ingen vurdering av saken.", "foretok ingen vurdering av", ()),
        (
            "Nå foretar vi igjen en vurdering av saken.",
            "foretar vi igjen en vurdering av",
            ("vurderer vi igjen",),
        ),
        ("Det må foretas en vurdering.", "foretas en vurdering", ()),
    ],
)
def test_the_hidden_verb_comes_in_the_same_form(
    text: str, marks: str, suggestions: tuple[str, ...]
) -> None:
    (finding,) = find(text, LIGHT)
    assert (finding.text, finding.suggestions) == (marks, suggestions)


def test_another_noun_in_between_is_the_verbs_own_object() -> None:
    assert found("Vi foretar kontroller før vurderingen av saken.", LIGHT) == []


SIMPLE = make_rule(
    "sequences",
    """
patterns:
  - match:
      - {LOWER: {IN: [denne, dette, disse]}}
      - {POS: ADJ, OP: "*"}
      - {POS: NOUN, MORPH: {IS_SUPERSET: ["Definite=Ind"]}}
    mark: [1, 3]
    instead: "{1} … {3}"
""",
)


def test_a_sequence_marks_the_tokens_it_was_told_to() -> None:
    (finding,) = find("Dette store dokument er viktig. Denne boka er bra.", SIMPLE)
    assert finding.text == "Dette store dokument"
    assert finding.suggestions == ("Dette … dokument",)


def test_a_sequence_stays_within_its_sentence_and_minds_commas() -> None:
    rule = make_rule("sequences", "patterns: [{match: [{POS: NOUN}, {POS: NOUN}]}]")
    assert found("Ta med bilen. Kommunen, fylket og staten svarer.", rule) == []


def test_roles_are_tags_in_a_sequence() -> None:
    rule = make_rule("sequences", "patterns: [{match: [{TAG: main}]}]")
    assert found("Når du har flyttet, må du melde fra.", rule) == ["må"]


@pytest.mark.parametrize(
    ("check", "options", "message"),
    [
        ("sequences", "patterns: [{match: [{PSO: NOUN}]}]", "Did you mean «POS»"),
        ("sequences", "patterns: [{match: [{TEXT: {REGEX: '(a+)+b'}}]}]", "no such comparison"),
        ("sequences", "patterns: [{match: [{LOWER: {IN: ['@modal']}}]}]", "Did you mean «modals»"),
        ("sequences", "patterns: [{match: [{POS: NOUN}], mark: [2]}]", "numbers of tokens, 1 to 1"),
        ("sequences", "patterns: [{match: [{POS: NOUN}], instead: '{2}'}]", "the pattern lacks"),
        ("sequences", "patterns: [{match: []}]", "has no token"),
        ("sequences", "patterns: [{match: [{OP: '&', POS: NOUN}]}]", "must be one of"),
        ("sequences", "patterns: [{match: [{OP: {IN: ['*']}}]}]", "«OP»"),
        (
            "sequences",
            "patterns: [{match: [{MORPH: {IN: [Gen]}}]}]",
            "«MORPH»: «Gen» is no feature",
        ),
        ("sequences", "patterns: [{match: [{LENGTH: {IN: ['3']}}]}]", "no such comparison"),
        ("sequences", "patterns: [{match: [{POS: ADJEKTIV}]}]", "«POS»: «ADJEKTIV» is none of ADJ"),
        ("sequences", "patterns: [{match: [{POS: noun}]}]", "Did you mean «NOUN»"),
        ("sequences", "patterns: [{match: [{POS: {NOT_IN: [SUBST]}}]}]", "«SUBST» is none of ADJ"),
        ("sequences", "patterns: [{match: [{DEP: nsubj}]}]", "The part in the sentence is «TAG»"),
        ("sequences", "patterns: [{match: [{TAG: subjekt}]}]", "Did you mean «subject»"),
        ("sequences", "patterns: [{match: [{LOWER: Det}]}]", "write «det»"),
        ("sequences", "patterns: [{match: [{LOWER: {IN: [det, i dag]}}]}]", "more than one token"),
        ("sequences", "patterns: [{match: [{TEXT: og/eller}]}]", "more than one token"),
        ("sequences", "patterns: [{match: [{LOWER: {IN: []}}]}]", "names nothing"),
        ("sequences", "patterns: [{match: [{MORPH: Definit=Ind}]}]", "Did you mean «Definite»"),
        ("sequences", "patterns: [{match: [{MORPH: Definite=Indef}]}]", "only Def, Ind.*«Ind»"),
        (
            "sequences",
            "patterns: [{match: [{MORPH: {IS_SUPERSET: ['Number=Sing|Case=Gen']}}]}]",
            "each as an item",
        ),
        ("sequences", "patterns: [{match: [{SHAPE: Aaaa}]}]", "no word has the shape"),
        ("consistency", "variants: [[sende, senda]]\nfeature: Verb=Inf", "is no feature"),
        ("sequences", "patterns: [{match: [{OP: '*'}, {OP: '*'}]}]", "12 at most"),
        ("sequences", "patterns: [{match: [{POS: NOUN}, {OP: '{0,20}'}]}]", "12 at most"),
        ("syntax", "measure: words_before_verbs\nmax: 9", "Did you mean «words_before_verb»"),
        ("syntax", "measure: passives", "needs a «max» or a «min»"),
        ("passives", "form: st", "none of any, s, bli"),
        ("light_verbs", "verbs: [foreta]\nnouns: {forbedring: bedre}", "«bedre» is no verb"),
    ],
)
def test_broken_options_are_refused(check: str, options: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        find("Vi søker.", make_rule(check, options))


@pytest.mark.parametrize(
    "token",
    [
        "{LOWER: e-post}",
        "{LOWER: bl.a.}",
        "{TEXT: EU}",
        "{LOWER: barne-}",
        "{TEXT: '10 000'}",
        "{ORTH: '«'}",
        "{ORTH: '...'}",
        "{SHAPE: Xxxxx}",
        "{SHAPE: 'dd.dd'}",
        "{MORPH: _}",
        "{MORPH: 'Number=Sing|Case=Gen'}",
        "{MORPH: {IN: ['PronType=Prs,Tot']}}",
        "{MORPH: {IS_SUPERSET: [Voice=Pass, VerbForm=Fin]}}",
        "{POS: {IN: [NOUN, PROPN]}, TAG: subject, LEMMA: Oslo}",
    ],
)
def test_what_a_word_can_be_is_not_refused(token: str) -> None:
    rule = make_rule("sequences", f"patterns: [{{match: [{token}]}}]")
    assert list(sequences.patterns_of(rule, small_lexicon()))


def test_a_rule_yields_to_another_that_has_found_the_same_words() -> None:
    from msgspec.structs import replace

    wide = make_rule("patterns", "patterns: [{match: en vurdering}]", name="wide")
    text = "Vi foretar en vurdering av saken. Vi foretar nå en ny vurdering av klagen."
    shy = replace(LIGHT, yields_to=("wide",))
    assert [f.text for f in find(text, wide, shy)] == [
        "en vurdering",
        "foretar nå en ny vurdering av",
    ]


def test_rules_of_grammar_are_silent_in_a_quotation_and_where_silenced() -> None:
    text = (
        "Han skrev «søknaden blir behandlet» i brevet.\n\n"
        "<!-- clarity: ignore test -->\nSøknaden blir behandlet nå.\n"
    )
    assert found(text, PASSIVE) == []


PASSIVES = make_rule("syntax", "measure: passives\nmax: 2", message="{value}")


@pytest.mark.parametrize(
    "text",
    [
        "Du velger filene som lagres, slettes og arkiveres i systemet.",
        "Du velger filene som skal lagres eller slettes, og ser når de arkiveres.",
    ],
)
def test_passives_side_by_side_are_one_act(text: str) -> None:
    assert found(text, PASSIVES) == []


def test_passives_of_clauses_of_their_own_are_counted_each() -> None:
    (finding,) = find("Når saken behandles, vurderes alt som er sendt, og svaret lagres.", PASSIVES)
    assert finding.message == "3"


def test_a_genitive_is_no_passive() -> None:
    rule = make_rule("syntax", "measure: passives\nmax: 1", message="{value}")
    text = "Det må vises hensyn slik at andre beboeres {} ikke {}."
    assert found(text.format("nattsøvn", "blir dårligere"), rule) == []
    assert find(text.format("nattsøvn", "forstyrres"), rule)[0].message == "2"


def test_a_nominalisation_that_comes_again_is_a_term() -> None:
    rule = make_rule("syntax", "measure: nominalisations\nmax: 2", message="{value}")
    again = "En registrering uten registreringer er en tom hovedregistrering."
    assert found(again, rule) == []
    (finding,) = find("Vurdering, utlevering og avvikling skjer i mai.", rule)
    assert finding.message == "3"


def test_the_doer_of_a_passive_may_be_named_further_on_in_its_clause() -> None:
    rule = make_rule("passives", "agent: missing")
    assert found("Søknaden blir vurdert på nytt om dette av nemnda.", rule) == []
    assert found("Prisen blir vurdert etter en prøve av vannet.", rule) == ["blir vurdert"]


def test_a_passive_is_told_of_once_in_a_sentence() -> None:
    text = "Søknaden behandles i mai, og svaret sendes i juni. Pengene utbetales i juli."
    assert found(text, make_rule("passives", "agent: missing")) == ["behandles", "utbetales"]


def test_passives_may_be_those_of_no_perfect() -> None:
    rule = make_rule("passives", "not_after: [har]")
    assert found("Svaret har blitt sendt. Saken blir vurdert.", rule) == ["blir vurdert"]


def test_passives_may_be_those_of_some_verbs_in_sentences_of_some_kind() -> None:
    rule = make_rule("passives", "only: [sendt]\nmain: true\nsentence_has: [din]")
    assert found("Søknaden din blir sendt i dag.", rule) == ["blir sendt"]
    assert found("Søknaden din blir behandlet i dag.", rule) == []
    assert found("Søknaden blir sendt i dag.", rule) == []
    assert found("Vi ringer når søknaden din blir sendt.", rule) == []
    assert found("Blir søknaden din sendt, ringer vi.", rule) == []
