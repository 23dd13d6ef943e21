"""What the manual tells editors to read is read by them as it should be."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from command import HEAVY, ROOT, run

MANUAL = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")

#: Where each finding is, and how grave; the text at the place for what is about its words.
Problem = tuple[str, int, int, str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "brev og vedtak").mkdir()
    (folder / "brev og vedtak" / "søknad.md").write_text(HEAVY, encoding="utf-8")
    (folder / "bilde.md").write_bytes(b"\x89PNG\r\n\0\0\0")
    return folder


@pytest.fixture(scope="module")
def written(folder: Path) -> str:
    return run("check", "brev og vedtak", "bilde.md", "--format", "line", cwd=folder).stdout


@pytest.fixture(scope="module")
def problems(folder: Path) -> list[Problem]:
    """Return what the report as JSON tells of the same run."""
    data = json.loads(
        run("check", "brev og vedtak", "bilde.md", "--format", "json", cwd=folder).stdout
    )
    (file,) = data["files"]
    levels = {"error": "error", "warning": "warning", "suggestion": "note"}
    places = [
        (one["start"] if one["scope"] == "text" else {"line": 1, "column": 1}, told["severity"])
        for told in file["findings"]
        for one in (told, *({**again, "scope": "text"} for again in told["repeats"]))
    ]
    found = [
        (file["path"], place["line"], place["column"], levels[severity])
        for place, severity in places
    ]
    return sorted([*found, ("bilde.md", 1, 1, "error")])


def _block(language: str) -> str:
    match = re.search(rf"^```{language}\n(.*?)^```", MANUAL, re.DOTALL | re.MULTILINE)
    assert match
    return match[1]


def test_problem_matcher_reads_every_line(written: str, problems: list[Problem]) -> None:
    (task,) = json.loads(_block("json"))["tasks"]
    pattern = task["problemMatcher"]["pattern"]
    groups = ("file", "line", "column", "severity", "message", "code")
    read: list[dict[str, Any]] = []
    for line in written.splitlines():
        match = re.fullmatch(pattern["regexp"], line)
        assert match, line
        read.append({name: match[pattern[name]] for name in groups})
    places = [(r["file"], int(r["line"]), int(r["column"]), r["severity"]) for r in read]
    assert sorted(places) == problems
    assert {"nb/compound-prepositions", None} <= {one["code"] for one in read}


@pytest.mark.skipif(not shutil.which("vim"), reason="there is no Vim here")
def test_vim_reads_every_line(written: str, problems: list[Problem], tmp_path: Path) -> None:
    (tmp_path / "report").write_text(written, encoding="utf-8")
    setting = next(x for x in _block("vim").splitlines() if x.startswith("set errorformat"))
    script = [
        "set encoding=utf-8",
        setting,
        "cgetfile report",
        "let found = map(getqflist(), '[bufname(v:val.bufnr), v:val.lnum, v:val.col,"
        " v:val.type, v:val.valid]')",
        "call writefile([json_encode(found)], 'read')",
        "qall!",
    ]
    (tmp_path / "script.vim").write_text("\n".join(script), encoding="utf-8")
    command = ["vim", "-es", "-N", "-u", "NONE", "-S", "script.vim"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=1800, stdin=subprocess.DEVNULL)
    rows = json.loads((tmp_path / "read").read_text(encoding="utf-8"))
    levels = {"e": "error", "w": "warning", "n": "note"}
    assert all(valid for *_, valid in rows)
    assert sorted((*place, levels[kind]) for *place, kind, _ in rows) == problems
