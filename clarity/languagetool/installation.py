"""The LanguageTool on this machine: found, or fetched by the package language-tool-python.

That package is under the GPL and clarity is not, so it is an extra that users add themselves, and
this is the only module that imports it. Without it an installation has to be named.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from clarity.languagetool.answer import UnreachableError

#: An unpacked LanguageTool, where no setting names one (a variable of language-tool-python).
FOLDER_VARIABLE = "LTP_JAR_DIR_PATH"
#: What is said where the package is needed and is not there.
NO_PACKAGE = (
    "LanguageTool is not on this machine. Name its folder with LTP_JAR_DIR_PATH, or to have it "
    "fetched: pip install 'clarity-klarsprak[languagetool]'"
)
_JAR = "languagetool-server.jar"


def has_package() -> bool:
    """Tell whether language-tool-python is installed."""
    return find_spec("language_tool_python") is not None


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
    if not has_package():
        return None
    from language_tool_python.download_lt import LocalLanguageTool

    try:
        newest = LocalLanguageTool.get_latest_installed_version()
        return newest.get_jar_path() if newest else None
    except (OSError, ValueError) as error:
        raise UnreachableError(f"LanguageTool cannot be found: {error}") from None


def fetch() -> Path:
    """Fetch LanguageTool, as language-tool-python does, which shows how far it has come.

    Raises `UnreachableError`.
    """
    if not has_package():
        raise UnreachableError(NO_PACKAGE)
    from language_tool_python.download_lt import LTP_DOWNLOAD_VERSION, LocalLanguageTool

    wanted = LocalLanguageTool.from_version_name(LTP_DOWNLOAD_VERSION)
    try:
        wanted.download()
        return wanted.get_jar_path()
    except (Exception, SystemExit) as error:  # of many kinds, and none is documented
        first = (str(error).splitlines() or [type(error).__name__])[0]
        raise UnreachableError(f"LanguageTool cannot be fetched: {first}") from None
