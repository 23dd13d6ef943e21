"""A page that a test plays: it speaks with clarity as the one in a browser does."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient, WebSocketTestSession

from clarity.session import Request
from clarity.web.apart import Apart
from clarity.web.app import app
from clarity.web.served import File, Served
from command import _CACHE

HOST, PORT = "127.0.0.1", 8370
ADDRESS = f"http://{HOST}:{PORT}"
SOCKET = f"ws://{HOST}:{PORT}/lsp"
TOKEN = "let-me-in"
JSON = {"Content-Type": "application/json"}
BEARER = {"Authorization": f"Bearer {TOKEN}"}

Json = dict[str, Any]

#: As the command line has it in tests: without grammar, and all that rules find.
QUICK = Request(quick=True, strict=True, cache=Path(_CACHE.name))


class Here(Apart):
    """Does in this process what is done apart: to start one each time would take long."""

    def do(self, there: Callable[[Any], Any], given: Any, seconds: float) -> Any:
        """Do something."""
        return there(given)


def served(request: Request = QUICK, file: File | None = None) -> Served:
    """Return what is served in a test."""
    return Served(request, TOKEN, file, apart=Here())


def browser(what: Served, host: str = HOST) -> TestClient:
    """Return a browser, or a program, at the address served."""
    return TestClient(app(what, host, PORT), base_url=ADDRESS)


def ask(client: TestClient, given: object, query: str = "", **headers: str) -> Any:
    """Ask for the report on a text."""
    sent = {**JSON, **BEARER, **headers}
    return client.post(f"/api/check{query}", content=json.dumps(given).encode(), headers=sent)


class Page:
    """A page that is connected. ``told`` is what it has been told without asking, in order."""

    def __init__(self, socket: WebSocketTestSession) -> None:
        self.socket = socket
        self.told: list[Json] = []
        self._asked = 0

    def tell(self, method: str, params: object) -> None:
        """Send a notification."""
        self.socket.send_text(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}))

    def ask(self, method: str, params: object) -> Json:
        """Send a request, and return the answer with its ``result`` or ``error``."""
        self._asked += 1
        sent = {"jsonrpc": "2.0", "id": self._asked, "method": method, "params": params}
        self.socket.send_text(json.dumps(sent))
        while (heard := self.hear()).get("id") != self._asked or "method" in heard:
            pass
        return heard

    def get(self, method: str, params: object) -> Any:
        """Return the result of a request."""
        return self.ask(method, params)["result"]

    def hear(self) -> Json:
        """Wait for the next message."""
        heard: Json = json.loads(self.socket.receive_text())
        if "method" in heard:
            self.told.append(heard)
        return heard

    def open(self, text: str, name: str = "brev.md", language: str = "markdown") -> str:
        """Open a text, and return its address."""
        uri = f"untitled:{name}"
        item = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})
        return uri

    def change(
        self, uri: str, version: int, start: int, end: int, text: str, line: int = 0
    ) -> None:
        """Change a stretch of a line."""
        places = {
            "start": {"line": line, "character": start},
            "end": {"line": line, "character": end},
        }
        named = {"uri": uri, "version": version}
        changes = [{"range": places, "text": text}]
        self.tell("textDocument/didChange", {"textDocument": named, "contentChanges": changes})

    def marks(self, uri: str, version: int | None = None) -> list[Json]:
        """Wait for the marks of a text, in a version if one is given."""

        def told() -> list[Json]:
            every = (one["params"] for one in self.told if "diagnostics" in one["params"])
            mine = [one for one in every if one["uri"] == uri]
            return [one for one in mine if version in (None, one.get("version"))]

        while not told():
            self.hear()
        marks: list[Json] = told()[-1]["diagnostics"]
        return marks

    def report(self, uri: str) -> Json:
        """Return the report on a text."""
        told: Json = self.get("clarity/report", {"textDocument": {"uri": uri}})
        return told


@contextlib.contextmanager
def connected(
    client: TestClient, locale: str = "nb", headers: Mapping[str, str] | None = None
) -> Iterator[Page]:
    """Connect a page, which takes its leave in the end."""
    with client.websocket_connect(
        f"{SOCKET}?token={TOKEN}", subprotocols=["clarity"], headers=dict(headers or {})
    ) as socket:
        page = Page(socket)
        able = {"textDocument": {"publishDiagnostics": {"versionSupport": True}}}
        page.get("initialize", {"processId": None, "capabilities": able, "locale": locale})
        page.tell("initialized", {})
        yield page
