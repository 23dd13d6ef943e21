"""The pre-commit hook, installed and run by pre-commit itself on a small repository of content."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest

from command import HEAVY, PLAIN, ROOT

pytestmark = [
    pytest.mark.slow,  # pre-commit installs clarity and all it needs
    pytest.mark.skipif(find_spec("pre_commit") is None, reason="pre-commit is not installed"),
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this is no git checkout"),
]


def _environment(folder: Path) -> Mapping[str, str]:
    """Return an environment in which neither git nor pre-commit sees anything of this machine."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PYTHON"))
    }
    return {
        **kept,
        "PRE_COMMIT_HOME": str(folder / "pre-commit"),
        "CLARITY_CACHE_DIR": str(folder / "cache"),
        # The checkout may belong to another user than the one who runs the tests.
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "safe.directory",
        "GIT_CONFIG_VALUE_0": "*",
        "GIT_AUTHOR_NAME": "Test",
        "GIT_AUTHOR_EMAIL": "test@example.org",
        "GIT_COMMITTER_NAME": "Test",
        "GIT_COMMITTER_EMAIL": "test@example.org",
    }


def test_the_hook_checks_what_is_committed(tmp_path: Path) -> None:
    content = tmp_path / "innhold"
    for name, text in {
        "tung.md": HEAVY,
        "enkel.md": PLAIN,
        "arkiv/gammel.md": HEAVY,
        "brev/blåbær og rømme.html": f"<html lang='nb'><p>{HEAVY.splitlines()[2]}</p></html>",
        "notat.txt": PLAIN,
        "program.py": f'"""{HEAVY}"""',
        ".clarity.yaml": 'exclude: ["arkiv/**"]\n',
    }.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text, encoding="utf-8")
    env = _environment(tmp_path)
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "Innhold"]):
        subprocess.run(["git", *command], cwd=content, env=env, check=True)

    hook = subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", ROOT, "clarity", "--all-files"],
        cwd=content,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert hook.returncode == 1, hook.stdout + hook.stderr
    assert "clarity (klarspråk)" in hook.stdout
    assert "exit code: 1" in hook.stdout, hook.stdout
    assert "tung.md" in hook.stdout
    assert "iverksettes" in hook.stdout
    assert "blåbær og rømme.html" in hook.stdout
    assert "gammel.md" not in hook.stdout
    assert "program.py" not in hook.stdout
