"""What the server does when a client asks or tells: between its protocol and what judges."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from clarity.lsp import diagnostics, hover, troubles
from clarity.lsp.addresses import place_of
from clarity.lsp.client import Client, edit_of
from clarity.lsp.diagnostics import Sheet
from clarity.lsp.documents import PACE, Documents, Open, Pace
from clarity.lsp.fixes import Situation, actions, every_place, kinds_asked
from clarity.lsp.judging import Judge
from clarity.lsp.lenses import lenses
from clarity.lsp.project_files import ProjectFile
from clarity.lsp.texts import Place, text_of
from clarity.lsp.words import Words, report_words_for, words_for
from clarity.model import Failure, Report, Rule, Span
from clarity.reports.printable import one_line
from clarity.reports.remarks import in_words
from clarity.session import Request

if TYPE_CHECKING:
    from clarity.lsp.protocol import Server

#: The command that explains a rule, which it is given the id of.
EXPLAIN = "clarity.explain"


class Service:
    """One client's dealings with clarity, as far as the texts go that it has open."""

    def __init__(
        self,
        server: Server,
        judge: Judge,
        thread: Executor | None = None,
        pace: Pace = PACE,
    ) -> None:
        """Begin. The judge works in a ``thread`` that others have too, or in one of its own."""
        self.server = server
        self.client = Client()
        self.documents = Documents(judge, self._published, thread, pace)
        self._told: set[str] = set()
        self._said: set[str] = set()
        self._has_read = False
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def request(self) -> Request:
        """What decides how the texts are judged, on top of their project files."""
        return self.documents.judge.request

    @property
    def folders(self) -> Sequence[str]:
        """The folders that are open, and may hold texts and what decides how they are judged."""
        return ()

    def open(self, item: lsp.TextDocumentItem) -> None:
        """Take a text that has been opened, if clarity reads it."""
        place = place_of(item.uri, item.language_id, self.folders)
        if place is None:
            return
        text = text_of(item.text, self.client.encoding)
        self.documents.open(
            Open(item.uri, place.path, place.name, place.is_file, text, item.version)
        )
        if not self._has_read and self.client.shows_progress:
            self.begin(self._tell_progress(item.uri))
        self._has_read = True

    def edit(self, params: lsp.DidChangeTextDocumentParams) -> None:
        """Make edits in a text."""
        named = params.text_document
        edits = [edit_of(change) for change in params.content_changes]
        self.documents.edit(named.uri, named.version, edits)

    def close(self, uri: str) -> None:
        """Let go of a text, and of what was shown of it."""
        if self.documents.close(uri):
            if not self.client.pulls:
                self.push(uri, [], None)
            self._tell_troubles()

    def heed_files(self, paths: Iterable[str]) -> None:
        """Judge all that is open anew, if it rests on a file that has changed."""
        if any(map(self.documents.judge.rests_on, paths)):
            self.documents.judge_all()
            self._refresh()

    async def marks(self, uri: str) -> list[lsp.Diagnostic]:
        """Return what is to be shown of a text, once it has been judged as it is now."""
        document = await self.documents.current(uri)
        return self._marks(document) if document else []

    async def actions(self, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        """Return what can be done at a place of a text."""
        kinds = kinds_asked(params.context.only)
        if not kinds:
            return []
        document = await self.documents.current(params.text_document.uri)
        report = _report(document)
        if document is None or document.judged is None or report is None:
            return []
        start, end = params.range.start, params.range.end
        place = Span(
            document.text.offset(Place(start.line, start.character)),
            document.text.offset(Place(end.line, end.character)),
        )
        sheet, words = _sheet(document), self._words(report)
        own = self.project_files(document)
        situation = Situation(sheet, report, *own, self.client, words, EXPLAIN)
        marked = [mark for mark in params.context.diagnostics if mark.source == diagnostics.SOURCE]
        # Each silence that is offered has been tried, which takes its time in a large text.
        return await asyncio.to_thread(lambda: list(actions(situation, place, marked, kinds)))

    async def hover(self, params: lsp.HoverParams) -> lsp.Hover | None:
        """Return what is to be told of the findings at a place of a text."""
        document = await self.documents.current(params.text_document.uri)
        report = _report(document)
        if document is None or document.judged is None or report is None:
            return None
        at = document.text.offset(Place(params.position.line, params.position.character))
        every = every_place(report.findings)
        found = [one for one in every if one.span.start <= at < one.span.end]
        if not found:
            return None
        said = report_words_for(report.language, self.client.language)
        text = hover.markdown(found, document.judged.rules, self._words(report), said)
        kind = lsp.MarkupKind.Markdown
        if not self.client.reads_markdown:
            kind, text = lsp.MarkupKind.PlainText, hover.plain(text)
        least = min((one.span for one in found), key=lambda span: span.end - span.start)
        return lsp.Hover(lsp.MarkupContent(kind, text), _sheet(document).range(least))

    async def lenses(self, uri: str) -> list[lsp.CodeLens]:
        """Return what stands above a text: its score, and what to mend first."""
        document = await self.documents.scored(uri)
        report = _report(document)
        if document is None or report is None:
            return []
        said = report_words_for(report.language, self.client.language)
        return list(lenses(report, _sheet(document), self._words(report), said, EXPLAIN))

    def shut(self) -> None:
        """Let go of everything, and stop what was started."""
        for task in self._tasks:
            task.cancel()
        self.documents.shut()

    def rule(self, id: str) -> Rule | None:
        """Return a rule that texts which are open have been judged by."""
        judged = (document.judged for document in self.documents)
        return next((one.rules[id] for one in judged if one and id in one.rules), None)

    def project_files(self, document: Open) -> tuple[ProjectFile | None, Sequence[ProjectFile]]:
        """Return the project file and the glossaries that a fix for a text may change."""
        return None, ()

    def begin(self, doing: Coroutine[None, None, None]) -> None:
        """Begin something that nobody waits for."""
        task = asyncio.create_task(doing)
        self._tasks.add(task)  # or it could be forgotten before it is done
        task.add_done_callback(self._tasks.discard)

    def _published(self, document: Open, has_waited: bool) -> None:
        if not self.client.pulls:
            self.push(document.uri, self._marks(document), document.version)
        elif has_waited:
            self._refresh()
        self._tell_troubles()
        self._tell_skipped(_report(document))

    def _marks(self, document: Open) -> list[lsp.Diagnostic]:
        outcome, language = (
            document.judged.outcome if document.judged else None,
            self.client.language,
        )
        sheet = _sheet(document, relates=self.client.relates)
        if isinstance(outcome, Failure):
            return diagnostics.of_failure(outcome, sheet, language)
        if outcome is None:
            return []
        return diagnostics.of_report(outcome, document.displayed, sheet, language)

    def _tell_troubles(self) -> None:
        """Mark what is wrong with project files, and take back what is no longer."""
        judged = [document.judged for document in self.documents if document.judged]
        found = [one.trouble for one in judged if one.trouble]
        report = next((one.outcome for one in judged if isinstance(one.outcome, Report)), None)
        told = troubles.marks(found, self._words(report), self.client.encoding)
        for uri in self._told - told.keys():
            self.push(uri, [], None)
        for uri, marks in told.items():
            self.push(uri, marks, None)
        self._told = set(told)

    def _tell_skipped(self, report: Report | None) -> None:
        """Say once why some rules cannot run, but for what the writer has left out herself."""
        for skip in report.skipped if report and not self.request.quick else ():
            if skip.reason not in self._said:
                self._said.add(skip.reason)
                said = in_words(skip.reason, self._words(report).code)
                message = lsp.ShowMessageParams(lsp.MessageType.Warning, one_line(said))
                self.server.window_show_message(message)

    def push(self, uri: str, marks: Sequence[lsp.Diagnostic], version: int | None) -> None:
        """Tell what is to be shown of a text or file."""
        params = lsp.PublishDiagnosticsParams(uri, marks, version)
        self.server.text_document_publish_diagnostics(params)

    def _refresh(self) -> None:
        if self.client.refreshes:
            self.server.workspace_diagnostic_refresh(None)
        if self.client.refreshes_lenses:
            self.server.workspace_code_lens_refresh(None)

    async def _tell_progress(self, uri: str) -> None:
        progress, token = self.server.work_done_progress, "clarity/reading"
        words = words_for(None, self.client.language)
        await progress.create_async(token)
        progress.begin(token, lsp.WorkDoneProgressBegin(words.reading))
        await self.documents.current(uri)
        progress.end(token, lsp.WorkDoneProgressEnd())

    def _words(self, report: Report | None) -> Words:
        return words_for(report.language if report else None, self.client.language)


def _report(document: Open | None) -> Report | None:
    outcome = document.judged.outcome if document and document.judged else None
    return outcome if isinstance(outcome, Report) else None


def _sheet(document: Open, *, relates: bool = True) -> Sheet:
    return Sheet(document.uri, document.text, document.version, relates)
