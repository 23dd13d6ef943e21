"""A rule is turned off in a project file, and all else in it stays as somebody wrote it."""

from __future__ import annotations

import pytest

from clarity.project.amending import add_term, name_glossary, turn_off


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "rules:\n  nb/x: off\n"),
        ("# ours\nlanguage: nb", "# ours\nlanguage: nb\nrules:\n  nb/x: off\n"),
        (
            "rules:\n  # why\n  a: off  # so\n\nexclude: [b]\n",
            "rules:\n  # why\n  nb/x: off\n  a: off  # so\n\nexclude: [b]\n",
        ),
        ("rules: {a: off} # so\n", "rules: {a: off, nb/x: off} # so\n"),
        ("rules: {}\n", "rules: {nb/x: off}\n"),
        ("rules: strict # all\n", "rules:\n  strict: on\n  nb/x: off # all\n"),
        ("rules:\nfail_on: never\n", "rules:\n  nb/x: off\nfail_on: never\n"),
        ("rules:\n  nb/x: {max: 3} # so\n", "rules:\n  nb/x: off # so\n"),
        ("rules:\n  nb/x:\n    max: 3\n  a: on\n", "rules:\n  nb/x: off\n  a: on\n"),
        ("rules:\r\n  a: on\r\n", "rules:\r\n  nb/x: off\r\n  a: on\r\n"),
    ],
)
def test_a_rule_is_turned_off_and_nothing_else_changes(before: str, after: str) -> None:
    amendment = turn_off(before, "nb/x")
    assert amendment
    assert amendment.apply(before) == after


@pytest.mark.parametrize("broken", ["a: [", "- a\n", "rules: [a]\n", "a: 1\na: 2\n"])
def test_a_file_that_is_broken_is_left_to_its_owner(broken: str) -> None:
    assert turn_off(broken, "nb/x") is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'language: nb\nterms:\n  - use: "NAV"\n    avoid: []\n'),
        (
            "language: nb  # ours\nterms:\n  - use: a  # so\n    avoid: [b]\n",
            'language: nb  # ours\nterms:\n  - use: "NAV"\n    avoid: []\n'
            "  - use: a  # so\n    avoid: [b]\n",
        ),
    ],
)
def test_a_term_is_added_to_a_glossary(before: str, after: str) -> None:
    amendment = add_term(before, "nb", "NAV")
    assert amendment
    assert amendment.apply(before) == after


def test_a_glossary_of_another_language_is_left_alone() -> None:
    assert add_term("language: sv\nterms:\n  - {use: a, avoid: [b]}\n", "nb", "NAV") is None


def test_a_first_glossary_is_named_in_the_project() -> None:
    amendment = name_glossary("language: nb", "ord.yaml")
    assert amendment
    assert amendment.apply("language: nb") == "language: nb\nglossary: [ord.yaml]\n"
    assert name_glossary("glossary: [annen.yaml]\n", "ord.yaml") is None
