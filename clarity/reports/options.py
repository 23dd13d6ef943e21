"""What the caller decides about a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

FailOn = Literal["suggestion", "warning", "error", "never"]


class Earlier(Struct, frozen=True):
    """What an earlier report says of a file: its score if it had one, and what the score was by."""

    overall: float | None
    guideline: str
    channel: str


class Options(Struct, frozen=True):
    """How a report is to look; the formats for machines use ``version`` only.

    ``width`` is the columns there are, ``color`` allows ANSI colours, and without ``unicode`` only
    bars and signs of ASCII are drawn. A report is in the language of its text, or in the one that
    ``speaks`` names; what belongs to no text that we read is in ``language`` (empty: in English).
    ``earlier`` are the scores of the files of an earlier report, by path, if there is one to
    compare with. ``show_details`` adds every signal of the score, and the measures of the text.
    ``brief`` gives a finding one line, ``plain`` says in sentences what else is drawn, and
    with ``overview`` several files are told of in a table only. ``complete`` leaves out nothing for
    want of room in a comment. Where it ``selects``, somebody looks for some findings among many
    files, and those without any are only counted. Where it ``sums_up``, a summary is told of many
    files instead of all that was found in each. ``unsettled`` texts have no project file yet;
    that of others has ``turned_down`` some rules, by name. Where it ``keeps_remarks``, what
    is to be said of the files themselves is told of each, however many there are. With
    ``shows_known`` there is also what a baseline knows, and a format that can tell which is which
    does.
    """

    width: int = 80
    color: bool = False
    unicode: bool = True
    speaks: str = ""
    language: str = ""
    show_findings: bool = True
    show_scores: bool = True
    show_details: bool = False
    version: str = ""
    earlier: Mapping[str, Earlier] | None = None
    brief: bool = False
    plain: bool = False
    overview: bool = False
    complete: bool = False
    selects: bool = False
    sums_up: bool = False
    unsettled: bool = False
    turned_down: tuple[str, ...] = ()
    keeps_remarks: bool = False
    shows_known: bool = False
