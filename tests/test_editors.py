"""Editors of others, with the settings we give for them: each can read its own, and two are run."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from itertools import accumulate
from pathlib import Path

import pytest

pytest.importorskip("pygls")
pytest.importorskip("pytest_lsp")

from clarity.lsp.addresses import place_of
from command import ROOT, environment
from editing import command

EDITORS = ROOT / "editors"
TEXT = "# Søknad\n\n😀 I henhold til reglene må du fremskaffe dokumentasjon på inntekten din.\n"


def test_helix_and_zed_are_given_toml() -> None:
    helix = tomllib.loads((EDITORS / "helix" / "languages.toml").read_text("utf-8"))
    assert helix["language-server"]["clarity"] == {"command": "clarity", "args": ["lsp"]}
    assert all("clarity" in one["language-servers"] for one in helix["language"])
    zed = tomllib.loads((EDITORS / "zed" / "extension.toml").read_text("utf-8"))
    server = zed["language_servers"]["clarity"]
    assert set(server["languages"]) == set(server["language_ids"])
    tomllib.loads((EDITORS / "zed" / "Cargo.toml").read_text("utf-8"))


def test_sublime_text_and_jetbrains_are_given_json() -> None:
    sublime = json.loads((EDITORS / "sublime" / "LSP.sublime-settings").read_text("utf-8"))
    assert sublime["clients"]["clarity"]["command"] == ["clarity", "lsp"]
    jetbrains = json.loads((EDITORS / "jetbrains" / "template.json").read_text("utf-8"))
    assert jetbrains["programArgs"] == {"default": "clarity lsp"}
    ids = {one["languageId"] for one in jetbrains["fileTypeMappings"]}
    assert all(place_of("untitled:x", id, ()) for id in ids)


def test_emacs_is_given_lisp_that_it_can_read() -> None:
    source = EDITORS / "emacs" / "clarity.el"
    if emacs := shutil.which("emacs"):
        told = [emacs, "--batch", "--eval", f'(load "{source}" nil t)']
        subprocess.run(told, check=True, capture_output=True, timeout=300)
    # A reader of Lisp in short: what is opened is closed, outside strings and comments.
    bare = re.sub(r'"(?:\\.|[^"\\])*"|;[^\n]*', "", source.read_text("utf-8"))
    depths = list(accumulate({"(": 1, ")": -1}.get(sign, 0) for sign in bare))
    assert min(depths) == 0 == depths[-1]


@pytest.mark.skipif(not shutil.which("nvim"), reason="Neovim is not here")
def test_neovim_shows_marks_and_makes_a_fix(tmp_path: Path) -> None:
    text, outcome = tmp_path / "side.md", tmp_path / "outcome.json"
    text.write_text(TEXT, "utf-8")
    told = {
        "CLARITY_SETTINGS": str(EDITORS / "neovim" / "clarity.lua"),
        "CLARITY_TEXT": str(text),
        "CLARITY_OUTCOME": str(outcome),
        "CLARITY_COMMAND": json.dumps(command("--quick")),
        "HOME": str(tmp_path),
    }
    script = Path(__file__).parent / "neovim.lua"
    done = subprocess.run(
        ["nvim", "--headless", "--clean", "-c", f"luafile {script}", "-c", "cquit"],
        env=environment(told),
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert outcome.exists(), done.stderr.decode()
    seen = json.loads(outcome.read_text("utf-8"))
    # Neovim counts columns in bytes: an emoji is four.
    assert (seen["marks"][0]["line"], seen["marks"][0]["column"]) == (2, 5)
    assert "I henhold til" in seen["marks"][0]["message"]
    assert seen["titles"][0] == "Skriv «Etter»"
    assert seen["text"][2].startswith("😀 Etter reglene")
    assert seen["left"] < len(seen["marks"])


@pytest.mark.skipif(
    not (EDITORS / "vscode" / "node_modules").exists() or not shutil.which("npm"),
    reason="the extension for Visual Studio Code is not installed: npm ci in editors/vscode",
)
def test_the_extension_for_visual_studio_code_shows_marks() -> None:
    clarity = json.dumps(command()[:-1])
    done = subprocess.run(
        ["npm", "--silent", "test"],
        cwd=EDITORS / "vscode",
        env=environment({"CLARITY": clarity}),
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode()
