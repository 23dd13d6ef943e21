"""The promises of the score, kept with the shipped rules and the whole way from bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

import pytest

from clarity.model import LANGUAGES, Report, Rule
from clarity.project.settings import Settings
from clarity.resources import corpora_root, rules_root
from clarity.session import Request, Session
from scoring_builder import SHIPPED

AROUND = {
    "nb": (
        "Du kan søke om plass hele året. Vi svarer deg innen tre uker. Ring oss hvis du lurer på "
        "noe, så hjelper vi deg. Da får du svar på det du trenger å vite om plassen."
    ),
    "nn": (
        "Du kan søkje om plass heile året. Vi svarer deg innan tre veker. Ring oss om du lurer på "
        "noko, så hjelper vi deg. Då får du svar på det du treng å vite om plassen."
    ),
    "sv": (
        "Du kan söka plats hela året. Vi svarar dig inom tre veckor. Ring oss om du undrar över "
        "något, så hjälper vi dig. Då får du svar på det du behöver veta om platsen."
    ),
}


#: The same promises, on texts that need no rules, are in `test_scoring_invariants`.
pytestmark = pytest.mark.slow


@cache
def session(language: str) -> Session:
    return Session(Request(language=language))


@lru_cache(maxsize=64)  # a text is judged before each of its suggestions is taken
def judge(text: str, language: str, guideline: str = "helsenorge") -> Report:
    settings = Settings(guideline=guideline)
    report = session(language).check_bytes(text.encode(), "side.md", settings)
    assert isinstance(report, Report)
    return report


def yardsticks(language: str) -> Iterator[str]:
    return (guideline for guideline, own in SHIPPED if own == language)


def overall(report: Report) -> float:
    assert report.scorecard is not None
    assert report.scorecard.overall is not None
    return report.scorecard.overall


@cache
def shipped(language: str) -> Mapping[str, Rule]:
    own = session(language)
    rules, _ = own.rules(language, own.settings("side.md"))
    return {rule.id: rule for rule in rules}


RULES = sorted(
    f"{language}/{path.stem}"
    for language in LANGUAGES
    for path in (rules_root() / language).glob("*.yaml")
)
PAIRS = sorted(
    path.with_name(path.name.removesuffix(".before.md"))
    for path in corpora_root().glob("pairs/*/*.before.md")
)


@pytest.mark.parametrize("rule", RULES)
def test_taking_a_suggestion_in_an_example_never_lowers_the_score(rule: str) -> None:
    language = rule.partition("/")[0]
    for example in shipped(language)[rule].examples:
        text = f"{AROUND[language]}\n\n{example.bad}"
        for found in judge(text, language).findings:
            if found.suggestions:
                mended = text[: found.span.start] + found.suggestions[0] + text[found.span.end :]
                for by in yardsticks(language):
                    before, after = judge(text, language, by), judge(mended, language, by)
                    assert overall(after) >= overall(before) - 1e-9, (by, found.text)


@pytest.mark.parametrize("rule", RULES)
def test_an_example_written_twice_scores_the_same(rule: str) -> None:
    language = rule.partition("/")[0]
    for example in shipped(language)[rule].examples:
        text = f"{AROUND[language]}\n\n{example.bad.strip()}\n"
        for by in yardsticks(language):
            twice = judge(f"{text}\n{text}", language, by)
            assert overall(twice) == pytest.approx(overall(judge(text, language, by))), by


@pytest.mark.parametrize("pair", PAIRS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_plain_rewrite_scores_higher(pair: Path) -> None:
    language = pair.parent.name
    before = pair.with_name(f"{pair.stem}.before.md").read_text(encoding="utf-8")
    after = pair.with_name(f"{pair.stem}.after.md").read_text(encoding="utf-8")
    for by in yardsticks(language):
        assert overall(judge(after, language, by)) > overall(judge(before, language, by)), by
