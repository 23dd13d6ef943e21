"""Rules, glossaries and guidelines of one's own: `clarity test`, and what `check` makes of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from clarity.model import Rule
from command import Run, run

PROJECT = """rule_paths: [regler]
glossary: [ordliste.yaml]
"""
GLOSSARY = """language: nb
terms:
  - use: fastlege
    avoid: [primærlege]
    inflect: noun
    like: ytelse
examples:
  - bad: Primærlegen ringer deg.
    marks: Primærlegen
    suggests: Fastlegen
    good: Fastlegen ringer deg.
leave_alone:
  - Legen ringer deg.
"""
RULE = """category: wording
severity: suggestion
strength: heuristic
source: Oss
message: "«{found}» kan sies enklere: {instead}."
why: Ett ord er lettere å følge enn tre.
check: phrases
inflect: verb
instead:
  gå inn på: åpne
examples:
  - bad: Du gikk inn på siden i går.
    marks: gikk inn på
    suggests: åpnet
    good: Du åpnet siden i går.
leave_alone:
  - Hun gikk inn i saken.
"""
GRAMMAR_RULE = """category: nouns
severity: suggestion
strength: heuristic
source: Oss
message: "«{found}»"
why: Fordi.
check: sequences
patterns:
  - match: [{LOWER: denne}, {POS: ADJ}, {POS: NOUN}]
examples:
  - bad: Vi ser på denne viktige saken.
    marks: denne viktige saken
    good: Vi ser på saken.
leave_alone:
  - Vi ser på denne saken.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in {
        ".clarity.yaml": PROJECT,
        "ordliste.yaml": GLOSSARY,
        "regler/nb/lett.yaml": RULE,
        "regler/nb/ord.yaml": GRAMMAR_RULE,
        "side.md": "Du gikk inn på siden i går.\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def found(done: Run) -> list[str]:
    report = json.loads(done.stdout)
    return [finding["text"] for file in report["files"] for finding in file["findings"]]


def test_all_hold(project: Path) -> None:
    done = run("test", cwd=project)
    assert (done.returncode, done.stdout) == (0, "3 files, 6 examples: all hold.\n")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("regler/nb/lett.yaml", "suggests: åpnet", "suggests: åpner", "lett.yaml:14: the first"),
        ("regler/nb/lett.yaml", "marks: gikk inn på", "marks: gikk", "lett.yaml:13: in «Du gikk"),
        ("regler/nb/lett.yaml", "good: Du åpnet", "good: Du gikk inn på", "lett.yaml:15: nothing"),
        ("regler/nb/lett.yaml", "inn i saken", "inn på saken", "lett.yaml:17: nothing is to be"),
        ("regler/nb/ord.yaml", "ser på denne saken", "ser på denne nye saken", "ord.yaml:15:"),
        ("ordliste.yaml", "Legen ringer", "Primærlegene ringer", "ordliste.yaml:13: nothing is"),
    ],
)
def test_an_example_that_does_not_hold(
    file: str, old: str, new: str, told: str, project: Path
) -> None:
    change(project / file, old, new)
    done = run("test", cwd=project)
    assert done.returncode == 1
    line, summary = done.stdout.splitlines()
    assert line.startswith(file[: -len(Path(file).name)] + told)
    assert summary == "3 files, 6 examples: 1 does not hold."


def test_a_broken_rule_does_not_stop_the_others(project: Path) -> None:
    change(project / "regler/nb/lett.yaml", "category: wording", "category: ord")
    change(project / "ordliste.yaml", "marks: Primærlegen", "marks: Primærlege")
    done = run("test", "--format", "json", cwd=project)
    assert done.returncode == 2
    broken, grammar, glossary = json.loads(done.stdout)
    assert broken["error"]["line"] == 1
    assert grammar["failures"] == []
    assert glossary["failures"][0]["line"] == 9
    assert glossary["failures"][0]["found"] == ["Primærlegen"]


@pytest.mark.parametrize("path", ["regler", "regler/nb", "regler/nb/lett.yaml", "ordliste.yaml"])
def test_what_is_named_is_tested(path: str, project: Path) -> None:
    files = {"regler": 2, "regler/nb": 2}.get(path, 1)
    done = run("test", path, cwd=project)
    assert re.match(rf"{files} files?, {2 * files} examples: all hold\.$", done.stdout)


def test_a_guideline_is_read_whole(project: Path) -> None:
    (project / "linje.yaml").write_text("id: x\nextends: klarsprak\nname: [x]\n", "utf-8")
    change(project / ".clarity.yaml", "rule_paths", "guideline: linje.yaml\nrule_paths")
    done = run("test", cwd=project)
    assert done.returncode == 2
    assert "linje.yaml:3: «name»" in done.stdout


@pytest.mark.parametrize("token", ["{MORPH: Definite=Ind}", "{POS: VERB, MORPH: Case=Gen}"])
def test_a_token_that_no_word_is_read_as(token: str, project: Path) -> None:
    more = f"\n  - match:\n      - {{LOWER: denne}}\n      - {token}"
    change(project / "regler/nb/ord.yaml", "{POS: NOUN}]", f"{{POS: NOUN}}]{more}")
    done = run("test", cwd=project)
    assert done.returncode == 0
    told = f"regler/nb/ord.yaml:12: never matches: the model norwegian reads no word as {token}\n"
    assert done.stdout == f"{told}3 files, 6 examples: all hold.\n"


@pytest.mark.parametrize("token", ["{LEMMA: saken}", "{POS: NOUN, TAG: main}"])
def test_a_token_that_no_word_of_the_examples_is(token: str, project: Path) -> None:
    more = (
        f"\n  - match:\n      - {{LOWER: denne}}\n      - {{LEMMA: gul, OP: '?'}}\n      - {token}"
    )
    change(project / "regler/nb/ord.yaml", "{POS: NOUN}]", f"{{POS: NOUN}}]{more}")
    done = run("test", cwd=project)
    assert done.returncode == 0
    told = f"regler/nb/ord.yaml:13: no word in the examples is {token}. See what they are: "
    assert done.stdout == f"{told}clarity tokens\n3 files, 6 examples: all hold.\n"


def test_nothing_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    done = run("test", cwd=tmp_path)
    assert done.returncode == 0
    assert "Nothing to test" in done.stdout


def test_check_refuses_a_rule_whose_examples_fail(project: Path) -> None:
    cache = ("--cache-dir", project / "cache")
    assert found(run("check", "side.md", "--format", "json", *cache, cwd=project))
    change(project / "regler/nb/lett.yaml", "suggests: åpnet", "suggests: åpner")
    for _ in range(2):
        done = run("check", "side.md", *cache, cwd=project)
        assert done.returncode == 2
        assert done.stdout.startswith("regler/nb/lett.yaml:14: an example does not hold: ")
        assert "--no-rule-tests" in done.stdout
    going_on = run("check", "side.md", "--no-rule-tests", "--format", "json", *cache, cwd=project)
    assert "gikk inn på" in found(going_on)
    assert run("check", "side.md", *cache, cwd=project).returncode == 2


def test_quick_tests_only_what_it_uses(project: Path) -> None:
    change(project / "regler/nb/ord.yaml", "marks: denne viktige saken", "marks: saken")
    cache = ("--cache-dir", project / "cache")
    quick = run("check", "side.md", "--quick", "--fail-on", "never", *cache, cwd=project)
    assert quick.returncode == 0
    assert run("check", "side.md", *cache, cwd=project).returncode == 2


def test_examples_that_have_held_are_not_tried_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = ("--no-cache", "--cache-dir", project / "cache")
    assert run("check", "side.md", "--fail-on", "never", *cache, cwd=project).returncode == 0
    tried: list[str] = []

    def counting(rule: Rule, *others: object) -> tuple[()]:
        tried.append(rule.name)
        return ()

    monkeypatch.setattr("clarity.checks.examples.breaches", counting)
    assert run("check", "side.md", "--fail-on", "never", *cache, cwd=project).returncode == 0
    assert not tried
    change(project / "ordliste.yaml", "Legen", "Tannlegen")
    run("check", "side.md", "--fail-on", "never", *cache, cwd=project)
    assert tried == ["lett", "ord", "glossary"]
