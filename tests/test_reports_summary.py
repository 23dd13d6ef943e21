"""How a run is counted, and whether it keeps within its limits."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from clarity.model import Failure, Report, Severity
from clarity.reports import Counted, FailOn, Part, Verdict
from clarity.reports.part import part_of
from clarity.reports.positions import lines_of
from report_builder import card, finding, report, run


def counting(*results: Report | Failure, **limits: Any) -> Counted:
    parts = (r if isinstance(r, Failure) else part_of(r, "") for r in results)
    return Counted(
        replace(part, row=replace(part.row, **limits)) if isinstance(part, Part) else part
        for part in parts
    )


def verdict(*severities: Severity, **limits: Any) -> Verdict:
    findings = [finding("Klikk.", "Klikk", severity=severity) for severity in severities]
    counted = counting(report("Klikk.", findings, scorecard=card(59.97)), **limits)
    list(counted)
    return counted.summary.verdict


def test_counts_are_those_of_what_has_passed() -> None:
    counted = counting(*run())
    results = iter(counted)
    next(results)
    assert counted.summary.findings == {"error": 1, "warning": 2, "suggestion": 0}
    assert not counted.summary.failures
    next(results)
    assert [failure.path for failure in counted.summary.failures] == ["borte.md"]


@pytest.mark.parametrize(
    ("fail_on", "findings"),
    [("suggestion", {"suggestion": 2}), ("warning", {"warning": 1}), ("error", {}), ("never", {})],
)
def test_findings_count_from_the_limit_up(fail_on: FailOn, findings: dict[str, int]) -> None:
    assert verdict("warning", "suggestion", fail_on=fail_on).findings == findings


@pytest.mark.parametrize(("least", "low"), [(59, {}), (59.97, {}), (60, {60: 1})])
def test_score_counts_below_the_limit(least: float, low: dict[float, int]) -> None:
    assert verdict(min_score=least).low_scores == low


def test_text_too_short_to_score_is_not_below_a_limit() -> None:
    counted = counting(report(scorecard=card(None)), report(), min_score=100)
    list(counted)
    assert counted.summary.verdict.low_scores == {}


@pytest.mark.parametrize(
    ("source", "offset", "place"),
    [
        ("", 0, (1, 1)),
        ("ab\n", 3, (2, 1)),
        ("a\r\nb", 1, (1, 2)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb\n\nc", 5, (4, 1)),
        ("a\u2028b\x0bc\x85d", 6, (1, 7)),
        ("😀e\u0301x", 3, (1, 4)),
    ],
)
def test_place_of_an_offset(source: str, offset: int, place: tuple[int, int]) -> None:
    assert lines_of(source).place(offset) == place
