"""Every word of every block stands in the source where the block says; and nothing is too big."""

from __future__ import annotations

import html
import re
from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarity.model import Document
from clarity.parsing import parse
from growing import grows_evenly

WORDS = st.sampled_from(
    "søknaden vedtak på och ansökan får ikkje AV-3 pa\u030a fr\u00adist 1. 😀 e-post å".split()
)
PIECES = st.one_of(
    WORDS,
    WORDS.map("**{}**".format),
    WORDS.map("*{}*".format),
    WORDS.map("`{}`".format),
    WORDS.map("[{}](https://eksempel.no/a 'b')".format),
    WORDS.map("![{}](a.png)".format),
    WORDS.map("<b>{}</b>".format),
    WORDS.map("<span lang=en>{}</span>".format),
    WORDS.map('<a href="x">{}'.format),
    WORDS.map("{{{{ {} }}}}".format),
    WORDS.map("~~{}~~".format),
    WORDS.map("link:a[{}^]".format),
    WORDS.map("<<a,{}>>".format),
    WORDS.map('"`{}`" ((a))'.format),
    WORDS.map("\\*{}&amp;&nbsp;".format),
    st.sampled_from(
        [
            "https://eksempel.no/å.",
            "post@eksempel.no,",
            "&aring;r",
            "&shy;",
            "<br>",
            "  \n",
            "\n",
            "\t",
            "-\n",
            "{% if x %}",
            "<!-- søk -->",
            "[^1]",
            "|",
            "\u200b",
            "\u00a0",
            "\u2028",
            "<",
            "&",
            "{",
            "}",
            "*",
            "`",
            "]",
            "\\",
        ]
    ),
)
LINES = st.lists(PIECES, min_size=1, max_size=7).map(" ".join)
STARTS = st.sampled_from(
    [
        "",
        "",
        "# ",
        "== ",
        "term:: ",
        "|===\n|",
        "[quote]\n",
        "____\n",
        "- ",
        "  - ",
        "1. ",
        "> ",
        "> > ",
        "> - ",
        "    ",
        "| a | ",
        "|---|---|\n",
        "<div>",
        "<p>",
        "</div>",
        "<ul><li>",
        "<pre>",
        "<td>",
        "<h2>",
        "<nav>",
        "```\n",
        "---\n",
        "===\n",
        ":::note ",
        "{{% notice %}}\n",
        "[^1]: ",
        ": ",
        "<!-- clarity: off -->\n",
        "<details><summary>",
        "export const x = {\n",
    ]
)
ENDS = st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n", "\r\r"])
HEADS = st.one_of(
    st.just(""),
    LINES.map("---\ntitle: {}\n---\n".format),
    LINES.map("---\ntitle: >\n  {}\n---\n".format),
)
DOCUMENTS = st.builds(
    lambda head, blocks: head + "".join("".join(block) for block in blocks),
    HEADS,
    st.lists(st.tuples(STARTS, LINES, ENDS), max_size=8),
)
KINDS = [
    ("markdown", "a.md"),
    ("markdown", "a.mdx"),
    ("html", "a.html"),
    ("asciidoc", "a.adoc"),
    ("text", "a.txt"),
]
FORMATS = st.sampled_from(KINDS)


def check(document: Document) -> None:
    """Assert what holds of every document."""
    source = document.source
    previous = -1
    for block in document.blocks:
        origin = block.origin
        assert origin.length == len(block.text)
        assert is_normalized("NFC", block.text)
        assert block.text == block.text.strip(" \t\r\n\u00ad\u200b")
        assert not re.search(r"[\n\r\t\u00ad\u200b]|  ", block.text)
        assert previous <= origin.sources[0]
        previous = origin.sources[0]
        position = 0
        for index, letter in enumerate(block.text):
            span = block.span(index, index + 1)
            assert 0 <= span.start < span.end <= len(source)
            assert span.end >= position
            position = span.end
            written = source[span.start : span.end]
            if letter.isalnum() and letter != written:
                # An entity, or a letter in two parts (there may be markup between them).
                parts = re.sub(r"[^\w\u0301\u030a]", "", html.unescape(written))
                assert letter in normalize("NFC", parts)
        for mark in block.marks:
            assert 0 <= mark.start < mark.end <= len(block.text)
    for silence in document.silences:
        assert 0 <= silence.span.start < silence.span.end <= len(source)


@given(DOCUMENTS, FORMATS)
def test_words_stand_where_blocks_say(source: str, kind: tuple[str, str]) -> None:
    check(parse(source, kind[1], kind[0]))


@given(st.text(alphabet="<>&;{}%#[]()*_`|:-=+!\"'/\\ \n\r\ta1å\u0301\u00ad$~^?.@"), FORMATS)
def test_no_text_makes_it_fail(source: str, kind: tuple[str, str]) -> None:
    check(parse(source, kind[1], kind[0]))


@given(st.text(), FORMATS)
def test_no_characters_make_it_fail(source: str, kind: tuple[str, str]) -> None:
    check(parse(source, kind[1], kind[0]))


HUGE = {
    "one line": "ordet på ",
    "short lines": "hei på deg\n",
    "quotes": ">",
    "nested tags": "<div><b>",
    "unclosed tags": "<a href='",
    "unclosed comments": "a <!-- b ",
    "cells": "<table><td><code>x",
    "paragraphs": "<p>a",
    "links": "[a](b) ![",
    "emphasis": "*a **b ",
    "braces": "{{ a { ",
    "statements": "{% a {# {{< ",
    "expressions": "<A b={c {/* ",
    "letters in two parts": "a\u030a",
    "soft hyphens": "a\u00ad",
    "address": "https://a@a.",
    "mail": "a.",
    "entities": "&a&#x1f;",
    "hyphens": "abc-\n",
    "spaces": " ",
    "line ends": "\r",
    "fences": "```\n---\n",
    "notes": ":::a ::: b\n",
    "tables": "|a|\n|-|\n",
    "orders": "<!-- clarity: off a -->\n\na\n\n",
    "imports": "import {\nexport a\n",
    "macros": "link:a[b image:c[d https://e[f <<g,h ((i {j ",
    "passed through": "+a ++b +++c pass:[d ",
    "blocks": "[quote]\n____\n== a\n* b\n|===\n|c\n",
    "terms": "a:: b :: c",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("unit", HUGE.values(), ids=HUGE.keys())
@pytest.mark.slow
def test_time_grows_with_the_size_and_no_faster(unit: str, kind: tuple[str, str]) -> None:
    def read(size: int) -> None:
        parse(unit * (size // len(unit)) + "@", kind[1], kind[0])

    assert grows_evenly(read, 10_000)


@pytest.mark.slow
def test_placeholders_are_held_against_the_links_of_a_text_once() -> None:
    def read(size: int) -> None:
        parse("[navn] " * (size // 7), "a.md", "markdown")

    assert grows_evenly(read, 100_000)


@pytest.mark.parametrize("opening", ["> ", "- ", "<div>", "<span lang=en>", "**", "[", "("])
def test_deep_nesting(opening: str) -> None:
    document = parse(opening * 10_000 + "hei", "a.md", "markdown")
    assert len(document.blocks) <= 1
