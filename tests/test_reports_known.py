"""What a baseline knows, and is shown all the same: no format counts it among what is new."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from clarity.model import Finding, Report
from clarity.reports import FORMATS, Options
from report_builder import LINK, finding, render, report

SOURCE = "Klikk her. Vi foretok det.\n\nVi foretok noe. I henhold til planen skal vi gjøre det."


def found(is_known: bool) -> tuple[Finding, ...]:
    """Make three findings by one rule, one of them at two places, and a grave one by another."""
    made = [
        replace(finding(SOURCE, "foretok"), repeats=(finding(SOURCE, "foretok noe"),)),
        finding(SOURCE, "I henhold til"),
        finding(SOURCE, "gjøre", severity="suggestion"),
        finding(SOURCE, "Klikk her", advice=LINK, severity="error"),
    ]
    others = [replace(f, is_known=is_known, repeats=_known(f.repeats, is_known)) for f in made]
    return tuple(others)


def _known(repeats: tuple[Finding, ...], is_known: bool) -> tuple[Finding, ...]:
    return tuple(replace(other, is_known=is_known) for other in repeats)


def shown(form: str, *reports: Report, **options: Any) -> str:
    return "".join(render(form, reports, Options(shows_known=True, **options)))


def pages(known: int, new: int) -> list[Report]:
    """Make files in which all is known, and others in which all is new."""
    return [
        *(report(SOURCE, found(True), path=f"gammel{n}.md") for n in range(known)),
        *(report(SOURCE, found(False), path=f"ny{n}.md") for n in range(new)),
    ]


def _in_words(text: str) -> int:
    """Count by what is told of the run in a sentence."""
    told = re.search(r"(\d+) må rettes, (\d+) bør endres, (\d+) forslag\.", text)
    assert told
    return sum(map(int, told.groups()))


def _in_summary(text: str) -> int:
    by_rule = re.findall(r"^(nb/\S+): (\d+) komm", text, re.MULTILINE)
    assert sum(int(number) for _, number in by_rule) == _in_words(text)
    return _in_words(text)


def _in_html(text: str) -> int:
    """Count the places that are told of by rule, of which each file has one more than findings."""
    table = text.partition('<table class="rules">')[2].partition("</table>")[0]
    by_rule = re.findall(r"<td[^>]*>(nb/\S+?)</td><td.*?</td><td[^>]*>(\d+)</td>", table)
    files = len(re.findall(r'id="f\w+" data-path="ny', text))
    assert sum(int(places) for _, places in by_rule) - files == _in_words(text)
    return _in_words(text)


def _in_json(text: str) -> int:
    data = json.loads(text)
    new = [one for file in data["files"] for one in file["findings"] if not one["known"]]
    assert sum(data["summary"]["findings"].values()) == len(new)
    return len(new)


def _in_sarif(text: str) -> int:
    results = json.loads(text)["runs"][0]["results"]
    return sum(not result["suppressions"] for result in results)


def _in_annotations(text: str) -> int:
    """Count the annotations that are not marked, of which there are as many as the run says."""
    lines = [line for line in text.splitlines() if line.startswith(("::", "##"))]
    new = sum("kjent fra før" not in line for line in lines)
    assert new == _in_words(text)
    return new


def _in_gitlab(text: str) -> int:
    return len(json.loads(text))


def _in_junit(text: str) -> int:
    """Count what the tests that fail say they have found, which is the messages of the failures."""
    failures = ElementTree.fromstring(text).iterfind(".//failure")
    return sum(int(failure.attrib["message"].split()[0]) for failure in failures)


def _of_each_place(count: Callable[[str], list[str]]) -> Callable[[str], int]:
    """Count by places in a format that tells of each: four findings have five."""

    def counted(text: str) -> int:
        places, rest = divmod(len(count(text)), 5)
        assert not rest
        return places * 4

    return counted


def _in_reviewdog(text: str) -> list[str]:
    return [one["message"] for one in json.loads(text)["diagnostics"]]


def _in_vale(text: str) -> list[str]:
    alerts: list[Any] = reduce(lambda a, b: a + b, json.loads(text).values(), [])
    return [alert["Message"] for alert in alerts]


def _in_lines(text: str) -> list[str]:
    grave = [line for line in text.splitlines() if re.match(r"\S+: (error|warning):", line)]
    assert not [line for line in grave if "kjent fra før" in line]
    return [line for line in text.splitlines() if "kjent fra før" not in line]


#: How the new findings are counted in a report.
COUNTED: Mapping[str, Callable[[str], int]] = {
    "terminal": _in_words,
    "summary": _in_summary,
    "json": _in_json,
    "markdown": _in_words,
    "html": _in_html,
    "github": _in_annotations,
    "sarif": _in_sarif,
    "gitlab": _in_gitlab,
    "azure": _in_annotations,
    "junit": _in_junit,
    "rdjson": _of_each_place(_in_reviewdog),
    "vale-json": _of_each_place(_in_vale),
    "line": _of_each_place(_in_lines),
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("known", "new"), [(2, 0), (2, 2), (0, 2)])
def test_every_format_counts_what_is_new_and_no_more(form: str, known: int, new: int) -> None:
    assert COUNTED[form](shown(form, *pages(known, new))) == 4 * new


def test_of_one_rule_in_a_file_the_gravest_that_is_new_counts() -> None:
    """An old error does not make a test fail that has found no more than a new suggestion."""
    old = replace(finding(SOURCE, "foretok", severity="error"), is_known=True)
    mixed = report(SOURCE, [old, finding(SOURCE, "gjøre", severity="suggestion")])
    (case,) = ElementTree.fromstring(shown("junit", mixed)).findall(
        ".//testcase[@name='nb/plain-words']"
    )
    assert [element.tag for element in case] == ["system-out"]
    assert (case[0].text or "").count("kjent fra før") == 1


def test_who_has_a_baseline_is_not_advised_to_make_one() -> None:
    assert "clarity baseline" in "".join(render("summary", pages(0, 12), Options()))
    assert "clarity baseline" not in shown("summary", *pages(2, 12))


def test_azure_has_the_other_places_in_brackets() -> None:
    """Its page has one line for each issue, in which nothing else tells the sentences apart."""
    told = shown("azure", report(SOURCE, found(False)))
    assert "kan sies enklere. (og 1 sted til: linje 3) Stive ord" in told
