"""Guidelines: principles made of signals with weights and anchors, read from YAML."""

from clarity.scoring.guidelines.files import NO_GUIDELINE, files, load, locate, read, shipped
from clarity.scoring.guidelines.model import Cap, Evidence, Guideline, Kind, Principle, Signal
from clarity.scoring.guidelines.parsing import parse

__all__ = [
    "NO_GUIDELINE",
    "Cap",
    "Evidence",
    "Guideline",
    "Kind",
    "Principle",
    "Signal",
    "files",
    "load",
    "locate",
    "parse",
    "read",
    "shipped",
]
