"""What is gravest of a run, for readers that show no more than so much of it."""

from __future__ import annotations

import heapq
from collections.abc import Iterator

from clarity.model import SEVERITIES, STRENGTHS, Finding

#: How grave it is that a file could not be read, and that its score is under the limit: graver
#: than any finding.
UNREADABLE, LOW_SCORE = 101, 100
#: How grave a remark on a file is, which is nothing to mend.
REMARK = -1


def gravity(finding: Finding) -> int:
    """Return how grave a finding is: by its severity, and then by how binding the advice is."""
    severity = SEVERITIES.index(finding.severity)
    return severity * len(STRENGTHS) + STRENGTHS.index(finding.advice.strength)


class Gravest:
    """Keeps the ``most`` gravest of the texts that come, and counts how many were ``left_out``.

    Of those that are as grave as one another, the first are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: list[tuple[int, int, str]] = []
        self._number = 0

    def add(self, gravity: int, text: str) -> None:
        """Take a text that is the graver, the higher the number."""
        self._number += 1
        one = (gravity, -self._number, text)
        if len(self._kept) < self._most:
            heapq.heappush(self._kept, one)
        else:
            heapq.heappushpop(self._kept, one)

    @property
    def left_out(self) -> int:
        """The number of texts that are not kept."""
        return self._number - len(self._kept)

    def __iter__(self) -> Iterator[str]:
        return (text for *_, text in sorted(self._kept, reverse=True))

    def in_order(self) -> Iterator[str]:
        """Yield what is kept in the order in which it came."""
        return (text for *_, text in sorted(self._kept, key=lambda one: -one[1]))
