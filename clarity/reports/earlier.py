"""An earlier report, to compare a run with: JSON that ``--format json`` has written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clarity.messages import _, reason
from clarity.parsing.located_yaml import ConfigError
from clarity.reports.json_report import SCHEMA
from clarity.reports.options import Earlier


def read_scores(path: Path) -> Mapping[str, Earlier]:
    """Return the score of each file in an earlier report, by its path.

    Raises `ConfigError` for what cannot be read, is no such report, or is of another version.
    """
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(str(path), 0, reason(error)) from None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise ConfigError(str(path), 0, _no_report()) from None
    version = report.get("schema") if isinstance(report, dict) else None
    if version is not None and version != SCHEMA:
        told = _("is a report of version {version}, and this clarity reads version {own}")
        raise ConfigError(str(path), 0, told.format(version=version, own=SCHEMA))
    try:
        files = [(file["path"], _earlier(file)) for file in report["files"]]
    except (AttributeError, KeyError, TypeError):
        raise ConfigError(str(path), 0, _no_report()) from None
    is_sound = all(
        isinstance(p, str) and isinstance(s.overall, int | float | None) for p, s in files
    )
    if version is None or not is_sound:
        raise ConfigError(str(path), 0, _no_report())
    return dict(files)


def _earlier(file: Mapping[str, Any]) -> Earlier:
    overall = (file["score"] or {}).get("overall")
    return Earlier(overall, file.get("guideline") or "", file.get("channel") or "")


def _no_report() -> str:
    return _("is no report of clarity's. Write one with: clarity check --format json --output FILE")
