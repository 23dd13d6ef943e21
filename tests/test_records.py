"""What is shown to everybody is what has earned it: the default set follows from the record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from clarity import rulebook
from clarity.checks.kinds import KINDS
from clarity.model import Finding, Judging, Record, Report, Rule, Scorecard, Tally
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError, Fields, load
from clarity.project.settings import Settings, lay
from clarity.reports.interface_words import words_in
from clarity.reports.part import Part, part_of
from clarity.reports.summary import Counted
from clarity.reports.totals import totals
from clarity.resources import corpora_root
from clarity.rulebook import records, rules
from clarity.session import Request, Session

EARNED = Tally(4, 4)
POOR = Tally(20, 17)
USUAL = Settings()
HEAVY = """# Vedtak om støtte

Tiltaket skal iverksettes nå, og du må foreta en vurdering av saken før du sender inn søknaden.
""".encode()


def record(whole: Tally, **entries: Tally) -> Record:
    """Make a record of one pool."""
    return Record((Judging("pool", "2026-11-29", whole),), entries)


@pytest.fixture(autouse=True)
def _with_records(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let rules have their records, which other tests do without."""
    monkeypatch.setattr(rules, "with_records", records.with_records)
    monkeypatch.setattr(rulebook, "load", rules.load)


@pytest.mark.parametrize(
    ("tally", "earned"),
    [
        (Tally(0, 0), False),
        (Tally(1, 1), False),
        (Tally(3, 3), False),
        (Tally(4, 4), True),
        (Tally(4, 3), False),
        (Tally(14, 13), False),
        (Tally(15, 14), True),
        (Tally(20, 18), True),
        (Tally(20, 17), False),
    ],
)
def test_nine_of_ten_of_fifteen_or_all_of_fewer_earn_a_place(tally: Tally, earned: bool) -> None:
    assert record(tally).is_shown is record(tally).shows() is earned


def test_a_good_list_shows_all_but_its_poor_entries() -> None:
    good = record(Tally(30, 28), dersom=Tally(4, 2), angi=Tally(1, 0), motta=Tally(1, 1))
    assert not good.shows("dersom") and not good.shows("angi")
    assert good.shows("motta") and good.shows("aldri vurdert")
    assert good.is_shown


def test_a_good_list_of_which_little_was_judged_shows_that() -> None:
    few = record(Tally(8, 8), motta=Tally(1, 1))
    assert few.shows("motta")
    assert not few.shows("aldri vurdert")
    assert few.is_shown


def test_an_uneven_list_shows_only_what_has_earned_it() -> None:
    uneven = record(POOR, dersom=Tally(4, 2), angi=Tally(1, 1), motta=Tally(2, 2))
    assert [
        name for name in ("dersom", "angi", "motta", "aldri vurdert") if uneven.shows(name)
    ] == ["motta"]
    assert uneven.is_shown
    assert not record(POOR, dersom=POOR).is_shown


def test_what_was_never_judged_is_in_the_strict_set() -> None:
    assert not Record().is_shown


def _judge(data: bytes, settings: Settings = USUAL) -> Report:
    report = Session(Request()).check_bytes(data, "brev.md", settings)
    assert isinstance(report, Report)
    return report


@pytest.mark.parametrize("language", languages())
def test_the_default_set_is_what_the_record_shows_of_the_strict_one(language: str) -> None:
    known = _records_of(language)
    texts = sorted((corpora_root() / "gold" / language).glob("*.md"))[:10]
    shown = hidden = 0
    session, strict = Session(Request()), Session(Request(strict=True))
    for path in texts:
        usual, every = (one.check_bytes(path.read_bytes(), path.name) for one in (session, strict))
        assert isinstance(usual, Report) and isinstance(every, Report)
        earned = [f for f in every.findings if known[f.rule].shows(f.entry)]
        assert list(map(_as_shown, usual.findings)) == list(map(_as_shown, earned))
        assert usual.scorecard == every.scorecard and usual.measures == every.measures
        shown += len(earned)
        hidden += len(every.findings) - len(earned)
    assert shown and hidden


def _records_of(language: str) -> Mapping[str, Record]:
    """Return the records of the rules of a language."""
    shipped = rules.load(language, rulebook.load_lexicon(language), KINDS)
    return {rule.id: rule.record or Record() for rule in shipped}


def _as_shown(finding: Finding) -> Finding:
    """Return a finding with its parts as if all were shown: a stretch is told by its first rule."""
    assert not finding.is_quiet
    return replace(finding, parts=tuple(replace(part, is_quiet=False) for part in finding.parts))


@pytest.mark.parametrize("language", languages())
def test_the_record_is_of_rules_and_entries_that_there_are(language: str) -> None:
    shipped = rules.load(language, rulebook.load_lexicon(language), KINDS)
    listed = {rule.id: {*_entries(rule)} for rule in shipped}
    for id, own in records.load_records().items():
        if id.startswith(f"{language}/"):
            assert own.entries.keys() <= listed[id], id


def _entries(rule: Rule) -> list[str]:
    instead, find = rule.options.get("instead", {}), rule.options.get("find", ())
    assert isinstance(instead, dict)
    return [
        *instead,
        *([find] if isinstance(find, str) else find if isinstance(find, list) else ()),
    ]


def _settings(text: str) -> Settings:
    return lay(Settings(), Fields(load(text, ".clarity.yaml"), ".clarity.yaml"), None)


def _rules_of(report: Report) -> set[str]:
    return {finding.rule.partition("/")[2] for finding in report.findings}


@pytest.fixture
def _none_earned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "load_records", lambda cache: {})


@pytest.mark.usefixtures("_none_earned")
def test_the_strict_set_is_asked_for_as_rules_are() -> None:
    assert not _judge(HEAVY).findings
    every = _rules_of(_judge(HEAVY, USUAL.strictly()))
    assert {"bureaucratic-words", "light-verb-phrases"} <= every
    for text in ("rules: strict", "rules: {strict: on}"):
        assert _rules_of(_judge(HEAVY, _settings(text))) == every
    assert not _judge(HEAVY, _settings("rules: {strict: off}")).findings
    without = _settings("rules: {bureaucratic-words: off, strict: on}")
    assert _rules_of(_judge(HEAVY, without)) == every - {"bureaucratic-words"}
    in_text = b"---\nclarity:\n  rules: strict\n---\n" + HEAVY
    assert _rules_of(_judge(in_text)) == every


@pytest.mark.usefixtures("_none_earned")
def test_who_names_a_rule_is_shown_it() -> None:
    for text in (
        "rules: {light-verb-phrases: on}",
        "rules: {nb/light-verb-phrases: {severity: error}}",
    ):
        assert _rules_of(_judge(HEAVY, _settings(text))) == {"light-verb-phrases"}


@pytest.mark.usefixtures("_none_earned")
def test_strict_on_the_command_line_overrules_the_project_but_not_what_it_turns_off(
    tmp_path: Path,
) -> None:
    (tmp_path / ".git").mkdir()
    project = tmp_path / ".clarity.yaml"
    project.write_text("rules: {strict: off, bureaucratic-words: off}", encoding="utf-8")
    path = str(tmp_path / "brev.md")
    report = Session(Request(strict=True)).check_bytes(HEAVY, path)
    assert isinstance(report, Report)
    found = _rules_of(report)
    assert "light-verb-phrases" in found and "bureaucratic-words" not in found


@pytest.mark.usefixtures("_none_earned")
def test_an_organisations_own_rules_need_no_record(tmp_path: Path) -> None:
    own = tmp_path / "regler" / "nb"
    own.mkdir(parents=True)
    shipped = Path(rulebook.__file__).parents[2] / "rules/nb/bureaucratic-words.yaml"
    (own / "kansellistil.yaml").write_bytes(shipped.read_bytes())
    settings = Settings(rule_paths=(str(own.parent),))
    assert _rules_of(_judge(HEAVY, settings)) == {"kansellistil"}


@pytest.mark.usefixtures("_none_earned")
def test_the_score_counts_what_is_not_shown() -> None:
    quiet, strict = _judge(HEAVY * 5), _judge(HEAVY * 5, USUAL.strictly())
    assert isinstance(quiet.scorecard, Scorecard)
    assert quiet.scorecard == strict.scorecard
    assert quiet.scorecard.overall is not None and quiet.scorecard.overall < 100


@pytest.mark.usefixtures("_none_earned")
def test_a_report_tells_how_much_more_there_is_to_see() -> None:
    quiet, strict = _judge(HEAVY), _judge(HEAVY, USUAL.strictly())
    assert quiet.quiet == len(strict.findings) > 0
    assert strict.quiet == 0
    (part,) = counted = Counted([part_of(quiet, "")])
    assert isinstance(part, Part)
    more = f"Med --strict vises {quiet.quiet} kommentarer til."
    assert totals(counted.summary, words_in("nb")).endswith(more)


def test_strict_is_on_or_off() -> None:
    with pytest.raises(ConfigError, match=r"\.clarity\.yaml:2: «strict»: .* on or off"):
        _settings("rules:\n  strict: {severity: error}")


def _broken(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    path = tmp_path / "record.yaml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(records, "records_path", lambda: path)
    with pytest.raises(ConfigError) as caught:
        records.load_records()
    return str(caught.value).replace(str(path), "record.yaml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "nb/x:\n  judgings:\n  - {pool: a, date: b, judged: 3, right: 4}",
            "record.yaml:3: «right»",
        ),
        (
            "nb/x:\n  judgings:\n  - {pool: a, date: b, judged: 3}",
            "record.yaml:3: «right» is missing",
        ),
        ("nb/x:\n  judgins: []", "record.yaml:2: unknown key «judgins». Did you mean «judgings»"),
        ("nb/x:\n  entries:\n    dersom: {judged: mange, right: 1}", "record.yaml:3: «judged»"),
        ("nb/x: [", "record.yaml:"),
    ],
)
def test_a_broken_record_is_told_with_its_line(
    text: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told in _broken(text, tmp_path, monkeypatch)


def test_a_missing_record_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "records_path", lambda: tmp_path / "record.yaml")
    with pytest.raises(ConfigError, match=r"record\.yaml: cannot be read"):
        records.load_records()


def test_the_list_of_rules_gives_the_record() -> None:
    from command import run

    listed = json.loads(run("rules", "--format", "json", env={"CLARITY_STRICT": ""}).stdout)
    known = records.load_records()
    for rule in listed:
        assert rule["shown"] is (not rule["off"] and known.get(rule["rule"], Record()).is_shown)
        tally = sum(judging["judged"] for judging in rule["record"]["judgings"])
        assert tally == known.get(rule["rule"], Record()).tally.judged
    name = next(rule for rule in known if rule.startswith("nb/"))
    assert f"{known[name].tally.right} av {known[name].tally.judged}" in run("explain", name).stdout
