"""A text that is edited at random is marked as one that has never been seen."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pygls")
pytest.importorskip("pytest_lsp")

from clarity.resources import corpora_root
from editing import Editor, with_server
from random_edits import Writer
from random_typing import type_at_random

EDITS = 150


@with_server()
async def test_random_edits_leave_the_marks_of_a_fresh_look(one: Editor, folder: Path) -> None:
    texts = sorted((corpora_root() / "gold" / "nb").glob("*.md"))[:3]
    writer = Writer("\r\n\r\n".join(path.read_text("utf-8") for path in texts), 1)
    await one.begin(folder)
    seen = [step async for step in type_at_random(one, folder, writer, EDITS, strict=True)]
    assert len(seen) > 3
    assert sum(step.marks for step in seen)
