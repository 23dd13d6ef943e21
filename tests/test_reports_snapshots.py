"""One snapshot for each format, and for each look of the one that people read.

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


LOOKS: dict[str, Options] = {
    **dict.fromkeys(FORMATS, Options(version="1.2.3")),
    "terminal-brief": Options(brief=True),
    "terminal-plain": Options(plain=True),
    "terminal-scores": Options(show_findings=False, show_details=True),
    "terminal-overview": Options(show_findings=False, overview=True),
}


@pytest.mark.parametrize("name", LOOKS)
def test_format_is_as_last_agreed(name: str) -> None:
    form = "terminal" if name not in FORMATS else name
    written = "".join(render(form, run(), LOOKS[name]))
    path = SNAPSHOTS / f"{name}.txt"
    if "UPDATE_SNAPSHOTS" in os.environ:
        path.write_text(written, encoding="utf-8")
    assert written == path.read_text(encoding="utf-8")
