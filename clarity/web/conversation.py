"""The language server behind a WebSocket: each text frame is one message of the protocol."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from functools import cache
from typing import Any

from lsprotocol import types as lsp
from lsprotocol.converters import get_converter
from pygls.exceptions import JsonRpcMethodNotFound
from starlette.websockets import WebSocket, WebSocketDisconnect

from clarity import __version__
from clarity.lsp.client import Client
from clarity.lsp.protocol import Protocol, Server
from clarity.lsp.server import register_answers, register_texts
from clarity.messages import _
from clarity.web.limits import MOST_UNSENT, MOST_WAITING, FullError
from clarity.web.page_service import Encoded, PageService
from clarity.web.served import Served
from clarity.web.wishes import Json

#: What a WebSocket that speaks with clarity asks for.
SUBPROTOCOL = "clarity"
#: The most bytes of a reason, as the protocol of WebSockets has it.
_LONGEST_REASON = 120

#: What is answered; all else that pygls knows is for editors.
_METHODS = frozenset(
    (
        *(lsp.INITIALIZE, lsp.INITIALIZED, lsp.SHUTDOWN, lsp.EXIT),
        *(lsp.TEXT_DOCUMENT_DID_OPEN, lsp.TEXT_DOCUMENT_DID_CHANGE, lsp.TEXT_DOCUMENT_DID_CLOSE),
        *(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.TEXT_DOCUMENT_HOVER, lsp.TEXT_DOCUMENT_CODE_LENS),
        *("clarity/settings", "clarity/report", "clarity/choices", "clarity/explain"),
    )
)

_converter = cache(get_converter)


class _PageProtocol(Protocol):
    # Those of pygls keep whom they have answered, and with her the texts, when she is long gone.

    def get_message_type(self, method: str) -> type[Any] | None:  # type: ignore[override]
        return lsp.METHOD_TO_TYPES.get(method, (None,))[0]

    def get_result_type(self, method: str) -> type[Any] | None:  # type: ignore[override]
        return lsp.METHOD_TO_TYPES.get(method, (None, None))[1]

    def _send_response(self, msg_id: Any, result: Any = None, error: Any = None) -> None:
        if error is None and isinstance(result, Encoded) and self.writer:
            said = f'{{"jsonrpc": "2.0", "id": {json.dumps(msg_id)}, "result": {result}}}'
            self.writer.write(said.encode())
        else:
            super()._send_response(msg_id, result, error)

    def _get_handler(self, feature_name: str) -> Any:
        if feature_name not in _METHODS:
            raise JsonRpcMethodNotFound.of(feature_name)
        return super()._get_handler(feature_name)


class PageServer(Server):
    """A language server for one page, which it leaves when that takes its leave."""

    def __init__(self) -> None:
        super().__init__(
            "clarity", __version__, protocol_cls=_PageProtocol, converter_factory=_converter
        )
        self.farewell = 1000, ""
        self.left = asyncio.Event()
        self._unsent: asyncio.Queue[bytes] = asyncio.Queue()
        self._much = 0
        self.protocol.set_writer(self, include_headers=False)

    def write(self, data: bytes) -> None:
        """Send a message, when the page takes it. One that takes none is left."""
        self._much += len(data)
        if self._much > MOST_UNSENT:
            self.leave(1013, _("The page does not take what it is told."))
        else:
            self._unsent.put_nowait(data)

    def close(self) -> None:
        """Close nothing: whoever has opened the connection does."""

    def end(self, code: int) -> None:
        """Leave the page."""
        self.leave(1000, "")

    def leave(self, code: int, reason: str) -> None:
        """Leave the page, with a code and a reason as WebSockets have them."""
        self.farewell = code, reason
        self.left.set()

    def is_busy(self) -> bool:
        """Tell whether more is asked for than a page has need of."""
        return len(self.protocol._request_futures) > MOST_WAITING

    async def send_to(self, websocket: WebSocket) -> None:
        """Send what there is to say."""
        while True:
            data = await self._unsent.get()
            await websocket.send_text(data.decode())
            self._much -= len(data)


async def converse(websocket: WebSocket, served: Served) -> None:
    """Serve a page until it goes, or asks too much."""
    wanted = SUBPROTOCOL if SUBPROTOCOL in websocket.scope["subprotocols"] else None
    await websocket.accept(wanted)
    try:
        with served.connections.taken():
            farewell = await _served(websocket, served)
    except FullError:
        farewell = 1013, _("Too much is going on here now. Try again later.")
    with suppress(RuntimeError, WebSocketDisconnect):
        code, reason = farewell
        cut = reason.encode()[:_LONGEST_REASON].decode(errors="ignore")
        await websocket.close(code, cut)


async def _served(websocket: WebSocket, served: Served) -> tuple[int, str]:
    server = PageServer()
    service = PageService(server, served)
    _register(server, service)
    tasks = [
        asyncio.create_task(_listen(websocket, server)),
        asyncio.create_task(server.send_to(websocket)),
        asyncio.create_task(server.left.wait()),
    ]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        service.shut()
        for task in tasks:
            task.cancel()
        for task in (await asyncio.wait(tasks))[0]:
            if not task.cancelled():
                task.exception()  # somebody must have looked at it
    return server.farewell


async def _listen(websocket: WebSocket, server: PageServer) -> None:
    """Hand on what the page says, until it goes or says what is no message."""
    while True:
        message = await websocket.receive()
        if message["type"] == "websocket.disconnect":
            return None
        if server.is_busy():
            return server.leave(1013, _("The page asks for too much at a time."))
        said = _message(message.get("text"))
        if said is None:
            return server.leave(1008, _("That is no message of the language server protocol."))
        server.protocol.handle_message(server.protocol.structure_message(said))


def _message(text: str | None) -> Json | None:
    with suppress(ValueError, RecursionError):
        said = json.loads(text or "")
        if isinstance(said, dict) and "jsonrpc" in said:
            return said
    return None


def _register(server: PageServer, service: PageService) -> None:
    """Register what a page is answered."""

    @server.feature(lsp.INITIALIZE)
    def initialize(params: lsp.InitializeParams) -> None:
        service.client = Client.of(params)

    register_texts(server, service)
    register_answers(server, service)

    @server.feature("clarity/settings")
    async def settle(params: Any) -> Json:
        return await service.settle(params)

    @server.feature("clarity/report")
    async def report(params: Any) -> Json | Encoded:
        return await service.report(params)

    @server.feature("clarity/choices")
    async def choices(params: Any) -> Json:
        return await service.choices()

    @server.feature("clarity/explain")
    async def explain(params: Any) -> Json:
        return service.explanation(params)
