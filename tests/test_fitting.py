"""A suggestion fits or is not made: what it would break in the text takes it back."""

from __future__ import annotations

import pytest

from checking import find, make_rule
from clarity import parsing, rulebook
from clarity.checks.engine import compile_rules
from clarity.checks.kinds import KINDS
from clarity.language import reading
from clarity.model import Finding, Report, Rule
from clarity.project.settings import Settings
from clarity.session import Request, Session


def offered(text: str, instead: str, inflect: str = "none") -> list[tuple[str, ...]]:
    """Return what a rule with some entries suggests for each of its findings in a text."""
    rule = make_rule("phrases", f"inflect: {inflect}\ninstead: {{{instead}}}", message="{instead}")
    return [finding.suggestions for finding in find(text, rule)]


def _shipped(name: str, id: str) -> Rule:
    lexicon = rulebook.load_lexicon(name)
    return next(rule for rule in rulebook.load(name, lexicon, KINDS) if rule.id == f"{name}/{id}")


def _checked(language: str, text: str, rule: Rule) -> tuple[Finding, ...]:
    """Return what a rule finds in a text, with the shipped lexicon."""
    lexicon = rulebook.load_lexicon(language)
    prose = reading.read(parsing.parse(text, "a.txt", "text"), language, lambda _: lexicon)
    assert not isinstance(prose, reading.Unread)
    return compile_rules([rule], lexicon).check(prose, {})


def test_clause_that_opens_a_sentence_needs_its_comma() -> None:
    for language, text, suggestions in (
        ("nb", "Ved spørsmål kan du ringe.", ()),
        ("nb", "Ved spørsmål, ring oss.", ("Hvis du har spørsmål",)),
        ("nb", "Ring oss ved spørsmål om saken.", ("hvis du har spørsmål",)),
        ("nn", "Ved spørsmål kan du ringje.", ()),
        ("nn", "Ved spørsmål, ring oss.", ("Viss du har spørsmål",)),
    ):
        (finding,) = _checked(language, text, _shipped(language, "nominal-conditions"))
        assert finding.suggestions == suggestions


def test_form_that_can_be_two_is_left_to_the_writer() -> None:
    rule = _shipped("nn", "formal-words")
    for text, suggestions in (
        ("Barnet må vere her eller stundom opphalde seg i Noreg.", ()),
        ("Barnet har ikkje opphalde seg i Noreg.", ("vore",)),
        ("Det er fint å ikkje opphalde seg der.", ("vere",)),
    ):
        (finding,) = _checked("nn", text, rule)
        assert finding.suggestions == suggestions


@pytest.mark.parametrize(
    ("text", "instead", "suggestions"),
    [
        # the same word twice
        ("Vi spør om vedrørende saken.", "vedrørende: om", ()),
        ("Vi spør vedrørende saken.", "vedrørende: om", ("om",)),
        ("Du må sende for å å søke.", "sende: å få", ()),
        # a preposition before a preposition, or with nothing after it
        ("Du kan klage til innen mai.", "innen: før", ("før",)),
        ("Vedtaket kan påklages innen mai.", "påklages: klages på", ()),
        ("Her er vedtaket du kan påklage.", "påklage: klage på", ()),
        ("Du kan påklage vedtaket.", "påklage: klage på", ("klage på",)),
        # an article or a determiner before another
        ("Vi fikk en henvendelse.", "henvendelse: et brev", ()),
        ("Vi fikk din henvendelse.", "henvendelse: et brev", ()),
        ("Vi fikk henvendelse fra deg.", "henvendelse: et brev", ("et brev",)),
        # what comes between a verb and its particle
        ("Vi fremlegger ikke planen.", "fremlegger: legger fram", ()),
        ("Nå fremlegger vi planen.", "fremlegger: legger fram", ()),
        ("Vi fremlegger planen.", "fremlegger: legger fram", ("legger fram",)),
        # a pronoun that can only be the subject, and one with reflexives of its own
        ("Vi hjelper brukeren med brukeren.", "med brukeren: med du", ("med du",)),
        ("Brevet kom fra brukeren.", "brukeren: du", ()),
        ("Her må brukeren søke.", "brukeren: du", ("du",)),
        ("Når man har mistet nøkkelen sin.", "man: du", ()),
        ("Når man har mistet en nøkkel.", "man: du", ("du",)),
        # parts of a compound, and pairs
        ("Skriv ytelse/støtte her.", "ytelse: stønad", ()),
        # «og» beside another
        ("Ta med pass og penn samt papir.", "samt: og", ()),
        ("Ta med penn samt papir.", "samt: og", ("og",)),
    ],
)
def test_the_words_around_decide(text: str, instead: str, suggestions: tuple[str, ...]) -> None:
    assert offered(text, instead) == [suggestions]


def test_a_space_alone_may_be_new_beside_a_hyphen() -> None:
    rule = make_rule("patterns", "patterns: [{match: '(\\d+)\\.(mai)', instead: '{1}. {2}'}]")
    assert find("Vi feirer 17.mai-fest.", rule)[0].suggestions == ("17. mai",)


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("Vi sendte et brev i mai.", ()),
        ("Vi sendte brev i mai.", ("melding",)),
        ("Brevet kom i mai.", ("Meldingen",)),
        ("Dette brevet kom i mai.", ()),
        ("Brevene kom i mai.", ("Meldingene",)),
    ],
)
def test_a_noun_of_another_gender_does_not_follow_an_article(
    text: str, suggestions: tuple[str, ...]
) -> None:
    rule = make_rule("phrases", "inflect: noun\ninstead: {brev: melding}")
    (finding,) = _checked("nb", text, rule)
    assert finding.suggestions == suggestions


def test_what_stands_between_is_kept_or_the_suggestion_is_not_made() -> None:
    entry = "foreta ... vurdering av: vurdere"
    assert offered("Vi foretar en vurdering av saken.", entry, "verb") == [("vurderer",)]
    assert offered("Vi foretar ikke vurdering av saken.", entry, "verb") == [("vurderer ikke",)]
    assert offered("Vi foretar ingen vurdering av saken.", entry, "verb") == [()]
    assert offered("Vi foretar en ny vurdering av saken.", entry, "verb") == [()]
    entry = "foreta en|ny|grundig vurdering av: vurdere"
    assert offered("Vi foretar en vurdering av saken.", entry, "verb") == [("vurderer",)]
    assert offered("Vi foretar ny vurdering av saken.", entry, "verb") == [()]


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("Du har mulighet til å klage.", ("kan",)),
        ("Du *har mulighet til å* klage.", ("kan",)),
        ("Du har mulighet\ntil å klage.", ("kan",)),
        ("Du har [mulighet til å klage](https://eksempel.no).", ()),
        ("Du har *mulighet* til å klage.", ()),
        ("Du **har mulighet** til å klage.", ()),
    ],
)
def test_no_markup_is_cut(text: str, suggestions: tuple[str, ...]) -> None:
    rule = make_rule("phrases", "instead: {har mulighet til å: kan}")
    (finding,) = find(text, rule)
    assert finding.suggestions == suggestions


def test_a_heading_gets_no_full_stop() -> None:
    rule = make_rule("patterns", "patterns: [{match: '(\\p{Latin}+ nå)!', instead: '{1}.'}]")
    heading, paragraph = find("# Svar nå!\n\nSvar nå!", rule)
    assert (heading.suggestions, paragraph.suggestions) == ((), ("Svar nå.",))


def test_an_entry_may_fit_only_beside_some_words() -> None:
    entry = "innvilget: {use: godkjent, name: gi, fits_before: [søknaden]}"
    assert offered("Vi har innvilget søknaden.", entry) == [("godkjent",)]
    assert offered("Vi har innvilget stønad.", entry) == [()]
    entry = "invalid: {use: ufør, fits_after: [en]}"
    assert offered("Hun er en invalid. Han er invalid.", entry) == [("ufør",), ()]


def test_where_nothing_fits_the_message_names_words_and_offers_none() -> None:
    rule = make_rule(
        "phrases",
        "instead: {hjemmel: {name: [regel, lov]}, påkrevd: nødvendig}",
        message="«{found}» er tungt. Skriv heller {instead}.",
    )
    named, offering = find("Det finnes en hjemmel. Det er påkrevd.", rule)
    assert named.suggestions == ()
    assert named.message == (
        "«hjemmel» er tungt. "
        "Kanskje setningen kan skrives om, for eksempel med «regel» eller «lov»."
    )
    assert offering.message == "«påkrevd» er tungt. Skriv heller «nødvendig»."


def test_the_clause_keeps_its_finite_verb() -> None:
    session = Session(Request(language="nb"))
    text = "Kontoret er stengt i dag. Du har ikke mulighet til å endre søknaden etter fristen."
    report = session.check_bytes(text.encode(), "a.md")
    assert isinstance(report, Report)
    (finding,) = [f for f in report.findings if f.rule == "nb/light-verb-phrases"]
    assert finding.suggestions == ("kan ikke",)


def test_a_particle_does_not_come_between_a_participle_and_its_noun() -> None:
    session = Session(Request(language="nb"))
    text = "Nylig ferdigstilte boliger blir solgt. Klubben igangsatte arbeidet i fjor."
    report = session.check_bytes(text.encode(), "a.md")
    assert isinstance(report, Report)
    found = [f.suggestions for f in report.findings if f.rule == "nb/bureaucratic-words"]
    assert found == [(), ("satte i gang",)]


def test_a_participle_that_begins_a_sentence_is_no_command() -> None:
    text = "Avsänd post kan inte stoppas."
    report = Session(Request(language="sv", strict=True)).check_bytes(text.encode(), "a.md")
    assert isinstance(report, Report)
    found = [f.suggestions for f in report.findings if f.text == "Avsänd"]
    assert found == [("Skickad",)]


@pytest.mark.parametrize(
    ("language", "text", "suggestions"),
    [
        ("sv", "I maj utbetalar kommunen bidraget.", ()),
        ("sv", "Kommunen utbetalar bidraget i maj.", ("betalar ut",)),
        ("nb", "I fjor igangsatte klubben arbeidet.", ()),
        ("nb", "Klubben igangsatte arbeidet i fjor.", ("satte i gang",)),
    ],
)
def test_a_subject_does_not_come_after_a_particle(
    language: str, text: str, suggestions: tuple[str, ...]
) -> None:
    report = Session(Request(language=language, strict=True)).check_bytes(text.encode(), "a.md")
    assert isinstance(report, Report)
    found = [f.suggestions for f in report.findings if f.text in ("utbetalar", "igangsatte")]
    assert found == [suggestions]


@pytest.mark.parametrize(
    ("language", "rule", "text", "suggestions"),
    [
        ("nb", "bureaucratic-words", "Hensett til at saken er gammel, får du svar nå.", ()),
        ("nb", "in-relation-to", "Har du spørsmål i forhold til søknaden?", ()),
        ("nb", "double-negation", "Det er ikke uvanlig å vente.", ()),
        ("nn", "bokmal-forms", "Vi skriv til dere i mai.", ()),
        ("sv", "formal-words", "Vi har läst er skrivelse.", ()),
        ("sv", "formal-words", "Det gäller det belopp som anges i lagen.", ("står",)),
        ("sv", "labels", "Han är funktionshindrad.", ()),
    ],
)
def test_shipped_entries_offer_only_what_fits(
    language: str, rule: str, text: str, suggestions: tuple[str, ...]
) -> None:
    findings = _checked(language, text, _shipped(language, rule))
    assert [f.suggestions for f in findings if f.suggestions] == ([suggestions] * bool(suggestions))


def test_a_message_quotes_forms_of_the_text() -> None:
    text = "Saka blir avgjord i mai. Ho blir send til deg. Ho vart trykt i juni."
    (finding,) = _checked("nn", text, _shipped("nn", "inconsistent-bli-verte"))
    assert finding.suggestions == ("blei",)
    assert "«vart» og «blir»" in finding.message


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Vi bruker modifiserte nettlesere og programmer.", "endrede"),
        ("Vi modifiserte opplysningene i går.", "endret"),
    ],
)
def test_a_participle_before_its_noun_agrees_with_it(text: str, suggestion: str) -> None:
    session = Session(Request(scored=False))
    settings = Settings(language="nb").strictly()
    report = session.check_bytes(text.encode(), "a.txt", settings)
    assert isinstance(report, Report)
    (found,) = (one for one in report.findings if one.rule == "nb/foreign-words")
    assert found.suggestions == (suggestion,)
