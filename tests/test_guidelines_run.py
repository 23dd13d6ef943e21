"""A run by a guideline: what a mixed folder gets, what a slip costs, what is not kept too long."""

from __future__ import annotations

from pathlib import Path

import pytest

from clarity.model import Failure, Report
from clarity.run.texts import check
from clarity.session import Request
from command import run as clarity

BOKMAL = (
    "Du kan søke om plass hele året. Vi svarer deg innen tre uker. Ring oss hvis du lurer på noe, "
    "så hjelper vi deg. Søknaden behandles i henhold til reglene. Da får du svar på det du trenger."
)
SWEDISH = (
    "Du kan söka plats hela året. Vi svarar dig inom tre veckor. Ring oss om du undrar över något, "
    "så hjälper vi dig. Ansökan prövas i enlighet med reglerna. Då får du svar på det du behöver."
)


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "norsk.md").write_text(BOKMAL, encoding="utf-8")
    (folder / "svensk.md").write_text(SWEDISH, encoding="utf-8")
    return folder


def judged(folder: Path, guideline: str, cache: Path | None = None) -> dict[str, Report]:
    outcomes = list(check([str(folder)], Request(guideline=guideline, cache=cache)))
    reports = [outcome for outcome in outcomes if isinstance(outcome, Report)]
    assert len(reports) == len(outcomes), outcomes
    return {Path(report.path).name: report for report in reports}


def overall(report: Report) -> float | None:
    assert report.scorecard
    return report.scorecard.overall


def test_in_a_mixed_folder_the_other_language_is_checked_but_not_scored(mixed: Path) -> None:
    reports = judged(mixed, "myndighet")
    assert overall(reports["svensk.md"]) is not None
    norwegian = reports["norsk.md"]
    assert overall(norwegian) is None
    assert norwegian.scorecard
    assert norwegian.scorecard.reason == (
        "Retningslinjen «Klarspråk för svenska myndigheter» er bare for svensk."
    )
    assert "i henhold til" in [finding.text for finding in norwegian.findings]


def test_a_mixed_folder_is_no_failure_under_a_least_score(mixed: Path) -> None:
    asked = ("--guideline", "myndighet", "--fail-on", "never", "--min-score", "20", "--no-cache")
    result = clarity("check", str(mixed), *asked)
    assert result.returncode == 0, result.stderr
    assert "bare for svensk" in " ".join(result.stdout.split())


def test_an_unknown_guideline_is_refused_before_anything_is_read(mixed: Path) -> None:
    result = clarity("check", str(mixed), "--guideline", "myndigheten")
    assert result.returncode == 2
    assert "Did you mean «myndighet»?" in " ".join(result.stderr.split())


def test_a_changed_base_is_no_stale_report(mixed: Path, tmp_path: Path) -> None:
    base, own, kept = tmp_path / "base.yaml", tmp_path / "own.yaml", tmp_path / "cache"
    base.write_text("id: base\nname: B\nextends: helsenorge\n", encoding="utf-8")
    own.write_text("id: own\nname: O\nextends: base.yaml\n", encoding="utf-8")
    before = overall(judged(mixed, str(own), kept)["norsk.md"])
    assert overall(judged(mixed, str(own), kept)["norsk.md"]) == before
    with base.open("a", encoding="utf-8") as file:
        file.write("principles: [{id: open, weight: 100}]\n")
    assert overall(judged(mixed, str(own), kept)["norsk.md"]) != before


def test_a_slip_in_ones_own_guideline_is_told_once_with_its_line(
    mixed: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("id: own\nname: O\nextends: helsenorge\nbandz: []\n", encoding="utf-8")
    (failure,) = check([str(mixed)], Request(guideline=str(own)))
    assert failure == Failure(str(own), "unknown key «bandz». Did you mean «bands»?", line=4)
