"""What sites write into Markdown that Markdown does not know is no prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarity.model import OPAQUE
from clarity.parsing import parse


def texts(source: str) -> list[tuple[str, str]]:
    document = parse(source, "side.md", "markdown")
    return [(block.kind, block.text.replace(OPAQUE, "▮")) for block in document.blocks]


ATTRIBUTE = st.sampled_from(
    ["#navn", ".stor", "target=_blank", 'rel="noopener noreferrer"', "width=50%", "data-a='b c'"]
)
LISTS = st.builds(
    lambda start, inside, end: "{" + start + " ".join(inside) + end + "}",
    st.sampled_from(["", " ", ":", ": "]),
    st.lists(ATTRIBUTE, min_size=1, max_size=3),
    st.sampled_from(["", " "]),
)


@given(LISTS)
def test_an_attribute_list_leaves_nothing(attributes: str) -> None:
    source = f"# Frist {attributes}\n\nLes [reglene](a){attributes} og ![kart](b){attributes}.\n"
    plain = source.replace(" " + attributes, "").replace(attributes, "")
    assert texts(source) == texts(plain)


@pytest.mark.parametrize(
    "text",
    ["{navn}", "{bruker.navn}", "{0}", "{{navn}}", "[navn]", "[roomNumber]", "[FØDSELS_DATO]"],
)
def test_what_will_be_filled_in_stands_for_something(text: str) -> None:
    assert texts(f"Kjære {text}!") == [("paragraph", "Kjære ▮!")]


@pytest.mark.parametrize("text", ["{en, to}", "{Se = der}", "{ }", "{se her}"])
def test_other_braces_are_text(text: str) -> None:
    assert texts(f"Skriv {text} her.") == [("paragraph", f"Skriv {text} her.")]


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ('[BILDE src=a/b.png bredde="40"]', []),
        ('[galleri ids="1,2"]', []),
        ("[VIKTIG]\nDu må søke.\n[/VIKTIG]", ["Du må søke."]),
        ('Se [film src=x caption="Om oss"] her.', ["Se ▮ her."]),
        ("Se [VIKTIG] her.", ["Se [VIKTIG] her."]),
        ("Se [regler](a.md) og [a=b](c.md).", ["Se regler og a=b."]),
        (
            "Les [regler], hjelp[er] og [om oss].\n\n[regler]: c.md",
            ["Les regler, hjelp[er] og [om oss]."],
        ),
        ("Se [regler a=b][1].\n\n[1]: c.md", ["Se regler a=b."]),
    ],
)
def test_tags_in_square_brackets(source: str, read: list[str]) -> None:
    assert [text for _, text in texts(source)] == read


def test_notes_of_mkdocs() -> None:
    source = """\
!!! note "Frist"

    Søk **før** mai.

    - Ta med pass

    ??? tip
        Ring oss.

        > Et sitat.

=== "På nett"
    Logg inn.

??? warning "Uten innhold"

Helt vanlig tekst.

    kode
"""
    assert texts(source) == [
        ("metadata", "Frist"),
        ("paragraph", "Søk før mai."),
        ("list_item", "Ta med pass"),
        ("paragraph", "Ring oss."),
        ("quote", "Et sitat."),
        ("metadata", "På nett"),
        ("paragraph", "Logg inn."),
        ("paragraph", '??? warning "Uten innhold"'),
        ("paragraph", "Helt vanlig tekst."),
    ]


def test_what_stands_in_a_note_keeps_its_place() -> None:
    source = '!!! note\n    Å søke.\n\n    !!! tip "Ærlig"\n        Ring *oss* på én.\n'
    document = parse(source, "side.md", "markdown")
    for block in document.blocks:
        for at, letter in enumerate(block.text):
            span = block.span(at, at + 1)
            assert source[span.start : span.end] == letter


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("En linje.\n\n:advarsel: Husk pass.", ["En linje.", "▮ Husk pass."]),
        ("En linje.\n\n:Husk pass.", ["En linje.", "Husk pass."]),
        ("Ferdig :tada:, hurra.", ["Ferdig ▮, hurra."]),
        ("Begrep\n: Det det betyr.", ["Begrep", "Det det betyr."]),
        ("Klokka 10:30:00 og a:b:c.", ["Klokka 10:30:00 og a:b:c."]),
    ],
)
def test_colons(source: str, read: list[str]) -> None:
    assert [text for _, text in texts(source)] == read


def test_comments_of_kramdown() -> None:
    source = (
        "Før.\n\n{::comment}\nIkke *les* dette.\n{:/comment}\n\n{::options toc=1 /}\n\nEtter.\n"
    )
    assert texts(source) == [("paragraph", "Før."), ("paragraph", "Etter.")]


@pytest.mark.parametrize(
    "comment",
    [
        "[//]: # (Dette er skjult.)",
        '[//]: # ({\n  "om": "Du ser (ikke) dette.",\n  "alt": "Nei."\n})',
    ],
)
def test_a_comment_that_is_written_as_a_link_is_no_prose(comment: str) -> None:
    source = f"Du må søke.\n\n{comment}\n\nDu får svar (i mai).\n"
    assert texts(source) == [("paragraph", "Du må søke."), ("paragraph", "Du får svar (i mai).")]
