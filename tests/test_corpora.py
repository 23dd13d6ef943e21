"""The rules are held to the texts that editors have marked, and to rewrites of heavy ones."""

from __future__ import annotations

import pytest

from accuracy import compare_pairs, outcomes
from clarity.parsing.languages import languages
from clarity.resources import corpora_root
from clarity.session import Request, Session


@pytest.mark.parametrize("name", languages())
def test_findings_are_those_an_editor_expects(name: str) -> None:
    judged = list(outcomes(corpora_root() / "gold" / name, Session(Request())))
    right, false, missed = (
        sum(len(getattr(outcome, kind)) for outcome in judged)
        for kind in ("right", "false", "missed")
    )
    assert len(judged) >= 40
    assert right / (right + false) >= 0.97
    assert right / (right + missed) >= 0.92


@pytest.mark.parametrize("name", languages())
def test_every_rewrite_scores_higher(name: str) -> None:
    *worse, count = compare_pairs(corpora_root() / "pairs" / name, Session(Request()))
    assert worse == []
    assert int(count.split()[2]) >= 40
