"""Fetches LanguageTool from Maven Central, laid out as its own download: for tests and benchmarks.

    python scripts/fetch_languagetool.py FOLDER

Needs ``mvn``. FOLDER then has ``languagetool-server.jar`` and, beside it, ``libs`` (92 MB), and can
be named in ``local:`` of a project file or in the variable LTP_JAR_DIR_PATH. Only Swedish and
English are in it, and what the server cannot start without; LanguageTool has no Norwegian. Where it
has been fetched before, nothing is done.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

VERSION = "6.6"

#: The server reads word lists in Catalan, Spanish and Portuguese when it starts.
_LANGUAGES = ("sv", "en", "ca", "es", "pt")

_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>clarity</groupId>
  <artifactId>languagetool</artifactId>
  <version>1</version>
  <dependencies>{dependencies}</dependencies>
</project>
"""
_DEPENDENCY = """
    <dependency>
      <groupId>org.languagetool</groupId>
      <artifactId>{name}</artifactId>
      <version>{version}</version>
      <exclusions>
        <exclusion><groupId>org.languagetool</groupId><artifactId>language-all</artifactId></exclusion>
      </exclusions>
    </dependency>"""
_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"

#: The longest line that a manifest may have, in bytes.
_LINE = 70


def fetch(folder: Path) -> None:
    """Fetch LanguageTool into a folder. Raises `subprocess.CalledProcessError`."""
    jar = folder / "languagetool-server.jar"
    if jar.exists():
        return
    libraries = folder / "libs"
    names = ("languagetool-server", *(f"language-{code}" for code in _LANGUAGES))
    wanted = (_DEPENDENCY.format(name=name, version=VERSION) for name in names)
    with tempfile.TemporaryDirectory() as work:
        pom = Path(work, "pom.xml")
        pom.write_text(_POM.format(dependencies="".join(wanted)), encoding="utf-8")
        subprocess.run(
            [
                *("mvn", "--batch-mode", "--quiet", "--file", str(pom), _PLUGIN),
                "-DincludeScope=runtime",
                f"-DoutputDirectory={libraries.resolve()}",
            ],
            check=True,
        )
    with zipfile.ZipFile(jar, "w") as archive:
        archive.writestr("META-INF/MANIFEST.MF", _manifest(sorted(libraries.glob("*.jar"))))


def _manifest(libraries: list[Path]) -> str:
    """Return a manifest that puts the libraries on Java's class path."""
    line = "Class-Path: " + " ".join(f"libs/{path.name}" for path in libraries)
    pieces = [line[start : start + _LINE] for start in range(0, len(line), _LINE)]
    return "Manifest-Version: 1.0\n" + "\n ".join(pieces) + "\n"


def main() -> int:
    """Read the command line and fetch."""
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    if shutil.which("mvn") is None:
        print("mvn is needed to fetch LanguageTool from Maven Central", file=sys.stderr)
        return 1
    fetch(Path(sys.argv[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
