"""Report in, text out: one format a module, and the table of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from clarity.reports.options import FailOn, Options
from clarity.reports.part import Format, Part, Row
from clarity.reports.selection import EVERYTHING, Selection, Sieve
from clarity.reports.summary import Counted, Summary, Verdict

__all__ = [
    "EVERYTHING",
    "FORMATS",
    "Counted",
    "FailOn",
    "Format",
    "Options",
    "Part",
    "Row",
    "Selection",
    "Sieve",
    "Summary",
    "Verdict",
]

# Each imports its module when called, so that a run pays for one format only.


def _terminal() -> Format:
    from clarity.reports import terminal

    return Format(terminal.part, terminal.assemble, shows_scores=True)


def _summary() -> Format:
    from clarity.reports.digest import lines

    return Format(lines.part, lines.assemble, shows_scores=True)


def _json() -> Format:
    from clarity.reports import json_report

    return Format(json_report.part, json_report.assemble, shows_scores=True)


def _markdown() -> Format:
    from clarity.reports import markdown

    return Format(markdown.part, markdown.assemble, shows_scores=True)


def _github() -> Format:
    from clarity.reports.github import ANNOTATING

    return Format(ANNOTATING.part, ANNOTATING.assemble, shows_scores=False)


def _gitlab() -> Format:
    from clarity.reports import gitlab

    return Format(gitlab.part, gitlab.assemble, shows_scores=False)


def _azure() -> Format:
    from clarity.reports.azure import ANNOTATING

    return Format(ANNOTATING.part, ANNOTATING.assemble, shows_scores=False)


def _junit() -> Format:
    from clarity.reports import junit

    return Format(junit.part, junit.assemble, shows_scores=False)


def _rdjson() -> Format:
    from clarity.reports import rdjson

    return Format(rdjson.part, rdjson.assemble, shows_scores=False)


def _sarif() -> Format:
    from clarity.reports import sarif

    return Format(sarif.part, sarif.assemble, shows_scores=False, tells_low_scores=False)


def _html() -> Format:
    from clarity.reports.html import file, page

    return Format(file.part, page.assemble, shows_scores=True)


def _vale_json() -> Format:
    from clarity.reports import vale_json

    return Format(
        vale_json.part,
        vale_json.assemble,
        shows_scores=False,
        tells_failures=False,
        tells_low_scores=False,
    )


def _line() -> Format:
    from clarity.reports import line

    return Format(line.part, line.assemble, shows_scores=False)


#: What makes a format, by its name.
FORMATS: Mapping[str, Callable[[], Format]] = MappingProxyType(
    {
        "terminal": _terminal,
        "summary": _summary,
        "json": _json,
        "markdown": _markdown,
        "html": _html,
        "github": _github,
        "sarif": _sarif,
        "gitlab": _gitlab,
        "azure": _azure,
        "junit": _junit,
        "rdjson": _rdjson,
        "vale-json": _vale_json,
        "line": _line,
    }
)
