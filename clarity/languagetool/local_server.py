"""A LanguageTool server of our own on this machine, for as long as a run takes.

The way of language-tool-python to start one is not used: where a server cannot start, it tries 918
ports one after the other, each for up to 15 seconds, and what Java complains of is lost.
"""

from __future__ import annotations

import atexit
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from time import monotonic, sleep

from clarity.languagetool.answer import NoAnswerError, UnreachableError
from clarity.languagetool.client import Client
from clarity.languagetool.installation import fetch, find

#: Seconds for the server to get ready (it takes five on an idle machine) and to stop.
_START = 90.0
_STOP = 5.0
_PAUSE = 0.2
#: Another program may take the free port before Java does.
_TRIES = 3


class LocalServer:
    """A running server; `stop` it, or it is stopped when Python ends."""

    def __init__(self, installation: str) -> None:
        """Start a server from an unpacked LanguageTool and wait until it answers.

        Where ``installation`` is empty, it is the one that is found, or else is fetched. Raises
        `UnreachableError`.
        """
        self._process: subprocess.Popen[bytes] | None = None
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 (`stop` closes it)
        jar = find(installation) or fetch()
        java = shutil.which("java")
        # Windows looks in the folder one stands in first, which may be a stranger's.
        if java is None or not Path(java).is_absolute():
            raise UnreachableError("LanguageTool needs Java 17 or newer, and there is no java here")
        atexit.register(self.stop)
        for _ in range(_TRIES):
            port = _free_port()
            self.address = f"http://127.0.0.1:{port}"
            self._process = subprocess.Popen(
                [java, "-cp", str(jar), "org.languagetool.server.HTTPServer", "--port", str(port)],
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=subprocess.STDOUT,
                cwd=jar.parent,
            )
            if self._is_ready(self._process):
                return
        complaint = self._complaint()
        self.stop()
        raise UnreachableError(f"LanguageTool in {jar.parent} does not start: {complaint}")

    def stop(self) -> None:
        """Stop the server. To stop it twice does nothing."""
        atexit.unregister(self.stop)
        if self._process:
            _end(self._process)
        self._log.close()

    def _is_ready(self, process: subprocess.Popen[bytes]) -> bool:
        """Wait until the server answers; false if it ends, or has not answered in time."""
        client = Client(self.address, timeout=_STOP)
        due = monotonic() + _START
        while process.poll() is None and monotonic() < due:
            try:
                return bool(client.languages())
            except NoAnswerError:
                sleep(_PAUSE)
        _end(process)
        return False

    def _complaint(self) -> str:
        """Return what Java last said of what is wrong."""
        self._log.seek(0)
        lines = self._log.read().decode("utf-8", "replace").splitlines()
        telling = [line.strip() for line in lines if "Error" in line or "Exception" in line]
        return (telling or lines or ["it says nothing"])[-1]


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
