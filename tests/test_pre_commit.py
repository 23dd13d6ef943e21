"""The pre-commit hook, installed and run by pre-commit itself on a small repository of content."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest

from clarity.cli.check import check
from clarity.cli.main import clarity
from command import HEAVY, PLAIN, ROOT

pytestmark = [
    pytest.mark.slow,  # pre-commit installs clarity and all it needs
    pytest.mark.skipif(find_spec("pre_commit") is None, reason="pre-commit is not installed"),
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this is no git checkout"),
]

#: A sentence that a commit adds.
NEW = "\nDu kan benytte skjemaet hvis ordningen skal igangsettes i henhold til planen.\n"
#: Hooks whose command there is not.
_MISSING = [
    hook
    for hook, is_there in {
        "clarity-changed": any("--staged" in option.opts for option in check.params),
        "clarity-fix": "fix" in clarity.commands,
    }.items()
    if not is_there
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


def _git(folder: Path, env: Mapping[str, str], *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, env=env, check=True)


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Return what each hook says of a small repository, in which something is staged."""
    folder = tmp_path_factory.mktemp("hooks")
    content = folder / "innhold"
    env = _environment(folder)
    _write(
        content,
        {
            "tung.md": HEAVY,
            "enkel.md": PLAIN,
            "arkiv/gammel.md": HEAVY,
            "brev/blåbær og rømme.html": f"<html lang='nb'><p>{HEAVY.splitlines()[2]}</p></html>",
            "notat.txt": PLAIN,
            "program.py": f'"""{HEAVY}"""',
            ".clarity.yaml": 'exclude: ["arkiv/**"]\n',
        },
    )
    _git(content, env, "init", "--quiet")
    _git(content, env, "add", ".")
    _git(content, env, "commit", "--quiet", "-m", "Innhold")
    _write(content, {"tung.md": HEAVY + NEW})
    _git(content, env, "add", ".")
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", ROOT, "--all-files", "--verbose"],
        cwd=content,
        env={**env, "SKIP": ",".join(_MISSING)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    parts = re.split(r"^- hook id: (\S+)$", done.stdout, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_hook_checks_what_is_committed(hooks: Mapping[str, str]) -> None:
    told = hooks["clarity"]
    assert "exit code: 1" in told
    assert "tung.md" in told
    assert "iverksettes" in told
    assert "blåbær og rømme.html" in told
    assert "gammel.md" not in told
    assert "program.py" not in told


@pytest.mark.skipif("clarity-changed" in _MISSING, reason="there is no `clarity check --staged`")
def test_the_hook_for_changes_tells_of_new_sentences_only(hooks: Mapping[str, str]) -> None:
    told = hooks["clarity-changed"]
    assert "exit code: 1" in told
    assert "Du kan benytte" in told
    assert "Søknaden skal" not in told  # the score and what would raise it are of the whole text
    assert "blåbær" not in told


@pytest.mark.skipif("clarity-fix" in _MISSING, reason="there is no `clarity fix`")
def test_the_hook_that_fixes_stops_the_commit(hooks: Mapping[str, str]) -> None:
    assert "files were modified by this hook" in hooks["clarity-fix"]
