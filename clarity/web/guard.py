"""Who may come in, and what every answer says of itself: around all that the server does."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from hmac import compare_digest
from ipaddress import ip_address
from socket import gethostname
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clarity.messages import _
from clarity.run.judging import TRACEBACK

#: Nothing comes from elsewhere, nothing is written into the page but by the page's own script.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types clarity",
    )
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Guard:
    """Lets in only who asks for the address that is served: no other page, by no other name.

    The name of a stranger's server may lead to this machine (DNS rebinding): a browser then sends
    that name.
    """

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        self._app = app
        self._host = host
        self._port = port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse to."""
        if scope["type"] not in ("http", "websocket"):
            return
        if not self._lets_in(Headers(scope=scope)):
            await refuse(scope, receive, _dressed(send), 403, _("This is not the address served."))
            return
        is_begun = False

        async def watched(message: Message) -> None:
            nonlocal is_begun
            is_begun = True
            await dressed(message)

        dressed = _dressed(send)
        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            if os.environ.get(TRACEBACK):
                raise
            # What an error says may have a piece of a text in it.
            logging.getLogger(__name__).error("clarity: %s", type(error).__name__)
            if not is_begun:
                await refuse(scope, receive, dressed, 500, _("Something went wrong here."))

    def _lets_in(self, headers: Headers) -> bool:
        hosts = headers.getlist("host")
        origins = headers.getlist("origin")
        if len(hosts) != 1 or len(origins) > 1 or not self._is_served(hosts[0]):
            return False
        return not origins or origins[0].lower() == f"http://{hosts[0].lower()}"

    def _is_served(self, named: str) -> bool:
        try:
            parts = urlsplit(f"//{named}")
            name, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        if parts.netloc != named or parts.username is not None or "/" in named:
            return False
        return (port or 80) == self._port and is_named(name, self._host)


def is_named(name: str, host: str) -> bool:
    """Tell whether the machine that serves on a host goes by a name: no stranger can give it one.

    Who serves on all addresses of the machine goes by each of them.
    """
    if name in (host.lower(), *_LOOPBACK):
        return True
    if is_loopback(host):
        return False
    if name == gethostname().lower():
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach an address."""
    try:
        return host.lower() == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def is_token(given: Iterable[str], token: str) -> bool:
    """Tell whether what was given is the token, in a time that tells nothing of it."""
    first = next(iter(given), "")
    return compare_digest(first.encode(), token.encode())


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, told: str) -> None:
    """Answer with what is wrong; a WebSocket is not opened."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": told})
        return
    await JSONResponse({"error": told}, status)(scope, receive, send)


def _dressed(send: Send) -> Send:
    """Return what sends answers with the headers that each must have."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
        await send(message)

    return sent
