"""The page as it is shipped is what its sources give, and all in it may be shipped."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from clarity.resources import rules_root
from command import ROOT

SOURCES = ROOT / "editors" / "web"
SHIPPED = ROOT / "clarity" / "web" / "static"
IS_THERE = shutil.which("node") and (SOURCES / "node_modules").is_dir()


@pytest.mark.slow
@pytest.mark.skipif(not IS_THERE, reason="what the page is built with is not here: npm ci")
def test_what_is_shipped_is_what_the_sources_give(tmp_path: Path) -> None:
    for command in (["npm", "run", "--silent", "check"], ["node", "build.mjs", str(tmp_path)]):
        done = subprocess.run(command, cwd=SOURCES, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in SHIPPED.iterdir()}


def test_what_is_bundled_may_be_shipped_with_its_licence() -> None:
    told = (SHIPPED / "licences.txt").read_text("utf-8")
    licences = dict(re.findall(r"^(\S+ \d\S*) \((.+)\)$", told, re.MULTILINE))
    assert any(name.startswith("@codemirror/view ") for name in licences)
    free = re.compile(r"\(?(?:MIT|BSD-2-Clause|BSD-3-Clause|ISC|0BSD)\b")
    assert {name: licence for name, licence in licences.items() if not free.match(licence)} == {}


def test_the_page_says_nothing_that_its_words_do_not_have() -> None:
    words = (rules_root() / "interface" / "en" / "web.json").read_text("utf-8")
    named = set(re.findall(r'^  "(\w+)":', words, re.MULTILINE))
    sources = "".join(path.read_text("utf-8") for path in sorted(SOURCES.glob("src/**/*.ts*")))
    used = set(re.findall(r"\bwords\.(\w+)", sources))
    assert used == named
