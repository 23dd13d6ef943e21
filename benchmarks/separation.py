"""How well scores tell plain texts from bureaucratic ones: python benchmarks/separation.py FOLDER.

FOLDER holds real texts with an INDEX.tsv (see real_texts.py). Prints for each language the AUC of
the overall score and of every principle: the chance that a plain text drawn at random scores higher
than a bureaucratic one (ties count half), with an interval of 95 % from resampled texts, and the
median in either genre; then of every signal by the points it gives. Texts of one source are alike,
so the intervals are narrower than they would be for texts of new sources.
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from clarity.model import Scorecard
from clarity.parsing.languages import languages
from clarity.session import Request, Session
from real_texts import judged

#: The scores of a text by what they are of; ``None`` where it was not assessed.
Scores = Mapping[str, float | None]


def auc(plain: Sequence[float], heavy: Sequence[float]) -> float:
    """Return the share of the pairs in which the plain text scores higher; ties count half."""
    ordered = sorted(heavy)
    wins = sum(bisect_left(ordered, score) + bisect_right(ordered, score) for score in plain)
    return wins / (2 * len(plain) * len(heavy))


def interval(plain: Sequence[float], heavy: Sequence[float], rounds: int) -> tuple[float, float]:
    """Return the bounds of 95 % of the AUCs of resampled texts; the same on every run."""
    draw = random.Random(1)
    found = sorted(
        auc(draw.choices(plain, k=len(plain)), draw.choices(heavy, k=len(heavy)))
        for _ in range(rounds)
    )
    return found[round(0.025 * (rounds - 1))], found[round(0.975 * (rounds - 1))]


def scores(card: Scorecard) -> Mapping[str, float | None]:
    """Return the overall score, and those of the principles and (set in) their signals."""
    found = {"overall": card.overall}
    for principle in card.principles:
        found[principle.id] = principle.score
        for signal in principle.signals:
            found[f"  {principle.id}: {signal.id}"] = signal.score
    return found


def row(name: str, plain: Sequence[Scores], heavy: Sequence[Scores], rounds: int) -> str:
    """Return a line on one score: its name, AUC, interval, and median in either genre."""
    first = [score for text in plain if (score := text[name]) is not None]
    second = [score for text in heavy if (score := text[name]) is not None]
    if not first or not second:
        return f"{name:40} not assessed"
    low, high = interval(first, second, rounds)
    figures = f"{auc(first, second):6.3f}  {low:.3f}-{high:.3f}"
    return f"{name:40}{figures}{median(first):8.1f}{median(second):8.1f}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=1000)
    given = parser.parse_args()
    groups: dict[tuple[str, str], list[Scores]] = defaultdict(list)
    # All by one measure: what is read as a law is not scored on what a law cannot have.
    for text, report in judged(given.folder, Session(Request()), channel="web"):
        if report.scorecard and report.scorecard.overall is not None:
            for group in {text.genre, text.kind}:
                groups[text.language, group].append(scores(report.scorecard))
    for language in languages():
        plain = groups[language, "plain"]
        for group in ("bureaucratic", "government", "statutes"):
            heavy = groups[language, group]
            if not plain or not heavy:
                continue
            print(f"\n{language}: {len(plain)} plain, {len(heavy)} {group}")
            print(f"{'':40}{'AUC':>6}  {'95 %':11}{'plain':>8}{'heavy':>8}")
            for name in plain[0] if group == "bureaucratic" else ["overall"]:
                print(row(name, plain, heavy, given.rounds))


if __name__ == "__main__":
    main()
