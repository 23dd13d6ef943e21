"""Fits what `compare` weighs: PYTHONPATH=benchmarks python training/comparison.py FOLDER ...

Each FOLDER holds judged pairs (see benchmarks/judged_pairs.py). Findings and loads are weighed so
that the version an editor finds plainer weighs less: logistic regression on what has changed, with
no burden that speaks for a text and no relief that speaks against it. As there are few pairs, the
burdens are drawn towards weighing as much as each other for how much they vary (`_RIDGE`, `_EVEN`),
and the reliefs towards nothing. A slight difference counts half. Prints
how often weights fitted without the pairs of a project agree with the editor on them, for the first
FOLDER alone, and the weights fitted to all.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from clarity.model import Failure
from clarity.project.settings import Settings
from clarity.scoring.contrast import Weights, contrast, weights
from clarity.scoring.loads import BURDENS, LOADS, RELIEFS
from clarity.session import Request, Session
from judged_pairs import Pair, read
from pairs import row

NAMES = ("finding", *LOADS)
#: How strongly, and to what, weights are drawn that are measured in spreads of what they weigh.
_RIDGE, _EVEN = 4.0, np.array([0.3] * (1 + len(BURDENS)) + [0.0] * len(RELIEFS))
_SLIGHT = 0.5
_STEPS = 400

_Array = NDArray[np.float64]


def alone(name: str) -> Weights:
    """Return weights by which one thing weighs 1 and everything else nothing."""
    loads = {load: float(load == name) for load in LOADS}
    shipped = weights()
    return Weights(float(name == "finding"), loads, shipped.left_out, shipped.least)


def differences(pair: Pair, session: Session) -> Sequence[float]:
    """Return how much the earlier version has more of each thing, and the later one of reliefs."""
    found = session.versions(pair.before, pair.after, pair.path, Settings(language=pair.language))
    if isinstance(found, Failure):
        raise SystemExit(f"{pair.id}: {found.message}")
    amounts = (contrast(*found, alone(name)).amount for name in NAMES)
    return [-a if name in RELIEFS else a for name, a in zip(NAMES, amounts, strict=True)]


def fit(changes: _Array, verdicts: _Array, counts: _Array) -> _Array:
    """Return the weights of changes in spreads, by accelerated projected gradient descent."""
    slope = 0.25 * np.linalg.norm(changes * np.sqrt(counts)[:, None], 2) ** 2 + 2 * _RIDGE
    found = ahead = _EVEN
    pace = 1.0
    for _ in range(_STEPS):
        margins = verdicts * (changes @ ahead)
        gradient = -changes.T @ (counts * verdicts / (1 + np.exp(margins)))
        gradient += 2 * _RIDGE * (ahead - _EVEN)
        new = np.maximum(0, ahead - gradient / slope)
        new_pace = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead = new + (pace - 1) / new_pace * (new - found)
        found, pace = new, new_pace
    return found


def held_out(changes: _Array, verdicts: _Array, counts: _Array, groups: NDArray[np.intp]) -> _Array:
    """Return the amount of each pair by weights fitted to the pairs of other groups."""
    amounts = np.zeros(len(verdicts))
    for group in np.unique(groups):
        own = groups == group
        amounts[own] = changes[own] @ fit(changes[~own], verdicts[~own], counts[~own])
    return amounts


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    given = parser.parse_args()
    session = Session(Request())
    sources = [(number, pair) for number, one in enumerate(given.folders) for pair in read(one)]
    chosen = [(number, pair) for number, pair in sources if pair.verdict]
    raw = np.array([differences(pair, session) for _, pair in chosen], dtype=np.float64)
    spreads = np.sqrt(np.mean(raw**2, axis=0))
    verdicts = np.array([pair.verdict for _, pair in chosen], dtype=np.float64)
    counts = np.array([1.0 if pair.is_clear else _SLIGHT for _, pair in chosen])
    _, groups = np.unique([pair.group for _, pair in chosen], return_inverse=True)
    amounts = held_out(raw / spreads, verdicts, counts, groups)
    for name, is_whole in (("whole texts", True), ("paragraphs", False)):
        for degree, is_clear in (("clear", True), ("slight", False)):
            told = [
                (pair.verdict, float(amount))
                for (number, pair), amount in zip(chosen, amounts, strict=True)
                if number == 0 and (pair.is_whole, pair.is_clear) == (is_whole, is_clear)
            ]
            print(f"held out, {name}, {degree}\n{row('compare', told)}")
    print(f"\nfitted to {len(chosen)} pairs of {groups.max() + 1} projects")
    for name, weight in zip(NAMES, fit(raw / spreads, verdicts, counts) / spreads, strict=True):
        print(f"{name}: {weight:.2g}")


if __name__ == "__main__":
    main()
