"""HTML files: what a reader sees, and what not."""

from __future__ import annotations

import pytest

from clarity.model import OPAQUE, Document
from clarity.parsing import parse


def read(source: str) -> Document:
    return parse(source, "side.html", "html")


def texts(source: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text.replace(OPAQUE, "▮")) for block in read(source).blocks]


PAGE = """<!DOCTYPE html>
<html lang="nn">
<head>
<meta charset="utf-8">
<title>Søk om støtte &ndash; Kommunen</title>
<meta name="description" content="Slik søkjer du om &laquo;støtte&raquo;.">
<style>p { color: red }</style>
<script>var a = "<p>skjult</p>";</script>
</head>
<body>
<header><h1>Kommunen</h1><ul><li><a href="/">Heim</a></li></ul></header>
<nav>Meny</nav>
<h2>Kven kan søkje?</h2>
<p>Du kan <strong>søkje</strong> når du<br>er over 18&nbsp;år.
<p>Les <a href="/meir">meir her</a>, eller bruk <code>kode</code>.
<ul><li>fyrste<li>andre<ul><li>under</ul></ul>
<table><tr><th>Land<td>Noreg</table>
<blockquote><p>Eit sitat.</blockquote>
<div>Laus tekst<p>i eit avsnitt</div>
<div hidden>skjult</div><p style="display: none">skjult</p><span aria-hidden="true">skjult</span>
<template><p>skjult</p></template><svg><text>skjult</text></svg><pre>skjult</pre>
<img src="a.png" alt="Rådhuset om kvelden">
<p lang="en">In English.</p>
<button>Send søknaden</button>
<footer>Org.nr. 123</footer>
</body>
</html>
"""


def test_a_whole_page() -> None:
    document = read(PAGE)
    assert document.language == "nn"
    found = [(b.kind, b.text.replace(OPAQUE, "▮"), b.language) for b in document.blocks]
    assert found == [
        ("metadata", "Søk om støtte – Kommunen", None),
        ("metadata", "Slik søkjer du om «støtte».", None),
        ("heading", "Kommunen", None),
        ("heading", "Kven kan søkje?", None),
        ("paragraph", "Du kan søkje når du er over 18\u00a0år.", None),
        ("paragraph", "Les meir her, eller bruk ▮.", None),
        ("list_item", "fyrste", None),
        ("list_item", "andre", None),
        ("list_item", "under", None),
        ("table_cell", "Land", None),
        ("table_cell", "Noreg", None),
        ("quote", "Eit sitat.", None),
        ("paragraph", "Laus tekst", None),
        ("paragraph", "i eit avsnitt", None),
        ("alt", "Rådhuset om kvelden", None),
        ("paragraph", "In English.", "en"),
        ("metadata", "Send søknaden", None),
    ]
    names = [block.name for block in document.blocks if block.kind == "metadata"]
    assert names == ["title", "description", "label"]
    assert [b.level for b in document.blocks if b.kind == "list_item"] == [1, 1, 2]
    assert [b.level for b in document.blocks if b.kind == "heading"] == [1, 2]


def test_positions() -> None:
    document = read(PAGE)
    for block in document.blocks:
        for word in ("søkje", "støtte", "meir", "kvelden", "under"):
            start = block.text.find(word)
            if start >= 0:
                span = block.span(start, start + len(word))
                assert document.source[span.start : span.end] == word


def test_links_are_marked() -> None:
    block = next(block for block in read(PAGE).blocks if "meir her" in block.text)
    (mark,) = block.marks
    assert (block.text[mark.start : mark.end], mark.target) == ("meir her", "/meir")


def test_only_main_is_read_where_there_is_one() -> None:
    source = (
        "<title>Tittel</title><div>Informasjonskapsler</div><main><header><p>Ingress.</p></header>"
        "<p>Tekst.</p><footer>Sist endret</footer></main><aside>Snarveier</aside>"
    )
    assert texts(source) == [
        ("metadata", "Tittel"),
        ("paragraph", "Ingress."),
        ("paragraph", "Tekst."),
        ("paragraph", "Sist endret"),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>a &lt; b & c &nosuch; d</p>", ["a < b & c &nosuch; d"]),
        ("<p>1 < 2 og 3 > 2</p>", ["1 < 2 og 3 > 2"]),
        ("<p>Før<!-- skjult -->etter", ["Før▮etter"]),
        ("<p>Før.</p><!-- aldri lukket", ["Før."]),
        ("<p>Før.</p><script>aldri lukket", ["Før."]),
        ("<p title='a > b' data-x=\"</p>\">Tekst</p>", ["Tekst"]),
        ('<p class="x>Tekst</p>', ["Tekst"]),
        ("<P>Store <B>bokstaver</B></P>", ["Store bokstaver"]),
        ("<p>Ett<wbr>ord og fo\u00adrm&shy;en</p>", ["Ettord og formen"]),
        ("<b>aldri <i>lukket", ["aldri lukket"]),
        ("</p></div>Bare slutt</li>", ["Bare slutt"]),
        ("<p>Hei <?php echo $navn ?> og {{ navn }}.</p>", ["Hei ▮ og ▮."]),
        ("<td>Celle <code>x</td><td>Ny <code>y</code></td>", ["Celle ▮", "Ny ▮"]),
    ],
)
def test_odd_markup(source: str, expected: list[str]) -> None:
    assert [text for _, text in texts(source)] == expected


def test_unclosed_hidden_elements_hide_nothing() -> None:
    assert texts("<nav><p>Første.</p><p>Andre <kbd>her.</p>") == [
        ("paragraph", "Første."),
        ("paragraph", "Andre her."),
    ]


def test_a_link_around_blocks_is_marked_in_each() -> None:
    document = read('<a href="/x"><h2>Tittel</h2><p>Tekst.</p></a><p>Etter.</p>')
    assert [[mark.target for mark in block.marks] for block in document.blocks] == [
        ["/x"],
        ["/x"],
        [],
    ]


def test_front_matter_of_a_template() -> None:
    source = "---\ntitle: Lokalkontor\n---\n{% extends 'a.njk' %}\n<h1>{{ tittel }}</h1><p>Hei.</p>"
    assert texts(source) == [("metadata", "Lokalkontor"), ("heading", "▮"), ("paragraph", "Hei.")]
