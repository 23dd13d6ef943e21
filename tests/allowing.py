"""A user who has allowed the servers that the tests name in project files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clarity.project.user import User
from command import Run, run

ALLOWED = User(hosts=("127.0.0.1", "localhost", "clarity-test.invalid"))


def run_allowed(*arguments: str | Path, env: Mapping[str, str] | None = None, **given: Any) -> Run:
    """Run clarity as that user does."""
    allowed = {"CLARITY_ALLOW_HOSTS": " ".join(ALLOWED.hosts)}
    return run(*arguments, env={**allowed, **(env or {})}, **given)
