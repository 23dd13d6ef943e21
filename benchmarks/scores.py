"""Scores of every text below a folder, by subfolder: plain texts must come out above heavy ones.

Usage: python benchmarks/scores.py FOLDER [DEPTH] [GUIDELINE]

Texts are grouped by the first DEPTH (default 2) folders of their path. The guideline is helsenorge
where none is given.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from statistics import mean, pstdev

from clarity.model import Report
from clarity.run.texts import check
from clarity.session import Request


def main(folder: Path, depth: int, guideline: str | None) -> None:
    """Print how many texts each group has, and their mean, spread, lowest and highest score."""
    groups: dict[str, list[float]] = defaultdict(list)
    request = Request(guideline=guideline, jobs=2, keep_reports=False)
    for report in check([str(folder)], request):
        if isinstance(report, Report) and report.scorecard and report.scorecard.overall is not None:
            parts = Path(report.path).relative_to(folder).parts[:-1][:depth]
            groups["/".join(parts)].append(report.scorecard.overall)
    print(f"{'group':24}{'texts':>6}{'mean':>8}{'sd':>6}{'lowest':>8}{'highest':>8}")
    for group, scores in sorted(groups.items()):
        spread = f"{mean(scores):8.1f}{pstdev(scores):6.1f}{min(scores):8.1f}{max(scores):8.1f}"
        print(f"{group or '.':24}{len(scores):6}{spread}")


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        int(sys.argv[2]) if len(sys.argv) > 2 else 2,
        sys.argv[3] if len(sys.argv) > 3 else None,
    )
