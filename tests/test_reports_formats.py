"""What every format owes its reader, and what each owes the program that reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from msgspec.structs import replace

from clarity.model import Failure, Report
from clarity.reports import FORMATS, Options
from clarity.reports.options import Earlier
from report_builder import LETTER, card, finding, letter, render, report, run

REPORT_SCHEMA = Path(__file__).parents[1] / "clarity" / "reports" / "report.schema.json"
SARIF_SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0.json"
JSON_FORMATS = ("json", "sarif", "vale-json", "gitlab", "rdjson")

HOSTILE = (
    "Vi foretok \x1b[31mrødt\x1b[0m \x9b2J <script>alert(1)</script> | @bruker #12 "
    "`kode` [her](https://ond.example) \u202e ##vso[task.x]y\r\n::error::hei $x$ {0}"
)


def written_as(name: str, results: list[Report | Failure], **options: Any) -> str:
    return "".join(render(name, results, Options(**options)))


def hostile() -> Report:
    found = finding(HOSTILE, HOSTILE[3:], HOSTILE, suggestions=[HOSTILE])
    return report(
        HOSTILE, [found], path="a\x1b[1m|,:@b`<i>.md", scorecard=card(), notices=(HOSTILE,)
    )


def unescaped(pattern: str, text: str) -> list[str]:
    return re.findall(rf"(?<!\\){pattern}", text)


# A comment and a page begin with their totals, and what has room for the gravest only has to know
# them: so they have to wait for all files.
@pytest.mark.parametrize(
    "name", sorted(set(FORMATS) - {"markdown", "html", "summary", "github", "azure", "sarif"})
)
def test_each_file_is_written_before_the_next_is_judged(name: str) -> None:
    judged = []

    def results() -> Iterator[Report]:
        for number in range(3):
            judged.append(number)
            found = finding("Klikk her.", "Klikk")
            yield report("Klikk her.", [found], path=f"fil{number}.md")

    seen = ""
    for piece in render(name, results(), Options()):
        seen += piece
        if "fil0.md" in seen and "fil1.md" not in seen:
            assert judged == [0]
        if "fil1.md" in seen and "fil2.md" not in seen:
            assert judged == [0, 1]
    assert "fil2.md" in seen


@pytest.mark.parametrize("name", FORMATS)
def test_run_without_files_is_still_a_report(name: str) -> None:
    written = written_as(name, [])
    if name in (
        "line",
        "summary",
        "terminal",
    ):  # a line would be a finding; whoever runs it says why
        assert written == ""
    elif name in JSON_FORMATS:
        assert json.loads(written) is not None
    else:
        assert "no files" in written or name == "junit"


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"vale-json"}))
def test_file_that_cannot_be_read_is_told_of(name: str) -> None:
    written = written_as(name, run())
    assert "borte.md" in written
    told = "No such file" if name in ("json", "sarif") else "Filen finnes ikke."
    assert told in written


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("color", [True, False])
def test_document_cannot_steer_the_screen(name: str, color: bool) -> None:
    written = written_as(name, [hostile()], color=color)
    drawn = re.sub(r"\x1b\[[0-9;]*m", "", written) if name == "terminal" and color else written
    assert not [c for c in drawn if not c.isprintable() and c not in "\n\xa0\u200b"]
    assert "\x1b[31m" not in written


def test_document_cannot_command_a_build_server() -> None:
    for name in ("terminal", "github", "markdown", "line"):
        lines = written_as(name, [hostile()]).splitlines()
        assert not [line for line in lines if re.match(r"\s*::(error::|warning::)", line)]
        assert not [line for line in lines if "##vso[" in line]


def test_github_values_cannot_end_early() -> None:
    lines = written_as("github", [hostile()]).splitlines()
    command = next(line for line in lines if line.startswith("::warning "))
    properties, _, message = command.removeprefix("::warning ").partition("::")
    assert [part.partition("=")[0] for part in properties.split(",")] == [
        "file", "line", "endLine", "title",
    ]  # fmt: skip
    assert "%2C%3A@b" in properties
    assert message.endswith("%0AStive ord gjør teksten tyngre å lese.")


def test_markdown_from_a_document_is_text() -> None:
    written = written_as("markdown", [hostile()])
    assert not re.search(r"<(script|i>\.md)", written)
    assert not re.search(r"@(?=\w)|#(?=12)|://", written)
    table = [line for line in written.splitlines() if "kan sies enklere" in line]
    assert len(table) == 1
    assert len(unescaped(r"\|", table[0])) == 4
    assert not unescaped("`", table[0])
    assert not unescaped(r"\[", table[0])
    assert not unescaped(r"\$", table[0])


def test_markdown_fits_in_a_comment() -> None:
    source = "Vi foretok en vurdering. " * 40
    found = [finding(source, "foretok", source)] * 500
    many: list[Report | Failure] = [
        report(source, found, path=f"mappe/{'x' * 80}{number}.md") for number in range(300)
    ]
    written = written_as("markdown", many)
    assert len(written) < 65_536
    assert written.count("<details>") == written.count("</details>") > 0
    told = re.search(
        r"^… og (\d+) filer til\. Rapporten er kuttet før (\S+),", written, re.MULTILINE
    )
    assert told
    first = 300 - int(told[1])
    assert f"{first}.md: 500 kommentarer</summary>" not in written
    assert f"{first - 1}.md: 500 kommentarer</summary>" in written
    assert told[2] == f"mappe/{'x' * 80}{first}.md"


def test_markdown_in_a_file_is_whole() -> None:
    source = "Vi foretok en vurdering. " * 40
    found = [finding(source, "foretok", source)] * 60
    many: list[Report | Failure] = [
        report(source, found, path=f"{number}.md") for number in range(110)
    ]
    written = written_as("markdown", many, complete=True)
    assert written.count("«foretok» kan sies enklere") == 60 * 110
    assert written.count("| 109.md |") == 1
    assert "… og" not in written


def test_what_is_about_the_whole_text_is_not_about_its_first_sentence() -> None:
    about = finding(LETTER, "Svar på søknaden din", message="LIX er 60.")
    whole: list[Report | Failure] = [report(LETTER, [replace(about, scope="document")])]
    assert "hele teksten\n  ! LIX er 60." in written_as("terminal", whole)
    assert "Hele teksten: LIX er 60." in written_as("terminal", whole, brief=True)
    assert "| hele teksten | Bør endres | LIX er 60. |" in written_as("markdown", whole)
    assert "::warning file=brev.md,title=Bør endres%2C hele teksten" in written_as("github", whole)
    assert written_as("line", whole) == "brev.md:1:1: warning: LIX er 60. [nb/plain-words]\n"
    (alert,) = json.loads(written_as("vale-json", whole))["brev.md"]
    assert (alert["Line"], alert["Span"], alert["Match"]) == (1, [1, 1], "")
    (result,) = json.loads(written_as("sarif", whole))["runs"][0]["results"]
    assert result["properties"] == {"scope": "document"}
    assert "snippet" not in result["locations"][0]["physicalLocation"]["region"]
    (told,) = json.loads(written_as("json", whole))["files"][0]["findings"]
    assert told["scope"] == "document"
    for name in set(FORMATS) - {"json", "html"}:
        assert "Svar på" not in written_as(name, whole)


def test_each_place_has_a_line() -> None:
    source = "Klikk her. Klikk der. Klikk."
    first, second = finding(source, "Klikk"), finding(source, "Klikk der")
    found = replace(first, repeats=(replace(second, suggestions=("Se der",)),))
    assert written_as("line", [report(source, [found])]).splitlines() == [
        "brev.md:1:1: warning: «Klikk» kan sies enklere. [nb/plain-words]",
        "brev.md:1:12: warning: «Klikk der» kan sies enklere. Skriv heller: Se der. "
        "[nb/plain-words]",
    ]


def check_known_keys(data: object, schema: Mapping[str, Any], root: Mapping[str, Any]) -> None:
    """Fail where the report has a key that the schema does not tell of."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        schema = schema["anyOf"][1]
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    if isinstance(data, dict) and "properties" in schema:
        assert set(data) == set(schema["properties"])
        for key, value in data.items():
            check_known_keys(value, schema["properties"][key], root)
    elif isinstance(data, list) and isinstance(schema.get("items"), dict):
        for item in data:
            check_known_keys(item, schema["items"], root)


def test_json_keeps_to_its_schema() -> None:
    schema = json.loads(REPORT_SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    for results in ([], run(), [hostile()], [report(language=None), report(language="en")]):
        data = json.loads(written_as("json", list(results), version="1"))
        Draft202012Validator(schema).validate(data)
    check_known_keys(json.loads(written_as("json", [letter()])), schema, schema)


def test_json_places_are_those_of_an_editor() -> None:
    source = "Første.\r\nAndre.\rTredje linje\u2028sier 😀 «e\u0301n» ting.\nSlutt"
    found = [finding(source, "ting"), finding(source, "linje\u2028sier"), finding(source, "Slutt")]
    data = json.loads(written_as("json", [report(source, found)]))
    places = [(f["start"], f["end"]) for f in data["files"][0]["findings"]]
    assert places == [
        ({"line": 3, "column": 27}, {"line": 3, "column": 31}),
        ({"line": 3, "column": 8}, {"line": 3, "column": 18}),
        ({"line": 4, "column": 1}, {"line": 4, "column": 6}),
    ]
    for told in data["files"][0]["findings"]:
        assert source[slice(*told["span"])] == told["text"]


def test_json_is_ascii_where_the_stream_is() -> None:
    written = written_as("json", [letter()], unicode=False)
    assert written.isascii()
    assert json.loads(written) == json.loads(written_as("json", [letter()]))


def test_path_that_is_no_text_can_be_written() -> None:
    for name in FORMATS:
        written_as(name, [Failure("\udce5.md", "x"), report(path="\udcff.md")]).encode()


def test_sarif_keeps_to_the_standard() -> None:
    schema = json.loads(SARIF_SCHEMA.read_text(encoding="utf-8"))
    for results in ([], run(), [hostile()]):
        log = json.loads(written_as("sarif", list(results), version="1"))
        Draft4Validator(schema).validate(log)


def test_sarif_tells_of_rules_and_failures() -> None:
    run_data = json.loads(written_as("sarif", run(), version="1"))["runs"][0]
    rules = run_data["tool"]["driver"]["rules"]
    for result in run_data["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert {result["level"] for result in run_data["results"]} == {"warning", "error"}
    assert run_data["columnKind"] == "unicodeCodePoints"
    invocation = run_data["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolConfigurationNotifications"][0]["associatedRule"]["id"] == "nb/passive"


def test_sarif_mends_only_what_is_written_as_found() -> None:
    plain, marked, _ = json.loads(written_as("sarif", [letter()]))["runs"][0]["results"]
    replacement = plain["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement["insertedContent"]["text"] == "Etter"
    assert replacement["deletedRegion"]["endColumn"] == 37
    assert "fixes" not in marked


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("brev/søknad om 100 %.md", "brev/s%C3%B8knad%20om%20100%20%25.md"),
        ("./a:b.md", "a%3Ab.md"),
        ("/srv/brev.md", "file:///srv/brev.md"),
    ],
)
def test_sarif_paths_are_addresses(path: str, uri: str) -> None:
    made = report("Klikk her.", [finding("Klikk her.", "Klikk")], path=path)
    result = json.loads(written_as("sarif", [made]))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_sarif_message_has_no_links_of_the_document() -> None:
    result = json.loads(written_as("sarif", [hostile()]))["runs"][0]["results"][0]
    assert "](" not in result["message"]["text"]
    assert "{{0}}" in result["message"]["text"]


def test_vale_alert_has_the_shape_of_vale() -> None:
    alerts = json.loads(written_as("vale-json", run()))
    assert list(alerts) == ["brev/svar.md"]
    first, _, last = alerts["brev/svar.md"]
    assert first == {
        "Action": {"Name": "replace", "Params": ["Etter"]},
        "Span": [24, 36],
        "Check": "nb.plain-words",
        "Description": "Stive ord gjør teksten tyngre å lese.",
        "Link": "https://www.sprakradet.no",
        "Message": "«I henhold til» kan sies enklere: «etter».",
        "Severity": "warning",
        "Match": "I henhold til",
        "Line": 3,
    }
    assert last["Action"] == {"Name": "", "Params": None}


def test_vale_alert_stays_on_its_line() -> None:
    source = "Vi foretok\r\nen vurdering."
    made = report(source, [finding(source, "foretok\r\nen vurdering")])
    (alert,) = json.loads(written_as("vale-json", [made]))["brev.md"]
    assert (alert["Line"], alert["Span"]) == (1, [4, 10])


def test_a_comment_shows_how_scores_have_changed() -> None:
    earlier = {
        "bedre.md": Earlier(60, "helsenorge", ""),
        "verre.md": Earlier(91.6, "helsenorge", ""),
        "annen.md": Earlier(60, "myndighet", ""),
        "borte.md": Earlier(60, "helsenorge", ""),
    }
    now: list[Report | Failure] = [
        report("Hei.", path=path, scorecard=card(80))
        for path in ("bedre.md", "verre.md", "annen.md", "ny.md")
    ]
    written = written_as("markdown", now, earlier=earlier)
    cells = re.findall(r"^\| (\w+)\.md \| 80 [^|]+ \| ([^ ]+) \|", written, re.MULTILINE)
    assert cells == [("bedre", "+20"), ("verre", "−12"), ("annen", "–"), ("ny", "ny")]
    assert "Uten endring: 1 fil." in written
    assert "Ikke med denne gangen: 1 fil." in written
    assert "Endring" not in written_as("markdown", now)
