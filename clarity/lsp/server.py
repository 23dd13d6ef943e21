"""The door: what of the language server protocol clarity answers, and who does it."""

from __future__ import annotations

import signal

from lsprotocol import types as lsp
from lsprotocol.converters import get_converter

from clarity import __version__
from clarity.lsp.addresses import path_of
from clarity.lsp.client import Client
from clarity.lsp.editor import EditorService
from clarity.lsp.fixes import FIX_ALL
from clarity.lsp.judging import Judge
from clarity.lsp.protocol import ProcessServer, Protocol, Server
from clarity.lsp.service import EXPLAIN, Service
from clarity.parsing import FORMATS
from clarity.project.config import FILE_NAME
from clarity.session import Request


def serve(request: Request, address: tuple[str, int] | None = None) -> None:
    """Serve one editor on standard input and output, or on a TCP address.

    An editor that takes its leave ends the process. One that is lost is no more served.
    """
    server = _server(request)
    for number in (signal.SIGINT, signal.SIGTERM):
        # Not by an exception: pygls would wait for the next message, which may never come.
        signal.signal(number, lambda number, frame: server.end(128 + number))
    if address:
        server.start_tcp(*address)
    else:
        server.start_io()
    server.closing()


def _server(request: Request) -> ProcessServer:
    named = "clarity", __version__
    server = ProcessServer(*named, protocol_cls=Protocol, converter_factory=get_converter)
    service = EditorService(server, Judge(request))
    server.closing = service.shut
    _register_life(server, service)
    register_texts(server, service)
    register_answers(server, service)
    _register_folders(server, service)
    return server


def _register_life(server: ProcessServer, service: Service) -> None:
    """Register what begins and ends the work, and what it rests on."""

    @server.feature(lsp.INITIALIZE)
    def initialize(params: lsp.InitializeParams) -> None:
        service.client = Client.of(params)
        server.end_with(params.process_id)

    @server.feature(lsp.INITIALIZED)
    def initialized(params: lsp.InitializedParams) -> None:
        if service.client.registers_watchers:
            endings = ",".join(ending.removeprefix(".") for ending in (*FORMATS, ".yaml", ".yml"))
            globs = f"**/*.{{{endings}}}", f"**/{FILE_NAME}"  # to some, * is no hidden file
            watched = [lsp.FileSystemWatcher(glob) for glob in globs]
            options = lsp.DidChangeWatchedFilesRegistrationOptions(watched)
            method = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
            wanted = lsp.Registration("files", method, options)
            server.client_register_capability(lsp.RegistrationParams([wanted]))

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(params: lsp.DidChangeWatchedFilesParams) -> None:
        service.heed_files(filter(None, (path_of(change.uri) for change in params.changes)))

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(params: lsp.DidChangeWorkspaceFoldersParams) -> None:
        service.documents.judge_all()


def register_texts(server: Server, service: Service) -> None:
    """Register what happens to texts."""

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        service.open(params.text_document)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        service.edit(params)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        service.close(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        service.heed_files(filter(None, (path_of(params.text_document.uri),)))


def register_answers(server: Server, service: Service) -> None:
    """Register what is answered of a text."""

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, FIX_ALL]),
    )
    async def code_action(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        return await service.actions(params)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        return await service.hover(params)

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    async def code_lens(params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        return await service.lenses(params.text_document.uri)


def _register_folders(server: Server, service: EditorService) -> None:
    """Register what is answered of all files in a folder, and what opens others."""

    @server.feature(
        lsp.TEXT_DOCUMENT_DIAGNOSTIC,
        lsp.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=True),
    )
    async def diagnostic(params: lsp.DocumentDiagnosticParams) -> lsp.DocumentDiagnosticReport:
        marks = await service.marks(params.text_document.uri)
        return lsp.RelatedFullDocumentDiagnosticReport(marks)

    @server.feature(lsp.WORKSPACE_DIAGNOSTIC)
    async def all_diagnostics(
        params: lsp.WorkspaceDiagnosticParams,
    ) -> lsp.WorkspaceDiagnosticReport:
        return lsp.WorkspaceDiagnosticReport(await service.all_marks(params))

    @server.command("clarity.checkAll")
    async def check_all() -> None:
        await service.check_all()

    @server.command(EXPLAIN)
    async def explain(rule: str) -> None:
        await service.explain(rule)
