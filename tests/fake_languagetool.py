"""A stand-in for a LanguageTool server: knows a few wrong words, and misbehaves when told to.

Run as a program it is a stand-in for ``java`` as well: it serves at the port it is given, and notes
its process in the file that the variable STARTED names.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

#: Wrong words: LanguageTool's rule, its type of issue, and what to write instead.
WRONG = {
    "felstavatt": ("HUNSPELL_RULE", "misspelling", "felstavat"),
    "Skolplattan": ("HUNSPELL_RULE", "misspelling", "Skolplatta"),
    "skolplattan": ("HUNSPELL_RULE", "misspelling", "skolplatta"),
    "en hus": ("EN_ETT", "uncategorized", "ett hus"),
    "!!": ("MANY_SIGNS", "typographical", "!"),
    "i princip": ("FILLER", "style", ""),
}

Answer = tuple[int, bytes]
#: Makes the answer to a request, of its path and its form; ``None`` for the usual one.
Behaviour = Callable[[str, Mapping[str, str]], Answer | None]


class FakeServer(ThreadingHTTPServer):
    """What was asked is in ``asked``, as path and form."""

    daemon_threads = True

    def __init__(self, port: int = 0, behave: Behaviour = lambda path, form: None) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.behave = behave
        self.version = "6.6"
        self.languages: tuple[str, ...] = ("sv",)
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def checks(self) -> list[dict[str, str]]:
        """The forms of the requests to check a text."""
        return [form for path, form in self.asked if path == "/v2/check" and form.get("data")]

    def answer(self, path: str, form: dict[str, str]) -> Answer:
        self.asked.append((path, form))
        if special := self.behave(path, form):
            return special
        if path == "/v2/languages":
            data: Any = [{"name": code, "code": code, "longCode": code} for code in self.languages]
        else:
            data = {
                "software": {"name": "LanguageTool", "version": self.version},
                "matches": list(_matches(form.get("data", "{}"))),
            }
        return 200, json.dumps(data).encode()


class _Handler(BaseHTTPRequestHandler):
    server: FakeServer

    def do_GET(self) -> None:
        self._respond({})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._respond({key: values[0] for key, values in parse_qs(body).items()})

    def _respond(self, form: dict[str, str]) -> None:
        status, body = self.server.answer(self.path, form)
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", body.decode())
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def _matches(data: str) -> Iterator[dict[str, Any]]:
    parts = json.loads(data).get("annotation", [])
    text = "".join(part.get("text") or part["markup"] for part in parts)
    for wrong, (rule, issue, instead) in WRONG.items():
        start = text.find(wrong)
        while start >= 0:
            yield {
                "offset": len(text[:start].encode("utf-16-le")) // 2,
                "length": len(wrong.encode("utf-16-le")) // 2,
                "message": f"Fel: {wrong}.",
                "replacements": [{"value": instead}] if instead else [],
                "rule": {"id": rule, "issueType": issue, "category": {"id": "X"}},
            }
            start = text.find(wrong, start + 1)


@contextmanager
def serving(behave: Behaviour = lambda path, form: None) -> Iterator[FakeServer]:
    """Serve in this process for as long as the block lasts."""
    server = FakeServer(behave=behave)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def fake_java(folder: Path, broken: str = "") -> dict[str, str]:
    """Make an installation of LanguageTool and a ``java`` that serves it, in a folder.

    Returns the environment to run clarity in, as a user who has named that installation. A
    ``broken`` java says that and ends.
    """
    (folder / "lt").mkdir()
    (folder / "lt" / "languagetool-server.jar").touch()
    java = folder / "bin" / "java"
    java.parent.mkdir()
    does = f'exec "{sys.executable}" "{__file__}" "$@"'
    if broken:
        does = f'echo $$ >> "$STARTED"; echo "{broken}" >&2; exit 1'
    java.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    java.chmod(0o755)
    path = f"{java.parent}{os.pathsep}{os.environ['PATH']}"
    user = folder / "user"
    user.mkdir()
    (user / "config.yaml").write_text("languagetool: {local: ../lt}\n", encoding="utf-8")
    return {"PATH": path, "STARTED": str(folder / "started"), "CLARITY_CONFIG_DIR": str(user)}


if __name__ == "__main__":
    with Path(os.environ["STARTED"]).open("a", encoding="utf-8") as started:
        print(os.getpid(), file=started)
    FakeServer(int(sys.argv[sys.argv.index("--port") + 1])).serve_forever()
