"""Tells whether findings and scores agree with an editor's grade of whole texts.

    python benchmarks/grades.py FOLDER GRADES.jsonl

FOLDER holds the texts. GRADES has a line for each text that an editor has graded before seeing a
finding: ``file`` and ``grade`` (good, middling or heavy). Prints for each grade how many findings
there are for every 1,000 words, shown by default and with the strict set, and the mean score; and
how often of two texts of different grades the better one has the higher score (AUC, with an
interval of 95 % from resampled texts).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from statistics import mean

from clarity.model import Report
from clarity.session import Request, Session
from separation import auc, interval

GRADES = ("good", "middling", "heavy")


def reports(folder: Path, files: Sequence[str], session: Session) -> list[Report]:
    """Check the texts of a grade."""
    found = [session.check_bytes((folder / name).read_bytes(), name) for name in files]
    return [report for report in found if isinstance(report, Report)]


def rate(found: Sequence[Report]) -> float:
    """Return how many findings there are for every 1,000 words."""
    words = sum(report.words for report in found)
    return 1000 * sum(len(report.findings) for report in found) / words


def scores(found: Sequence[Report]) -> list[float]:
    """Return the scores of the texts that have one."""
    overall = [report.scorecard.overall for report in found if report.scorecard]
    return [score for score in overall if score is not None]


def main() -> None:
    """Read the command line, check and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("grades", type=Path)
    options = parser.parse_args()
    lines = options.grades.read_text(encoding="utf-8").splitlines()
    graded = [json.loads(line) for line in lines]
    shown, strict = Session(Request()), Session(Request(strict=True, scored=False))
    by_grade = {}
    for grade in GRADES:
        files = [line["file"] for line in graded if line["grade"] == grade]
        found = reports(options.folder, files, shown)
        if not found:
            continue
        by_grade[grade] = scores(found)
        more = reports(options.folder, files, strict)
        print(
            f"{grade:9} {len(files):3} texts: {rate(found):.1f} findings for every 1,000 words,"
            f" {rate(more):.1f} with --strict; mean score {mean(by_grade[grade]):.0f}"
        )
    for better, worse in combinations(by_grade, 2):
        low, high = interval(by_grade[better], by_grade[worse], 1000)
        share = auc(by_grade[better], by_grade[worse])
        print(f"{better} above {worse}: {share:.2f} ({low:.2f} to {high:.2f})")


if __name__ == "__main__":
    main()
