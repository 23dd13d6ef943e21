"""An editor that a test plays: it starts the server, and remembers all that it is told."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from lsprotocol import types as lsp
from pygls.protocol import default_converter
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, LanguageClient, register_lsp_features

from clarity.cli.main import main
from command import HANGS, environment

#: What most editors can do.
USUAL = lsp.ClientCapabilities(
    workspace=lsp.WorkspaceClientCapabilities(
        workspace_edit=lsp.WorkspaceEditClientCapabilities(
            document_changes=True, resource_operations=[lsp.ResourceOperationKind.Create]
        )
    ),
    text_document=lsp.TextDocumentClientCapabilities(
        publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(related_information=True)
    ),
)


def command(*options: str) -> list[str]:
    """Return the command that starts a server."""
    return [sys.executable, "-m", "clarity", "lsp", *options]


class Editor:
    """One editor with a server of its own: the process ``pid``.

    ``published`` is what has been told, in order.
    """

    pid: int | None = None

    def __init__(self) -> None:
        self.published: list[lsp.PublishDiagnosticsParams] = []
        self._news = asyncio.Event()
        features: dict[str, Any] = dict(DEFAULT_CLIENT_FEATURES)
        features[lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] = partial(Editor._hear, self)
        self.client = LanguageClient(converter_factory=default_converter)
        register_lsp_features(self.client, features)

    def _hear(self, params: lsp.PublishDiagnosticsParams) -> None:
        self.published.append(params)
        self._news.set()

    async def begin(
        self, *folders: Path, able: lsp.ClientCapabilities = USUAL, locale: str = "nb"
    ) -> lsp.InitializeResult:
        """Introduce the editor, with the folders that are open in it."""
        params = lsp.InitializeParams(
            capabilities=able,
            locale=locale,
            workspace_folders=[lsp.WorkspaceFolder(f.as_uri(), f.name) for f in folders],
        )
        return await self.client.initialize_session(params)

    def open(self, uri: str, text: str, language: str = "markdown", version: int = 1) -> None:
        """Open a text."""
        item = lsp.TextDocumentItem(uri, language, version, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    def change(self, uri: str, version: int, *changes: lsp.TextDocumentContentChangeEvent) -> None:
        """Change a text."""
        named = lsp.VersionedTextDocumentIdentifier(version, uri)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(named, list(changes)))

    async def heard(self, uri: str, version: int | None = None) -> Sequence[lsp.Diagnostic]:
        """Wait for what is told of a text, in a version if one is given, and return the last."""

        def told() -> list[lsp.PublishDiagnosticsParams]:
            every = [one for one in self.published if one.uri == uri]
            return [one for one in every if version in (None, one.version)]

        async with asyncio.timeout(HANGS):
            while not told():
                self._news.clear()
                await self._news.wait()
        return told()[-1].diagnostics

    async def actions(
        self, uri: str, place: lsp.Range, marked: Sequence[lsp.Diagnostic] = ()
    ) -> dict[str, lsp.WorkspaceEdit | None]:
        """Return what is offered at a place, by its title, with the edit it makes, if any."""
        context = lsp.CodeActionContext(list(marked))
        params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), place, context)
        offered = await self.client.text_document_code_action_async(params) or []
        # The client takes an action with a command in it for a bare command.
        return {one.title: getattr(one, "edit", None) for one in offered}

    async def hover(self, uri: str, line: int, unit: int) -> str:
        """Return what is told at a place."""
        place = lsp.Position(line, unit)
        params = lsp.HoverParams(lsp.TextDocumentIdentifier(uri), place)
        told = await self.client.text_document_hover_async(params)
        return told.contents.value if told and isinstance(told.contents, lsp.MarkupContent) else ""


@asynccontextmanager
async def editor(*options: str, cwd: Path | None = None, **env: str) -> AsyncIterator[Editor]:
    """Start a server, and end it as an editor does.

    It is a process of its own, forked from one that has loaded already what a start would.
    """
    made = Editor()
    ours, theirs = socket.socketpair()
    server = _FORKS.Process(target=_serve, args=(theirs, options, cwd, environment(env)))
    server.start()
    made.pid = server.pid
    theirs.close()
    connect = partial(asyncio.open_connection, sock=ours)
    with mock.patch.object(asyncio, "open_connection", lambda host, port: connect()):
        await made.client.start_tcp("", 0)
    try:
        yield made
        await made.client.shutdown_session()
    except BaseException:
        server.kill()  # or the client would wait for what it has yet to say
        raise
    finally:
        with suppress(ConnectionError):
            await made.client.stop()  # type: ignore[no-untyped-call]
        ours.close()
        server.kill()
        server.join()


_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["clarity.cli.main", "clarity.lsp.server", "clarity.session"])


def _serve(
    talk: socket.socket, options: Sequence[str], cwd: Path | None, env: dict[str, str]
) -> None:
    """Be the server that an editor has started, which speaks with it over a socket."""
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd or ".")
    os.dup2(talk.fileno(), 0)
    os.dup2(talk.fileno(), 1)
    talk.close()
    sys.stdin, sys.stdout = os.fdopen(0), os.fdopen(1, "w")
    sys.argv = ["clarity", "lsp", *options]
    main()


Played = Callable[[Editor, Path], Coroutine[Any, Any, None]]


def within(played: Coroutine[Any, Any, None]) -> None:
    """Run a test to its end; one that hangs is stopped."""
    asyncio.run(asyncio.wait_for(played, HANGS))


def with_server(
    *options: str,
) -> Callable[[Played], Callable[[Path], None]]:
    """Run a test with an editor that has a server of its own, started in a folder of its own."""

    def wrap(test: Played) -> Callable[[Path], None]:
        async def play(folder: Path) -> None:
            async with editor("--quick", *options, cwd=folder) as one:
                await test(one, folder)

        def wrapped(tmp_path: Path) -> None:
            within(play(tmp_path))

        wrapped.__name__, wrapped.__doc__ = test.__name__, test.__doc__
        return wrapped

    return wrap
