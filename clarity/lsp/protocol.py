"""The protocol as pygls speaks it, and what it leaves to us: bad messages, a dead editor.

pygls keeps texts of its own, whose lines end where Python's do and not where editors' do (form
feeds, U+2028); they would be counted wrong. So it is not asked to: `clarity.lsp.documents` does.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

from lsprotocol.types import EXIT, INITIALIZE, LogMessageParams, MessageType, ResponseError
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcMethodNotFound,
    JsonRpcServerNotInitialized,
)
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.json_rpc import JsonRPCNotification
from pygls.protocol.language_server import lsp_method

#: Seconds between two looks at whether the editor still lives.
_LOOK = 5.0
#: What a message that is none is passed by as.
_UNREADABLE = "$/unreadable"


class Protocol(LanguageServerProtocol):
    """What is said before `initialize`, or is no message at all, is answered and survived."""

    _server: Server

    # Without these pygls keeps no texts, and hands the messages on.
    lsp_text_document__did_open = None  # type: ignore[assignment]
    lsp_text_document__did_change = None  # type: ignore[assignment]
    lsp_text_document__did_close = None  # type: ignore[assignment]

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Return a message as its type. One that is none is answered here, if it asks."""
        if "id" in data and not _is_id(data["id"]):
            if "method" in data:
                self._send_response(None, error=JsonRpcInvalidRequest().to_response_error())
            return JsonRPCNotification(_UNREADABLE, self.VERSION, None)
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "method" in data and "id" in data:
                told = JsonRpcInvalidParams.of(error).to_response_error()
                self._send_response(data["id"], error=told)
            return JsonRPCNotification(_UNREADABLE, self.VERSION, None)

    def _send_response(
        self, msg_id: Any, result: Any = None, error: ResponseError | None = None
    ) -> None:
        if error:  # pygls tells where in the program it was, with the paths of this machine
            error = ResponseError(error.code, error.message)
        super()._send_response(msg_id, result, error)

    def _get_handler(self, feature_name: str) -> Any:
        if self._workspace is None and feature_name not in (INITIALIZE, EXIT):
            # As a method that is not there: a notification is passed by.
            raise JsonRpcMethodNotFound(feature_name, JsonRpcServerNotInitialized.CODE)
        if self._workspace is not None and feature_name == INITIALIZE:
            raise JsonRpcInvalidRequest(feature_name)
        return super()._get_handler(feature_name)

    @lsp_method(EXIT)
    def lsp_exit(self, *args: Any) -> Any:
        """End at once, also while a text is being judged."""
        self._server.end(0 if self._shutdown else 1)


class Server(LanguageServer):
    """A language server for one client. ``closing`` is called when that takes its leave."""

    closing: Callable[[], object] = staticmethod(lambda: None)

    def end(self, code: int) -> None:
        """End the dealings with the client at once. ``code`` is 0 where it took its leave."""
        with suppress(Exception):
            self.closing()

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Write what went wrong to the editor's log: the writer cannot do anything about it."""
        with suppress(Exception):
            self.window_log_message(LogMessageParams(MessageType.Error, f"clarity: {error}"))


class ProcessServer(Server):
    """A language server that is a process of its own, and ends with its editor."""

    def end(self, code: int) -> NoReturn:
        """End the process without waiting for the text that is being judged."""
        super().end(code)
        os._exit(code)

    def end_with(self, process: int | None) -> None:
        """End the server when a process ends: a pipe may be held open by others."""
        # One that is not there is none of this machine's.
        if process is not None and os.name != "nt" and _lives(process):
            self._watching = asyncio.create_task(self._watch(process))

    async def _watch(self, process: int) -> None:
        while _lives(process):
            await asyncio.sleep(_LOOK)
        self.end(1)


def _is_id(id: object) -> bool:
    return isinstance(id, int | str) and not isinstance(id, bool)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
