"""Runs the command ``clarity`` as its users do, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

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

Run = subprocess.CompletedProcess[str]


def run(
    *arguments: str | Path,
    cwd: Path | None = None,
    stdin: str | bytes = b"",
    env: Mapping[str, str] | None = None,
    timeout: float = 120,
) -> Run:
    """Run clarity to its end. What it prints must be UTF-8, and never a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "clarity", *map(str, arguments)],
        cwd=cwd,
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        env=environment(env),
        capture_output=True,
        timeout=timeout,
        check=False,
    )
    stdout, stderr = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert "Traceback" not in stderr, stderr
    assert "should not happen" not in stderr, stderr
    return subprocess.CompletedProcess(done.args, done.returncode, stdout, stderr)


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment to run clarity in: this one, but for what would colour the outcome."""
    kept = {key: value for key, value in os.environ.items() if "COLOR" not in key}
    ours = {
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
        "CLARITY_CACHE_DIR": _CACHE.name,
        "CLARITY_CONFIG_DIR": f"{_CACHE.name}/user",  # and nothing taken from it
        "COLUMNS": "100",
    }
    return {**kept, **ours, **(changes or {})}


def report(done: Run) -> dict[str, Any]:
    """Return the JSON report that a run printed."""
    data: dict[str, Any] = json.loads(done.stdout)
    return data
