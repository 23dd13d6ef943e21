"""Serves a page on an address of this machine, until it is told to end."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from contextlib import closing

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from clarity.web.app import app
from clarity.web.limits import HEAD_PATIENCE, LARGEST_MESSAGE, SEND_PATIENCE
from clarity.web.served import Served

#: What the packages that serve say of what comes in, they may say with the text in it.
_TALKERS = ("pygls", "uvicorn", "websockets", "asyncio")


class _Impatient:
    """One end of a connection, which is cut where the other does not take what it is told."""

    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport
    _patience: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        super().pause_writing()  # type: ignore[misc]
        # To close it would be to wait until all has been taken.
        self._patience = self.loop.call_later(SEND_PATIENCE, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()  # type: ignore[misc]
        if self._patience:
            self._patience.cancel()


class _Http(_Impatient, H11Protocol):
    """HTTP for who says in good time what she wants."""

    _due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._await_head()

    def _await_head(self) -> None:
        """Give the next head its time. uvicorn counts only the time in which nothing comes."""
        if self._due:
            self._due.cancel()
        self._due = self.loop.call_later(HEAD_PATIENCE, self._lose_who_says_nothing)

    def _lose_who_says_nothing(self) -> None:
        is_answering = self.cycle is not None and not self.cycle.response_complete
        if is_answering or self.transport.get_protocol() is not self:
            return
        if self.transport.get_write_buffer_size():  # she is still being told of the last
            self._await_head()
        else:
            self.transport.abort()


class _Socket(_Impatient, WebSocketsSansIOProtocol):
    """A WebSocket for who listens."""


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address; port 0 is any that is free. Raises `OSError`."""
    try:
        family, _kind, _protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except UnicodeError:  # no name of a host can be written so, which Python finds before it asks
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from None
    return socket.create_server(address[:2], family=family)


def serve(served: Served, host: str, listening: socket.socket, ready: Callable[[], object]) -> None:
    """Serve whoever connects. ``ready`` is called once that is possible.

    Raises `KeyboardInterrupt` where somebody ends it so.
    """
    with closing(served):
        server(served, host, listening, ready).run([listening])


def server(
    served: Served, host: str, listening: socket.socket, ready: Callable[[], object]
) -> uvicorn.Server:
    """Return what serves on a socket, and can be told to end."""
    for name in _TALKERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    config = uvicorn.Config(
        app(served, host, listening.getsockname()[1]),
        http=_Http,
        ws=_Socket,
        ws_max_size=LARGEST_MESSAGE,
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=0,
    )

    def begin() -> None:
        ready()
        served.lane.turn().submit(served.warm)

    return _Server(config, begin)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], object]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()
