"""What the editor at the other end can do, and how it tells of edits."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from lsprotocol.types import (
    ClientCapabilities,
    InitializeParams,
    MarkupKind,
    PositionEncodingKind,
    ResourceOperationKind,
    TextDocumentContentChangeEvent,
    TextDocumentContentChangeWholeDocument,
)
from msgspec import Struct
from pygls.capabilities import ServerCapabilitiesBuilder, get_capability

from clarity.lsp.texts import Edit, Encoding, Place

_ENCODINGS: Mapping[PositionEncodingKind, Encoding] = {
    PositionEncodingKind.Utf8: "utf-8",
    PositionEncodingKind.Utf16: "utf-16",
    PositionEncodingKind.Utf32: "utf-32",
}


class Client(Struct, frozen=True):
    """What an editor can do, of what not every one can.

    It ``pulls`` diagnostics instead of having them pushed, and can be asked to pull anew. It
    ``creates`` files in an edit. ``language`` is the code of the language that it speaks itself.
    """

    language: str = ""
    encoding: Encoding = "utf-16"
    pulls: bool = False
    refreshes: bool = False
    refreshes_lenses: bool = False
    relates: bool = False
    versions: bool = False
    creates: bool = False
    shows_progress: bool = False
    shows_documents: bool = False
    registers_watchers: bool = False
    reads_markdown: bool = True

    @classmethod
    def of(cls, params: InitializeParams) -> Client:
        """Read what an editor says of itself."""
        able = params.capabilities

        def can(name: str) -> bool:
            return bool(get_capability(able, name, False))

        made = get_capability(able, "workspace.workspace_edit.resource_operations", []) or []
        read = get_capability(able, "text_document.hover.content_format", []) or []
        return cls(
            language=_language(params.locale or os.environ.get("LANG") or ""),
            encoding=_encoding(able),
            pulls=get_capability(able, "text_document.diagnostic", None) is not None,
            refreshes=can("workspace.diagnostics.refresh_support"),
            refreshes_lenses=can("workspace.code_lens.refresh_support"),
            relates=can("text_document.publish_diagnostics.related_information"),
            versions=can("workspace.workspace_edit.document_changes"),
            creates=ResourceOperationKind.Create in made,
            shows_progress=can("window.work_done_progress"),
            shows_documents=can("window.show_document.support"),
            registers_watchers=can("workspace.did_change_watched_files.dynamic_registration"),
            reads_markdown=not read or MarkupKind.Markdown in read,
        )


def _encoding(able: ClientCapabilities) -> Encoding:
    chosen = PositionEncodingKind(ServerCapabilitiesBuilder.choose_position_encoding(able))
    return _ENCODINGS[chosen]


def _language(locale: str) -> str:
    """Return the language of a locale: ``nb-NO``, ``nn_NO.UTF-8``; ``no`` is what most mean."""
    return re.split(r"[-_.@]", locale.lower(), maxsplit=1)[0]


def edit_of(change: TextDocumentContentChangeEvent) -> Edit | str:
    """Return an edit that an editor tells of; a ``str`` where it sends the whole text."""
    if isinstance(change, TextDocumentContentChangeWholeDocument):
        return change.text
    start, end = change.range.start, change.range.end
    places = Place(start.line, start.character), Place(end.line, end.character)
    return Edit(*places, change.text)
