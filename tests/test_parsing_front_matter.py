"""Front matter and silencing comments."""

from __future__ import annotations

import pytest

from clarity.model import Document
from clarity.parsing import format_of, parse


def read(source: str, format: str = "markdown") -> Document:
    return parse(source, "side", format)


def metadata(document: Document) -> dict[str, str]:
    return {block.name: block.text for block in document.blocks if block.kind == "metadata"}


def test_yaml() -> None:
    source = """\
---
title: Søk om støtte
description: "Slik søker du om «støtte» på nett."
summary: >
  Du kan få støtte
  hvis du trenger det.
date: 2026-01-02
tags: [hemmelig, stille]
lang: nn
clarity:
  guideline: helsenorge
  rules:
    passive: off
---
# Tittel
"""
    document = read(source)
    assert metadata(document) == {
        "title": "Søk om støtte",
        "description": "Slik søker du om «støtte» på nett.",
        "ingress": "Du kan få støtte hvis du trenger det.",
    }
    assert document.language == "nn"
    assert document.settings == {"guideline": "helsenorge", "rules": {"passive": "off"}}
    for block in document.blocks:
        for word in block.text.split():
            start = block.text.index(word)
            span = block.span(start, start + len(word))
            assert source[span.start : span.end] == word
    assert [block.text for block in document.blocks][-1] == "Tittel"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_toml(ending: str) -> None:
    source = ending.join(
        [
            "+++",
            'title = "Søk om støtte"',
            "ingress = '''",
            "Du kan få",
            "støtte.'''",
            "language = 'nb'",
            "[clarity]",
            "min_score = 60",
            "[params]",
            'title = "hemmelig"',
            "+++",
            "Tekst.",
        ]
    )
    document = read(source)
    assert metadata(document) == {"title": "Søk om støtte", "ingress": "Du kan få støtte."}
    assert (document.language, document.settings) == ("nb", {"min_score": "60"})
    ingress = next(block for block in document.blocks if block.name == "ingress")
    span = ingress.span(10, 16)
    assert source[span.start : span.end] == "støtte"


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: 'aldri lukket\nlang: nb\n---\n",
        "---\ntitle: [\n---\n",
        "---\n\ttitle: x\n---\n",
        "---\n- a\n: b\n---\n",
        "---\n---\n",
        "+++\ntitle = \n+++\n",
    ],
)
def test_broken_front_matter_does_not_stop_the_page(head: str) -> None:
    assert [block.text for block in read(head + "Prosa her.\n").blocks] == ["Prosa her."]


def test_two_rules_with_text_between_are_no_front_matter() -> None:
    assert [block.text for block in read("---\n\nProsa her.\n\n---\n\nMer.\n").blocks] == [
        "Prosa her.",
        "Mer.",
    ]


def test_front_matter_that_never_ends_is_text() -> None:
    assert [block.text for block in read("---\n\nProsa her.\n").blocks] == ["Prosa her."]


def silences(source: str, format: str = "markdown") -> list[tuple[str, set[str] | None]]:
    document = read(source, format)
    return [
        (source[s.span.start : s.span.end], None if s.rules is None else set(s.rules))
        for s in document.silences
    ]


OFF = "<!-- clarity: off -->\n\nStille.\n\n<!-- clarity: on -->\n\nHøyt.\n"


@pytest.mark.parametrize("format", ["markdown", "html", "text"])
def test_off_and_on(format: str) -> None:
    ((text, rules),) = silences(OFF, format)
    assert "Stille." in text
    assert "Høyt." not in text
    assert rules is None
    assert all("clarity" not in block.text for block in read(OFF, format).blocks)


def test_named_rules_and_the_end_of_the_file() -> None:
    ((text, rules),) = silences("Før.\n\n<!-- clarity: off nb/passive, long-sentence -->\n\nTekst.")
    assert text.endswith("Tekst.")
    assert rules == {"passive", "long-sentence"}


def test_on_with_names_ends_only_those() -> None:
    source = "<!-- clarity: off a b -->\nEn.\n\n<!-- clarity: on a -->\nTo.\n"
    found = {next(iter(rules or {})): text for text, rules in silences(source)}
    assert "To." not in found["a"]
    assert "To." in found["b"]


@pytest.mark.parametrize(
    "source",
    [
        "<!-- clarity: ignore passive -->\n\nNeste.\n\nEtter.\n",
        "<!-- clarity: ignore passive -->\nNeste.\n\nEtter.\n",
        "<!-- clarity: ignore passive --> Neste.\n\nEtter.\n",
        "Før.\n\nNeste. <!-- clarity: ignore passive -->\n\nEtter.\n",
        "Før.\n\n<!-- clarity: ignore passive -->\n- Neste.\n- Etter.\n",
    ],
)
def test_ignore_is_for_one_block(source: str) -> None:
    ((text, rules),) = silences(source)
    assert "Neste." in text
    assert "Etter." not in text
    assert "Før." not in text
    assert rules == {"passive"}


def test_comments_in_code_silence_nothing() -> None:
    assert silences("`<!-- clarity: off -->`\n\n```\n<!-- clarity: off -->\n```\n\nTekst.") == []


def test_mdx_comments_silence() -> None:
    document = parse("{/* clarity: off passive */}\n\nTekst.\n", "side.mdx", "markdown")
    assert [silence.rules for silence in document.silences] == [frozenset({"passive"})]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/side.MD", "markdown"),
        ("side.nn.mdx", "markdown"),
        ("index.html", "html"),
        ("brev.txt", "text"),
        ("a.md/README", None),
        (".md", None),
        ("bilde.png", None),
    ],
)
def test_format_of(path: str, expected: str | None) -> None:
    assert format_of(path) == expected


JSON = '{\n\t"title": "Søk «nå»",\n\t"description": "Slik\\tsøker du.",\n\t"draft": false\n}'


@pytest.mark.parametrize(
    "source",
    [f"{JSON}\n\nTekst.\n", f";;;\n{JSON}\n;;;\nTekst.\n", f"---json\n{JSON}\n---\nTekst.\n"],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_json(source: str, ending: str) -> None:
    source = source.replace("\n", ending)
    document = parse(source, "side.md", "markdown")
    assert [(block.name, block.text) for block in document.blocks] == [
        ("title", "Søk «nå»"),
        ("description", "Slik søker du."),
        ("", "Tekst."),
    ]
    span = document.blocks[0].span(0, 3)
    assert source[span.start : span.end] == "Søk"


def test_json_that_is_broken_is_told_and_left_out() -> None:
    document = parse('{\n  "title": "Søk\n}\n\nTekst.\n', "side.md", "markdown")
    assert [block.text for block in document.blocks] == ["Tekst."]
    assert "not valid JSON" in document.notices[0]


@pytest.mark.parametrize(
    "source", ["{{ tittel }}\n\nTekst.\n", "{% if a %}\nTekst.\n{% endif %}\n"]
)
def test_a_template_at_the_head_is_no_json(source: str) -> None:
    document = parse(source, "side.md", "markdown")
    assert document.blocks[-1].text == "Tekst."
    assert not document.notices


def test_what_a_crawler_puts_before_a_page_is_its_title_and_no_prose() -> None:
    source = (
        "Filename: frist.md\n\nTitle: Frist for å søke\n\n"
        "URL Source: https://eksempel.no/frist\n\nDu må søke i mai.\n"
    )
    document = read(source)
    assert metadata(document) == {"title": "Frist for å søke"}
    assert [block.text for block in document.blocks] == ["Frist for å søke", "Du må søke i mai."]
    assert source[document.blocks[0].span(0, 5).start :].startswith("Frist for")


def test_a_label_at_the_head_of_a_page_is_prose() -> None:
    assert [b.text for b in read("Title: Frist\n\nSøk i mai.\n").blocks] == [
        "Title: Frist",
        "Søk i mai.",
    ]
