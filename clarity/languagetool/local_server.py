"""A LanguageTool server of our own on this machine, for as long as a run takes.

language-tool-python finds, fetches and verifies LanguageTool, and knows which Java it needs. Its
way of starting a server is not used: where a server cannot start, it tries 918 ports one after the
other, each for up to 15 seconds, and what Java complains of is lost.
"""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from time import monotonic, sleep

from clarity.languagetool.answer import NoAnswerError, UnreachableError
from clarity.languagetool.client import Client

#: An unpacked LanguageTool, where the project file names none (a variable of language-tool-python).
FOLDER_VARIABLE = "LTP_JAR_DIR_PATH"
_JAR = "languagetool-server.jar"

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

        Where ``installation`` is empty, it is what `find` finds, or else is fetched. Raises
        `UnreachableError`.
        """
        self._process: subprocess.Popen[bytes] | None = None
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 (`stop` closes it)
        jar = find(installation) or _fetch()
        java = shutil.which("java")
        if java is None:
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


def find(installation: str) -> Path | None:
    """Return the jar of the server to start, if LanguageTool is on this machine.

    It is in ``installation`` or else the folder in ``LTP_JAR_DIR_PATH``; or it is the newest in
    language-tool-python's own folder. Raises `UnreachableError` for a folder without LanguageTool.
    """
    named = installation or os.environ.get(FOLDER_VARIABLE, "")
    if named:
        jar = Path(named).resolve() / _JAR
        if not jar.is_file():
            raise UnreachableError(f"there is no {_JAR} in {named}")
        return jar
    from language_tool_python.download_lt import LocalLanguageTool

    try:
        newest = LocalLanguageTool.get_latest_installed_version()
        return newest.get_jar_path() if newest else None
    except (OSError, ValueError) as error:
        raise UnreachableError(f"LanguageTool cannot be found: {error}") from None


def _fetch() -> Path:
    """Fetch LanguageTool, as language-tool-python does, which shows how far it has come."""
    from language_tool_python.download_lt import LTP_DOWNLOAD_VERSION, LocalLanguageTool

    wanted = LocalLanguageTool.from_version_name(LTP_DOWNLOAD_VERSION)
    try:
        wanted.download()
        return wanted.get_jar_path()
    except (Exception, SystemExit) as error:  # of many kinds, and none is documented
        first = (str(error).splitlines() or [type(error).__name__])[0]
        raise UnreachableError(f"LanguageTool cannot be fetched: {first}") from None


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
