"""Types at random into an editor that a test plays, and compares the marks with a fresh look."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from lsprotocol import types as lsp

from clarity.lsp.diagnostics import Sheet, of_failure, of_report
from clarity.lsp.texts import text_of
from clarity.model import Failure
from clarity.session import Request, Session
from editing import Editor
from random_edits import Change, Writer

_LONGEST_BURST = 40


class Step(NamedTuple):
    """What was seen after a burst of edits: how many marks, and the server's memory in MB."""

    edits: int
    marks: int
    memory: float


async def type_at_random(
    one: Editor,
    folder: Path,
    writer: Writer,
    edits: int,
    *,
    strict: bool = False,
    quick: bool = True,
) -> AsyncIterator[Step]:
    """Type in bursts. Raises `AssertionError` where the marks after one are not those of the text.

    Nor may anything be told of a version after something has been told of a later one.
    """
    uri = (folder / "side.nb.md").as_uri()
    session = Session(Request(quick=quick, strict=strict, cache=_cache()))
    chance, version, made = Random(1), 1, 0
    one.open(uri, writer.text)
    while made < edits:
        for _ in range(min(chance.randint(1, _LONGEST_BURST), edits - made)):
            version, made = version + 1, made + 1
            one.change(uri, version, _event(writer.edit()))
            if chance.random() < 0.2:
                await asyncio.sleep(chance.random() * 0.05)
        # A question is answered once the last version has been judged; the marks follow the caret.
        await one.client.text_document_code_lens_async(
            lsp.CodeLensParams(lsp.TextDocumentIdentifier(uri))
        )
        expected = _fresh(session, uri, writer.text)
        async with asyncio.timeout(60):
            while _told(await one.heard(uri, version)) != expected:
                await asyncio.sleep(0.02)
        versions = [told.version or 0 for told in one.published if told.uri == uri]
        assert versions == sorted(versions), "something stale was told"
        del one.published[:-1]
        yield Step(made, len(expected), _memory(one))


def _event(change: Change) -> lsp.TextDocumentContentChangePartial:
    place = lsp.Range(lsp.Position(*change.start), lsp.Position(*change.end))
    return lsp.TextDocumentContentChangePartial(place, change.text)


def _fresh(session: Session, uri: str, text: str) -> list[tuple[object, ...]]:
    sheet = Sheet(uri, text_of(text))
    outcome = session.check_bytes(text.encode(), "side.nb.md")
    if isinstance(outcome, Failure):
        return _told(of_failure(outcome, sheet, "nb"))
    return _told(of_report(outcome, outcome.findings, sheet, "nb"))


def _told(marks: Sequence[lsp.Diagnostic]) -> list[tuple[object, ...]]:
    return [(str(mark.range), mark.code, mark.message, mark.severity) for mark in marks]


def _memory(one: Editor) -> float:
    """Return the memory of the server in MB, where the system tells."""
    try:
        pages = Path(f"/proc/{one.pid}/statm").read_text().split()[1]
    except OSError:
        return 0.0
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1024**2


def _cache() -> Path | None:
    named = os.environ.get("CLARITY_CACHE_DIR")
    return Path(named) if named else None
