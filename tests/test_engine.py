"""From hits to findings: order, silence, quotation, fingerprints."""

from __future__ import annotations

from msgspec.structs import replace

from checking import find, found, make_rule
from clarity.model import Adjustment, Given

HER = make_rule("phrases", "find: [her]", name="her")
DER = make_rule("phrases", "find: [der]", name="der")


def test_findings_come_in_the_order_of_the_text() -> None:
    assert found("Ikke der, men her. Så der.", HER, DER) == ["der", "her", "der"]


def test_silenced_stretches_are_left_alone() -> None:
    text = (
        "Nå her.\n\n<!-- clarity: off her -->\n\nSå her og der.\n\n<!-- clarity: on -->\n\n"
        "Igjen her.\n\n"
        "<!-- clarity: ignore der -->\n\nEnda mer der.\n\nSist der.\n"
    )
    assert [(f.text, f.span.start) for f in find(text, HER, DER)] == [
        ("her", text.index("her.")),
        ("der", text.index("der.")),
        ("her", text.index("Igjen her") + 6),
        ("der", text.index("Sist der") + 5),
    ]


def test_quotations_and_titles_of_laws_are_not_the_writers_words() -> None:
    assert found("Hun sa «jeg er her» til oss.\n\n> Sitat med her.\n", HER) == []


def test_a_message_is_filled() -> None:
    rule = make_rule("patterns", "patterns: [{match: 'x\\w+x'}]", message="Se {found}!")
    assert [finding.message for finding in find("Her er xenax i dag.", rule)] == ["Se xenax!"]


def test_a_fingerprint_survives_a_move_and_tells_two_apart() -> None:
    first = find("Alt er her nå.", HER)
    moved = find("# Ny overskrift\n\nAlt er her nå.", HER)
    assert first[0].fingerprint == moved[0].fingerprint
    twice = find("Alt er her nå.\n\nAlt er her nå.", HER)
    assert twice[0].fingerprint == first[0].fingerprint != twice[1].fingerprint


def test_a_rule_about_texts_to_a_reader_is_silent_in_others() -> None:
    to_reader = replace(HER, given=Given("reader_share", 0.4, 1.0))
    assert found("Du kan søke her. Fristen er i mai.", to_reader) == ["her"]
    assert found("Kommunen bygger her. Fristen er i mai.", to_reader) == []
    in_letters = Adjustment(anywhere=True).apply(to_reader)
    assert found("Kommunen bygger her. Fristen er i mai.", in_letters) == ["her"]


def test_a_rule_that_is_silent_takes_no_words_from_another() -> None:
    silent = replace(HER, given=Given("reader_share", 0.4, 1.0))
    other = replace(make_rule("phrases", "find: [bygger her]", name="wide"), yields_to=("her",))
    assert found("Kommunen bygger her.", silent, other) == ["bygger her"]


def test_no_suggestion_is_made_across_markup() -> None:
    rule = make_rule("phrases", "instead: {nå her: der}")
    plain, across = "Vi er nå\nher.", "Vi er nå [her](https://eksempel.no)."
    assert [f.suggestions for f in find(plain, rule)] == [("der",)]
    assert [(f.text, f.suggestions) for f in find(across, rule)] == [("nå her", ())]
