"""One snapshot for each format.

After a change that is meant, ``UPDATE_SNAPSHOTS=1 pytest tests/test_reports_snapshots.py`` writes
them anew; look at the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from clarity.reports import FORMATS, Options
from report_builder import render, run

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.mark.parametrize("name", FORMATS)
def test_format_is_as_last_agreed(name: str) -> None:
    written = "".join(render(name, run(), Options(version="1.2.3")))
    path = SNAPSHOTS / f"{name}.txt"
    if "UPDATE_SNAPSHOTS" in os.environ:
        path.write_text(written, encoding="utf-8")
    assert written == path.read_text(encoding="utf-8")
