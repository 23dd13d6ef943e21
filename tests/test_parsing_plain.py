"""Plain text: paragraphs, wrapped lines, headings and lists without markup."""

from __future__ import annotations

import pytest

from clarity.model import OPAQUE, Document
from clarity.parsing import parse


def read(source: str) -> Document:
    return parse(source, "brev.txt", "text")


def texts(source: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text.replace(OPAQUE, "▮")) for block in read(source).blocks]


WRAPPED = """\
Svar på søknaden din

Vi har behandlet søknaden din om støtte til ny
bolig, og vi har kommet til at du har rett til
støtte fra 1. mai. Du får pengene utbetalt hver
måned.

Slik klager du

Du må klage innen tre uker. Skriv til oss på
post@eksempel.no.
"""


def test_wrapped_lines_are_joined_and_short_lines_alone_are_headings() -> None:
    document = read(WRAPPED)
    assert [(b.kind, b.level, b.text.replace(OPAQUE, "▮")) for b in document.blocks] == [
        ("heading", 1, "Svar på søknaden din"),
        (
            "paragraph",
            0,
            "Vi har behandlet søknaden din om støtte til ny bolig, og vi har kommet til at du har "
            "rett til støtte fra 1. mai. Du får pengene utbetalt hver måned.",
        ),
        ("heading", 2, "Slik klager du"),
        ("paragraph", 0, "Du må klage innen tre uker. Skriv til oss på ▮."),
    ]
    start = document.blocks[1].text.index("måned.")
    span = document.blocks[1].span(start, start + 5)
    assert document.source[span.start : span.end] == "måned"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Vi behandlar din ansö-\nkan om hjälp nu.", "Vi behandlar din ansökan om hjälp nu."),
        ("Du kan jobba dag-\noch nattetid hos oss.", "Du kan jobba dag- och nattetid hos oss."),
        ("Send det på e-\npost til oss i dag.", "Send det på e-post til oss i dag."),
        ("Vårt gamle IT-\nsystem er nede i dag.", "Vårt gamle IT-system er nede i dag."),
        ("Strategi for åra 2019-\n2022 i kommunen.", "Strategi for åra 2019-2022 i kommunen."),
        ("Reisa Oslo-\nBergen tek sju timar no.", "Reisa Oslo-Bergen tek sju timar no."),
        ("Det er kaldt -\nsvært kaldt i dag.", "Det er kaldt - svært kaldt i dag."),
    ],
)
def test_hyphens_at_line_ends(source: str, expected: str) -> None:
    assert [text for _, text in texts(source)] == [expected]


def test_a_broken_word_covers_both_of_its_parts() -> None:
    source = "Vi behandlar din ansö-\nkan om hjälp."
    document = read(source)
    (block,) = document.blocks
    start = block.text.index("ansökan")
    span = block.span(start, start + len("ansökan"))
    assert source[span.start : span.end] == "ansö-\nkan"


def test_lines_with_room_left_end_their_paragraph() -> None:
    source = "Hei Kari\nVi har fått brevet ditt, og vi svarer deg så snart som det lar seg gjøre."
    assert [text for _, text in texts(source)] == source.split("\n")


def test_long_unwrapped_lines_are_paragraphs() -> None:
    first = "Dette er et langt avsnitt på én linje. " * 8
    second = "Dette er neste avsnitt, også på én linje. " * 9
    assert [text for _, text in texts(f"{first}\n{second}\n")] == [first.strip(), second.strip()]


def test_lists_and_underlined_headings() -> None:
    source = """\
Rapport
=======

Dette må du ha med:
- pass eller
  førerkort
- to bilder
1. Fyll ut
2) Send inn

Frister
-------
Du må søke før
3. mai 2026, ellers
får du avslag.
"""
    assert [(b.kind, b.level, b.text) for b in read(source).blocks] == [
        ("heading", 1, "Rapport"),
        ("paragraph", 0, "Dette må du ha med:"),
        ("list_item", 1, "pass eller førerkort"),
        ("list_item", 1, "to bilder"),
        ("list_item", 1, "Fyll ut"),
        ("list_item", 1, "Send inn"),
        ("heading", 2, "Frister"),
        ("paragraph", 0, "Du må søke før 3. mai 2026, ellers får du avslag."),
    ]


def test_numbered_headings_have_the_depth_of_their_number() -> None:
    source = "1 Innledning\n\nTekst her.\n\n1.1 Bakgrunn\n\nMer tekst.\n"
    assert [(b.kind, b.level) for b in read(source).blocks] == [
        ("heading", 1),
        ("paragraph", 0),
        ("heading", 2),
        ("paragraph", 0),
    ]


def test_rows_of_short_lines_are_no_headings() -> None:
    assert {kind for kind, _ in texts("Oslo\n\nBergen\n\nTrondheim\n\nHer er teksten.\n")} == {
        "list_item",
        "paragraph",
    }


def test_a_short_sentence_is_no_heading() -> None:
    assert texts("Du får støtte.\n\nVi sender den i mai.\n") == [
        ("paragraph", "Du får støtte."),
        ("paragraph", "Vi sender den i mai."),
    ]


def test_placeholders() -> None:
    assert texts("Hei {{ fornavn }}, du har fått svar.") == [
        ("paragraph", "Hei ▮, du har fått svar.")
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends(ending: str) -> None:
    source = WRAPPED.replace("\n", ending)
    assert [text for _, text in texts(source)] == [text for _, text in texts(WRAPPED)]


def test_contents_labels_and_page_numbers_are_no_headings_and_no_sentences() -> None:
    source = """\
Innhold

1	Bakgrunn	4
2 Hva vi vil ......... 5

Utgitt av:

Kommunen

3

Kontakt:

Tlf.: 55 55 55 55

Bakgrunn

Vi skriver mange brev.
"""
    assert texts(source) == [
        ("heading", "Innhold"),
        ("list_item", "1 Bakgrunn 4"),
        ("list_item", "2 Hva vi vil ......... 5"),
        ("paragraph", "Utgitt av:"),
        ("list_item", "Kommunen"),
        ("paragraph", "Kontakt:"),
        ("paragraph", "Tlf.: 55 55 55 55"),
        ("heading", "Bakgrunn"),
        ("paragraph", "Vi skriver mange brev."),
    ]


def test_what_word_processors_leave_of_anchors_and_images_is_no_prose() -> None:
    source = "[bookmark: _Toc1]Mål\n\nSe bildet [image: a.png] av rådhuset i dag.\n"
    assert texts(source) == [("heading", "Mål"), ("paragraph", "Se bildet ▮ av rådhuset i dag.")]


def test_short_lines_between_long_ones_are_headings() -> None:
    long = (
        "Vi skriver til deg fordi du har søkt om støtte, og fordi vi trenger flere opplysninger. "
        * 2
    )
    assert [kind for kind, _ in texts(f"Bakgrunn\n{long}\nHva skjer nå\n{long}\n")] == [
        "heading",
        "paragraph",
        "heading",
        "paragraph",
    ]


def test_lines_of_names_and_values_are_apart() -> None:
    source = "Utgitt: 12. mai 2024\nSist endret: 14. mai 2024\nAnsvarlig: Kari Nordmann\n\nTekst.\n"
    assert [text for _, text in texts(source)][:3] == source.splitlines()[:3]
