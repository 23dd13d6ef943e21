"""Annotations for GitHub Actions: the gravest findings show at their lines in the pull request.

The form is that of the workflow commands ``::error``, ``::warning`` and ``::notice``, see
https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
"""

from __future__ import annotations

from clarity.reports.annotations import Annotating, Annotation
from clarity.reports.printable import one_line


def _command(told: Annotation) -> str:
    (line, column), (end_line, end_column) = told.start, told.end
    place = {"line": line, "endLine": end_line}
    if line == end_line:  # else GitHub takes no columns
        place |= {"col": column, "endColumn": end_column}
    properties: dict[str, str | int] = {"file": told.path}
    properties |= {key: at for key, at in place.items() if at}
    if told.title:
        properties["title"] = told.title
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    message = "\n".join(map(one_line, told.message.split("\n")))
    return f"::{ANNOTATING.kinds[told.severity]} {written}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str | int) -> str:
    return _data(one_line(str(value))).replace(":", "%3A").replace(",", "%2C")


ANNOTATING = Annotating({"error": "error", "warning": "warning", "suggestion": "notice"}, _command)
