"""Swedish passives with *bli* are found, and told from what only looks like them."""

from __future__ import annotations

from bli_passive import judge, scores
from clarity.resources import corpora_root


def test_bli_passives_are_told_from_states() -> None:
    outcomes = list(judge(corpora_root() / "grammar" / "sv"))
    assert len(outcomes) >= 160
    assert scores(outcomes).f >= 0.90
