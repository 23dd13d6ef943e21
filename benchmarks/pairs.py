"""How often clarity finds the same version plainer as an editor: python benchmarks/pairs.py FOLDER.

FOLDER holds judged pairs (see judged_pairs.py). Prints for whole texts and for paragraphs how often
`compare`, the score, and two rules of thumb agree with the editor: the shorter one is plainer, and
the one with the lower LIX is. A tie counts half. After the share come the bounds of 95 % (Wilson);
pairs of one project are alike, so they are narrower than they would be for new projects. The score
needs 30 words on either side. ``--differences`` tells the clear pairs on which compare and score
disagree with the editor.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from clarity.model import Contrast, Report
from clarity.project.settings import Settings
from clarity.session import Request, Session
from judged_pairs import Pair, read


class Judged(NamedTuple):
    """A pair with what clarity says of it."""

    pair: Pair
    contrast: Contrast
    before: Report
    after: Report


#: What speaks for the later version, ``None`` where nothing can be said.
Gauge = Callable[[Judged], float | None]


def judge(pairs: Iterator[Pair], session: Session) -> Iterator[Judged]:
    """Yield the pairs in which an editor saw a difference, as clarity judges them."""
    for pair in pairs:
        settings = Settings(language=pair.language)
        contrast = session.compare(pair.before, pair.after, pair.path, settings)
        # An edit does not make another kind of text of it: as for `compare`, the longer one tells.
        told = session.check_bytes(max(pair.before, pair.after, key=len), pair.path, settings)
        if isinstance(told, Report):
            settings = replace(settings, channel=told.channel)
        reports = [
            session.check_bytes(data, pair.path, settings) for data in (pair.before, pair.after)
        ]
        if pair.verdict and isinstance(contrast, Contrast):
            before, after = (report for report in reports if isinstance(report, Report))
            yield Judged(pair, contrast, before, after)


def by_compare(one: Judged) -> float:
    """Return the amount of `Session.compare`."""
    return one.contrast.amount if one.contrast.plainer != "same" else 0.0


def by_score(one: Judged) -> float | None:
    """Return how much the score rises."""
    cards = one.before.scorecard, one.after.scorecard
    before, after = (card.overall if card else None for card in cards)
    return None if before is None or after is None else after - before


def by_length(one: Judged) -> float:
    """Return how many characters fewer there are."""
    return len(one.before.source) - len(one.after.source)


def by_lix(one: Judged) -> float | None:
    """Return how much LIX falls, be the texts ever so short."""
    before, after = (_lix(report) for report in (one.before, one.after))
    return None if before is None or after is None else before - after


def _lix(report: Report) -> float | None:
    length, share = (report.measures[name] for name in ("words_per_sentence", "long_word_share"))
    return None if length is None or share is None else length + 100 * share


GAUGES: dict[str, Gauge] = {
    "compare": by_compare,
    "score": by_score,
    "the shorter one": by_length,
    "the lower LIX": by_lix,
}


def wilson(right: float, count: int) -> tuple[float, float]:
    """Return the bounds of 95 % of a share."""
    z, share = 1.96, right / count
    middle = share + z * z / (2 * count)
    spread = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return (middle - spread) / (1 + z * z / count), (middle + spread) / (1 + z * z / count)


def credit(verdict: int, amount: float) -> float:
    """Return 1 where an amount agrees with a verdict, 0.5 where it says nothing, else 0."""
    return 0.5 if amount == 0 else float((amount > 0) == (verdict > 0))


def row(name: str, amounts: Sequence[tuple[int, float]]) -> str:
    """Return a line on how often amounts agree with verdicts."""
    if not amounts:
        return f"  {name:20}  nothing to judge"
    right = sum(credit(verdict, amount) for verdict, amount in amounts)
    low, high = wilson(right, len(amounts))
    share = right / len(amounts)
    return f"  {name:20}{right:7g} of {len(amounts):3}  {share:4.0%} ({low:.0%}-{high:.0%})"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--differences", action="store_true")
    given = parser.parse_args()
    judged = list(judge(read(given.folder), Session(Request())))
    for name, is_whole in (("whole texts", True), ("paragraphs", False)):
        for degree, is_clear in (("clear", True), ("slight", False)):
            some = [
                one
                for one in judged
                if one.pair.is_whole == is_whole and one.pair.is_clear == is_clear
            ]
            print(f"\n{name}, {degree} differences: {len(some)}")
            for gauge, weigh in GAUGES.items():
                told = [(one.pair.verdict, weigh(one)) for one in some]
                print(
                    row(
                        gauge, [(verdict, amount) for verdict, amount in told if amount is not None]
                    )
                )
    if given.differences:
        print()
        for one in judged:
            for gauge in ("compare", "score"):
                amount = GAUGES[gauge](one)
                if (
                    one.pair.is_clear
                    and amount is not None
                    and credit(one.pair.verdict, amount) < 1
                ):
                    print(f"{one.pair.id} ({one.pair.verdict:+}): {gauge} {amount:+.2f}")


if __name__ == "__main__":
    main()
