"""The shipped guideline is whole in three languages, and a broken one says where it is broken."""

from __future__ import annotations

import fnmatch
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from clarity import rulebook
from clarity.checks.kinds import KINDS
from clarity.model import CHANNELS
from clarity.parsing import located_yaml
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError
from clarity.resources import rules_root
from clarity.scoring import explained, guidelines
from clarity.scoring.guidelines import Guideline
from clarity.scoring.guidelines.pages import describe
from scoring_builder import SHIPPED, lexicon

MINIMAL = """\
id: ours
languages: [nb, sv]
name: {nb: Vår, sv: Vår}
bands:
  - from: 0
    name: tekst
signals:
  lix:
    name: LIX
    fix: {nb: Skriv kortere, sv: Skriv kortare}
    measure: lix
principles:
  - id: simple
    name: {nb: Enkel, sv: Enkel}
    weight: 1
    beyond: much
    signals:
      - signal: lix
        weight: 1
        anchors:
          nb: {bad: 55, good: 30}
          sv: {bad: 60, good: 35}
        source: own choice
"""


def _write(folder: Path, text: str) -> Path:
    path = folder / "ours.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_organisation_can_write_a_guideline_of_its_own(tmp_path: Path) -> None:
    path = str(_write(tmp_path, MINIMAL))
    (signal,) = guidelines.load(path, "sv").principles[0].signals
    assert (signal.bad, signal.good, signal.fix) == (60, 35, "Skriv kortare")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("measure: lix", "measure: lx", r":11: «measure»: no measure «lx»\. Did you mean «lix»\?"),
        ("signal: lix", "signal: lixs", r":18: «signal»: no signal «lixs»\. Did you mean «lix»\?"),
        ("good: 35", "god: 35", r":22: «good» is missing"),
        ("good: 35", "good: lavt", r":22: «good»: must be a number"),
        ("good: 35", "good: 60", r":20: «anchors»: bad and good must differ"),
        ("        weight: 1", "        weight: 0", r":19: «weight»: must be more than 0"),
        ("sv: Skriv kortare", "se: Skriv kortare", r":10: «sv» is missing"),
        ("languages: [nb, sv]", "languages: [nb, se]", r":2: «languages»: «se» is none of nb"),
        ("beyond: much", "beyound: much", r"«beyond» is missing"),
        (
            "measure: lix",
            "density: {marks: [smiley]}",
            r":11: «marks»: «smiley» is none of question",
        ),
        ("measure: lix", "meassure: lix", r":11: unknown key «meassure»\. Did you mean «measure»"),
    ],
)
def test_a_slip_is_told_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in MINIMAL
    path = _write(tmp_path, MINIMAL.replace(old, new))
    with pytest.raises(
        ConfigError, match=rf"ours\.yaml{message}" if message[0] == ":" else message
    ):
        guidelines.read(path)


def test_an_unknown_guideline_names_all_and_the_nearest() -> None:
    message = "helsenorge, klarsprak, myndighet. Did you mean «helsenorge»"
    with pytest.raises(ConfigError, match=message):
        guidelines.load("helsenorg", "nb")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not exist"):
        guidelines.load(str(tmp_path / "none.yaml"), "nb")


def test_in_a_language_it_lacks_a_guideline_has_nothing_to_say_but_its_name(tmp_path: Path) -> None:
    guideline = guidelines.load(str(_write(tmp_path, MINIMAL)), "nn")
    assert (guideline.name, guideline.languages) == ("Vår", ("nb", "sv"))
    assert guideline.principles == ()


def test_what_is_read_survives_as_plain_data() -> None:
    for name, language in SHIPPED:
        kept = json.loads(json.dumps(guidelines.read(guidelines.locate(name))))
        assert guidelines.parse(kept, language) == guidelines.load(name, language)


@pytest.fixture(params=SHIPPED, ids="/".join)
def shipped(request: pytest.FixtureRequest) -> Guideline:
    return guidelines.load(*request.param)


def test_a_guideline_is_called_what_its_file_is_and_says_what_it_rests_on() -> None:
    for name, language in SHIPPED:
        guideline = guidelines.load(name, language)
        assert guideline.id == name
        assert guideline.source


@pytest.mark.parametrize(
    ("name", "language", "principles"),
    [
        (
            "helsenorge",
            "nb",
            "Åpen Brukerorientert Respektfull Profesjonell Personlig Hyggelig Enkel Trygg Direkte",
        ),
        (
            "helsenorge",
            "nn",
            "Open Brukarorientert Respektfull Profesjonell Personleg Hyggeleg Enkel Trygg Direkte",
        ),
        (
            "helsenorge",
            "sv",
            "Öppen Användarorienterad Respektfull Professionell Personlig Vänlig Enkel Trygg "
            "Direkt",
        ),
        ("klarsprak", "nb", "Relevant Finnbar Forståelig Brukbar"),
        ("klarsprak", "nn", "Relevant Finnbar Forståeleg Brukbar"),
        ("klarsprak", "sv", "Relevant Hittbar Begriplig Användbar"),
        ("myndighet", "sv", "Vårdat Enkelt Begripligt Tilltal Lätt"),
    ],
)
def test_the_principles_are_named_in_the_language(
    name: str, language: str, principles: str
) -> None:
    own = [principle.name.split()[0] for principle in guidelines.load(name, language).principles]
    assert own == principles.split()


def test_every_list_a_signal_names_is_there(shipped: Guideline) -> None:
    lists = lexicon(shipped.language).lists
    for principle in shipped.principles:
        for signal in principle.signals:
            for name in (*signal.evidence.cues, *signal.evidence.against):
                assert name in lists, name


def test_every_rule_a_signal_names_is_there() -> None:
    rules = {path.stem for path in rules_root().glob("??/*.yaml")}
    named = {
        name
        for pair in SHIPPED
        for channel in CHANNELS
        for principle in guidelines.load(*pair, channel).principles
        for signal in principle.signals
        for name in (*signal.evidence.findings, *signal.evidence.other_than, *signal.see)
    }
    assert [name for name in sorted(named) if not fnmatch.filter(rules, name)] == []


def test_every_shared_signal_is_used() -> None:
    text = (rules_root() / "signals.yaml").read_text(encoding="utf-8")
    shared = located_yaml.load(text, "signals.yaml")
    used = {
        signal.id
        for pair in SHIPPED
        for channel in CHANNELS
        for principle in guidelines.load(*pair, channel).principles
        for signal in principle.signals
    }
    assert isinstance(shared, Mapping)
    assert set(shared) <= used


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize(("name", "language"), SHIPPED)
def test_principles_can_be_assessed_without_grammar(name: str, language: str, channel: str) -> None:
    for principle in guidelines.load(name, language, channel).principles:
        text_only = sum(s.weight for s in principle.signals if s.needs == "text")
        assert text_only >= 0.5 * sum(s.weight for s in principle.signals)
        if channel not in ("internal", "law", "technical"):
            assert principle.signals


def test_a_signal_counts_once_in_a_principle(shipped: Guideline) -> None:
    for principle in shipped.principles:
        ids = [signal.id for signal in principle.signals]
        assert len(ids) == len(set(ids))


def test_a_ramp_is_clamped_and_runs_both_ways(shipped: Guideline) -> None:
    for principle in shipped.principles:
        for signal in principle.signals:
            assert signal.score(signal.bad) == 0
            assert signal.score(signal.good) == 100
            beyond = signal.bad + 2 * (signal.bad - signal.good)
            assert signal.score(beyond) == 0


def test_the_matrix_names_every_signal_with_its_anchors(tmp_path: Path) -> None:
    path = str(_write(tmp_path, MINIMAL))
    text = describe(guidelines.load(path, "nb"), guidelines.load(path, "sv"))
    assert "| LIX (`lix`) | measure `lix` | 1 | 55 (nb), 60 (sv) | 30 (nb), 35 (sv) |" in text


def test_the_matrix_says_which_languages_and_channels_a_signal_is_for() -> None:
    text = describe(*(guidelines.load("klarsprak", language, None) for language in languages()))
    (row,) = (line for line in text.splitlines() if "(`bokmal-in-nynorsk`) (nn only)" in line)
    assert "| 0.1 | 3 | 0 |" in row
    assert "(`unanswered`) (letter, decision only)" in text
    assert "Rests on: NS-ISO 24495-1" in text


@pytest.mark.parametrize("language", languages())
def test_each_signal_is_explained_by_more_than_its_name(language: str) -> None:
    words = rulebook.load_lexicon(language)
    rules = rulebook.load(language, words, KINDS)
    names = [name for name, code in SHIPPED if code == language]
    uses = explained.uses([guidelines.load(name, language, None) for name in names])
    bare = []
    for use in uses:
        page = explained.of_signal([use], rules, words.ordered).partition("\n## ")[0]
        if not use.signal.about and "\n- " not in page:
            bare.append(use.signal.id)
    assert not bare
