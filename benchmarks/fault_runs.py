"""Runs clarity where something goes wrong, for `faults.py`, and tells what became of the run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from msgspec import Struct

from peers import ENVIRONMENT

#: Seconds after which a run counts as hanging; one takes a hundredth of it.
_HANGS = 120.0


class Done(Struct, frozen=True):
    """A run that has ended, or was ended since it hung."""

    code: int
    out: str
    err: str
    hung: bool


Limit = Callable[[], None]


def run(
    tree: Path,
    cache: Path | None,
    *more: str,
    limit: Limit | None = None,
    meanwhile: Callable[[int], None] = lambda pid: None,
) -> Done:
    """Run a check of a tree as JSON in a session of its own; ``meanwhile`` gets its process."""
    kept = ("--cache-dir", str(cache)) if cache else ("--no-cache",)
    command = [sys.executable, "-m", "clarity", "check", "--quick", "--format", "json", *kept]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            [*command, "--jobs", "2", *more, "."],
            cwd=tree,
            env={**ENVIRONMENT, "PYTHONPATH": str(Path(__file__).parents[1])},
            stdout=out,
            stderr=err,
            preexec_fn=limit,  # noqa: PLW1509 (there are no threads here)
            start_new_session=True,
        )
        meanwhile(process.pid)
        hung = False
        try:
            process.wait(_HANGS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            hung = True
        return Done(process.returncode, _read(out), _read(err), hung)


def _read(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")


def wrong(done: Done, names: frozenset[str], *, may_fail: bool = False) -> Iterator[str]:
    """Yield what must not be: a hang, a traceback, files that are neither reported nor failed.

    Where the run ``may_fail`` as a whole, it does so with code 2 and few lines.
    """
    if done.hung:
        yield "a hang"
    if "Traceback" in done.err or "should not happen" in done.err:
        yield f"an exception: {done.err[-300:]}"
    try:
        report = json.loads(done.out)
    except ValueError:
        if not may_fail or done.code != 2 or len(done.err.splitlines()) > 3:
            yield f"no report, code {done.code}: {done.err[-300:]}"
        return
    told = {entry["path"] for entry in (*report["files"], *report["errors"])}
    if (lost := names - told) and "." not in told:  # or the folder, which could not be read
        yield f"{len(lost)} files lost, such as {min(lost)!r}"
