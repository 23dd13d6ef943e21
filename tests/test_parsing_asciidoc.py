"""AsciiDoc: what a reader sees of it is prose, and the rest is not."""

from __future__ import annotations

import pytest
from msgspec.structs import astuple

from clarity.model import OPAQUE, Block, Document
from clarity.parsing import format_of, parse
from clarity.parsing.silencing import here, throughout
from growing import grows_evenly


def read(source: str) -> Document:
    assert format_of("side.adoc") == "asciidoc"
    return parse(source, "side.adoc", "asciidoc")


def blocks(source: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in read(source).blocks]


def only(source: str) -> Block:
    (block,) = read(source).blocks
    return block


PAGE = """= Søk om støtte
Kari Nordmann <kari@example.no>
v1.0, 2024-05-14
:toc:
:lang: nb

Du kan søke
om støtte.

== Slik søker du

* Skriv søknaden.
** Bruk skjemaet
her.
* Send den.

. Først
. Så

1. En

Frist:: Den er i mai.
Svar::
  Du får svar.
"""


def test_headings_paragraphs_and_lists() -> None:
    assert read(PAGE).language == "nb"
    assert blocks(PAGE) == [
        ("heading", 1, "Søk om støtte"),
        ("paragraph", 0, "Du kan søke om støtte."),
        ("heading", 2, "Slik søker du"),
        ("list_item", 1, "Skriv søknaden."),
        ("list_item", 2, "Bruk skjemaet her."),
        ("list_item", 1, "Send den."),
        ("list_item", 1, "Først"),
        ("list_item", 1, "Så"),
        ("list_item", 1, "En"),
        ("list_item", 1, "Frist"),
        ("list_item", 1, "Den er i mai."),
        ("list_item", 1, "Svar"),
        ("list_item", 1, "Du får svar."),
    ]


@pytest.mark.parametrize(
    "code",
    [
        "----\nkode her\n----",
        "....\nkode her\n....",
        "++++\n<b>kode her</b>\n++++",
        "```ruby\nkode her\n```",
        "////\nkode her\n////",
        "[source,java]\nkode her",
        "[source]\n--\nkode her\n--",
        "[stem]\n++++\nkode her\n++++",
        " kode her\n  og her",
        "// kode her",
        "include::kode.adoc[]",
        "ifdef::kode[]",
        ":kode: her",
        "toc::[]",
        "'''",
        "<<<",
        "[[kode]]",
        ",===\nkode,her\n,===",
    ],
)
def test_what_is_no_prose_is_passed_by(code: str) -> None:
    assert [text for *_, text in blocks(f"Før.\n\n{code}\n\nEtter.")] == ["Før.", "Etter."]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Det er *viktig* og _nytt_.", "Det er viktig og nytt."),
        (
            "Det er **vik**tig, 2 * 3 * 4 og snake_case_navn.",
            "Det er viktig, 2 * 3 * 4 og snake_case_navn.",
        ),
        ("H~2~O og m^2^ og #merket# og [.lead]#ingress#.", "H2O og m2 og merket og ingress."),
        ("Han sa \"`hei`\" og '`ha det`'.", "Han sa \"hei\" og 'ha det'."),
        (
            "Skriv `kode` og +kode+ og pass:[<u>kode</u>].",
            f"Skriv {OPAQUE} og {OPAQUE} og {OPAQUE}.",
        ),
        ("Fra {navn} til{nbsp}deg.", f"Fra {OPAQUE} til\u00a0deg."),
        ("Skriv \\*stjerner* og \\{navn}.", "Skriv *stjerner* og {navn}."),
        ("Se image:kart.png[Kart] og trykk btn:[OK].", f"Se {OPAQUE} og trykk {OPAQUE}."),
        ("Et ord.footnote:[En note.] Et ((begrep)) til.(((skjult)))", "Et ord. Et begrep til."),
        ("[[anker]]Her er [#id]#noe#.", "Her er noe."),
        ("NOTE: Husk fristen.", "Husk fristen."),
        ("A&nbsp;og&#229;.", "A\u00a0ogå."),
        ("Trykk kbd:[Ctrl+\\]] nå.", f"Trykk {OPAQUE} nå."),
        ("Et ord.footnote:[" + "En lang note. " * 200 + "] Mer.", "Et ord. Mer."),
        ("Et ordfootnote:[Se https://a.no[lenken] her.] til.", "Et ord til."),
        ("Det er _#merket#_ og *_viktig_*, _kbd:[F1]_.", f"Det er merket og viktig, {OPAQUE}."),
        ("Ring +47 22 33 44 55 eller +47 22.", "Ring +47 22 33 44 55 eller +47 22."),
        ("Første linje +\nandre linje.", "Første linje andre linje."),
        ("Krav til std::vector og C++.", "Krav til std::vector og C++."),
    ],
)
def test_inline_markup_is_gone(written: str, read: str) -> None:
    assert only(written).text == read


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("Les https://example.no/a_b_c[hele veilederen^].", "https://example.no/a_b_c"),
        ("Les link:veileder.html[hele veilederen,window=_blank].", "veileder.html"),
        ('Les xref:side.adoc#del["hele veilederen", role=x].', "side.adoc#del"),
        ("Les <<veileder,hele veilederen>>.", "#veileder"),
    ],
)
def test_links_have_their_text_and_their_target(written: str, target: str) -> None:
    block = only(written)
    assert block.text == "Les hele veilederen."
    (mark,) = block.marks
    assert (mark.kind, mark.target) == ("link", target)
    assert block.text[mark.start : mark.end] == "hele veilederen"


def test_emphasis_is_marked_and_breaks_are() -> None:
    block = only("*Viktig:* les _dette_ +\nnå.")
    assert [(mark.kind, block.text[mark.start : mark.end]) for mark in block.marks] == [
        ("strong", "Viktig:"),
        ("emphasis", "dette"),
        ("break", " "),
    ]


def test_quotes_titles_tables_and_images() -> None:
    source = (
        ".Tittel på eksempel\n====\nEt eksempel.\n====\n\n[quote, Kari]\nHun sa det.\n\n"
        "____\nEt sitat.\n____\n\n|===\n|Navn |Alder\n\n|Kari\nNordmann a|12\nl|kode\n|===\n\n"
        "image::kart.png[Kart over byen, 300]\n\nSlutt."
    )
    assert blocks(source) == [
        ("metadata", 0, "Tittel på eksempel"),
        ("paragraph", 0, "Et eksempel."),
        ("quote", 0, "Hun sa det."),
        ("quote", 0, "Et sitat."),
        ("table_cell", 0, "Navn"),
        ("table_cell", 0, "Alder"),
        ("table_cell", 0, "Kari Nordmann"),
        ("table_cell", 0, "12"),
        ("alt", 0, "Kart over byen"),
        ("paragraph", 0, "Slutt."),
    ]
    assert [block.quoted for block in read(source).blocks][2:5] == [True, True, False]


def test_a_line_under_a_line_makes_a_heading() -> None:
    assert blocks("Søk om støtte\n-------------\n\nDu kan søke.") == [
        ("heading", 2, "Søk om støtte"),
        ("paragraph", 0, "Du kan søke."),
    ]


def test_comments_silence_and_are_written_as_asciidoc_has_them() -> None:
    document = read("Før.\n\n// clarity: ignore passive\nEtter.\n")
    (silence,) = document.silences
    assert document.source[slice(*astuple(silence.span))] == "Etter."
    plain = read("= Tittel\n\nFør.\n\n* Etter.\n")
    item = plain.blocks[-1].span(0, 5)
    made = here(plain, item, "passive")
    assert made and made.text == "// clarity: ignore passive\n"
    assert plain.source[made.offset :].startswith("* Etter.")
    everywhere = throughout(plain, item, "passive")
    assert everywhere and everywhere.text.startswith("// clarity: off passive\n")


def test_what_is_open_is_closed_before_a_line_is_one_under_a_heading() -> None:
    source = "====\nMerk.\n====\n\n[verse]\n====\nHusk\n====\n\nEtter."
    assert [(block.kind, block.text, block.quoted) for block in read(source).blocks] == [
        ("paragraph", "Merk.", False),
        ("quote", "Husk", True),
        ("paragraph", "Etter.", False),
    ]


def test_nothing_inside_a_block_is_a_heading_by_a_line_under_it() -> None:
    source = "====\nDette\n-----\nkode\n-----\n====\n\nSlik\n----"
    assert blocks(source) == [("paragraph", 0, "Dette"), ("heading", 2, "Slik")]


def test_the_end_of_a_block_ends_what_is_open_in_it() -> None:
    source = "____\n****\nEt sitat.\n____\n\nEtter.\n\n====\n----\nkode\n====\n\nSist."
    assert [(block.text, block.quoted) for block in read(source).blocks] == [
        ("Et sitat.", True),
        ("Etter.", False),
        ("Sist.", False),
    ]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("* en\n+\nmer\n* to", ["en", "mer", "to"]),
        ("* en\n+\n----\nkode\n----\n+\nmer\nher\n. to", ["en", "mer her", "to"]),
        ("i) en\nii) to\n\n2024. tre\n2025. fire\n\n\u2022 fem", "en to tre fire fem".split()),
        ("* en\n+\n[source]\nkode\n* to", ["en", "to"]),
        ("Svar::\n\n== Ny del", ["Svar", "Ny del"]),
        ("Avsnitt\n* med stjerne", ["Avsnitt * med stjerne"]),
        ("* en\n\n  kode\n* to", ["en", "to"]),
    ],
)
def test_what_ends_an_item(source: str, texts: list[str]) -> None:
    assert [text for *_, text in blocks(source)] == texts


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Vi ser\n// TODO\npå dette.", "Vi ser på dette."),
        ("Vi *ser\n// TODO: * og [\npå* dette.", "Vi ser på dette."),
        ("* Vi ser\n// TODO\npå dette.", "Vi ser på dette."),
        ("|===\n|Vi ser\n// TODO\npå dette.\n|===", "Vi ser på dette."),
        ("|===\n|Vi ser\nifdef::x[på]\ndette.\n|===", "Vi ser på dette."),
        ("Vi ser\nifdef::x[]\npå dette.\nendif::x[]", "Vi ser på dette."),
        ("Vi ser\nifdef::x[på]\ndette.", "Vi ser på dette."),
        ("ifndef::x,y[Vi ser på [alt\\] dette.]", "Vi ser på [alt] dette."),
        ('ifeval::["{x}" == "y"]\nVi ser.\nendif::[]', "Vi ser."),
        (".Vi ser\n// TODO", "Vi ser"),
    ],
)
def test_comments_and_conditions_leave_a_paragraph_whole(source: str, text: str) -> None:
    block = only(source)
    assert block.text.replace("\\", "") == text
    last = block.text.rsplit(" ", 1)[-1]
    span = block.span(len(block.text) - len(last), len(block.text))
    assert source[span.start : span.end] == last


def test_a_comment_in_a_paragraph_silences_it() -> None:
    document = read("Vi ser\n// clarity: ignore passive\npå dette.")
    assert [document.source[slice(*astuple(silence.span))] for silence in document.silences] == [
        document.source
    ]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("== Tittel ==", "Tittel"),
        ("== Tittel \t==", "Tittel"),
        ("== Tittel ===", "Tittel ==="),
        ("== C==", "C=="),
        ("## Tittel ##", "Tittel"),
        ("Tittel\n++++++", "Tittel"),
    ],
)
def test_titles_end_before_their_signs(title: str, text: str) -> None:
    assert [(kind, text) for kind, _, text in blocks(title)] == [("heading", text)]


@pytest.mark.parametrize("title", ["= Tittel", "Tittel\n======"])
def test_who_wrote_a_page_is_passed_by_and_no_more(title: str) -> None:
    source = f"{title}\nKari Nordmann <kari@example.no>\nv1.0, 2025-05-14\nDu kan søke."
    assert [text for *_, text in blocks(source)] == ["Tittel", "Du kan søke."]


def test_code_with_a_title_is_passed_by_whole() -> None:
    source = "[source]\n.Eksempel\n----\nkode\n\nkode\n----\n\nEtter."
    assert [text for *_, text in blocks(source)] == ["Eksempel", "Etter."]


def test_what_is_indented_is_literal_and_delimits_nothing() -> None:
    source = "  kode\n  ----\n  == kode\n\nEtter.\n\n  :kode: kode\n\n  ----\n\nSist."
    assert [text for *_, text in blocks(source)] == ["Etter.", "Sist."]


GROWING = [
    *("a`", "`a ", "``a ", "`a``b", "+a ", " +a", "++a ", "+++a ", "pass:[a ", "pass:a[", "\\*"),
    *(
        "link:",
        "link:a",
        "link:a[",
        "link:\\[",
        "xref:a\\[b",
        "mailto:a[\\[",
        "https://",
        "ftp://a[",
    ),
    *("https://a\\[", "https://a[b,c=", "link:a[b]", "<<", "<<a", "<<a,b ", "<<a,", "<", ">>"),
    *(
        "footnote:[a[b]",
        "kbd:[[",
        "kbd:[a[b\\]",
        "kbd:",
        "kbd:[",
        "kbd:\\[",
        "icon:",
        "icon:a[",
        "image:a\\[b ",
        "footnote:[a\\]",
        "stem:[\\",
    ),
    *(
        "[[",
        "[[a",
        "(((",
        "(((a",
        "((",
        "((a",
        "[.a",
        "[#a]",
        "[%",
        "{",
        "{a",
        "{a:",
        "{a:b ",
        "a +",
    ),
    *(
        " +",
        "+ ",
        "*",
        "**",
        "*a ",
        "_a _",
        "_a",
        "#a ##",
        "^a",
        "~a ~",
        '"`',
        "'`a",
        "&a",
        "\\",
        "]",
    ),
]


def is_read_evenly(unit: str, end: str = "") -> bool:
    """Tell whether the time to read a text grows with the size of it and no faster."""
    return grows_evenly(
        lambda size: read(unit * (size // len(unit)) + end * (size // 2_000)), 2_000
    )


@pytest.mark.parametrize("unit", GROWING)
def test_time_grows_evenly_with_what_is_begun_and_not_ended(unit: str) -> None:
    assert is_read_evenly(unit)


@pytest.mark.parametrize(
    ("unit", "end"),
    [
        ("====\n****\n", "a\n\n" * 500),
        ("____\n--\n", "a\n\n" * 500),
        ("[quote]\n", ""),
        ("a\n// b\nc\n\n", ""),
        ("a\n// b\n", ""),
        ("a\n====\n", ""),
        ("ifdef::a[", ""),
        ("ifdef::a[b]\n", ""),
        ("ifeval::[", ""),
        ("== a  \t ", "b"),
        ("|===\n|a\n// b\n", ""),
        ("1.", ""),
        ("ivx", ""),
        ("a:: b;; ", ""),
        ("* a\n+\n", ""),
        ("----\n|===\n", ""),
    ],
)
def test_time_grows_evenly_with_blocks(unit: str, end: str) -> None:
    assert is_read_evenly(unit, end)


def test_blocks_are_open_once_however_often_they_are_begun() -> None:
    deep = "".join("=" * size + "\n" for size in range(4, 300))
    assert [block.text for block in read(f"{deep}a\n\n====\nb\n----\nc").blocks] == ["a", "b"]
