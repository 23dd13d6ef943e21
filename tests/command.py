"""Runs the command ``clarity`` as its users do, in this process or in one of its own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

from clarity.cli.main import main

ROOT = Path(__file__).parent.parent

#: Bokmål with something to mend, and without.
HEAVY = """# Søknad om støtte

Søknaden skal iverksettes i henhold til forskriften, og du må foreta en vurdering av saken.
"""
PLAIN = """# Søk om støtte

Du kan søke om støtte på nettsiden vår. Vi svarer deg innen to uker.
"""

#: Compiled rules are shared by the tests, and nothing is left in the user's own cache.
_CACHE = tempfile.TemporaryDirectory(prefix="clarity-tests-")
CACHE = Path(_CACHE.name).resolve()

Run = subprocess.CompletedProcess[str]

#: Seconds after which what was told to end counts as hanging, on the slowest machine.
HANGS = 1800


def run(
    *arguments: str | Path,
    cwd: Path | None = None,
    stdin: str | bytes = b"",
    env: Mapping[str, str] | None = None,
) -> Run:
    """Run clarity to its end in this process, which has loaded already what a start would.

    What it prints must be UTF-8, and never a traceback. It starts no processes but where it is
    told to (``--jobs``): a few pages are sooner judged here.
    """
    given = io.TextIOWrapper(io.BytesIO(_bytes(stdin)), "utf-8")
    stdout, stderr = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    command = ["clarity", *map(str, arguments)]
    with (
        mock.patch.object(sys, "argv", command),
        mock.patch.object(sys, "stdin", given),
        contextlib.redirect_stdout(stdout),
        contextlib.redirect_stderr(stderr),
        contextlib.chdir(cwd or "."),
        mock.patch.dict(os.environ, environment(env), clear=True),
        mock.patch.object(os, "sched_getaffinity", lambda process: {0}, create=True),
        _signals_kept(),
    ):
        try:
            main()
        except SystemExit as done:
            code = done.code
    assert isinstance(code, int)
    return _checked(command, code, _printed(stdout), _printed(stderr))


def run_apart(
    *arguments: str | Path,
    cwd: Path | None = None,
    stdin: str | bytes = b"",
    env: Mapping[str, str] | None = None,
) -> Run:
    """Run clarity as `run` does, in a process of its own: for what only a process can show."""
    done = subprocess.run(
        [sys.executable, "-m", "clarity", *map(str, arguments)],
        cwd=cwd,
        input=_bytes(stdin),
        env=environment(env),
        capture_output=True,
        check=False,
    )
    return _checked(done.args, done.returncode, done.stdout, done.stderr)


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _printed(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


def _checked(command: list[str], code: int, stdout: bytes, stderr: bytes) -> Run:
    said = stderr.decode("utf-8")
    assert "Traceback" not in said, said
    assert "should not happen" not in said, said
    return subprocess.CompletedProcess(command, code, stdout.decode("utf-8"), said)


@contextlib.contextmanager
def _signals_kept() -> Iterator[None]:
    """Give back what is done when this process is told to end, which a run changes."""
    before = signal.getsignal(signal.SIGTERM)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment to run clarity in: this one, but for what would colour the outcome."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if "COLOR" not in key and key != "CLARITY_LANG"
    }
    ours = {
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
        "CLARITY_CACHE_DIR": str(CACHE),
        "CLARITY_STRICT": "1",  # what rules have earned is for test_records.py
        "CLARITY_CONFIG_DIR": str(CACHE / "user"),  # and nothing taken from it
        "COLUMNS": "100",
        "TERM": "xterm",
    }
    return {**kept, **ours, **(changes or {})}


def share_compiled_rules(cache: Path) -> None:
    """Let a new cache have its compiled rules where all runs here have theirs."""
    rules = CACHE / "rules"
    rules.mkdir(exist_ok=True)
    cache.mkdir()
    (cache / "rules").symlink_to(rules, target_is_directory=True)


def report(done: Run) -> dict[str, Any]:
    """Return the JSON report that a run printed."""
    data: dict[str, Any] = json.loads(done.stdout)
    return data
