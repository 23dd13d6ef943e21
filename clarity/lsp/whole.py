"""All texts of the folders that are open, also those that no window shows, as they lie on disk."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from functools import partial

from lsprotocol.types import Diagnostic
from msgspec import Struct

from clarity.lsp import diagnostics
from clarity.lsp.addresses import path_of, place_of, uri_of
from clarity.lsp.client import Client
from clarity.lsp.diagnostics import Sheet
from clarity.lsp.documents import Documents
from clarity.lsp.texts import text_of
from clarity.model import Failure


class Marked(Struct, frozen=True):
    """What is to be shown of a file; ``marks`` are ``None`` where they are as they were known."""

    uri: str
    state: str
    marks: Sequence[Diagnostic] | None


async def marked(
    documents: Documents,
    folders: Collection[str],
    known: Mapping[str, str],
    client: Client,
) -> AsyncIterator[Marked]:
    """Yield what is to be shown of each file that is not open, one by one: others may cut in.

    ``known`` are the states of files, by their addresses. A file that is there no more has nothing.
    """
    judge = documents.judge
    left = dict(known)
    for path in await documents.in_turn(partial(judge.files, folders)):
        uri = uri_of(path)
        state = left.pop(uri, None)
        place = place_of(uri, "", folders)
        if documents.at(path) or place is None:
            continue
        filed = await documents.in_turn(partial(judge.judge_file, path, place.name, state))
        if filed is None:
            yield Marked(uri, state or "", None)
            continue
        outcome = filed.outcome
        source = outcome.source if outcome and not isinstance(outcome, Failure) else ""
        sheet = Sheet(uri, text_of(source, client.encoding), None, client.relates)
        if isinstance(outcome, Failure):
            marks = diagnostics.of_failure(outcome, sheet, client.language)
        elif outcome:
            findings = outcome.findings
            marks = diagnostics.of_report(outcome, findings, sheet, client.language)
        else:
            marks = []
        yield Marked(uri, filed.state, marks)
    for uri in left:
        if not documents.at(path_of(uri) or ""):
            yield Marked(uri, "", [])
