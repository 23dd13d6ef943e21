"""The description of what programs can ask for, as OpenAPI has it."""

from __future__ import annotations

import json

from clarity.resources import code_root
from clarity.web import checks, wishes
from clarity.web.wishes import Json


def description() -> Json:
    """Return ``openapi.json`` with what can be chosen, and with the schema of a report."""
    described = _read("web/openapi.json")
    schemas = described["components"]["schemas"]
    schemas |= _report()
    chosen = {name: ["", *choices, None] for name, choices in wishes.every_choice().items()}
    texts = {"format": [*checks.TEXTS, None]}
    for name, values in {**chosen, **texts}.items():
        schemas["Text"]["properties"][name]["enum"] = values
    asked = described["paths"]["/api/check"]["post"]["parameters"][0]
    asked["schema"]["enum"] = list(checks.REPORTS)
    return described


def _report() -> Json:
    """Return the schema of a report and those of its parts, by name."""
    text = (code_root() / "reports/report.schema.json").read_text("utf-8")
    report: Json = json.loads(text.replace("#/$defs/", "#/components/schemas/"))
    parts: Json = report.pop("$defs")
    return {**parts, "Report": report}


def _read(name: str) -> Json:
    data: Json = json.loads((code_root() / name).read_text("utf-8"))
    return data
