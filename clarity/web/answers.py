"""The report on a text that a program asks for, as it is made in the process for such texts."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from functools import cache
from traceback import print_exception

from msgspec import Struct
from msgspec.structs import replace

from clarity import __version__
from clarity.languagetool import Server
from clarity.lsp.judging import Judge
from clarity.lsp.shared import Shared
from clarity.messages import SOURCE, spoken
from clarity.model import Failure, Report
from clarity.project.once import Bounded
from clarity.project.projects import Request
from clarity.reports import FORMATS, Options, Part
from clarity.run.judging import TRACEBACK, failure_of, judge_bytes

#: What a text is called that nobody gives a name.
UNNAMED = "text.md"
#: The formats that are read by programs.
_DATA = ("json",)


class Asked(Struct, frozen=True):
    """A text to judge: its bytes, what it is called, how it is judged, and the report's format.

    ``usual`` is how texts are judged where nobody wishes otherwise, with the ``servers`` that run.
    """

    data: bytes
    name: str
    request: Request
    form: str
    usual: Request
    servers: Sequence[Server] = ()


def written(asked: Asked) -> str:
    """Return the report on a text, or nothing where that went wrong, which is logged."""
    try:
        return _written(asked)
    except Exception as error:
        if os.environ.get(TRACEBACK):
            print_exception(error)
        # What an error says may have a piece of the text in it.
        logging.getLogger(__name__).error("clarity: %s", type(error).__name__)
        return ""


def _written(asked: Asked) -> str:
    chosen = FORMATS[asked.form]()
    look = Options(speaks=asked.request.speaks, language=spoken(), version=__version__)
    if look.language == SOURCE:
        look = replace(look, language="")

    is_read = asked.form not in _DATA

    def part(report: Report) -> Part:
        if is_read:  # by somebody who may know no command line, which these are told of by
            report = replace(report, quiet=0, told=None)
        return chosen.part(report, look)

    made: Part | Failure
    judge, shared = _judging(asked.usual)
    try:
        session = judge.session(UNNAMED, asked.request)
        session.servers.share(asked.servers)
        made = judge_bytes(session, None, part, asked.name, asked.data).outcome
        if isinstance(made, Part) and is_read:
            made = replace(made, row=replace(made.row, fail_on="never"))
        elif isinstance(made, Part):
            settings = session.settings(asked.name)
            row = replace(made.row, fail_on=settings.fail_on, min_score=settings.min_score)
            made = replace(made, row=row)
    except Exception as error:
        made = failure_of(error, asked.name)
    shared.settle()
    return "".join(chosen.assemble([made], look))


@cache
def _judging(usual: Request) -> tuple[Judge, Shared]:
    """Return what all texts that this process judges are judged with."""
    shared = Shared(Bounded())
    return Judge(usual, shared), shared
