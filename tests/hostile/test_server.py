"""A LanguageTool that drips, floods or talks back costs its time, and nothing it says is shown."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from clarity.languagetool import installation
from clarity.languagetool.answer import NoAnswerError
from clarity.languagetool.client import Client
from clarity.languagetool.local_server import LocalServer
from clarity.resources import code_root
from fake_languagetool import Answer, serving

SECRET = "\033]0;stolen\a::error::stolen"


@contextmanager
def dripping(head: bytes, drop: bytes) -> Iterator[str]:
    """Serve an answer that begins with ``head`` and goes on with a drop ten times a second."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        over = threading.Event()

        def drip() -> None:
            talk, _ = listening.accept()
            with talk:
                talk.recv(9999)
                talk.sendall(head)
                while not over.wait(0.1):
                    try:
                        talk.sendall(drop)
                    except OSError:
                        return

        threading.Thread(target=drip, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            over.set()


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\n", b"X"),
        (b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b" "),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["status", "header", "headers", "body", "chunks", "size of a chunk", "continue"],
)
def test_what_drips_has_one_deadline(head: bytes, drop: bytes) -> None:
    # Without a deadline it takes minutes, or has no end at all.
    late = pytest.raises(NoAnswerError, match=r"does not answer within 0\.5 seconds")
    with dripping(head, drop) as address, late:
        Client(address, 0.5).languages()


def nothing_but(answer: Answer) -> Callable[[str, object], Answer]:
    return lambda path, form: answer


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((200, b"[" * 400_000), "something else than JSON"),
        ((200, b"[" + b"[]," * 600_000 + b"[]]"), "without end"),
        ((200, b'"' + b"x" * (17 << 20) + b'"'), "without end"),
        ((200, b'{"software": ' + b"9" * 5000 + b"}"), "something else than JSON"),
        ((200, json.dumps({"software": {"version": SECRET}}).encode()), "JSON of another kind"),
        ((200, json.dumps({"software": {"version": "6", "buildDate": [SECRET]}}).encode()), "kind"),
        ((200, SECRET.encode()), "something else than JSON"),
        ((404, SECRET.encode()), "error 404"),
        ((302, b"http://127.0.0.1:1/"), "error 302"),
    ],
    ids=["deep", "wide", "long", "digits", "version", "build", "text", "error", "elsewhere"],
)
def test_nothing_a_server_says_is_shown(answer: Answer, said: str) -> None:
    with serving(nothing_but(answer)) as server:
        with pytest.raises(NoAnswerError, match=said) as error:
            Client(server.address, 20).version()
        assert "stolen" not in str(error.value)
        assert len(server.asked) == 1


def test_without_the_package_that_fetches_it_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(installation, "find_spec", lambda name: None)
    monkeypatch.delenv(installation.FOLDER_VARIABLE, raising=False)
    with pytest.raises(NoAnswerError, match=r"pip install 'clarity-klarsprak\[languagetool\]'$"):
        LocalServer("")


def test_one_module_imports_the_package_under_the_gpl() -> None:
    named = "language_tool_python"
    modules = [path for path in code_root().rglob("*.py") if named in path.read_text("utf-8")]
    assert [path.name for path in modules] == ["installation.py"]
