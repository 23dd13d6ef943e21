"""What the caller decides about a report."""

from __future__ import annotations

from typing import Literal, NamedTuple

FailOn = Literal["suggestion", "warning", "error", "never"]


class Options(NamedTuple):
    """How a report is to look; the formats for machines use ``version`` only.

    ``width`` is the columns there are, ``color`` allows ANSI colours, and without ``unicode`` only
    bars and signs of ASCII are drawn. ``language`` is for what belongs to no text of a known
    language (empty: in the first of those we read). ``show_details`` adds every signal of the
    score, and the measures of the text.
    """

    width: int = 80
    color: bool = False
    unicode: bool = True
    language: str = ""
    show_findings: bool = True
    show_scores: bool = True
    show_details: bool = False
    version: str = ""
