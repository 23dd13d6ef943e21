"""A comment that silences a rule: it must hold for the place, and change nothing else."""

from __future__ import annotations

import pytest

from clarity import parsing
from clarity.model import Span
from clarity.parsing import silencing
from clarity.parsing.formats import format_of

_FOUND = "i henhold til"
_CASES = [
    (
        "a.md",
        "Hei.\n\nSøk i henhold til det.\n",
        "Hei.\n\n<!-- clarity: ignore x -->\nSøk @ det.\n",
    ),
    (
        "a.md",
        "Hei.\r\n\r\nSøk i henhold til\r\n",
        "Hei.\r\n\r\n<!-- clarity: ignore x -->\r\nSøk @\r\n",
    ),
    ("a.md", "# Søk i henhold til\n", "<!-- clarity: ignore x -->\n# Søk @\n"),
    ("a.md", "> Søk i henhold til\n> mer\n", "> <!-- clarity: ignore x -->\n> Søk @\n> mer\n"),
    ("a.md", "- en\n- i henhold til\n", "- en\n- <!-- clarity: ignore x -->\n  @\n"),
    ("a.md", "1. en\n   - i henhold til\n", "1. en\n   - <!-- clarity: ignore x -->\n     @\n"),
    ("a.md", "* en\n\n  i henhold til\n", "* en\n\n  <!-- clarity: ignore x -->\n  @\n"),
    ("a.md", "- [ ] i henhold til\n", "<!-- clarity: ignore x -->\n- [ ] @\n"),
    (
        "a.md",
        "| a | b |\n|---|---|\n| c | i henhold til |\n",
        "| a | b |\n|---|---|\n| c | <!-- clarity: ignore x -->@ |\n",
    ),
    ("a.mdx", "Hei.\n\nSøk i henhold til\n", "Hei.\n\n{/* clarity: ignore x */}\nSøk @\n"),
    ("a.txt", "Hei.\n\nSøk i henhold til\n", "Hei.\n\n<!-- clarity: ignore x -->\nSøk @\n"),
    ("a.html", "<ul><li>i henhold til</li></ul>", "<ul><!-- clarity: ignore x --><li>@</li></ul>"),
    (
        "a.html",
        "<p>Hei</p><p>Søk <b>i henhold til</b></p>",
        "<p>Hei</p><!-- clarity: ignore x --><p>Søk <b>@</b></p>",
    ),
]


@pytest.mark.parametrize(("path", "source", "expected"), _CASES)
def test_a_place_is_silenced_in_the_way_of_its_format(
    path: str, source: str, expected: str
) -> None:
    place = source.index(_FOUND)
    document = parsing.parse(source, path, format_of(path) or "")
    made = silencing.here(document, Span(place, place + 3), "x")
    assert made
    silenced = source[: made.offset] + made.text + source[made.offset :]
    assert silenced == expected.replace("@", _FOUND)


def test_no_comment_is_offered_where_none_can_stand() -> None:
    source = f"---\ntitle: {_FOUND}\n---\n\nHei.\n"
    document = parsing.parse(source, "a.md", "markdown")
    assert silencing.here(document, Span(11, 14), "x") is None


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        ("a.md", "Søk @\n", "<!-- clarity: off x -->\nSøk @\n"),
        ("a.md", "---\na: b\n---\n\nSøk @\n", "---\na: b\n---\n<!-- clarity: off x -->\n\nSøk @\n"),
        (
            "a.md",
            "---\ntitle: @\n---\nHei\n",
            "---\nclarity:\n  rules:\n    x: off\ntitle: @\n---\nHei\n",
        ),
        (
            "a.html",
            "<!DOCTYPE html>\n<p>@</p>",
            "<!DOCTYPE html>\n<!-- clarity: off x -->\n<p>@</p>",
        ),
        ("a.mdx", "import A from 'a'\n\n@\n", "{/* clarity: off x */}\nimport A from 'a'\n\n@\n"),
    ],
)
def test_a_whole_text_is_silenced_at_its_head(path: str, source: str, expected: str) -> None:
    source, expected = (text.replace("@", _FOUND) for text in (source, expected))
    place = source.index(_FOUND)
    document = parsing.parse(source, path, format_of(path) or "")
    made = silencing.throughout(document, Span(place, place + 3), "x")
    assert made
    assert source[: made.offset] + made.text + source[made.offset :] == expected
