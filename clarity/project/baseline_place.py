"""Where a baseline lies: what it is called, and the place that a project file names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from clarity.messages import _
from clarity.parsing.located_yaml import Fields
from clarity.parsing.reach import Reach

#: The file with what was found before, beside the project file.
BASELINE = ".clarity-baseline"
#: What says in a project file that there is no baseline.
_NO = ("false", "off")


def named(
    fields: Fields, reach: Reach, otherwise: Path | Literal[False] | None
) -> Path | Literal[False] | None:
    """Return the baseline that a project file names, or ``False`` where it says there is none."""
    if fields.raw("baseline", "") == "":
        return otherwise
    if fields.raw("baseline") in _NO:
        return False
    place = reach.place(fields.text("baseline"), fields, "baseline", may_be_missing=True)
    if place.is_dir():
        raise fields.error("baseline", _("is a folder. Name a file in it."))
    if _is_of_git(place, reach.folder):  # what git runs and heeds
        told = _("lies in .git, which is for git alone. Name another place.")
        raise fields.error("baseline", told)
    return place


def _is_of_git(place: Path, folder: Path) -> bool:
    """Tell whether a place lies in ``.git``, by its name or where links lead."""
    ends = os.path.realpath(place), os.path.realpath(folder)
    ways = os.path.relpath(place, folder), os.path.relpath(*ends)
    # As the file systems of Windows and macOS take names.
    return any(part.rstrip(". ").casefold() == ".git" for way in ways for part in Path(way).parts)
