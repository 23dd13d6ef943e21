"""Small git repositories to run clarity in, made as their users make them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

#: Git sees nothing of this machine, and knows who commits.
SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Test",
    "GIT_AUTHOR_EMAIL": "test@example.org",
    "GIT_COMMITTER_NAME": "Test",
    "GIT_COMMITTER_EMAIL": "test@example.org",
}


def git(folder: Path, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    """Run git in a folder, and return what it prints."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**kept, **SETTINGS, **(env or {})},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.strip()


def new(folder: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """Make a repository, with some files in its first commit."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--template=", "--initial-branch=main")
    if files:
        commit(folder, files)
    return folder


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files in a folder, and the folders they lie in."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def commit(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files, and commit all there is."""
    write(folder, files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=Innhold")
