"""How far the score with grammar lies from the one without: python benchmarks/quick.py TEXTS.

TEXTS is a folder of real texts with an INDEX.tsv (see `real_texts`). For each language and genre:
how many texts have words enough, and the median, lowest and highest of full less quick.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from statistics import median

from clarity.session import Request, Session
from real_texts import judged


def scores(folder: Path, *, quick: bool) -> dict[tuple[str, str, str, str], float]:
    """Return the overall score of each text that has one."""
    session = Session(Request(quick=quick))
    return {
        (text.language, text.genre, text.name, text.content): report.scorecard.overall
        for text, report in judged(folder, session)
        if report.scorecard and report.scorecard.overall is not None
    }


def main(folder: Path) -> None:
    """Print the differences."""
    quick, full = scores(folder, quick=True), scores(folder, quick=False)
    groups: dict[tuple[str, str], list[float]] = defaultdict(list)
    for key in quick.keys() & full.keys():
        groups[key[:2]].append(full[key] - quick[key])
    for (language, genre), own in sorted(groups.items()):
        figures = f"{median(own):+.1f}, {min(own):+.1f} to {max(own):+.1f}"
        print(f"{language} {genre:14}{len(own):5} texts  {figures}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
