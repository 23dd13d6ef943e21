"""How soon the language server answers, and whether it stays right: python benchmarks/lsp.py.

An editor that is played opens a text of 2,000 words and changes a word of it, again and again, each
time after a pause. What is timed is from the edit to the marks, through pipes and protocol, without
grammar and with it. Beside it stands the processor time that takes, which a busy machine changes
less, and that of judging alone, in this process.

With ``--edits N`` a writer edits at random in bursts (emoji, line ends of all kinds, pasted and
undone), and after each burst the marks must be those of a fresh look. It ends with the memory of
the server in the course of it. Needs what the tests need.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

from lsprotocol import types as lsp

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from clarity.checks.facts import Memory
from clarity.resources import corpora_root
from clarity.session import Request, Session
from editing import Editor, editor
from peers import make_tree, terms
from random_edits import Writer
from random_typing import Step, type_at_random

_WORDS = 2_000
_CHANGES = 200
#: Seconds between two changes: longer than the server waits for a writer to pause.
_PAUSE = 0.35


async def answers(text: str, *, quick: bool) -> tuple[list[float], float]:
    """Return the milliseconds from each change of a word to the marks.

    That is until they have come: what the editor that is played takes to read them is its own. And
    return the milliseconds of processor time that each took the server.
    """
    folder, chance, taken = Path(tempfile.mkdtemp()), Random(1), []
    uri = (folder / "side.md").as_uri()
    # As a user has it, not as tests do.
    async with editor(*(["--quick"] if quick else []), cwd=folder, CLARITY_STRICT="0") as one:
        came = _arrivals(one)
        await one.begin(folder)
        one.open(uri, text)
        await one.heard(uri, 1)
        lines, before_all = text.split("\n"), _processor(one)
        for version in range(2, _CHANGES + 2):
            await asyncio.sleep(_PAUSE)
            number = chance.choice([n for n, line in enumerate(lines) if line.count(" ") > 4])
            words = lines[number].split(" ")
            chosen = chance.randrange(1, len(words))
            before, old = len(" ".join(words[:chosen])) + 1, words[chosen]
            words[chosen] = chance.choice(("klart", "kommunen", "iverksette", "svar"))
            lines[number] = " ".join(words)
            start, end = (lsp.Position(number, at) for at in (before, before + len(old)))
            change = lsp.TextDocumentContentChangePartial(lsp.Range(start, end), words[chosen])
            begun = time.perf_counter()
            one.change(uri, version, change)
            await one.heard(uri, version)
            taken.append(1000 * (came[-1] - begun))
        spent = 1000 * (_processor(one) - before_all) / _CHANGES
    return taken, spent


def _arrivals(one: Editor) -> Sequence[float]:
    """Return when each message has come, which grows; in seconds, before any of it is read."""
    protocol, came, begun = one.client.protocol, list[float](), list[float]()
    read, handle = protocol.structure_message, protocol.handle_message

    def reading(data: dict[str, Any]) -> Any:
        begun.append(time.perf_counter())  # for each mapping in a message, the innermost first
        return read(data)

    def handling(message: Any) -> None:
        came.append(begun[0])
        begun.clear()
        handle(message)

    protocol.structure_message, protocol.handle_message = reading, handling  # type: ignore[method-assign]
    return came


def _processor(one: Editor) -> float:
    """Return the seconds of processor time of a server, where the system tells."""
    with suppress(OSError):
        told = Path(f"/proc/{one.pid}/stat").read_text().rpartition(")")[2]
        return sum(map(int, told.split()[11:13])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def judgings(text: str, *, quick: bool) -> list[float]:
    """Return the milliseconds of processor time of each judging, without the server."""
    session, memory, chance, taken = Session(Request(quick=quick)), Memory(), Random(1), []
    words = text.split(" ")
    for _ in range(_CHANGES + 1):
        words[chance.randrange(len(words))] = chance.choice(("klart", "kommunen", "svar"))
        begun = time.process_time()
        session.check_bytes(" ".join(words).encode(), "side.md", None, memory)
        taken.append(1000 * (time.process_time() - begun))
    return taken[1:]


async def typed(edits: int, *, quick: bool) -> list[Step]:
    """Edit at random, compare, and return what was seen."""
    folder = Path(tempfile.mkdtemp())
    texts = sorted((corpora_root() / "gold" / "nb").glob("*.md"))[:4]
    writer = Writer("\r\n\r\n".join(path.read_text("utf-8") for path in texts), edits)
    options = ["--quick"] if quick else []
    async with editor(*options, cwd=folder, CLARITY_STRICT="0") as one:
        await one.begin(folder)
        return [step async for step in type_at_random(one, folder, writer, edits, quick=quick)]


def _figures(taken: Sequence[float]) -> str:
    cut = statistics.quantiles(taken, n=20)
    return f"p50 {statistics.median(taken):.1f} ms, p95 {cut[18]:.1f} ms"


def _joined(paths: Sequence[Path]) -> str:
    whole = "\n\n".join(path.read_text("utf-8") for path in paths)
    return " ".join(whole.split(" ")[:_WORDS])


def main(edits: int) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        make_tree(Path(folder), 8, terms(150))
        generated = _joined(sorted(Path(folder).rglob("*.md")))
    real = _joined(sorted((corpora_root() / "gold" / "nb").glob("*.md")))
    for name, text in (("generated pages", generated), ("texts like real ones", real)):
        for grammar, quick in (("without grammar", True), ("with grammar", False)):
            answered, spent = asyncio.run(answers(text, quick=quick))
            alone = judgings(text, quick=quick)
            print(f"{name}, {_WORDS:,} words, one changed, {grammar}: {_figures(answered)}")
            print(f"  processor time {spent:.1f} ms; judging alone: {_figures(alone)}", flush=True)
    if edits:
        with suppress(KeyboardInterrupt):
            seen = asyncio.run(typed(edits, quick=True))
            third = len(seen) // 3
            early, late = seen[third:][:third], seen[-third:]
            memory = [statistics.median(step.memory for step in part) for part in (early, late)]
            print(f"{edits:,} random edits, looked at {len(seen)} times: right each time")
            print(
                f"  memory {memory[0]:.0f} MB in the middle third, {memory[1]:.0f} MB in the last"
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--edits", type=int, default=0, help="how many to make at random")
    main(parser.parse_args().edits)
