"""What a writer sees of a score: what is counted, what is not assessed, what to mend first."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from clarity.measures import readability
from clarity.model import Finding, Scorecard, Severity, Strength
from clarity.parsing.languages import languages
from clarity.scoring.scorecard import score
from prose_builder import build
from scoring_builder import SHIPPED, Terms, find, finding, judge, lexicon, principle, shipped, value

PLAIN = {
    "nb": (
        "# Slik søker du om barnehageplass\n\n"
        "Du kan søke om plass hele året. Søk på nettsidene våre innen 1 mars. Da får du svar i "
        "april. Trenger du hjelp, kan du ringe oss på 55 55 55 55. Vi hjelper deg gjerne.\n\n"
        "Du må si fra til oss hvis du flytter, fordi vi sender svaret i posten."
    ),
    "nn": (
        "# Slik søkjer du om barnehageplass\n\n"
        "Du kan søkje om plass heile året. Søk på nettsidene våre innan 1 mars. Då får du svar i "
        "april. Treng du hjelp, kan du ringje oss på 55 55 55 55. Vi hjelper deg gjerne.\n\n"
        "Du må seie frå til oss om du flyttar, fordi vi sender svaret i posten."
    ),
    "sv": (
        "# Så söker du förskoleplats\n\n"
        "Du kan söka plats hela året. Ansök på vår webbplats senast den 1 mars. Då får du svar i "
        "april. Behöver du hjälp kan du ringa oss på 08-713 10 00. Vi hjälper dig gärna.\n\n"
        "Du måste säga till oss om du flyttar, eftersom vi skickar svaret med posten."
    ),
}
HEAVY = {
    "nb": (
        "Søknad om tildeling av barnehageplass behandles fortløpende av kommunens "
        "saksbehandlingsavdeling i henhold til gjeldende vedtekter, se barnehageloven, og "
        "søkeren vil bli underrettet om utfallet av behandlingen når denne er sluttført av "
        "forvaltningen. Endringer i bostedsforhold som ikke meddeles kommunen, kan medføre at "
        "søknaden ikke anses gyldig, og at tildelingen av barnehageplassen bortfaller."
    ),
    "nn": (
        "Søknad om tildeling av barnehageplass blir handsama fortløpande av "
        "saksbehandlingsavdelinga i kommunen i samsvar med gjeldande vedtekter, se "
        "barnehagelova, og søkjaren vil bli underretta om utfallet av handsaminga når denne er "
        "sluttført av forvaltninga. Endringar i bustadtilhøve som ikkje blir melde til kommunen, "
        "kan medføre at søknaden ikkje blir rekna som gyldig, og at tildelinga fell bort."
    ),
    "sv": (
        "Ansökan om tilldelning av förskoleplats handläggs fortlöpande av kommunens "
        "handläggningsavdelning i enlighet med gällande bestämmelser, jfr skollagen, och den "
        "sökande kommer att underrättas om utfallet av handläggningen när denna har slutförts av "
        "förvaltningen. Förändringar i bostadsförhållanden som inte meddelas kommunen kan "
        "medföra att ansökan inte anses giltig och att tilldelningen av platsen upphör."
    ),
}


@pytest.mark.parametrize(("guideline", "language"), SHIPPED)
def test_a_plain_text_scores_far_better_than_a_heavy_one(guideline: str, language: str) -> None:
    plain = judge(PLAIN[language], None, language, guideline=guideline)
    heavy = judge(HEAVY[language], None, language, guideline=guideline)
    assert plain.overall is not None
    assert heavy.overall is not None
    assert plain.overall > 75
    assert heavy.overall < plain.overall - 30


@pytest.mark.parametrize("language", languages())
def test_a_plain_text_is_better_in_what_concerns_its_reader(language: str) -> None:
    plain, heavy = judge(PLAIN[language], None, language), judge(HEAVY[language], None, language)
    for name in ("direct", "simple", "user-oriented", "personal", "open"):
        assert principle(plain, name) > principle(heavy, name)


def test_a_guideline_gives_no_score_in_a_language_it_is_not_for() -> None:
    card = judge(PLAIN["nn"], None, "nn", guideline="myndighet")
    assert card.overall is None
    assert card.principles == ()
    assert card.reason == "Retningslinja «Klarspråk för svenska myndigheter» er berre for svensk."


def test_a_plan_is_not_blamed_for_lacking_du() -> None:
    plan = "Avdelingen skal lage en plan for bemanning. Lederne setter av midler til dette. " * 4
    for guideline in ("helsenorge", "klarsprak"):
        card = judge(plan, channel="internal", guideline=guideline)
        asked = {signal.id for outcome in card.principles for signal in outcome.signals}
        assert asked.isdisjoint({"address", "reader-first", "reader-at-once"})
        assert card.overall is not None
    direct = next(p for p in judge(plan, channel="internal").principles if p.id == "direct")
    assert direct.score is None


@pytest.mark.parametrize(
    ("language", "band"),
    [("nb", "tungt for leseren"), ("nn", "tungt for lesaren"), ("sv", "tungt för läsaren")],
)
def test_the_card_speaks_the_language_of_the_text(language: str, band: str) -> None:
    card = judge(HEAVY[language], None, language)
    assert card.band == band
    assert "24495-1" in card.caveat
    assert card.principles[-1].name in ("Direkte", "Direkt")


@pytest.mark.parametrize("text", ["", "# Hei", "Du får plass. Ring oss.", "- en\n\n- to"])
def test_a_scrap_has_no_score_and_says_why(text: str) -> None:
    card = judge(text)
    assert card.overall is None
    assert card.band == ""
    assert "30 ord" in card.reason
    assert card.gains == ()


def test_a_text_of_headings_alone_is_not_judged_as_prose() -> None:
    card = judge("\n\n".join(["# Slik søker du om plass i barnehage"] * 6))
    scored = {outcome.id: outcome.score for outcome in card.principles}
    assert scored["simple"] is None


def test_what_needs_grammar_is_not_assessed_and_lowers_the_coverage() -> None:
    card = judge(PLAIN["nb"])
    personal = next(p for p in card.principles if p.id == "personal")
    passive = next(s for s in personal.signals if s.id == "passive")
    assert passive.score is None
    assert passive.points_lost == 0
    assert personal.coverage == pytest.approx((0.45 + 0.15) / (0.45 + 0.3 + 0.15))


UNSIGNED = (
    "Skjemaet ligger på nettsidene. Det er lett å finne fram, og det tar ti minutter å fylle ut. "
    "Alle felt med stjerne er nødvendige. Etter tre uker kommer svaret i posten, og da kan plassen "
    "tas i bruk med en gang. Svaret gjelder i ett år."
)


def _with_passives(share: float, channel: str = "web") -> Scorecard:
    """Score a text in which no sender shows, so that how it calls itself cannot be assessed."""
    prose = build(UNSIGNED)
    measures = {**readability.measure(prose, lexicon("nb")), "passive_share": share}
    return score(prose, [], measures, shipped("helsenorge", "nb", channel), lexicon("nb"))


def test_half_of_a_principle_is_enough_and_weighs_half() -> None:
    active, passive = _with_passives(0), _with_passives(1)
    before, after = (
        next(p for p in card.principles if p.id == "personal") for card in (active, passive)
    )
    assert before.coverage == after.coverage == 0.5
    assert before.score is not None
    assert after.score is not None
    weights = {p.id: p.weight for p in shipped("helsenorge", "nb").principles}
    scored = [(p, p.score) for p in passive.principles if p.score is not None]
    heard = sum(weights[p.id] * p.coverage for p, _ in scored)
    overall = sum(weights[p.id] * p.coverage * points for p, points in scored) / heard
    assert passive.overall == pytest.approx(overall)
    assert active.overall is not None
    assert active.overall > overall


def test_what_little_can_be_told_of_technical_texts_does_not_stand_for_a_principle() -> None:
    card = _with_passives(0, "technical")
    silent = {p.id for p in card.principles if p.score is None}
    assert {"personal", "pleasant", "direct"} <= silent
    assert card.overall is not None


def test_what_a_grammar_measures_is_assessed() -> None:
    prose = build(PLAIN["nb"])
    measures = {**readability.measure(prose, lexicon("nb")), "passive_share": 0.25}
    card = score(prose, [], measures, shipped("helsenorge", "nb"), lexicon("nb"))
    passive = next(s for p in card.principles for s in p.signals if s.id == "passive")
    assert passive.score == 0


def test_confidence_follows_the_length_and_the_score_does_not() -> None:
    text = PLAIN["nb"]
    cards = [judge("\n\n".join([text] * times)) for times in (1, 3, 6)]
    assert [card.confidence for card in cards] == ["low", "medium", "high"]
    assert cards[0].overall == pytest.approx(cards[2].overall)


def test_a_text_message_is_judged_kindly() -> None:
    card = judge(
        "Hei! Du har time hos oss tirsdag 12. mai klokka 10. Møt opp ti minutter før, så vi får "
        "tatt blodprøve. Ring oss på 55 55 55 55 hvis du ikke kan komme. Hilsen Nordby legesenter",
        channel="sms",
    )
    assert card.overall is not None
    assert card.overall > 75
    assert card.confidence == "low"


TERMS: Terms = {
    "i henhold til": ("compound-prepositions", ("etter",)),
    "fortløpende": ("bureaucratic-words", ("etter hvert",)),
    "søkeren": ("third-person-reader", ("du",)),
    "underrettet": ("bureaucratic-words", ("varslet",)),
}


def test_heavy_words_show_their_places_and_rules_in_the_gain() -> None:
    text = HEAVY["nb"]
    card = judge(text, TERMS)
    (gain,) = (gain for gain in card.gains if gain.label == "Bytt ut tunge ord og uttrykk")
    assert [text[span.start : span.end] for span in gain.spans] == [
        "fortløpende",
        "i henhold til",
        "underrettet",
    ]
    assert gain.rules == ("nb/bureaucratic-words", "nb/compound-prepositions")


def test_a_gain_sums_a_signal_over_the_principles_that_share_it() -> None:
    card = judge(HEAVY["nb"])
    weights = {p.id: p.weight for p in shipped("helsenorge", "nb").principles}
    scored = sum(weights[p.id] * p.coverage for p in card.principles if p.score is not None)
    lost = sum(
        signal.points_lost * weights[outcome.id] * outcome.coverage / scored
        for outcome in card.principles
        for signal in outcome.signals
        if signal.id == "lix"
    )
    (gain,) = (g for g in card.gains if g.label.startswith("Del opp de tyngste setningene"))
    assert gain.points == pytest.approx(lost)


def test_long_sentences_are_the_places_of_their_signal() -> None:
    text = f"{HEAVY['nb']} {PLAIN['nb'].splitlines()[2]}"
    card = judge(text)
    signal = next(s for p in card.principles for s in p.signals if s.id == "long-sentences")
    shown = [text[span.start : span.end] for span in signal.spans]
    (sentence,) = shown
    assert sentence.startswith("Søknad om tildeling")
    assert sentence.endswith("sluttført av forvaltningen.")


def test_signals_show_the_text_as_it_is() -> None:
    terms: Terms = {
        "fortløpende": ("bureaucratic-words", ("nå",)),
        "søkeren": ("third-person-reader", ("du",)),
    }
    text = "Vi svarer søkeren fortløpende. " * 12
    card = judge(text, terms)
    assert value(card, "lix") == pytest.approx(4 + 100 / 2)
    assert value(card, "sentence-length") == 4
    assert value(card, "address") == 0


def test_a_measure_has_the_same_value_in_the_scorecard() -> None:
    prose = build(HEAVY["nb"])
    found = find(prose, {"herved": ("archaic-words", ("med dette brevet",))})
    measures = readability.measure(prose, lexicon("nb"))
    card = score(prose, found, measures, shipped("helsenorge", "nb"), lexicon("nb"))
    assert value(card, "lix") == measures["lix"]
    assert value(card, "structure") == measures["blocks_per_250"]
    assert value(card, "address") == measures["reader_share"]


def test_an_opening_that_comes_late_counts_for_less_the_later_it_comes() -> None:
    def nearness(before: int) -> float | None:
        return value(judge("Barnet får plass. " * before + "Du kan ringe. " * 20), "action-at-once")

    assert nearness(12) == 1
    assert nearness(18) == pytest.approx(2 - (18 * 3 + 2) / 40)
    assert nearness(30) == 0


@pytest.mark.parametrize(
    ("severity", "strength", "is_capped"),
    [
        ("error", "law", True),
        ("error", "authority", True),
        ("error", "agency", False),
        ("warning", "law", False),
    ],
)
def test_a_breach_of_a_binding_rule_caps_the_score(
    severity: Severity, strength: Strength, is_capped: bool
) -> None:
    card = _with_breaches(1, severity, strength)
    assert (card.overall == 60) is is_capped
    assert bool(card.reason) is is_capped
    if is_capped:
        assert card.gains[0].label == "Rett bruddene på bindende regler først"
        assert sum(gain.points for gain in card.gains) == pytest.approx(40)


def test_one_breach_in_a_long_text_hardly_caps_it() -> None:
    once, rarely = _with_breaches(1, "error", "law"), _with_breaches(20, "error", "law")
    assert once.overall == 60
    assert rarely.overall is not None
    assert rarely.overall > 75


def _with_breaches(times: int, severity: Severity, strength: Strength) -> Scorecard:
    prose = build("\n\n".join([PLAIN["nb"]] * times))
    breach: Finding = finding(
        prose, "Trenger du", "binding", (), severity=severity, strength=strength
    )
    measures = readability.measure(prose, lexicon("nb"))
    return score(prose, [breach], measures, shipped("helsenorge", "nb"), lexicon("nb"))


def test_findings_once_a_text_count_by_how_many_different_there_are() -> None:
    terms: Terms = {
        "pbh": ("abbreviation-unexplained", ()),
        "ksf": ("abbreviation-unexplained", ()),
    }
    assert value(judge(f"{PLAIN['nb']} PBH, PBH og KSF svarer.", terms), "consistency") == 2


def test_another_language_in_the_text_is_a_lapse_with_its_place() -> None:
    prose = build(f"{PLAIN['nb']}\n\n{PLAIN['nn']}")
    half = len(prose.passages) // 2
    other = tuple(replace(passage, language="nn") for passage in prose.passages[half:])
    mixed = replace(prose, passages=(*prose.passages[:half], *other))
    card = score(
        mixed,
        [],
        readability.measure(mixed, lexicon("nb")),
        shipped("helsenorge", "nb"),
        lexicon("nb"),
    )
    signal = next(s for p in card.principles for s in p.signals if s.id == "one-language")
    assert signal.score == 0
    assert signal.spans[0].start >= len(PLAIN["nb"])


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        ("Skriv til post@nordby.no.", 1),
        ("Vi har telefon 800 30 300.", 1),
        ("Ta kontakt.", 1),
        ("Boligen har 22 rom og 3 bad.", 0),
        ("Svar innen 20250430.", 0),
    ],
)
def test_a_place_to_turn_to_is_seen(ending: str, expected: float) -> None:
    text = "Barnet får plass i barnehagen. " * 6
    assert value(judge(text + ending), "contact") == expected


def test_a_demand_with_a_reason_beside_it_is_explained() -> None:
    filler = "Barnet får plass i barnehagen. " * 6
    explained = f"{filler} Du må svare oss. Grunnen er at flere venter."
    assert value(judge(explained), "reasons") == 1
    assert value(judge(f"{filler} Du må svare oss."), "reasons") == 0
    apart = f"{filler} Legg ved papirene. Uten dem kan vi ikke behandle søknaden."
    assert value(judge(apart), "reasons") == 1
    assert value(judge(filler), "reasons") is None


def test_a_sender_called_by_its_name_is_seen_and_a_place_is_not() -> None:
    filler = "Barnet får plass i barnehagen. " * 6
    assert value(judge(f"{filler} Kommunen svarer, og vi hjelper."), "own-voice") == 0.5
    assert value(judge(f"{filler} Alle i kommunen får svar, og vi hjelper."), "own-voice") == 1


def test_letters_want_a_greeting_and_web_pages_do_not() -> None:
    card = judge(PLAIN["nb"], channel="letter")
    ids = {s.id for p in card.principles for s in p.signals}
    assert {"greeting", "named-contact"} <= ids
    assert not {"greeting", "named-contact"} & {
        s.id for p in judge(PLAIN["nb"]).principles for s in p.signals
    }


def test_one_finding_costs_a_short_text_little_more_than_a_long_one() -> None:
    def cost(times: int) -> float:
        text = f"{PLAIN['nb']}\n\nVi svarer fortløpende."
        filler = "\n\n".join(f"Rommet har nummer{chr(97 + n) * 5} på døra." for n in range(times))
        with_it, without = (judge(f"{text}\n\n{filler}", terms) for terms in (TERMS, {}))
        assert with_it.overall is not None
        assert without.overall is not None
        return without.overall - with_it.overall

    assert 0 < cost(0) < 4 * cost(60)
