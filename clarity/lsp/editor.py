"""What an editor can ask for beside its open texts: of all files in its folders, and windows."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from clarity.lsp import whole
from clarity.lsp.addresses import path_of
from clarity.lsp.documents import Open
from clarity.lsp.judging import Judge
from clarity.lsp.project_files import ProjectFile, as_it_is, settings_of
from clarity.lsp.service import Service
from clarity.rulebook import pages

if TYPE_CHECKING:
    from clarity.lsp.protocol import Server

#: How many files are told of at a time, to an editor that takes them in parts.
_AT_A_TIME = 20


class EditorService(Service):
    """One editor's dealings with clarity, its folders and project files among them."""

    def __init__(self, server: Server, judge: Judge) -> None:
        super().__init__(server, judge)
        self._pages = TemporaryDirectory(prefix="clarity-")
        self._news = asyncio.Event()
        self._shown_of_all: dict[str, str] | None = None

    @property
    def folders(self) -> Sequence[str]:
        """The folders that are open in the editor."""
        workspace = self.server.workspace
        uris = [folder.uri for folder in workspace.folders.values()] or [workspace.root_uri or ""]
        return list(filter(None, map(path_of, uris)))

    def open(self, item: lsp.TextDocumentItem) -> None:
        """Take a text that has been opened, unless it is a page of ours."""
        path = path_of(item.uri)
        if path is None or not Path(path).is_relative_to(self._pages.name):
            super().open(item)

    def close(self, uri: str) -> None:
        """Let go of a text, and of what was shown of it."""
        is_open = self.documents.get(uri) is not None
        if is_open and self._shown_of_all:
            self._shown_of_all.pop(uri, None)
        super().close(uri)
        if is_open:
            self._tell_news()

    def heed_files(self, paths: Iterable[str]) -> None:
        """Look at everything anew that a file which has changed may have to do with."""
        self._tell_news()
        super().heed_files(paths)

    async def all_marks(
        self, params: lsp.WorkspaceDiagnosticParams
    ) -> list[lsp.WorkspaceDocumentDiagnosticReport]:
        """Return what is to be shown of all files, once something may have changed.

        It is asked for again and again; who asks is answered when there may be news.
        """
        known = {one.uri: one.value for one in params.previous_result_ids}
        if known:
            await self._news.wait()
        self._news.clear()
        told: list[lsp.WorkspaceDocumentDiagnosticReport] = []
        async for one in whole.marked(self.documents, self.folders, known, self.client):
            if one.marks is None:
                told.append(lsp.WorkspaceUnchangedDocumentDiagnosticReport(one.uri, one.state))
            else:
                full = lsp.WorkspaceFullDocumentDiagnosticReport
                told.append(full(one.uri, one.marks, result_id=one.state))
            if params.partial_result_token is not None and len(told) == _AT_A_TIME:
                self._tell_part(params.partial_result_token, told)
                told = []
        return told

    async def check_all(self) -> None:
        """Show what is found in all files from now on, in an editor that does not ask for it."""
        states = self._shown_of_all = self._shown_of_all or {}
        async for one in whole.marked(self.documents, self.folders, states, self.client):
            if one.marks is not None:
                states[one.uri] = one.state
                self.push(one.uri, one.marks, None)

    async def explain(self, id: str) -> None:
        """Show the page of a rule, or why it is there where the editor shows no documents."""
        rule = self.rule(id)
        if rule is None:
            return
        if self.client.shows_documents:
            path = Path(self._pages.name) / f"{rule.id.replace('/', '-')}.md"
            path.write_text(pages.page(rule), "utf-8")
            params = lsp.ShowDocumentParams(path.as_uri(), take_focus=True)
            await self.server.window_show_document_async(params)
            return
        advice = rule.advice
        told = " ".join(filter(None, (advice.why.strip(), advice.source, advice.url)))
        message = lsp.ShowMessageParams(lsp.MessageType.Info, f"{rule.id}: {told}")
        self.server.window_show_message(message)

    def shut(self) -> None:
        """Let go of everything, and stop what was started."""
        super().shut()
        self._pages.cleanup()

    def project_files(self, document: Open) -> tuple[ProjectFile | None, Sequence[ProjectFile]]:
        """Return the project file and the glossaries that a fix for a text may change."""
        every, glossary = self.documents, document.judged.glossary if document.judged else ()
        project = settings_of(document.path, self.request.config, self.folders, every)
        terms = (as_it_is(path, every) for path in glossary)
        return project, list(filter(None, terms))

    def _tell_news(self) -> None:
        """Have all files looked at again, by whoever is told of them."""
        self._news.set()
        if self._shown_of_all is not None:
            self.begin(self.check_all())

    def _tell_part(
        self,
        token: lsp.ProgressToken,
        told: list[lsp.WorkspaceDocumentDiagnosticReport],
    ) -> None:
        part = lsp.WorkspaceDiagnosticReportPartialResult(told)
        self.server.protocol.notify(lsp.PROGRESS, lsp.ProgressParams(token, part))
