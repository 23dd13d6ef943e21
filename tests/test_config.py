"""The project file: what holds for which file, and what is refused."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from clarity.model import Advice, Rule
from clarity.parsing.located_yaml import ConfigError
from clarity.project import config
from clarity.project.config import Project, Settings

KNOWN = ("nb/passive", "nn/passive", "nb/long-sentence", "nb/man")


def _read(folder: Path, text: str) -> Project:
    path = folder / ".clarity.yaml"
    path.write_text(text, encoding="utf-8")
    return config.read(path)


def _rule(rule_id: str, *, off: bool = False) -> Rule:
    advice = Advice(rule_id, "voice", "authority", "Språkrådet", "", "Derfor.")
    language = rule_id.partition("/")[0]
    options = {"max": "25", "over": "sentence"}
    return Rule(rule_id, language, "warning", "…", advice, "measures", options, (), (), off)


def test_everything_has_a_default() -> None:
    settings = Settings().in_language("sv")
    assert (settings.language, settings.fail_on) == ("auto", "warning")
    assert settings.guideline == "myndighet"
    assert Settings().in_language("nn").guideline == "helsenorge"


def test_an_empty_project_file_changes_nothing(tmp_path: Path) -> None:
    assert _read(tmp_path, "").settings == Settings()
    assert _read(tmp_path, "# nothing yet\nrules:\noverrides:\ninclude:\n").settings == Settings()


def test_the_whole_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "regler").mkdir()
    (tmp_path / "ordliste.yaml").touch()
    project = _read(
        tmp_path,
        """
guideline: helsenorge
language: nn
channel: letter
audience: seniors
include: ["innhold/**/*.md"]
exclude: ["**/arkiv/**"]
rules:
  passive: {severity: suggestion}
  long-sentence: {max: 22}
  man: off
rule_paths: [regler]
glossary: [ordliste.yaml]
fail_on: error
min_score: 60
""",
    )
    settings = project.settings
    assert (settings.language, settings.channel, settings.audience) == ("nn", "letter", "seniors")
    assert (settings.fail_on, settings.min_score) == ("error", 60)
    assert settings.rule_paths == (str(tmp_path / "regler"),)
    assert settings.glossary == (str(tmp_path / "ordliste.yaml"),)
    passive, long_sentence, man = settings.rules
    assert (passive.name, passive.change.severity) == ("passive", "suggestion")
    assert long_sentence.change.options == {"max": "22"}
    assert man.change.off


def test_off_and_no_are_words_not_truth_values(tmp_path: Path) -> None:
    (setting,) = _read(tmp_path, "rules: {man: off}").settings.rules
    assert setting.change.off
    with pytest.raises(ConfigError, match="language"):
        _read(tmp_path, "language: no")


def test_include_and_exclude_are_globs_from_the_folder_of_the_file(tmp_path: Path) -> None:
    project = _read(tmp_path, 'include: ["innhold/**/*.md"]\nexclude: ["**/arkiv/**"]')
    assert project.takes(tmp_path / "innhold/side.md")
    assert project.takes(tmp_path / "innhold/helse/side.md")
    assert not project.takes(tmp_path / "README.md")
    assert not project.takes(tmp_path / "innhold/arkiv/side.md")
    assert not project.takes(tmp_path / "innhold/helse/arkiv/2019/side.md")


def test_paths_relative_to_the_current_folder_are_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = _read(tmp_path, 'exclude: ["brev/**"]')
    (tmp_path / "brev").mkdir()
    monkeypatch.chdir(tmp_path / "brev")
    assert not project.takes("vedtak.md")
    assert project.takes("../side.md")


def test_overrides_hold_for_their_files_and_the_last_wins(tmp_path: Path) -> None:
    project = _read(
        tmp_path,
        """
channel: web
rules: {passive: off}
overrides:
  - files: ["brev/**"]
    channel: letter
    audience: seniors
  - files: ["*.vedtak.md"]
    channel: decision
    rules: {passive: {severity: error}}
""",
    )
    assert project.for_file(tmp_path / "side.md").channel == "web"
    letter = project.for_file(tmp_path / "brev/purring.md")
    assert (letter.channel, letter.audience) == ("letter", "seniors")
    decision = project.for_file(tmp_path / "brev/12.vedtak.md")
    assert (decision.channel, decision.audience) == ("decision", "seniors")
    assert decision.apply([_rule("nb/passive")])[0].severity == "error"
    assert letter.apply([_rule("nb/passive")]) == ()


def test_front_matter_has_the_last_word(tmp_path: Path) -> None:
    settings = _read(tmp_path, "channel: letter\nrules: {passive: off}").settings
    document = {"channel": "sms", "rules": {"passive": "on"}}
    settled = settings.with_document(document, "side.md")
    assert settled.channel == "sms"
    assert [rule.id for rule in settled.apply([_rule("nb/passive")])] == ["nb/passive"]


def test_front_matter_may_not_say_what_only_a_project_can() -> None:
    with pytest.raises(ConfigError, match=r"side\.md.*fail_on"):
        Settings().with_document({"fail_on": "never"}, "side.md")


def test_a_rule_named_with_its_language_is_stronger_whatever_the_order(tmp_path: Path) -> None:
    settings = _read(tmp_path, "rules:\n  nb/passive: on\n  passive: off\n").settings
    kept = settings.apply([_rule("nb/passive"), _rule("nn/passive")])
    assert [rule.id for rule in kept] == ["nb/passive"]


def test_options_replace_the_rules_own_one_by_one(tmp_path: Path) -> None:
    settings = _read(tmp_path, "rules: {long-sentence: {max: 22, severity: error}}").settings
    (rule,) = settings.apply([_rule("nb/long-sentence")])
    assert rule.options == {"max": "22", "over": "sentence"}
    assert rule.severity == "error"


def test_a_rule_that_is_off_runs_when_it_is_configured(tmp_path: Path) -> None:
    quiet = _rule("nb/man", off=True)
    assert Settings().apply([quiet]) == ()
    assert _read(tmp_path, "rules: {man: on}").settings.apply([quiet])
    assert _read(tmp_path, "rules: {man: {severity: error}}").settings.apply([quiet])


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("guidline: helsenorge", 1, "guideline"),
        (
            "minste: 3",
            1,
            "There are: audience, baseline, channel, exclude, extends, fail_on, glossary",
        ),
        ("overrides:\n  - files: [a]\n    xyz: 3", 3, "fail_on, files, guideline, language, min"),
        ("language: auto\nchanel: web", 2, "channel"),
        ("channel: sosialt", 1, "social"),
        ("\nguideline: helsenorg", 2, "«helsenorge»"),
        ("guideline: egen.yaml", 1, "does not exist"),
        ("channel: [web]", 1, "channel"),
        ("fail_on: warnings", 1, "warning"),
        ("min_score: høy", 1, "min_score"),
        ("min_score: 101", 1, "0 to 100"),
        ("min_score: nan", 1, "must be a number"),
        ("rules: [passive]", 1, "mapping"),
        ("rules:\n  passive: maybe", 2, "off, on"),
        ("rules:\n  passive:", 2, "off, on"),
        ("rules:\n  passive: {severity: warn}", 2, "warning"),
        ("\nexclude: {a: b}", 2, "exclude"),
        ('exclude: ["!"]', 1, "not a glob"),
        ("rule_paths: [finnes-ikke]", 1, "finnes-ikke"),
        ("overrides:\n  - channel: letter", 2, "files"),
        ("overrides:\n  - files: [a]\n    chanel: letter", 3, "channel"),
        ("overrides:\n  - files: [a]\n    model: eigen", 3, "«model»: cannot differ"),
        ("overrides:\n  - files: [a]\n    languagetool: off", 3, "spelling: off"),
        ("overrides: {files: [a]}", 1, "list"),
        ("a: b: c", 1, "YAML"),
        ("- a", 1, "mapping"),
        ("channel: web\nchannel: sms", 2, "twice"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        _read(tmp_path, text)
    assert caught.value.path.endswith(".clarity.yaml")
    assert caught.value.line == line
    assert message in caught.value.message
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / ".clarity.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="UTF-8"):
        config.read(path)


def test_unknown_rules_are_refused_with_the_nearest_name(tmp_path: Path) -> None:
    project = _read(tmp_path, "rules:\n  man: off\n  pasive: off\n")
    with pytest.raises(ConfigError, match=r"\.clarity\.yaml:3: .*«pasive».*«passive»"):
        config.refuse_unknown_rules(project.rules, KNOWN)
    overridden = _read(tmp_path, "overrides:\n  - files: [a]\n    rules: {nb/pasive: off}")
    with pytest.raises(ConfigError, match=r":3: .*«nb/passive»"):
        config.refuse_unknown_rules(overridden.rules, KNOWN)
    config.refuse_unknown_rules(_read(tmp_path, "rules: {nn/passive: off}").rules, KNOWN)


def test_the_nearest_project_file_is_found(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".clarity.yaml").touch()
    deep = tmp_path / "innhold" / "helse"
    deep.mkdir(parents=True)
    assert config.find(deep / "side.md") == tmp_path / ".clarity.yaml"
    assert config.find(tmp_path) == tmp_path / ".clarity.yaml"


def test_the_search_ends_at_the_root_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / ".clarity.yaml").touch()
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    assert config.find(tmp_path / "repo" / "side.md") is None


def test_settings_have_a_key_that_tells_them_apart_and_travel_to_other_processes(
    tmp_path: Path,
) -> None:
    one = _read(tmp_path, "rules: {long-sentence: {max: 22}}")
    same = _read(tmp_path, "# a comment\nrules:\n  long-sentence:\n    max: 22\n")
    other = _read(tmp_path, "rules: {long-sentence: {max: 23}}")
    assert one.settings.key == same.settings.key != other.settings.key
    assert one.settings == same.settings
    assert hash(one.settings) == hash(same.settings)
    assert pickle.loads(pickle.dumps(other)).settings == other.settings
