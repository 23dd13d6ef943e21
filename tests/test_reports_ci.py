"""What build servers and code hosts are told: in their own shapes, and no more than they take."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator
from msgspec.structs import replace

from clarity.model import Failure, Finding, Report
from clarity.reports import FORMATS, Options
from clarity.reports.options import FailOn
from clarity.reports.sarif import _MOST_RESULTS
from report_builder import LETTER, LINK, finding, letter, report, run

SCHEMAS = Path(__file__).parent / "schemas"
JUNIT = xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")

#: What ends a value, a command or an element too early in one format or another.
HOSTILE = (
    "100 % %0A %AZP25 a;b]c ]]> <!-- --> <x y='\"'> &amp; \x00\x08\x1b[31m\x85\ufffe\ud800 "
    "##vso[task.setvariable variable=a]b\r\n::error::c ::set-output name=a::b"
)


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


def written(
    name: str,
    results: Sequence[Report | Failure],
    fail_on: FailOn = "warning",
    min_score: float = 0,
    **options: Any,
) -> str:
    """Return a report in a format, of files that are held to some limits."""
    form, look = FORMATS[name](), Options(**options)

    def judged(one: Report | Failure) -> Any:
        if isinstance(one, Failure):
            return one
        part = form.part(one, look)
        # As it comes from the cache.
        part = replace(part, apart=tuple(json.loads(json.dumps(part.apart))))
        return replace(part, row=replace(part.row, fail_on=fail_on, min_score=min_score))

    return "".join(form.assemble(map(judged, results), look))


def check(name: str, text: str) -> None:
    """Fail where a report is not of the shape that its readers take."""
    if name == "junit":
        JUNIT.validate(text)
    elif name == "gitlab":
        Draft202012Validator(schema("gitlab.json")).validate(json.loads(text))
    else:
        Draft4Validator(schema("rdjson.json")).validate(json.loads(text))


def hostile(text: str) -> Report:
    found = finding(text, text, text, message="{found}", suggestions=[text])
    return report(
        text, [found, replace(found, advice=advice(text))], path=f"a{text}.md", notices=(text,)
    )


def advice(text: str) -> Any:
    return replace(LINK, id=f"nb/{text}", why=text, url=text, source=text)


@pytest.mark.parametrize("name", ["gitlab", "junit", "rdjson"])
@pytest.mark.parametrize("unicode", [True, False])
def test_what_is_written_keeps_to_its_schema(name: str, unicode: bool) -> None:
    bad: list[Report | Failure] = [hostile(HOSTILE), Failure(HOSTILE, HOSTILE, 3)]
    for results in ([], run(), bad):
        for fail_on in ("suggestion", "never"):
            text = written(name, results, fail_on, 50, unicode=unicode)
            check(name, text)
            assert unicode or text.isascii()


@pytest.mark.parametrize("name", ["gitlab", "junit", "rdjson"])
@given(text=st.text(min_size=1))
@settings(deadline=None, max_examples=60)
def test_no_text_breaks_the_shape(name: str, text: str) -> None:
    check(name, written(name, [hostile(text), Failure(text, text)]))


@pytest.mark.parametrize("name", ["github", "azure"])
@given(text=st.text(min_size=1) | st.just(HOSTILE))
@settings(deadline=None, max_examples=60)
def test_no_text_adds_a_command(name: str, text: str) -> None:
    lines = written(name, [hostile(text), Failure(text, text)]).splitlines()
    commands = [line for line in lines if "##vso[" in line or re.match(r"\s*::\w", line)]
    assert len(commands) == 4  # a notice, two findings, a failure
    for line in commands:
        if name == "github":
            assert re.match(r"::(error|warning|notice) file=[^:]*::", line)
        else:
            match = re.match(r"##vso\[task\.logissue ((?:\w+=[^;\]]*;)+)\]", line)
            assert match
            assert line.count("##vso[") == 1


def unescaped(value: str) -> str:
    """Return a value as the agent of Azure Pipelines reads it."""
    for sign, code in {"\r": "%0D", "\n": "%0A", "]": "%5D", ";": "%3B"}.items():
        value = value.replace(code, sign)
    return value.replace("%AZP25", "%")


def test_azure_reads_what_was_meant() -> None:
    path = "brev; 100 % [a] %0A.md"
    made = report("50 % %0A.", [finding("50 % %0A.", "50 % %0A", message="{found}")], path=path)
    line = written("azure", [made]).splitlines()[0]
    match = re.fullmatch(r"##vso\[task\.logissue (.*?)\](.*)", line)
    assert match
    properties = dict(pair.split("=", 1) for pair in match[1].rstrip(";").split(";"))
    assert {key: unescaped(value) for key, value in properties.items()} == {
        "type": "warning", "sourcepath": path, "linenumber": "1", "columnnumber": "1",
        "code": "nb/plain-words",
    }  # fmt: skip
    assert unescaped(match[2]) == "50 % %0A Stive ord gjør teksten tyngre å lese."


def many(number: int, *, gravest: Finding | None = None) -> list[Report]:
    """Return files with a warning each, of which the last may have a graver one."""
    source = "Klikk her. Vi foretok det."
    found = finding(source, "foretok")
    files = [report(source, [found], path=f"{place}.md") for place in range(number)]
    if gravest:
        files[-1] = replace(files[-1], findings=(found, gravest))
    return files


@pytest.mark.parametrize(
    ("name", "warning", "error"),
    [
        ("github", "::warning file=", "::error file="),
        ("azure", "##vso[task.logissue type=warning;", "##vso[task.logissue type=error;"),
    ],
)
def test_the_gravest_ten_of_a_kind_are_annotated(name: str, warning: str, error: str) -> None:
    source = "Klikk her. Vi foretok det."
    by_law = finding(source, "Klikk", advice=LINK, message="Etter loven.")
    grave = finding(source, "her", severity="error", message="Må rettes.")
    files = many(14)
    files[12] = replace(files[12], findings=(by_law,))
    files[13] = replace(files[13], findings=(grave,))
    told = written(name, [*files, Failure("borte.md", "No such file or directory")]).splitlines()
    assert [line.partition("=")[0].startswith(error.partition("=")[0]) for line in told[:2]]
    assert told[0].startswith(error) and "borte.md" in told[0]
    assert told[1].startswith(error) and "Må rettes." in told[1]
    assert told[2].startswith(warning) and "Etter loven." in told[2]
    assert "0.md" in told[3]  # of those as grave as one another, the first
    assert sum(line.startswith(warning) for line in told) == 10
    assert told[12] == (
        "Bare de 10 alvorligste av hvert slag vises på linjene sine. 3 kommentarer til er ikke med."
    )
    assert not [line for line in told[13:] if line.startswith(("::", "##"))]


def test_github_is_given_no_columns_over_several_lines() -> None:
    source = "Klikk her\neller der."
    line = written("github", [report(source, [finding(source, "her\neller")])])
    assert line.startswith("::warning file=brev.md,line=1,endLine=2,title=")


def test_what_there_is_room_for_is_not_said_to_be_left_out() -> None:
    assert "ikke med" not in written("github", many(10))


def test_a_score_under_the_limit_is_told_first() -> None:
    made = [*many(12), replace(letter(), path="lav.md")]
    assert "lav.md" in written("github", made, min_score=90).splitlines()[0]


def test_gitlab_tells_issues_apart_by_file_and_place() -> None:
    same = [report("Klikk.", [finding("Klikk.", "Klikk")], path=path) for path in ("a.md", "b.md")]
    issues = json.loads(written("gitlab", [*same, replace(same[0], path="./c.md")]))
    assert len({issue["fingerprint"] for issue in issues}) == 3
    assert [issue["location"]["path"] for issue in issues] == ["a.md", "b.md", "c.md"]
    moved = finding("Hei.\nKlikk.", "Klikk")
    moved = replace(moved, fingerprint=same[0].findings[0].fingerprint)
    (issue,) = json.loads(written("gitlab", [report("Hei.\nKlikk.", [moved], path="a.md")]))
    assert issue["fingerprint"] == issues[0]["fingerprint"]
    assert issue["location"]["lines"] == {"begin": 2}


@pytest.mark.parametrize("name", ["gitlab", "rdjson"])
def test_a_low_score_is_an_issue_of_its_file(name: str) -> None:
    assert "grensen er minst 90" not in written(name, [letter()])
    assert "grensen er minst 90" in written(name, [letter()], min_score=90)


@pytest.mark.parametrize("form", ["github", "azure", "gitlab", "rdjson", "sarif"])
def test_a_code_host_is_given_the_path_that_it_has(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clarity.reports.paths.os", SimpleNamespace(sep="\\"))
    told = written(form, [report("Klikk.", [finding("Klikk.", "Klikk")], path=".\\brev\\a.md")])
    assert "brev/a.md" in told and "./brev" not in told and "\\brev" not in told


def outcomes(text: str) -> Mapping[tuple[str, str], str]:
    """Return what became of each test of a document, by its class and its name."""
    root = ElementTree.fromstring(text)
    found = {}
    for suite in root:
        cases = list(suite)
        for case in cases:
            told = [element.tag for element in case if element.tag != "system-out"]
            found[case.attrib["classname"], case.attrib["name"]] = "".join(told) or "passed"
        assert suite.attrib["tests"] == str(len(cases))
        assert suite.attrib["failures"] == str(len(suite.findall("testcase/failure")))
        assert suite.attrib["errors"] == str(len(suite.findall("testcase/error")))
    return found


def test_a_rule_is_a_test_that_fails_beyond_the_limit() -> None:
    assert outcomes(written("junit", run())) == {
        ("brev/svar.md", "clarity"): "passed",
        ("brev/svar.md", "nb/plain-words"): "failure",
        ("brev/svar.md", "nb/link-text"): "failure",
        ("borte.md", "clarity"): "error",
        ("kort.md", "clarity"): "passed",
    }
    strict = outcomes(written("junit", [letter()], "error", 90))
    assert strict == {
        ("brev/svar.md", "clarity"): "failure",
        ("brev/svar.md", "nb/plain-words"): "passed",
        ("brev/svar.md", "nb/link-text"): "failure",
    }
    assert "failure" not in outcomes(written("junit", [letter()], "never")).values()


def test_a_test_tells_every_place_also_where_it_passes() -> None:
    for limit in ("warning", "never"):
        text = written("junit", [letter()], limit)
        (case,) = ElementTree.fromstring(text).findall(".//testcase[@name='nb/plain-words']")
        assert (case[0].text or "").splitlines() == [
            "3:24: «I henhold til» kan sies enklere: «etter».",
            "3:49: «foretok kommunen en vurdering» kan sies enklere. "
            "Skriv heller: vurderte kommunen.",
        ]


def test_reviewdog_counts_bytes_and_takes_suggestions_over() -> None:
    source = "Hei.\r\n«Å» 😀 e\u0301n Klikk her nå.\r\n"
    found = finding(source, "Klikk her", suggestions=["Trykk"])
    data = json.loads(written("rdjson", [report(source, [found])]))
    (diagnostic,) = data["diagnostics"]
    place = diagnostic["location"]["range"]
    line = source.splitlines()[1].encode()
    assert (place["start"]["line"], place["end"]["line"]) == (2, 2)
    assert line[place["start"]["column"] - 1 : place["end"]["column"] - 1] == b"Klikk her"
    assert diagnostic["suggestions"] == [{"range": place, "text": "Trykk"}]


def test_reviewdog_is_told_of_each_place_and_of_whole_files() -> None:
    source = "Klikk her.\nKlikk der."
    first, second = finding(source, "Klikk"), finding(source, "Klikk der")
    about = replace(finding(source, "Klikk her"), scope="document", suggestions=("Les",))
    told = [replace(first, repeats=(second,)), about]
    data = json.loads(written("rdjson", [report(source, told)]))["diagnostics"]
    places = [one["location"].get("range", {}).get("start", {}).get("line") for one in data]
    assert sorted(places, key=str) == [1, 2, None]
    assert not [one for one in data if "suggestions" in one]


def test_reviewdog_gets_no_suggestion_where_there_is_markup_between() -> None:
    first, second, _ = json.loads(written("rdjson", [letter()]))["diagnostics"]
    assert "suggestions" in first
    assert "suggestions" not in second
    assert "**" in LETTER


def test_sarif_keeps_what_github_takes_and_tells_of_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert _MOST_RESULTS == 25_000
    monkeypatch.setattr("clarity.reports.sarif._MOST_RESULTS", 12)
    source = "Klikk her. Vi foretok det."
    files = many(14, gravest=finding(source, "her", severity="error"))
    log = json.loads(written("sarif", files, version="1"))
    Draft4Validator(schema("sarif-2.1.0.json")).validate(log)
    results = log["runs"][0]["results"]
    assert len(results) == 12
    assert results[-1]["level"] == "error"
    (told,) = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"].startswith("3 findings are left out")


def test_sarif_has_no_more_related_places_than_github_takes() -> None:
    source = "Klikk her. " * 1200
    found = finding(source, "Klikk")
    made = replace(found, repeats=(found,) * 1199)
    (result,) = json.loads(written("sarif", [report(source, [made])]))["runs"][0]["results"]
    assert len(result["relatedLocations"]) == 100
    assert "og 1199 steder til" in result["message"]["text"]


def test_sarif_leaves_the_hash_of_a_line_to_github() -> None:
    # upload-sarif works it out itself, and warns of each that differs from its own.
    for result in json.loads(written("sarif", run()))["runs"][0]["results"]:
        assert list(result["partialFingerprints"]) == ["clarity/v1"]
