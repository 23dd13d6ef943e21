"""MDX: what stands inside components and after code is Markdown like the rest."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clarity.model import Document
from clarity.parsing import parse

#: Paragraphs, lists and quotes, with the syntax of MDX in them.
PARTS = st.sampled_from(
    [
        "Ring **oss** på {nummer} først.",
        "- Ta med pass\n- Ta med [bilde](https://eksempel.no/bilde)\n  - i farger",
        "1. Logg inn\n2. Trykk `Send`",
        "> Et sitat.",
        "{/* en merknad */}",
        "Før {/* en merknad */}og etter.",
        "{/* en merknad */}Først på linja, med [lenke](https://eksempel.no/lenke).",
        "```js\nconst a = { b: 1 };\n<Kode>\n```",
        "~~~\n```\n{\n~~~",
        "<Kort tittel={verdi} tekst={`Tekst`} />",
        "Å øve på æ.",
    ]
)
PAGES = st.lists(PARTS, min_size=1, max_size=6).map("\n\n".join)


def read(source: str) -> Document:
    return parse(source, "side.mdx", "markdown")


def blocks(source: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the kind of each block, its text, and the source of each of its letters."""
    document = read(source)
    return [
        (
            block.kind,
            block.text,
            tuple(
                document.source[span.start : span.end]
                for span in (block.span(at, at + 1) for at in range(len(block.text)))
            ),
        )
        for block in document.blocks
    ]


@settings(deadline=None)
@given(PAGES)
def test_code_before_a_page_changes_nothing_after_it(page: str) -> None:
    assert blocks(f"```js\nlet a;\n```\n\n{page}\n") == blocks(f"{page}\n")


@settings(deadline=None)
@given(PAGES, st.sampled_from(["  ", "    ", "      ", "\t"]), st.integers(1, 3))
def test_indentation_inside_a_component_changes_nothing(page: str, step: str, depth: int) -> None:
    source = page
    for level in range(depth, 0, -1):
        outer, inner = step * (level - 1), step * level if level == depth else ""
        lines = [inner + line if line else "" for line in source.split("\n")]
        source = "\n".join([f'{outer}<Boks navn="a">', "", *lines, "", f"{outer}</Boks>"])
    assert blocks(f"{source}\n") == blocks(f"{page}\n")


def test_a_comment_after_code_is_obeyed() -> None:
    document = read(
        "{/* clarity: off */}\n\n```js\nlet a;\n```\n\nEn.\n\n{/* clarity: on */}\n\n"
        "```js\nlet b;\n```\n\nTo.\n\n{/* clarity: ignore */}\nTre.\n"
    )
    silenced = [document.source[one.span.start : one.span.end] for one in document.silences]
    assert "En." in silenced[0]
    assert "To." not in silenced[0]
    assert silenced[1] == "Tre."


def test_a_comment_in_code_is_none() -> None:
    assert not read("```js\n{/* clarity: off */}\n```\n\nEn.\n").silences


@pytest.mark.parametrize("start", ["", "- ", "1. ", "> ", "## "])
def test_a_line_that_begins_with_a_comment_is_read_as_markdown(start: str) -> None:
    (block,) = read(f"{start}{{/* merknad */}}Les [om støtten](https://eksempel.no/a).\n").blocks
    assert block.text == "Les om støtten."
    assert [mark.kind for mark in block.marks] == ["link"]
