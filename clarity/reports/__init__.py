"""The table of report formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from clarity.model import Failure, Report
from clarity.reports.options import Options
from clarity.reports.summary import Counted, FailOn, Summary, Verdict

__all__ = ["RENDERERS", "Counted", "FailOn", "Options", "Renderer", "Summary", "Verdict"]

#: Makes a report of files as they come, and yields it as pieces of text.
Renderer = Callable[[Iterable[Report | Failure], Options], Iterator[str]]

# Each imports its module when called, so that a run pays for one format only.


def _terminal(results: Iterable[Report | Failure], options: Options) -> Iterator[str]:
    from clarity.reports.terminal import render

    return render(results, options)


def _json(results: Iterable[Report | Failure], options: Options) -> Iterator[str]:
    from clarity.reports.json_report import render

    return render(results, options)


def _markdown(results: Iterable[Report | Failure], options: Options) -> Iterator[str]:
    from clarity.reports.markdown import render

    return render(results, options)


def _github(results: Iterable[Report | Failure], options: Options) -> Iterator[str]:
    from clarity.reports.github import render

    return render(results, options)


def _sarif(results: Iterable[Report | Failure], options: Options) -> Iterator[str]:
    from clarity.reports.sarif import render

    return render(results, options)


def _vale_json(results: Iterable[Report | Failure], options: Options) -> Iterator[str]:
    from clarity.reports.vale_json import render

    return render(results, options)


RENDERERS: Mapping[str, Renderer] = MappingProxyType(
    {
        "terminal": _terminal,
        "json": _json,
        "markdown": _markdown,
        "github": _github,
        "sarif": _sarif,
        "vale-json": _vale_json,
    }
)
