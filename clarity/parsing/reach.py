"""How far a project file reaches: what it may name, and where that lies."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from clarity.messages import _
from clarity.parsing.contents import is_within_project
from clarity.parsing.hints import shown
from clarity.parsing.located_yaml import Fields


class Reach(Struct, frozen=True):
    """What a file names is relative to ``folder``, and in its project unless the user trusts it."""

    folder: Path
    is_trusted: bool = False

    def place(self, name: str, fields: Fields, key: str, *, may_be_missing: bool = False) -> Path:
        """Return where a name in a field leads. Raises `ConfigError` for nowhere, or too far."""
        place = self.folder / name
        try:
            is_near = is_within_project(place, self.folder)
            is_there = (is_near or self.is_trusted) and place.exists()
        except (OSError, ValueError):  # longer than a name can be, or with a NUL
            is_near, is_there = True, False
        if not is_near and not self.is_trusted:
            far = _("«{name}» lies outside the project. If you want that, say so: clarity trust")
            raise fields.error(key, far.format(name=shown(name)))
        if not is_there and not may_be_missing:
            raise fields.error(key, _("«{name}» does not exist").format(name=shown(name)))
        return place if is_near else Path(os.path.realpath(place))
