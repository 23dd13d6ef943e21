"""What is said once: the same thing found again, and bokmål in one stretch of a nynorsk text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator
from msgspec.structs import replace

from checking import find, make_rule
from clarity.checks.repeats import fold, places, unfold
from clarity.model import Category, Finding, Report, Span
from clarity.reports import Options
from clarity.run.report_data import from_data, to_data
from clarity.session import Request, Session
from report_builder import finding, render, report

ROOT = Path(__file__).parents[1]
REPORT_SCHEMA = ROOT / "clarity" / "reports" / "report.schema.json"
SARIF_SCHEMA = ROOT / "tests" / "schemas" / "sarif-2.1.0.json"

ASK = make_rule("phrases", "{inflect: verb, instead: {anmode om: be om}}", name="ask")
SHORT = make_rule("phrases", "find: [her]", name="short")

NYNORSK = """# Søknad om tilskot

Kommunen tek imot søknader om tilskot til idrett. Vi svarar deg innan fire veker, og du får brevet
i posten. Laget ditt må ha styre og vedtekter, og det må vere registrert i Frivilligregisteret.

{middle}

Styret i laget avgjer kven som får pengane. Dei møtest kvar månad og skriv referat som medlemene kan
lese. Vi legg ut ei liste over kva lag som har fått støtte, og kor mykje kvart lag har fått. Ta
gjerne kontakt med oss om du lurer på noko, så hjelper vi deg med søknaden.
"""
BOKMAAL = (
    "Dette avsnittet er skrevet på bokmål av en som ikke har lest resten av siden. Hun skriver at "
    "du må sende søknaden før fristen, og at dere ikke får noe hvis den kommer for sent. Jeg vet "
    "ikke hvorfor hun gjør det."
)


def judged(text: str, name: str = "side.md", language: str | None = None) -> Report:
    made = Session(Request(language=language)).check_bytes(text.encode(), name)
    assert isinstance(made, Report)
    return made


def nynorsk(middle: str, language: str | None = None) -> list[Finding]:
    """Return what is said of bokmål, or in bokmål, of a text in nynorsk with a paragraph put in."""
    text = NYNORSK.format(middle=middle)
    found = judged(text, language=language).findings
    return [one for one in found if "bokmal" in one.rule or one.rule.startswith("nb/")]


PLACE = finding("Her.", "Her")
FINDINGS = st.lists(
    st.builds(
        lambda start, length, rule, text, entry: replace(
            PLACE,
            advice=replace(PLACE.advice, id=f"nb/{rule}"),
            span=Span(start, start + length),
            text=text,
            entry=entry,
            fingerprint=f"{start} {length} {rule}",
        ),
        st.integers(0, 40),
        st.integers(1, 3),
        st.sampled_from("ab"),
        st.sampled_from(("her", "Her", "her  og\nder", "der")),
        st.sampled_from(("", "", "x", "y")),
    ),
    unique_by=lambda one: (one.span, one.rule),
).map(lambda found: tuple(sorted(found, key=lambda one: (one.span, one.rule))))


@given(FINDINGS)
def test_no_place_is_lost_and_none_moved(found: tuple[Finding, ...]) -> None:
    told = fold(found)
    assert unfold(told) == places(told) == found
    assert fold(told) == told
    assert list(told) == sorted(told, key=lambda one: (one.span, one.rule))
    for one in told:
        assert list(one.repeats) == sorted(one.repeats, key=lambda other: other.span)
        assert all(other.rule == one.rule and one.span < other.span for other in one.repeats)


@given(FINDINGS)
def test_nothing_is_said_twice(found: tuple[Finding, ...]) -> None:
    said = [(one.rule, one.entry or one.text.lower().split()) for one in fold(found)]
    assert all(said.count(thing) == 1 for thing in said)


def test_a_phrase_is_the_same_in_every_form_and_each_place_has_its_own_suggestion() -> None:
    text = "Vi anmodet om svar. Vi anmoder om svar.\n\nVi vil ikke anmode om mer enn det."
    (told,) = fold(find(text, ASK))
    assert (told.text, told.suggestions) == ("anmodet om", ("ba om",))
    assert [(one.text, one.suggestions) for one in told.repeats] == [
        ("anmoder om", ("ber om",)),
        ("anmode om", ("be om",)),
    ]


@pytest.mark.parametrize("category", ["format", "address"])
def test_what_a_pattern_of_form_finds_is_the_same_in_all_words(category: Category) -> None:
    rule = make_rule("patterns", "patterns: [{match: '\\w+ Ni'}]", name="ni")
    rule = replace(rule, advice=replace(rule.advice, category=category))
    (told,) = fold(find("Ring om Ni vill. Vi hoppas att Ni svarar.", rule))
    assert (told.text, [one.text for one in told.repeats]) == ("om Ni", ["att Ni"])


def test_what_is_silenced_or_quoted_is_no_repeat() -> None:
    text = (
        "Alt er her.\n\n<!-- clarity: off short -->\n\nOg her.\n\n<!-- clarity: on -->\n\n"
        "Hun sa «jeg er her» til oss. Her også.\n"
    )
    (told,) = fold(find(text, SHORT))
    assert [one.span.start for one in told.repeats] == [text.index("Her også")]


def test_two_long_sentences_are_two_findings() -> None:
    rule = make_rule("measures", "{measure: words, over: sentence, max: 3}", name="long")
    assert len(fold(find("Dette er for langt. Dette er også langt.", rule))) == 2


def test_every_place_counts_in_the_score() -> None:
    start = "# Gebyr\n\nDu må sende skjemaet til oss i god tid. Vi svarer deg innen en uke.\n\n"
    often = judged(start + "Du må erlegge gebyret i mai. " * 6)
    (told,) = (one for one in often.findings if one.text == "erlegge")
    assert often.scorecard
    signals = [signal for principle in often.scorecard.principles for signal in principle.signals]
    spans = (told.span, *(other.span for other in told.repeats))
    assert len(spans) == 6
    assert spans in [signal.spans for signal in signals]


def test_bokmaal_in_neighbouring_sentences_is_one_finding() -> None:
    (told,) = nynorsk("Hvis du lurer, kan du ringe. Vi treng noen opplysninger frå deg.")
    assert told.text == "Hvis du lurer, kan du ringe. Vi treng noen opplysninger"
    assert [(one.rule, one.text, one.suggestions[:1]) for one in told.parts] == [
        ("nn/bokmal-forms", "Hvis", ("Viss",)),
        ("nn/bokmal-forms", "noen", ()),
        ("nn/bokmal-endings", "opplysninger", ("opplysningar",)),
    ]
    assert "3 ord" in told.message
    assert "noen, " in told.message and "opplysninger (opplysningar)" in told.message


def test_a_bokmaal_word_alone_is_marked_alone() -> None:
    told = nynorsk("Du får ikke svar. Vi ventar på deg. Vi svarar i mai. Hugs fristen hver gong.")
    assert [(one.text, one.parts) for one in told] == [("ikke", ()), ("hver", ())]


def test_one_way_of_writing_is_one_thing_whatever_the_figures() -> None:
    text = (
        "Prisen går opp med 5% i år. Leien går opp med 12% til neste år, og du kan søke om støtte."
    )
    rule = replace(
        make_rule("patterns", "patterns: [{match: '[0-9]+%'}]"),
        advice=replace(make_rule("patterns", "{}").advice, category="format"),
    )
    (told,) = fold(find(text, rule))
    assert [one.text for one in told.repeats] == ["12%"]


@pytest.mark.parametrize("language", [None, "nn"])
def test_a_bokmaal_paragraph_is_one_finding_of_nynorsk(language: str | None) -> None:
    (told,) = nynorsk(BOKMAAL, language)
    assert told.rule == "nn/bokmal-forms"
    assert {"ikke", "hvis", "Jeg"} <= {one.text for one in told.parts}


def test_a_text_in_both_languages_is_read_in_both() -> None:
    told = nynorsk("\n\n".join([BOKMAAL, BOKMAAL.replace("fristen", "utløpet av fristen")] * 2))
    assert not any(one.parts for one in told)


def test_what_a_comment_silences_is_not_told_of_a_bokmaal_paragraph() -> None:
    silence = "<!-- clarity: off bokmal-forms bokmal-endings -->\n\n{}\n\n<!-- clarity: on -->"
    assert not any(one.rule.startswith("nn/") for one in nynorsk(silence.format(BOKMAAL)))


def written() -> Report:
    """Make a report with a finding of seven more places, and one of a stretch."""
    source = "Vi må erlegge det.\n" * 8
    first, *rest = (
        replace(
            finding(source, "erlegge", suggestions=["betale"]),
            span=Span(19 * n + 6, 19 * n + 13),
            fingerprint=f"print-{n}",
        )
        for n in range(8)
    )
    stretch = replace(finding(source, "Vi må erlegge det.\nVi", found="Vi … Vi"), parts=(rest[0],))
    return report(source, [stretch, replace(first, repeats=tuple(rest))])


def in_format(name: str, **options: object) -> str:
    return "".join(render(name, [written()], Options(**options)))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["terminal", "markdown", "github", "sarif"])
def test_people_are_told_how_often_and_where(name: str) -> None:
    assert "og 7 steder til: linje 2, 3, 4, 5, 6 …" in " ".join(in_format(name).split())


@pytest.mark.parametrize("name", ["terminal", "markdown", "github"])
def test_totals_count_findings_once_and_their_places_beside(name: str) -> None:
    written = " ".join(in_format(name).split())
    assert "2 bør endres, 0 forslag. Det samme står 7 steder til." in written


def test_json_has_every_place_with_its_text_and_suggestions() -> None:
    data = json.loads(in_format("json", version="1"))
    Draft202012Validator(json.loads(REPORT_SCHEMA.read_text("utf-8"))).validate(data)
    stretch, told = data["files"][0]["findings"]
    assert [part["fingerprint"] for part in stretch["parts"]] == ["print-1"]
    assert [other["start"]["line"] for other in told["repeats"]] == [2, 3, 4, 5, 6, 7, 8]
    assert all(other["suggestions"] == ["betale"] for other in told["repeats"])
    assert data["summary"]["findings"]["warning"] == 2
    assert data["summary"]["repeats"] == 7


def test_sarif_relates_the_other_places() -> None:
    log = json.loads(in_format("sarif", version="1"))
    Draft4Validator(json.loads(SARIF_SCHEMA.read_text("utf-8"))).validate(log)
    stretch, told = log["runs"][0]["results"]
    assert len(stretch["relatedLocations"]) == 1
    lines = [one["physicalLocation"]["region"]["startLine"] for one in told["relatedLocations"]]
    assert lines == [2, 3, 4, 5, 6, 7, 8]


def test_an_editor_marks_every_place() -> None:
    (alerts,) = json.loads(in_format("vale-json")).values()
    assert len(alerts) == 9


def test_what_is_kept_has_every_place() -> None:
    made = written()
    kept = from_data(json.loads(json.dumps(to_data(made))), made.path, made.source)
    assert kept.findings == made.findings
