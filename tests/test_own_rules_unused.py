"""What of one's own rules `check` would refuse or never read, `clarity test` tells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import run
from test_own_rules import GLOSSARY, RULE, change
from test_own_rules import project as _project

project = _project

GUIDELINE = """id: ours
name: Vår linje
extends: klarsprak
signals:
  our-terms:
    name: Interne ord
    fix: Bytt dem ut
    density: {findings: [lett]}
principles:
  - id: understandable
    signals: [{signal: our-terms, weight: 0.2, anchors: {bad: 2, good: 0}, source: oss}]
"""


def add(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_glossary_in_a_folder_of_a_language_is_a_glossary(project: Path) -> None:
    add(project / "nb/ordliste.yaml", GLOSSARY)
    change(project / ".clarity.yaml", "[ordliste.yaml]", "[nb/ordliste.yaml]")
    for path, told in ((".", "3 files, 6"), ("nb", "1 file, 2"), ("nb/ordliste.yaml", "1 file, 2")):
        assert run("test", path, cwd=project).stdout == f"{told} examples: all hold.\n"


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("regler/nb/uleselig.yml", "Call it uleselig.yaml"),
        ("regler/se/samisk.yaml", "called as its language: nb, nn, sv"),
        ("regler/los.yaml", "called as its language: nb, nn, sv"),
    ],
)
def test_a_rule_that_is_never_read_is_told(file: str, told: str, project: Path) -> None:
    add(project / file, RULE)
    done = run("test", cwd=project)
    assert done.returncode == 2
    assert done.stdout.startswith(f"{file}: is not used: ")
    assert told in done.stdout
    assert run("test", file, cwd=project).returncode == 2
    assert run("test", Path(file).parent, cwd=project).returncode == 2
    checked = run("check", "side.md", cwd=project)
    assert checked.returncode == 2
    assert "is not used" in checked.stderr + checked.stdout


def test_what_is_no_rule_may_lie_among_rules(project: Path) -> None:
    add(project / "regler/rettleiing.yaml", GUIDELINE)
    add(project / "regler/se/notat.yml", "[ikke: {riktig")
    assert run("test", cwd=project).stdout == "3 files, 6 examples: all hold.\n"


def test_the_folder_of_a_language_is_no_folder_of_rules(project: Path) -> None:
    change(project / ".clarity.yaml", "[regler]", "[regler/nb]")
    assert "name the folder above, not «nb»" in run("test", cwd=project).stdout


def test_a_rule_that_yields_to_none(project: Path) -> None:
    change(project / "regler/nb/lett.yaml", "inflect:", "yields_to: [ordd]\ninflect:")
    for path in (".", "regler/nb/lett.yaml"):
        done = run("test", path, cwd=project)
        assert done.returncode == 2
        assert "lett.yaml:8: «yields_to»: unknown rule «ordd». Did you mean «ord»?" in done.stdout


def test_settings_of_rules_that_check_refuses(project: Path) -> None:
    lines = ["rules:", "  tunga-verbb: off", "  long-sentence: {max: hej}", "  lett: {findd: [x]}"]
    change(project / ".clarity.yaml", "rule_paths", "\n".join((*lines, "rule_paths")))
    done = run("test", cwd=project)
    assert done.returncode == 2
    assert [line.partition(": ")[0] for line in done.stdout.splitlines()[:3]] == [
        f".clarity.yaml:{line}" for line in (2, 3, 4)
    ]
    assert done.stdout.endswith("4 files, 6 examples: 1 file is wrong.\n")


def test_a_guideline_is_told_with_what_it_has(project: Path) -> None:
    add(project / "linje.yaml", GUIDELINE)
    done = run("test", "linje.yaml", cwd=project)
    assert done.returncode == 0
    first, summary = done.stdout.splitlines()
    assert first.startswith("linje.yaml: the guideline «Vår linje» is read whole: 4 principles, ")
    assert summary == "1 file and no examples: nothing is wrong."


def test_a_guideline_that_counts_what_no_rule_finds(project: Path) -> None:
    add(project / "linje.yaml", GUIDELINE.replace("[lett]", "[lettt]"))
    change(project / ".clarity.yaml", "rule_paths", "guideline: linje.yaml\nrule_paths")
    told = "linje.yaml:8: «findings»: unknown rule «lettt». Did you mean «lett»?"
    assert told in run("test", cwd=project).stdout
    for command in ("check", "score"):
        done = run(command, "side.md", cwd=project)
        assert done.returncode == 2
        assert told in " ".join((done.stdout + done.stderr).split())
    change(project / "linje.yaml", "lettt", "let*")
    assert run("test", cwd=project).returncode == 0


def test_words_are_shown_beside_a_broken_rule(project: Path) -> None:
    add(project / "regler/nb/feil.yaml", RULE.replace("category: wording", "category: ord"))
    done = run("tokens", "Vi ser på denne viktige saken.", "--rule", "nb/ord", cwd=project)
    assert done.returncode == 0
    assert "denne viktige saken" in done.stdout
    assert "Left out: regler/nb/feil.yaml:1: «category»" in done.stderr
    done = run("tokens", "Du gikk.", "--language", "nb", "--rule", "feil", cwd=project)
    assert done.returncode == 2
    assert "feil.yaml:1: «category»" in done.stderr


def test_a_rule_is_explained_beside_what_is_broken(project: Path) -> None:
    add(project / "regler/nb/feil.yaml", RULE.replace("category: wording", "category: ord"))
    change(project / "ordliste.yaml", "inflect: noun", "inflect: navn")
    done = run("explain", "nb/lett", cwd=project)
    assert done.returncode == 0
    assert "lettere å følge" in done.stdout
    assert "feil.yaml:1: «category»" in done.stderr
    assert "ordliste.yaml:5: «inflect»" in done.stderr
    names = {
        rule["rule"] for rule in json.loads(run("rules", "--format", "json", cwd=project).stdout)
    }
    assert {"nb/lett", "nb/ord"} < names
    assert "nb/feil" not in names
