"""A few of the inputs of `benchmarks/fuzz.py`: texts, project files and rules made by chance."""

from __future__ import annotations

import fuzz


def test_no_strange_input_breaks_hangs_or_misplaces_anything() -> None:
    counted, troubles = fuzz.watch(range(450), seed=1)
    assert counted.total() == 450
    assert troubles == []
