"""What is wrong in a rule, a glossary or a guideline of one's own names file, line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import run

HEAD = """category: wording
severity: suggestion
strength: heuristic
source: Oss
message: "«{found}»"
why: Fordi.
"""
TAIL = """examples:
  - bad: Et ord her.
    marks: ord
    good: Noe her.
leave_alone: [Ting.]
"""


def told(folder: Path, settings: str, name: str, text: str, command: str = "test") -> str:
    (folder / ".git").mkdir()
    (folder / ".clarity.yaml").write_text(settings, encoding="utf-8")
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    done = run(command, cwd=folder)
    assert done.returncode == 2
    return (done.stdout + done.stderr).partition("\n")[0]


def rule(check: str) -> str:
    return f"{HEAD}{check}{TAIL}"


def told_instead(check: str) -> str:
    """Make a rule whose message says what to write instead."""
    return rule(check).replace("«{found}»", "Skriv {instead}.")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("category: wording\n", ":1: «strength» is missing"),
        (rule("check: phrases\n"), ":7: «instead»: a phrases rule has either"),
        (rule("check: phrases\nfind: [ord]\ngiven: {measure: lixx}\n"), ":9: «given»: no measure"),
        (
            rule("check: phrases\nfind: [ord]\nwhen:\n  web: off\n  letter: {wher: x}\n"),
            ":11: «letter»: unknown key «wher». Did you mean «where»?",
        ),
        (
            told_instead("check: sequences\npatterns:\n  - match: [{LOWER: det}]\n"),
            ":9: «instead»: is missing, and the message says {instead}",
        ),
        (
            told_instead("check: patterns\npatterns:\n  - {match: a, instead: b}\n  - match: b\n"),
            ":10: «instead»: is missing",
        ),
        (told_instead("check: phrases\nfind: [ord]\n"), ": «instead»: is missing"),
        (
            told_instead("check: light_verbs\nverbs: [foreta]\nnouns: {vurdering: vurdere}\n"),
            ": «prepositions»: is missing",
        ),
        (
            rule("check: phrases\ninstead: {ord: annet}\n").replace("«{found}»", "«{instead}»"),
            ": «message»: {instead} brings its own quotation marks",
        ),
        (rule("check: patterns\npatterns:\n  - match: '(a'\n"), ":9: «match»: not an RE2 pattern"),
        (
            rule("check: sequences\npatterns:\n  - macth: []\n"),
            ":9: «match» is missing. Is it meant",
        ),
        (rule("check: sequences\npatterns:\n  - match: [det]\n"), ":9: «match»: must be a mapping"),
        (
            rule(
                "check: sequences\npatterns:\n  - match:\n    - {LOWER: det}\n    - {POS: ADJE}\n"
            ),
            ":11: «POS»: «ADJE» is none of ADJ, ",
        ),
        (rule("check: headings\n"), ":7: «check»: needs one of vague"),
        (
            rule("check: headings\nvague: [Annet]\nempty: true\n"),
            ":9: «empty»: stands beside «vague», and a rule has one of",
        ),
        (rule("check: links\n"), ":7: «check»: needs «texts» or «raw_url»"),
        (rule("check: consistency\nvariants: [[ord]]\n"), ":8: «variants»: each group needs two"),
        (rule("check: phrases\nfind: ord: her\n"), ":8: not valid YAML: mapping values are not"),
        (rule("check: phrases\nfind:\n\t- ord\n"), ":9: not valid YAML.*Indent with spaces"),
        (rule("check: phrases\nfind: [ord]\nexcept: [@modals]\n"), "begins with @ in quotation"),
    ],
)
def test_a_wrong_rule(text: str, error: str, tmp_path: Path) -> None:
    line = told(tmp_path, "rule_paths: [regler]\n", "regler/nb/min.yaml", text)
    place, *parts = error.split(".*")
    assert line.startswith("regler/nb/min.yaml:")
    assert place in line
    assert all(part in line for part in parts)
    assert line.count("min.yaml") == 1


def test_a_rule_that_yields_to_none(tmp_path: Path) -> None:
    text = rule("check: phrases\nfind: [ord]\nyields_to: [long-sentense]\n")
    (tmp_path / "side.md").write_text("Vi ringer deg i dag.\n", encoding="utf-8")
    settings = "rule_paths: [regler]\nlanguage: nb\n"
    (tmp_path / "regler/nb").mkdir(parents=True)
    first = told(tmp_path, settings, "regler/nb/min.yaml", text, "check")
    assert first.startswith(
        "regler/nb/min.yaml:9: «yields_to»: regelen «long-sentense» finnes ikke"
    )


@pytest.mark.parametrize(("key", "wanted"), [("rule_paths", "a folder"), ("glossary", "a file")])
def test_a_path_to_something_else(key: str, wanted: str, tmp_path: Path) -> None:
    name = {"rule_paths": "fil.yaml", "glossary": "mappe/fil.yaml"}[key]
    place = name.partition("/")[0]
    line = told(tmp_path, f"language: nb\n{key}: [{place}]\n", name, "x: y\n")
    assert line == f"clarity: .clarity.yaml:2: «{key}»: «{place}» is not {wanted}"
