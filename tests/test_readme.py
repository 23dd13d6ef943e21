"""What the README and the manual tell people to type works as told."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from command import HEAVY, PLAIN, ROOT, run

_BLOCK = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_SHELL = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)


def _commands() -> Iterator[str]:
    for path in (ROOT / "README.md", ROOT / "docs" / "command-line.md"):
        for block in _SHELL.findall(path.read_text(encoding="utf-8")):
            for line in block.splitlines():
                if re.search(r"(^|\| )clarity ", line):
                    yield line


@pytest.mark.parametrize("line", sorted(set(_commands())))
def test_command_works(line: str, tmp_path: Path) -> None:
    for name in ("side.md", "brev/vedtak.md", "innhold/side.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(HEAVY if "vedtak" in name else PLAIN, encoding="utf-8")
    command = line.partition("clarity ")[2].partition(" < ")[0]
    stdin = PLAIN if " - " in f" {command} " else ""
    done = run(*shlex.split(command, comments=True), cwd=tmp_path, stdin=stdin)
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout


def test_links_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    for page in pages:
        prose = _BLOCK.sub("", page.read_text(encoding="utf-8"))
        for target in re.findall(r"\]\((?!https?://|#)([^)#\s]+)", prose):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
