"""The promises of the score, kept with the shipped rules and the whole way from bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

import pytest

from clarity.checks.repeats import places
from clarity.model import Finding, Report, Rule
from clarity.parsing.languages import languages
from clarity.project.settings import AUTO, Settings
from clarity.resources import corpora_root, rules_root
from clarity.scoring.guidelines import load
from clarity.session import Request, Session
from scoring_builder import SHIPPED

AROUND = {
    "nb": (
        "Du kan søke om plass hele året. Vi svarer deg innen tre uker. Ring oss hvis du lurer på "
        "noe, så hjelper vi deg. Da får du svar på det du trenger å vite om plassen. Du må svare "
        "oss før påske, fordi andre også venter på plass."
    ),
    "nn": (
        "Du kan søkje om plass heile året. Vi svarer deg innan tre veker. Ring oss om du lurer på "
        "noko, så hjelper vi deg. Då får du svar på det du treng å vite om plassen. Du må svare "
        "oss før påske, fordi andre òg ventar på plass."
    ),
    "sv": (
        "Du kan söka plats hela året. Vi svarar dig inom tre veckor. Ring oss om du undrar över "
        "något, så hjälper vi dig. Då får du svar på det du behöver veta om platsen. Du måste "
        "svara oss före påsk, eftersom andra också väntar på plats."
    ),
}


#: The same promises, on texts that need no rules, are in `test_scoring_invariants`.
pytestmark = pytest.mark.slow


@cache
def session(language: str) -> Session:
    return Session(Request(language=language))


@lru_cache(maxsize=64)  # a text is judged before each of its suggestions is taken
def judge(text: str, language: str, guideline: str = "helsenorge", channel: str = AUTO) -> Report:
    settings = Settings(guideline=guideline, channel=channel)
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
    for language in languages()
    for path in (rules_root() / language).glob("*.yaml")
)
TEXTS = sorted(
    path for kind in ("demo", "gold", "pairs") for path in corpora_root().glob(f"{kind}/*/*.md")
)
#: Texts that taking all first suggestions makes no better: two of abbreviations, of which those
#: that are left cost all the points there are to lose; one in bokmål judged as nynorsk; and two
#: with few suggestions, of which one is a longer word (0.3 points) or names persons first (0.01).
NOT_BETTER = (
    "kort-om-eigendel.before",
    "forkortningar-stod.before",
    "ny-tannklinikk.before",
    "skattekrav-brev",
    "psykisk-helse-tenester",
)
PAIRS = sorted(
    path.with_name(path.name.removesuffix(".before.md"))
    for path in corpora_root().glob("pairs/*/*.before.md")
)


def most_lost(words: int) -> float:
    """Return the most points that one suggestion may cost: a word is more in a short text."""
    return max(0.5, 150 / words)


def mended(report: Report, *findings: Finding) -> str:
    """Return the text with the first suggestions of some findings taken."""
    text, stop = report.source, len(report.source)
    for found in reversed(findings):
        if found.span.end <= stop:
            text = text[: found.span.start] + found.suggestions[0] + text[found.span.end :]
            stop = found.span.start
    return text


@pytest.mark.parametrize("rule", RULES)
def test_taking_a_suggestion_in_an_example_hardly_lowers_the_score(rule: str) -> None:
    language = rule.partition("/")[0]
    around = "\n\n".join([AROUND[language]] * 6)
    for example in shipped(language)[rule].examples:
        before = judge(f"{around}\n\n{example.bad}", language)
        for found in before.findings:
            if found.suggestions:
                after = judge(mended(before, found), language)
                assert overall(after) >= overall(before) - most_lost(before.words), found.text


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_taking_suggestions_in_a_real_text(text: Path) -> None:
    language, source = text.parent.name, text.read_text(encoding="utf-8")
    for by in yardsticks(language):
        before = judge(source, language, by)
        if before.scorecard is None or before.scorecard.overall is None:
            continue
        found = [finding for finding in places(before.findings) if finding.suggestions]
        for one in found:
            after = judge(mended(before, one), language, by)
            assert overall(after) >= overall(before) - most_lost(before.words), (by, one.text)
        if text.stem not in NOT_BETTER:
            assert overall(judge(mended(before, *found), language, by)) >= overall(before), by


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_signal_shows_the_measure_it_rests_on(text: Path) -> None:
    language, source = text.parent.name, text.read_text(encoding="utf-8")
    for by in yardsticks(language):
        report = judge(source, language, by)
        asked = {
            signal.id: signal.evidence.measure
            for principle in load(by, language).principles
            for signal in principle.signals
            if signal.evidence.measure
        }
        assert report.scorecard is not None
        shown = [
            signal for principle in report.scorecard.principles for signal in principle.signals
        ]
        for signal in shown:
            if signal.id in asked:
                assert signal.value == report.measures.get(asked[signal.id]), (by, signal.id)


@pytest.mark.parametrize("rule", RULES)
def test_an_example_written_twice_scores_the_same(rule: str) -> None:
    language = rule.partition("/")[0]
    for example in shipped(language)[rule].examples:
        text = f"{AROUND[language]}\n\n{example.bad.strip()}\n"
        for by in yardsticks(language):
            once = judge(text, language, by)
            # What opens and closes it tells what kind of text it is, and has become less of it.
            twice = judge(f"{text}\n{text}", language, by, once.channel)
            assert overall(twice) == pytest.approx(overall(once)), by


@pytest.mark.parametrize("pair", PAIRS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_plain_rewrite_scores_higher(pair: Path) -> None:
    language = pair.parent.name
    before = pair.with_name(f"{pair.stem}.before.md").read_text(encoding="utf-8")
    after = pair.with_name(f"{pair.stem}.after.md").read_text(encoding="utf-8")
    for by in yardsticks(language):
        assert overall(judge(after, language, by)) > overall(judge(before, language, by)), by
