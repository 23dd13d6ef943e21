"""Issues for Azure Pipelines: the gravest findings stand on the page of a run, with their places.

The form is that of the logging command ``##vso[task.logissue]``, which knows errors and warnings,
see https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands. How it is escaped
is told by Microsoft's own azure-pipelines-task-lib.
"""

from __future__ import annotations

from clarity.reports.annotations import Annotating, Annotation
from clarity.reports.printable import one_line


def _command(told: Annotation) -> str:
    line, column = told.start
    properties = {"type": ANNOTATING.kinds[told.severity], "sourcepath": told.path}
    properties |= {"linenumber": str(line)} if line else {}
    properties |= {"columnnumber": str(column)} if column else {}
    properties |= {"code": told.code} if told.code else {}
    written = "".join(f"{key}={_property(value)};" for key, value in properties.items())
    # The page of a run has one line for each issue, and no title.
    said = [told.message] if told.code else [told.title, told.message]
    message = one_line(". ".join(filter(None, said)))
    return f"##vso[task.logissue {written}]{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(one_line(value)).replace("]", "%5D").replace(";", "%3B")


ANNOTATING = Annotating({"error": "error", "warning": "warning", "suggestion": "warning"}, _command)
