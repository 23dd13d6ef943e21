"""What the caller decides about a report."""

from __future__ import annotations

from typing import Literal, NamedTuple

FailOn = Literal["suggestion", "warning", "error", "never"]


class Options(NamedTuple):
    """How a report is to look; the formats for machines use ``version`` only.

    ``width`` is the columns there are, ``color`` allows ANSI colours, and without ``unicode`` only
    bars and signs of ASCII are drawn. ``language`` is for what belongs to no text of a known
    language (empty: in the first of those we read). ``fail_on`` and ``min_score`` (0 to 100) are
    the limits the outcome is told by. ``show_details`` adds every signal of the score, and the
    measures of the text. ``brief`` gives a finding one line, ``plain`` says in sentences what else
    is drawn, and with ``overview`` several files are told of in a table only. ``complete`` leaves
    out nothing for want of room in a comment.
    """

    width: int = 80
    color: bool = False
    unicode: bool = True
    language: str = ""
    fail_on: FailOn = "warning"
    min_score: float = 0.0
    show_findings: bool = True
    show_scores: bool = True
    show_details: bool = False
    version: str = ""
    brief: bool = False
    plain: bool = False
    overview: bool = False
    complete: bool = False
