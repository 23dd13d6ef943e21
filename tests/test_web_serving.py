"""`clarity serve` as a process, and what is done about those who come over a network slowly."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")
pytest.importorskip("pygls")

from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from browsing import BEARER, JSON, TOKEN, served
from clarity.web import serving
from clarity.web.served import File, Served
from command import HANGS, HEAVY, environment, run


@contextmanager
def running(what: Served) -> Iterator[tuple[str, int]]:
    """Serve in a thread, and return the address."""
    listening = serving.listen("127.0.0.1", 0)
    address = listening.getsockname()
    ready = threading.Event()
    server = serving.server(what, "127.0.0.1", listening, ready.set)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        assert ready.wait(HANGS)
        yield address
    finally:
        server.should_exit = True
        thread.join(HANGS)
        assert not thread.is_alive()


def get(address: tuple[str, int], path: str) -> int:
    host, port = address
    try:
        with urllib.request.urlopen(f"http://{host}:{port}{path}", timeout=HANGS) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def said(connection: socket.socket) -> bytes:
    """Return all that is said until the other end is closed."""
    connection.settimeout(HANGS)
    pieces = iter(lambda: connection.recv(65536), b"")
    with suppress(ConnectionError):
        return b"".join(pieces)
    return b""


def test_who_does_not_say_what_she_wants_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "HEAD_PATIENCE", 0.3)
    with running(served()) as address:
        host, port = address
        silent = [socket.create_connection(address) for _ in range(20)]
        for one in silent[:10]:
            one.sendall(b"GET / HTTP/1.1\r\nHost: ")
        assert get(address, "/api/openapi.json") == 200  # and others are answered meanwhile
        assert [said(one) for one in silent] == [b""] * 20
        for one in silent:
            one.close()
        with connect(f"ws://{host}:{port}/lsp?token={TOKEN}") as page:
            threading.Event().wait(0.5)  # a page may be quiet for as long as it likes
            page.send(_request("shutdown"))
            assert "error" in json.loads(page.recv())


def test_who_has_been_answered_has_no_longer_for_the_next_head(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serving, "HEAD_PATIENCE", 0.5)
    with running(served()) as address, socket.create_connection(address) as slow:
        slow.settimeout(HANGS)
        host = "{}:{}".format(*address)
        slow.sendall(f"GET /nothing HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        assert b" 404 " in slow.recv(65536)
        with pytest.raises(ConnectionError):
            for letter in "GET /nothing" + "x" * 1000:
                slow.sendall(letter.encode())
                threading.Event().wait(0.02)


def test_a_body_that_comes_too_slowly_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clarity.web.checks.BODY_PATIENCE", 0.3)
    with running(served()) as address, socket.create_connection(address) as slow:
        slow.sendall(_post(address, length=100) + b'{"text": ')
        assert said(slow).startswith(b"HTTP/1.1 408 ")


def test_a_page_that_does_not_listen_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "SEND_PATIENCE", 0.2)
    large = File("stor.md", "Hei. " * 400_000)  # which every answer has in it
    with running(served(file=large)) as address, socket.create_connection(address) as deaf:
        host, port = address
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        key = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg=="
        upgrade = f"Host: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n{key}"
        deaf.sendall(f"GET /lsp?token={TOKEN} HTTP/1.1\r\n{upgrade}\r\n\r\n".encode())
        assert deaf.recv(12) == b"HTTP/1.1 101"
        with suppress(ConnectionError):  # which is cut in the end
            deaf.settimeout(HANGS)
            deaf.sendall(_frame("initialize", {"processId": None, "capabilities": {}}))
            while True:
                deaf.sendall(_frame("clarity/choices", {}))
                threading.Event().wait(0.02)
        with connect(f"ws://{host}:{port}/lsp?token={TOKEN}") as page:
            page.send(_request("shutdown"))
            assert "error" in json.loads(page.recv())


@pytest.mark.parametrize(
    "head",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
        b"POST /api/check HTTP/1.1\r\nHost: {host}\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"GET /\xff HTTP/1.1\r\nHost: {host}\xff\r\n\r\n",
        b"GET /lsp HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
    ],
)
def test_a_hostile_head_is_refused(head: bytes) -> None:
    with running(served()) as address, socket.create_connection(address) as strange:
        strange.sendall(head.replace(b"{host}", "{}:{}".format(*address).encode()))
        strange.shutdown(socket.SHUT_WR)
        assert re.match(rb"HTTP/1.1 4\d\d |$", said(strange))
        assert get(address, "/api/openapi.json") == 200


def test_a_frame_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "LARGEST_MESSAGE", 1000)
    with running(served()) as (host, port):
        with connect(f"ws://{host}:{port}/lsp?token={TOKEN}") as page:
            page.send(json.dumps("a" * 2000))
            with pytest.raises(ConnectionClosed) as told:
                page.recv()
        assert told.value.rcvd is not None
        assert told.value.rcvd.code == 1009
        with pytest.raises(InvalidStatus) as refused, connect(f"ws://{host}:{port}/lsp"):
            pass
        assert refused.value.response.status_code == 403


def test_it_says_where_it_is_and_ends_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "clarity", "serve", "--no-browser", "--quick"]
    started = subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True
    )
    try:
        assert started.stderr
        line = started.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/#token=([\w-]{40,})", line)
        assert found, line
        port, token = found.groups()
        asked = urllib.request.Request(
            f"http://127.0.0.1:{port}/api/check",
            json.dumps({"text": HEAVY}).encode(),
            {**JSON, "Authorization": f"Bearer {token}"},
        )
        with urllib.request.urlopen(asked, timeout=HANGS) as answer:
            assert json.load(answer)["files"][0]["language"] == "nb"
        with connect(f"ws://127.0.0.1:{port}/lsp?token={token}", subprotocols=["clarity"]):  # type: ignore[list-item]
            started.send_signal(signal.SIGINT)
            assert started.wait(HANGS) == 130
        assert started.stderr.read().strip() == "clarity: interrupted"
        assert list(tmp_path.iterdir()) == []
    finally:
        started.kill()


Asked = list[tuple[str, int]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Serve nobody, and remember where one would have served."""
    every: Asked = []

    def serve(what: Served, host: str, listening: socket.socket, ready: Callable[[], Any]) -> None:
        with listening:
            every.append((host, listening.getsockname()[1]))
            ready()

    monkeypatch.setattr(serving, "serve", serve)
    return every


def test_a_browser_is_opened_unless_one_is_not_wanted(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    shown = threading.Event()

    def show(address: str) -> None:
        opened.append(address)
        shown.set()

    monkeypatch.setattr("webbrowser.open", show)
    run("serve", "--no-browser")
    done = run("serve")
    assert shown.wait(HANGS)
    assert opened[0] in done.stderr
    assert len(opened) == 1
    assert asked[0][0] == "127.0.0.1"


def test_whoever_serves_others_is_warned(asked: Asked) -> None:
    assert "network" in run("serve", "--no-browser", "--host", "0.0.0.0").stderr
    assert "network" not in run("serve", "--no-browser", "--host", "localhost").stderr
    assert "network" not in run("serve", "--no-browser", "--host", "LOCALHOST").stderr
    assert [host for host, _ in asked] == ["0.0.0.0", "localhost", "LOCALHOST"]


def test_the_address_told_can_be_copied(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    # Not every machine has such an address.
    monkeypatch.setattr(serving, "listen", lambda host, port: socket.create_server(("", 0)))
    told = run("serve", "--no-browser", "--host", "::1").stderr
    assert f"http://[::1]:{asked[0][1]}/#token=" in told


def test_what_cannot_be_served_is_one_line(
    asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = [
            run("serve", "--port", port),
            run("serve", "--host", "no.such.host.invalid"),
            run("serve", "--host", "a..b"),
            run("serve", "--host", "a" * 80),
            run("serve", "missing.md", cwd=tmp_path),
            run("serve", str(tmp_path)),
        ]
    monkeypatch.setattr("clarity.cli.serve.find_spec", lambda name: None)
    told.append(run("serve"))
    assert [one.returncode for one in told] == [2] * 7
    assert all(one.stderr.count("\n") == 1 for one in told), [one.stderr for one in told]
    assert "pip install 'clarity-klarsprak[web]'" in told[-1].stderr
    assert asked == []


def _request(method: str) -> str:
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": None})


def _frame(method: str, params: object) -> bytes:
    """Return a request as a frame of a WebSocket, masked by nought."""
    said = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    assert len(said) < 126, "a longer one says its length in another way"
    return b"\x81" + bytes([0x80 | len(said)]) + bytes(4) + said


def _post(address: tuple[str, int], length: int) -> bytes:
    host, port = address
    headers = {
        **JSON,
        **BEARER,
        "Host": f"{host}:{port}",
        "Content-Length": str(length),
        "Connection": "close",
    }
    lines = [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(["POST /api/check HTTP/1.1", *lines, "", ""]).encode()
