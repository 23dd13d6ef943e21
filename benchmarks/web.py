"""How soon the page is told, and what many questions at once cost: python benchmarks/web.py.

Starts `clarity serve`, and plays a page and programs that speak with it. Told are the time from an
edit to the marks in a text of 2,000 words, with a pause after each edit and typed on without one;
50 checks of such texts at once, each of which must be of its own text; and the memory of the server
before and after, also after texts with many settings of their own, and after pages that come and
go. Beside the clock stands the processor time, which a busy machine changes less. Needs what the
tests need, and Linux.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from websockets.sync.client import ClientConnection, connect

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from clarity.resources import corpora_root
from command import environment

_WORDS = 2_000
_CHECKS = 50
_EDITS = 200
#: Seconds between two edits of a writer who thinks, and of one who types.
_PAUSE = 0.3
_KEY = 0.12
_SETTINGS = 150
_PAGES = 200


def _state(process: Path) -> list[str]:
    """Return what the system tells of a process behind its name, or nothing where it is gone."""
    with suppress(OSError):
        return (process / "stat").read_text().rpartition(")")[2].split()
    return []


class Server(NamedTuple):
    """A server that runs: its process, where it is, and the word that lets in."""

    process: int
    port: int
    token: str

    def memory(self) -> tuple[float, float]:
        """Return the megabytes that its processes have now, and the most that each has had."""
        told = [(one / "status").read_text() for one in self.processes()]

        def megabytes(name: str) -> float:
            found = (re.search(rf"{name}:\s+(\d+) kB", one) for one in told)
            return sum(int(one[1]) for one in found if one) / 1024

        return megabytes("VmRSS"), megabytes("VmHWM")

    def processor(self) -> float:
        """Return the milliseconds of processor time that it has taken."""
        ticks = sum(int(tick) for one in self.processes() for tick in _state(one)[11:13])
        return 1000 * ticks / os.sysconf("SC_CLK_TCK")

    def processes(self) -> list[Path]:
        """Return where the system tells of the server and of what it has started."""
        me = str(self.process)
        every = Path("/proc").glob("[0-9]*")
        return [one for one in every if one.name == me or _state(one)[1:2] == [me]]

    def check(self, text: str, form: str = "json") -> str:
        """Return the report on a text."""
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/check?format={form}",
            json.dumps({"text": text}).encode(),
            {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"},
        )
        with urllib.request.urlopen(asked) as answer:
            told: bytes = answer.read()
        return told.decode()


@contextmanager
def running() -> Iterator[Server]:
    """Start a server, and end it."""
    command = [sys.executable, "-m", "clarity", "serve", "--no-browser"]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            command,
            cwd=folder,
            env=environment({"CLARITY_STRICT": "0"}),  # as a user has it
            stderr=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        assert process.stderr
        found = re.search(r":(\d+)/#token=([\w-]+)", process.stderr.readline())
        assert found
        try:
            yield Server(process.pid, int(found[1]), found[2])
        finally:
            process.terminate()


class Page:
    """A page with a text open."""

    def __init__(self, socket: ClientConnection, text: str) -> None:
        self.socket = socket
        self.lines = text.split("\n")
        able = {"textDocument": {"publishDiagnostics": {"versionSupport": True}}}
        self.say("initialize", {"processId": None, "capabilities": able, "locale": "nb"}, id=1)
        self.say("initialized", {})
        item = {"uri": "untitled:a.md", "languageId": "markdown", "version": 1, "text": text}
        self.say("textDocument/didOpen", {"textDocument": item})

    def say(self, method: str, params: object, **more: object) -> None:
        """Send a message."""
        said = {"jsonrpc": "2.0", "method": method, "params": params, **more}
        self.socket.send(json.dumps(said))

    def wait_for(self, version: int) -> None:
        """Wait for the marks of a version."""
        while True:
            heard: dict[str, Any] = json.loads(self.socket.recv())
            if heard.get("params", {}).get("version") == version:
                return

    def change(self, version: int, chance: Random) -> None:
        """Change a word."""
        number = chance.choice([n for n, line in enumerate(self.lines) if line.count(" ") > 4])
        words = self.lines[number].split(" ")
        chosen = chance.randrange(1, len(words))
        before, old = len(" ".join(words[:chosen])) + 1, words[chosen]
        words[chosen] = chance.choice(("klart", "kommunen", "iverksette", "svar"))
        self.lines[number] = " ".join(words)
        places = {
            "start": {"line": number, "character": before},
            "end": {"line": number, "character": before + len(old)},
        }
        named = {"uri": "untitled:a.md", "version": version}
        changes = [{"range": places, "text": words[chosen]}]
        self.say("textDocument/didChange", {"textDocument": named, "contentChanges": changes})


@contextmanager
def opened(server: Server, text: str) -> Iterator[Page]:
    """Open a text in a page, and wait for its marks."""
    address = f"ws://127.0.0.1:{server.port}/lsp?token={server.token}"
    with connect(address, max_size=None, compression=None) as socket:
        page = Page(socket, text)
        page.wait_for(1)
        yield page


def edits(server: Server, text: str, seconds: float) -> list[float]:
    """Return the milliseconds from each edit to its marks, with so long between two edits."""
    chance, taken = Random(1), []
    with opened(server, text) as page:
        for version in range(2, _EDITS + 2):
            begun = time.perf_counter()
            page.change(version, chance)
            page.wait_for(version)
            taken.append(1000 * (time.perf_counter() - begun))
            time.sleep(max(0.0, seconds - (time.perf_counter() - begun)))
    return taken


def at_once(server: Server, text: str) -> list[float]:
    """Return the milliseconds of each of many checks at once."""

    def check(word: str) -> float:
        begun = time.perf_counter()
        told = server.check(f"{text}\n\nOg så {word} igjen.\n", "html")
        assert set(re.findall(r"\bqz[a-z][a-z]\b", told)) == {word}, "another text's words"
        return 1000 * (time.perf_counter() - begun)

    words = [f"qz{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(_CHECKS)]
    with ThreadPoolExecutor(_CHECKS) as pool:
        return list(pool.map(check, words))


def come_and_go(server: Server, text: str, number: int) -> None:
    """Open a text in a page and leave."""
    with opened(server, f"{number} {text}"):
        pass


def _figures(taken: Sequence[float]) -> str:
    cut = statistics.quantiles(taken, n=20)
    return f"p50 {statistics.median(taken):.1f} ms, p95 {cut[18]:.1f} ms, most {max(taken):.0f} ms"


def main() -> None:
    """Print the figures."""
    texts = sorted((corpora_root() / "gold" / "nb").glob("*.md"))
    whole = "\n\n".join(path.read_text("utf-8") for path in texts)
    text = " ".join(whole.split(" ")[:_WORDS])
    tell = partial(print, flush=True)
    with running() as server:
        with opened(server, text):
            pass
        tell(f"memory after one page: {server.memory()[0]:.0f} MB")
        server.check(text)
        tell(f"memory after one check: {server.memory()[0]:.0f} MB")
        begun, spent = time.perf_counter(), server.processor()
        taken = at_once(server, text)
        tell(f"{_CHECKS} checks of {_WORDS:,} words at once: {_figures(taken)},")
        spent = (server.processor() - spent) / _CHECKS
        tell(f"  all in {time.perf_counter() - begun:.1f} s, processor time {spent:.0f} ms each")
        tell("  memory then: {:.0f} MB, at most {:.0f} MB".format(*server.memory()))
        for how, seconds in (("after a pause", _PAUSE), ("typed without one", _KEY)):
            spent = server.processor()
            taken = edits(server, text, seconds)
            spent = (server.processor() - spent) / _EDITS
            tell(f"an edit in {_WORDS:,} words, {how}: {_figures(taken)}")
            tell(f"  processor time {spent:.1f} ms")
        with ThreadPoolExecutor(1) as pool:
            beside = pool.submit(at_once, server, text)
            taken = edits(server, text, _PAUSE)[:20]
            beside.result()
        tell(f"the same beside {_CHECKS} checks: {_figures(taken)}")
        for number in range(_PAGES):
            come_and_go(server, text, number)
        tell("memory after {} pages: {:.0f} MB, at most {:.0f}".format(_PAGES, *server.memory()))
        for number in range(_SETTINGS):
            rules = f"clarity:\n  rules: {{long-sentence: {{max: {10 + number}}}}}"
            server.check(f"---\n{rules}\n---\n\nDu kan søke om støtte hos kommunen i dag.\n")
        told = "memory after {} texts with settings of their own: {:.0f} MB, at most {:.0f}"
        tell(told.format(_SETTINGS, *server.memory()))


if __name__ == "__main__":
    main()
