"""Whether what takes a time takes no more of it than it must."""

from __future__ import annotations

import math
import time
from collections.abc import Callable


def grows_evenly(do: Callable[[int], object], size: int) -> bool:
    """Tell whether eight times as much takes some eight times as long, and not 64 times.

    A busy machine can disturb a measurement, and never eight of them on end.
    """
    small, large = math.inf, math.inf
    for _ in range(8):
        small, large = min(small, _seconds(do, size)), min(large, _seconds(do, 8 * size))
        if large < 24 * small + 0.01:
            return True
    return False


def _seconds(do: Callable[[int], object], size: int) -> float:
    start = time.process_time()
    do(size)
    return time.process_time() - start
