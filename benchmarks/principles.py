"""What each principle makes of plain rewrites: python benchmarks/principles.py FOLDER [GUIDELINE].

FOLDER holds pairs LANGUAGE/NAME.before.md and NAME.after.md (corpora/pairs). All are judged as
letters. Prints for each principle in how many pairs it rises, stays and falls, and the AUC: the
chance that a rewrite drawn at random scores higher than an original (ties count half).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from clarity.model import Report
from clarity.project.settings import Settings
from clarity.session import Request, Session
from separation import auc


def main(folder: Path, guideline: str) -> None:
    """Measure and print."""
    session = Session(Request())
    scores: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for before in sorted(folder.glob("*/*.before.md")):
        after = before.with_name(before.name.replace(".before.", ".after."))
        settings = Settings(language=before.parent.name, guideline=guideline, channel="letter")
        pair = [session.check_bytes(p.read_bytes(), p.name, settings) for p in (before, after)]
        cards = [one.scorecard for one in pair if isinstance(one, Report) and one.scorecard]
        for first, second in zip(*(card.principles for card in cards), strict=True):
            if first.score is not None and second.score is not None:
                scores[first.id].append((first.score, second.score))
    print(f"{'':20}{'rises':>7}{'stays':>7}{'falls':>7}{'AUC':>8}")
    for name, pairs in scores.items():
        rises, falls = (sum(sign * (b - a) > 0.05 for a, b in pairs) for sign in (1, -1))
        chance = auc([b for _, b in pairs], [a for a, _ in pairs])
        stays = len(pairs) - rises - falls
        print(f"{name:20}{rises:7}{stays:7}{falls:7}{chance:8.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "helsenorge")
