"""A rule is turned off in a project file, and all else in it stays as somebody wrote it."""

from __future__ import annotations

import pytest

from clarity.project.amending import turn_off


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
