"""Markdown: what is prose, of what kind, and what is not."""

from __future__ import annotations

import pytest

from clarity.model import OPAQUE, Block, Document
from clarity.parsing import parse


def read(source: str, path: str = "side.md") -> Document:
    return parse(source, path, "markdown")


def texts(source: str, path: str = "side.md") -> list[tuple[str, str]]:
    return [(block.kind, block.text.replace(OPAQUE, "▮")) for block in read(source, path).blocks]


def only(source: str, path: str = "side.md") -> Block:
    (block,) = read(source, path).blocks
    return block


def at(document: Document, block: Block, word: str) -> str:
    """Return the source at the place of a word."""
    start = block.text.index(word)
    span = block.span(start, start + len(word))
    return document.source[span.start : span.end]


def test_inline_markup_is_gone_and_marked() -> None:
    block = only("Du må *ikke* **betale** [på nytt](https://eksempel.no 'tittel').")
    assert block.text == "Du må ikke betale på nytt."
    marked = [(m.kind, block.text[m.start : m.end], m.target) for m in block.marks]
    assert marked == [
        ("emphasis", "ikke", ""),
        ("strong", "betale", ""),
        ("link", "på nytt", "https://eksempel.no"),
    ]


def test_line_breaks_are_spaces_and_positions_hold() -> None:
    document = read("# Søknad\n\n> Første linje\n> går over\n>   tre linjer.\n")
    quote = document.blocks[1]
    assert quote.text == "Første linje går over tre linjer."
    assert at(document, quote, "linjer") == "linjer"
    assert at(document, quote, "linje går") == "linje\n> går"


@pytest.mark.parametrize(
    "inline",
    [
        "`kode`",
        "![](bilde.png)",
        "https://www.eksempel.no/a_b?c=d",
        "www.eksempel.no",
        "<https://eksempel.no>",
        "post@eksempel.no",
        "{{ navn }}",
        '{{< ref "side.md" >}}',
        "{% if voksen %}",
        "{# merk #}",
        "<!-- merk -->",
        "<code>kode</code>",
        "<kbd>Enter</kbd>",
        "[^1]",
        "$x^2$",
        "~~gammelt~~",
        '<span lang="en">service design</span>',
    ],
)
def test_what_is_no_prose_leaves_one_opaque_character(inline: str) -> None:
    document = read(f"Før {inline} etter.\n\n[^1]: Fotnote.\n")
    block = document.blocks[0]
    assert block.text == f"Før {OPAQUE} etter."
    assert at(document, block, OPAQUE).strip("<>") == inline.strip("<>")


def test_punctuation_after_an_address_is_no_part_of_it() -> None:
    assert only("(Se https://eksempel.no/a.)").text == f"(Se {OPAQUE}.)"
    assert only("Skriv til post@eksempel.no.").text == f"Skriv til {OPAQUE}."


def test_an_address_without_its_protocol_is_no_prose_and_two_strokes_are() -> None:
    assert only("Film: //film.eksempel.no/ovp/14 viser det.").text == f"Film: {OPAQUE} viser det."
    assert only("Bruk // mellom ordene.").text == "Bruk // mellom ordene."


def test_bare_addresses_are_links() -> None:
    block = only("Se https://eksempel.no eller skriv til post@eksempel.no.")
    assert [mark.target for mark in block.marks] == [
        "https://eksempel.no",
        "mailto:post@eksempel.no",
    ]


def test_entities_escapes_and_characters_in_two_parts() -> None:
    source = "Pris &amp; fr\u00adist: 1\\*2, pa\u030a &aring;pent."
    document = read(source)
    block = document.blocks[0]
    assert block.text == "Pris & frist: 1*2, på åpent."
    assert at(document, block, "&") == "&amp;"
    assert at(document, block, "frist") == "fr\u00adist"
    assert at(document, block, "på") == "pa\u030a"
    assert at(document, block, "åpent") == "&aring;pent"


def test_marks_follow_when_the_text_is_tidied() -> None:
    block = only("Gå  til  https://eksempel.no  og  **logg  inn**  der.")
    (strong,) = (mark for mark in block.marks if mark.kind == "strong")
    assert block.text[strong.start : strong.end] == "logg inn"


def test_no_break_space_is_kept() -> None:
    assert only("Du får 1\u00a0000 kroner.").text == "Du får 1\u00a0000 kroner."


def test_kinds_and_levels() -> None:
    source = """\
# Tittel

Innledning.

- punkt
  1. underpunkt

  mer i punktet

| Land | Frist |
|------|-------|
| Norge | **1. mai** |

> Sitat.
>
> - punkt i sitat

![Kart over byen](kart.png)
"""
    found = [(b.kind, b.level, b.text, b.quoted) for b in read(source).blocks]
    assert found == [
        ("heading", 1, "Tittel", False),
        ("paragraph", 0, "Innledning.", False),
        ("list_item", 1, "punkt", False),
        ("list_item", 2, "underpunkt", False),
        ("list_item", 1, "mer i punktet", False),
        ("table_cell", 0, "Land", False),
        ("table_cell", 0, "Frist", False),
        ("table_cell", 0, "Norge", False),
        ("table_cell", 0, "1. mai", False),
        ("quote", 0, "Sitat.", True),
        ("list_item", 1, "punkt i sitat", True),
        ("alt", 0, "Kart over byen", False),
    ]


def test_tables_without_a_heading_row_have_cells_too() -> None:
    assert texts("| ---- | ---- |\n| Navn | Kari |\n| Alder | 67 år |\n") == [
        ("table_cell", "Navn"),
        ("table_cell", "Kari"),
        ("table_cell", "Alder"),
        ("table_cell", "67 år"),
    ]


def test_a_bar_in_a_sentence_makes_no_table() -> None:
    assert texts("Velg ja | nei i skjemaet.") == [("paragraph", "Velg ja | nei i skjemaet.")]


def test_notes_are_no_quotations() -> None:
    (block,) = read("> [!WARNING]\n> Husk fristen.\n").blocks
    assert (block.kind, block.text, block.quoted) == ("paragraph", "Husk fristen.", False)


def test_task_lists_footnotes_and_definitions() -> None:
    source = "- [x] Send søknaden\n\nMer[^a].\n\n[^a]: Se loven.\n\nVedtak\n: Et svar fra oss.\n"
    assert texts(source) == [
        ("list_item", "Send søknaden"),
        ("paragraph", "Mer▮."),
        ("paragraph", "Se loven."),
        ("list_item", "Vedtak"),
        ("list_item", "Et svar fra oss."),
    ]


@pytest.mark.parametrize(
    "code",
    [
        "```js\nvar hemmelig = 1\n```",
        "    var hemmelig = 1",
        "<pre>\nhemmelig\n</pre>",
        "<script>\nhemmelig\n\nhemmelig\n</script>",
        "<style>\n.hemmelig {}\n</style>",
        "<!-- hemmelig\n\nhemmelig -->",
        '<div class="mermaid">\ngraph LR\n  hemmelig --> mer\n</div>',
        "{{< highlight go >}}\nhemmelig\n{{< /highlight >}}",
        "{% comment %}hemmelig{% endcomment %}",
        "[hemmelig]: https://eksempel.no 'hemmelig'",
        'import Hemmelig from "@site/hemmelig";',
        "$$\nhemmelig\n$$",
        "[[toc]]",
    ],
)
def test_code_and_the_like_is_no_prose(code: str) -> None:
    assert texts(f"Før.\n\n{code}\n\nEtter.\n") == [("paragraph", "Før."), ("paragraph", "Etter.")]


def test_import_as_a_word_is_prose() -> None:
    source = "import av varer fra Kina er dyrt."
    assert texts(source) == [("paragraph", source)]


def test_html_blocks_hold_prose() -> None:
    source = """\
<details>
<summary>Hvem kan søke?</summary>
<p class="ingress">Alle over <b>18 år</b> &ndash; også studenter.</p>
<ul><li>første</li><li>andre <img src="a.png" alt="En hund"></li></ul>
</details>

<div lang="en">

Some English text.

</div>

Slutt.
"""
    document = read(source)
    assert [(b.kind, b.text.replace(OPAQUE, "▮"), b.language) for b in document.blocks] == [
        ("metadata", "Hvem kan søke?", None),
        ("paragraph", "Alle over 18 år – også studenter.", None),
        ("list_item", "første", None),
        ("list_item", "andre ▮", None),
        ("alt", "En hund", None),
        ("paragraph", "Some English text.", "en"),
        ("paragraph", "Slutt.", None),
    ]


def test_html_in_quotes_and_lists_keeps_its_positions() -> None:
    document = read("> <p>Et <em\n> class='x'>langt</em>\n> sitat.</p>\n")
    (block,) = document.blocks
    assert (block.text, block.quoted) == ("Et langt sitat.", True)
    assert at(document, block, "langt") == "langt"
    assert at(document, block, "sitat") == "sitat"


def test_an_element_that_is_never_closed_hides_nothing() -> None:
    assert texts("<nav>\n\nFørste avsnitt.\n\nAndre <code>avsnitt.\n") == [
        ("paragraph", "Første avsnitt."),
        ("paragraph", "Andre avsnitt."),
    ]


def test_notes_with_colons() -> None:
    source = ":::tip Husk dette\nTa med **legitimasjon**.\n:::\n\n::: warning\nFare.\n:::\n"
    document = read(source)
    assert [(b.kind, b.name, b.text) for b in document.blocks] == [
        ("metadata", "label", "Husk dette"),
        ("paragraph", "", "Ta med legitimasjon."),
        ("paragraph", "", "Fare."),
    ]
    assert at(document, document.blocks[0], "Husk dette") == "Husk dette"


def test_colons_in_code_are_no_note() -> None:
    assert texts("```\n:::tip Hemmelig\n```\n\nTekst.") == [("paragraph", "Tekst.")]


def test_statements_alone_on_a_line_do_not_join_paragraphs() -> None:
    source = "Før.\n{{% notice tip %}}\nDu **må** søke.\n{{% /notice %}}\n- punkt\n{% endif %}\n"
    assert texts(source) == [
        ("paragraph", "Før."),
        ("paragraph", "Du må søke."),
        ("list_item", "punkt"),
    ]


def test_statements_between_tags_do_not_end_the_html() -> None:
    source = "<div>\n  {% if a %}\n      <p>Innrykket tekst.</p>\n  {% endif %}\n</div>\n"
    assert texts(source) == [("paragraph", "Innrykket tekst.")]


def test_attribute_lists_leave_nothing() -> None:
    source = "## Frister {#frister .stor}\n\nEn [lenke](/a){: .knapp}.\n{: .ingress}\n"
    assert texts(source) == [("heading", "Frister"), ("paragraph", "En lenke.")]


def test_placeholders_in_link_targets() -> None:
    block = only('Les [om støtten]({{< relref "stotte" >}}) her.')
    assert block.text == "Les om støtten her."


def test_mdx() -> None:
    source = """\
import Tabs from "@theme/Tabs";
import {
  Varsel,
} from "./varsel";

export const meta = {
  tittel: "hemmelig",
};

# Søknad {#soknad}

<Tabs items={[{ a: 1 }, { b: 2 }]}>
  <TabItem value="a"
     label="hemmelig">

    Innrykket tekst.

  </TabItem>
</Tabs>

<Varsel>
Husk **fristen**.
</Varsel>

Hei {props.navn}, les{' '}<Lenke href="/mer">mer</Lenke>. {/* hemmelig */}

Slutt { ikke lukket.
"""
    assert texts(source, "side.mdx") == [
        ("heading", "Søknad"),
        ("paragraph", "Innrykket tekst."),
        ("paragraph", "Husk fristen."),
        ("paragraph", "Hei ▮, les mer."),
        ("paragraph", "Slutt { ikke lukket."),
    ]


@pytest.mark.parametrize("mark", ["{})", "{}.", "({})"])
def test_lines_that_begin_with_letters_are_a_list(mark: str) -> None:
    letters = [mark.format(letter) for letter in "abc"]
    source = (
        f"Styret skal:\n   {letters[0]} *velge* leder,\n   {letters[1]} føre\nregnskap,\n"
        f"   {letters[2]} møte.\n"
    )
    assert texts(source) == [
        ("paragraph", "Styret skal:"),
        ("list_item", "velge leder,"),
        ("list_item", "føre regnskap,"),
        ("list_item", "møte."),
    ]
    document = read(source)
    assert at(document, document.blocks[2], "regnskap") == "regnskap"


@pytest.mark.parametrize(
    "text", ["Se bokstav\na) i loven.", "Vi bor i\nb. Der er det fint.", "e. Kr. er etter Kristus."]
)
def test_a_letter_alone_is_no_list(text: str) -> None:
    assert [kind for kind, _ in texts(text)] == ["paragraph"]


def test_an_item_with_a_letter_in_a_paragraph_of_its_own() -> None:
    assert texts("a) Velge leder.\n\nb) Føre regnskap.\n") == [
        ("list_item", "Velge leder."),
        ("list_item", "Føre regnskap."),
    ]


def test_a_link_without_text_stands_for_a_word() -> None:
    block = only("Se på [](#kart) på siden.")
    assert block.text == f"Se på {OPAQUE} på siden."
    assert not block.marks


def test_empty_headings_and_headings_with_only_code_are_kept() -> None:
    document = read("##\n\n### `kode`\n")
    assert [(b.level, b.text) for b in document.blocks] == [(2, ""), (3, OPAQUE)]
    assert document.blocks[0].origin.sources == (0,)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends(ending: str) -> None:
    source = ending.join(["# Tittel", "", "Første linje", "andre linje.", "", "- punkt", ""])
    document = read(source)
    assert [(b.kind, b.text) for b in document.blocks] == [
        ("heading", "Tittel"),
        ("paragraph", "Første linje andre linje."),
        ("list_item", "punkt"),
    ]
    assert at(document, document.blocks[2], "punkt") == "punkt"


def test_a_heading_that_a_crawler_has_doubled_is_one() -> None:
    assert texts("Frist\n-----\n\nFrist\n-----\n\nSøk i mai.\n") == [
        ("heading", "Frist"),
        ("paragraph", "Søk i mai."),
    ]
    assert len(texts("# Frist\n\n## Frist\n\nSøk i mai.\n")) == 3
