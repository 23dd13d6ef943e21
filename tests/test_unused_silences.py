"""Comments that silence nothing: told on request, and counted like other findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import report, run, run_apart

TEXT = """# Søknad

<!-- clarity: off vague-link passive-duty -->
Du kan lese mer [her](https://eksempel.no) om støtten.
<!-- clarity: on -->

<!-- clarity: ignore compound-prepositions -->
I henhold til loven har du rett til støtte.

<!-- clarity: ignore -->
Alt er i orden her hos oss i dag.

<!-- clarity: ignore spelling finnes-ikke -->
Vi svarer deg innen to uker.
"""


@pytest.fixture(autouse=True)
def _text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "side.md").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def _told(*options: str) -> list[tuple[int, str]]:
    done = run("check", "side.md", "--format", "json", "--unused-silences", *options)
    findings = report(done)["files"][0]["findings"]
    return [
        (finding["start"]["line"], finding["message"])
        for finding in findings
        if finding["rule"] == "nb/unused-silence"
    ]


def test_each_is_told_where_it_stands_with_the_rules_that_find_nothing() -> None:
    (first, named), (second, unnamed) = _told()
    assert first == 3 and "passive-duty" in named and "vague-link" not in named
    assert second == 10 and "passive-duty" not in unnamed


def test_it_is_a_warning_that_counts_only_where_it_is_asked_for() -> None:
    assert run("check", "side.md").returncode == 0
    assert run("check", "side.md", "--unused-silences").returncode == 1
    assert run("check", "side.md", "--unused-silences", "--fail-on", "error").returncode == 0
    alone = run("check", "side.md", "--unused-silences", "--only", "unused-silence")
    assert alone.returncode == 1
    assert run("check", "side.md").returncode == 0, "what is kept"


def test_of_rules_that_could_not_run_nothing_is_said() -> None:
    assert _told("--quick") == []


def test_a_rule_of_the_strict_set_is_used_where_it_would_find_something() -> None:
    text = "<!-- clarity: ignore hidden-agent -->\n\nDet vil bli tatt stilling til saken av oss.\n"
    Path("side.md").write_text(text, encoding="utf-8")
    strict = report(run("check", "side.md", "--strict", "--format", "json"))
    bare = report(run("check", "-", "--strict", "--format", "json", stdin=text.split("\n\n")[1]))
    rules = sorted({finding["rule"] for finding in bare["files"][0]["findings"]})
    assert rules and not strict["summary"]["quiet"]
    names = " ".join(rule.partition("/")[2] for rule in rules)
    Path("side.md").write_text(text.replace("hidden-agent", names), encoding="utf-8")
    usual = run_apart(
        "check", "side.md", "--unused-silences", "--format", "json", env={"CLARITY_STRICT": "0"}
    )
    assert report(usual)["files"][0]["findings"] == []


def test_a_rule_that_is_off_is_silenced_in_vain() -> None:
    Path(".clarity.yaml").write_text("rules: {compound-prepositions: off}\n", encoding="utf-8")
    assert [line for line, _ in _told()] == [3, 7, 10]


def test_a_comment_has_a_fingerprint_of_its_own() -> None:
    again = TEXT + "\n<!-- clarity: ignore -->\nTa kontakt med oss.\n"
    Path("side.md").write_text(again, encoding="utf-8")
    done = run("check", "side.md", "--format", "json", "--unused-silences")
    findings = report(done)["files"][0]["findings"]
    assert len({finding["fingerprint"] for finding in findings}) == len(findings) == 3
