"""What a run shows where only some of it is asked for, and how texts are judged on request."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from clarity.model import Failure
from clarity.session import Session
from command import HEAVY, PLAIN, Run, environment, report, run, run_apart, share_compiled_rules

MIXED = f"""{HEAVY}
Du finner skjemaet [her](https://eksempel.no/skjema).
"""


@pytest.fixture(autouse=True)
def _texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder with a text in which several rules find something, and a plain one."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "tung.md").write_text(MIXED, encoding="utf-8")
    (tmp_path / "enkel.md").write_text(PLAIN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    share_compiled_rules(Path(".cache"))


def _file(done: Run, path: str = "tung.md") -> dict[str, Any]:
    return next(file for file in report(done)["files"] if file["path"] == path)


def _rules(*options: str, path: str = "tung.md") -> set[str]:
    done = run("check", path, "--format", "json", *options)
    return {finding["rule"] for finding in _file(done, path)["findings"]}


def test_only_what_is_asked_for_is_shown_and_counted() -> None:
    every = _rules()
    assert _rules("--only", "vague-link") == {"nb/vague-link"}
    assert _rules("--only", "nb/vague-link, compound-prepositions") == {
        "nb/vague-link",
        "nb/compound-prepositions",
    }
    assert _rules("--ignore", "vague-link") == every - {"nb/vague-link"}
    assert _rules("--category", "links") == {"nb/vague-link"}
    assert _rules("--category", "links", "--ignore", "vague-link") == set()
    assert _rules("--only", "nn/vague-link") == set()
    assert run("check", "tung.md", "--only", "vague-link").returncode == 1
    none = run("check", "tung.md", "--only", "nn/vague-link")
    assert none.returncode == 0
    assert "0 bør endres" in none.stdout


def test_a_least_severity_hides_what_is_milder_and_does_not_fail_on_it() -> None:
    Path(".clarity.yaml").write_text(
        "fail_on: suggestion\nrules: {vague-link: {severity: error}}\n"
    )
    assert _rules("--min-severity", "error") == {"nb/vague-link"}
    mild = ("--min-severity", "error", "--ignore", "vague-link")
    assert run("check", "tung.md", *mild).returncode == 0


def test_the_score_is_that_of_the_whole_text() -> None:
    def score(*options: str) -> Any:
        return _file(run("check", "tung.md", "--format", "json", *options))["score"]

    assert score("--only", "vague-link") == score()
    assert score("--min-severity", "error", "--ignore", "vague-link") == score()


def test_who_names_a_rule_is_shown_what_it_finds_in_the_strict_set() -> None:
    usual = {"CLARITY_STRICT": "0"}
    text = "Vi ber om at De sender oss skjemaet innen fristen, slik at vi kan behandle saken.\n"
    Path("tung.md").write_text(HEAVY + text, encoding="utf-8")
    hidden = report(run_apart("check", "tung.md", "--format", "json", env=usual))
    assert hidden["summary"]["quiet"] > 0
    every = _file(run_apart("check", "tung.md", "--format", "json", "--strict"))["findings"]
    known = {finding["rule"] for finding in hidden["files"][0]["findings"]}
    quiet = next(finding["rule"] for finding in every if finding["rule"] not in known)
    named = run_apart("check", "tung.md", "--format", "json", "--only", quiet, env=usual)
    assert {finding["rule"] for finding in _file(named)["findings"]} == {quiet}


@pytest.mark.parametrize("form", ["terminal", "json", "sarif"])
def test_what_is_kept_is_not_shown_to_who_asks_for_something_else(form: str) -> None:
    command = ("check", "--format", form, "--cache-dir", ".cache")
    for more in ((), ("--only", "vague-link"), ("--category", "wording"), ()):
        kept = run(*command, *more)
        fresh = run(*command, *more, "--no-cache")
        assert (kept.returncode, kept.stdout) == (fresh.returncode, fresh.stdout)
        again = run(*command, *more)
        assert (again.returncode, again.stdout) == (fresh.returncode, fresh.stdout)


def test_an_unknown_rule_is_told_with_the_nearest_before_anything_is_checked() -> None:
    for option in ("--only", "--ignore"):
        done = run("check", option, "vague-link,nb/long-sentnce")
        assert done.returncode == 2
        assert done.stdout == ""
        assert done.stderr.count("«nb/long-sentnce»") == 1
        assert "Did you mean «nb/long-sentence»?" in done.stderr


def test_a_rule_of_the_organisation_can_be_named_where_its_project_holds() -> None:
    Path("innhold/regler/nb").mkdir(parents=True)
    Path("innhold/.clarity.yaml").write_text("rule_paths: [regler]\n", encoding="utf-8")
    rule = (
        "category: wording\nseverity: warning\nstrength: heuristic\nsource: oss\n"
        "message: Skriv {instead}, ikke «{found}».\nwhy: Vi har ett ord.\ncheck: phrases\n"
        "instead: {skjema: søknad}\n"
        "examples: [{bad: Send et skjema., marks: skjema, good: Send en melding.}]\n"
        "leave_alone: [Send en søknad.]\n"
    )
    Path("innhold/regler/nb/eget-ord.yaml").write_text(rule, encoding="utf-8")
    Path("innhold/side.md").write_text(PLAIN + "\nSend et skjema til oss.\n", encoding="utf-8")
    done = run("check", "innhold", "--only", "eget-ord", "--format", "json")
    assert [finding["text"] for finding in _file(done, "innhold/side.md")["findings"]] == ["skjema"]
    assert run("check", "tung.md", "--only", "eget-ord").returncode == 2


def test_names_are_completed_after_a_comma_too() -> None:
    def completed(words: str) -> set[str]:
        asked = {"_CLARITY_COMPLETE": "bash_complete", "COMP_WORDS": words}
        done = run(env={**asked, "COMP_CWORD": str(words.count(" "))})
        return {line.partition(",")[2] for line in done.stdout.splitlines()}

    assert "nb/long-sentence" in completed("clarity check --only nb/lo")
    assert "vague-link,long-sentence" in completed("clarity check --ignore vague-link,long-s")
    assert completed("clarity check --category rea") == {"readability"}
    assert completed("clarity check --guideline hel") == {"helsenorge"}


def test_what_is_asked_for_wins_over_the_project_file_and_the_text() -> None:
    Path(".clarity.yaml").write_text("channel: web\naudience: general\n", encoding="utf-8")
    stated = "---\nclarity: {channel: sms, guideline: myndighet}\n---\n"
    Path("tung.md").write_text(stated + MIXED, encoding="utf-8")

    def judged(*options: str) -> tuple[str, str]:
        command = ("check", "tung.md", "--format", "json", "--cache-dir", ".cache")
        file = _file(run(*command, *options))
        return file["channel"], file["guideline"]

    assert judged() == ("sms", "myndighet")
    assert judged("--channel", "letter") == ("letter", "myndighet")
    assert judged("--guideline", "klarsprak") == ("sms", "klarsprak")
    assert judged() == ("sms", "myndighet")


def test_an_audience_on_the_command_line_decides_which_rules_speak() -> None:
    Path("tung.md").write_text(PLAIN + "\nVi kan allokere midler til deg.\n", encoding="utf-8")
    assert "nb/foreign-words" in _rules()
    assert "nb/foreign-words" not in _rules("--audience", "professionals")


def test_the_same_text_from_another_program_is_judged_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    command = ("check", "-", "--stdin-filename", "ny.md", "--cache-dir", ".cache")
    first = run(*command, stdin=MIXED)
    assert first.returncode == 1
    assert run(*command, stdin=PLAIN).returncode == 0

    def refuse(*given: object, **more: object) -> Failure:
        raise AssertionError("it was kept, but is judged anew")

    monkeypatch.setattr(Session, "check_bytes", refuse)
    again = run(*command, stdin=MIXED)
    assert (again.returncode, again.stdout) == (first.returncode, first.stdout)
    assert run(*command, stdin=MIXED, env={"COLUMNS": "60"}).returncode == 1


def test_what_cannot_be_checked_is_told_once_to_who_reads_both_streams() -> None:
    for form in ("terminal", "json", "github", "markdown", "sarif", "vale-json"):
        joined = subprocess.run(
            [sys.executable, "-m", "clarity", "check", "--quick", "borte.md", "--format", form],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,  # as a shell joins them
            check=False,
        )
        assert joined.stdout.count(b"borte.md") == 1, form
    apart = run_apart("check", "--quick", "borte.md", "--format", "json")
    assert "borte.md" in apart.stdout and "borte.md" in apart.stderr
