"""`clarity tokens`: a text as patterns see it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from command import run

RULE = """category: nouns
severity: suggestion
strength: heuristic
source: Oss
message: "«{found}»"
why: Fordi.
off: true
check: sequences
patterns:
  - match:
      - {LOWER: denne}
      - {POS: ADJ, OP: "*"}
      - {POS: NOUN, MORPH: {IS_SUPERSET: [Definite=Ind]}}
      - {IS_PUNCT: true}
examples: [{bad: Denne sak., marks: Denne sak, good: Saken.}]
leave_alone: [Denne saken.]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".clarity.yaml").write_text("rule_paths: [regler]\n", encoding="utf-8")
    (tmp_path / "regler/nb").mkdir(parents=True)
    (tmp_path / "regler/nb/denne-ubestemt.yaml").write_text(RULE, encoding="utf-8")
    return tmp_path


def seen(project: Path, *arguments: str, stdin: str = "") -> dict[str, Any]:
    done = run("tokens", *arguments, "--format", "json", cwd=project, stdin=stdin)
    assert done.returncode == 0, done.stderr
    data: dict[str, Any] = json.loads(done.stdout)
    return data


def test_words_with_their_grammar_and_what_rules_find(project: Path) -> None:
    data = seen(project, "Vi gjør det i henhold til reglene.")
    assert data["language"] == "nb"
    verb, stop = data["tokens"][1], data["tokens"][-1]
    assert verb == {
        "number": 2,
        "text": "gjør",
        "lemma": "gjøre",
        "tag": "VERB",
        "features": "Mood=Ind|Tense=Pres|VerbForm=Fin",
        "role": "main",
    }
    assert (stop["number"], stop["tag"]) == (8, "PUNCT")
    found = {match["rule"]: match["tokens"] for match in data["matches"]}
    assert found["nb/compound-prepositions"] == [4, 5, 6]


@pytest.mark.parametrize(
    ("text", "fitting", "matched"),
    [
        ("Vi ser på denne viktige sak.", [[4], [5], [6], [7]], [[4, 5, 6]]),
        ("Vi ser på denne viktige saken.", [[4], [5], [], [7]], []),
    ],
)
def test_each_token_of_a_pattern_by_itself(
    text: str, fitting: list[list[int]], matched: list[list[int]], project: Path
) -> None:
    data = seen(project, text, "--rule", "denne-ubestemt")
    assert [fit["fitting"] for fit in data["fits"]] == fitting
    assert data["fits"][1]["asked"] == {"POS": "ADJ", "OP": "*"}
    assert [match["tokens"] for match in data["matches"]] == matched


def test_standard_input_in_a_stated_language(project: Path) -> None:
    data = seen(project, "-", "--language", "sv", stdin="Åtgärden är ny.\n")
    assert [token["lemma"] for token in data["tokens"]][:2] == ["åtgärd", "vara"]


def test_the_table(project: Path) -> None:
    done = run("tokens", "Denne sak er ny.", "--rule", "nb/denne-ubestemt", cwd=project)
    first, denne, *others = done.stdout.splitlines()
    assert first.split() == ["TEXT", "LEMMA", "POS", "MORPH", "TAG"]
    assert denne.split()[:4] == ["1", "Denne", "denne", "DET"]
    assert "1.3  {POS: NOUN, MORPH: {IS_SUPERSET: [Definite=Ind]}}  2" in others


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["Denne sak.", "--rule", "denne-ubestem"], "Did you mean «denne-ubestemt»?"),
        (["xyzzy"], "--language"),
        ([""], "no prose"),
    ],
)
def test_what_cannot_be_seen_is_told(arguments: list[str], told: str, project: Path) -> None:
    done = run("tokens", *arguments, cwd=project)
    assert done.returncode == 2
    assert told in done.stderr
