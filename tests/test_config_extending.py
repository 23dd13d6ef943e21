"""A project file that extends another, and what of it is for some files only."""

from __future__ import annotations

from pathlib import Path

import pytest

from clarity.parsing.located_yaml import ConfigError
from clarity.project import config, trust
from clarity.project.config import Project
from command import HEAVY, PLAIN, report, run


@pytest.fixture(autouse=True)
def _tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a repository with two projects in it."""
    for folder in (".git", "nett/innhold", "nett/arkiv", "brev"):
        (tmp_path / folder).mkdir(parents=True)
    for path in ("nett/innhold/side.md", "nett/arkiv/gammel.md", "brev/vedtak.md"):
        (tmp_path / path).write_text(PLAIN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def _write(path: str, text: str) -> Path:
    Path(path).write_text(text, encoding="utf-8")
    return Path(path).absolute()


def _read(text: str) -> Project:
    return config.read(_write("nett/.clarity.yaml", text))


def test_what_a_file_says_is_laid_on_what_it_extends() -> None:
    Path("felles").mkdir()
    Path("felles/regler").mkdir()
    for name in ("felles/ord.yaml", "nett/ord.yaml"):
        Path(name).touch()
    _write(
        "felles/felles.yaml",
        "channel: letter\naudience: seniors\nmin_score: 60\nfail_on: error\n"
        "rules: {long-sentence: {max: 20}, nb/passive: off}\n"
        "rule_paths: [regler]\nglossary: [ord.yaml]\n",
    )
    settings = _read(
        "extends: ../felles/felles.yaml\naudience: young\nmin_score: 0\n"
        "rules: {passive: on}\nglossary: [ord.yaml]\n"
    ).settings
    assert (settings.channel, settings.audience) == ("letter", "young")
    assert (settings.fail_on, settings.min_score) == ("error", 0)
    names = [setting.name for setting in settings.rules]
    assert names == ["long-sentence", "nb/passive", "passive"]
    assert [Path(path).parent.name for path in settings.glossary] == ["felles", "nett"]
    assert [Path(path).parent.name for path in settings.rule_paths] == ["felles"]


def test_globs_belong_to_the_file_they_stand_in() -> None:
    _write(
        "felles.yaml",
        'exclude: ["nett/arkiv/**"]\n'
        'overrides: [{files: ["nett/innhold/**"], channel: letter}, {files: ["*.md"], audience: '
        "seniors}]\n",
    )
    project = _read(
        'extends: ../felles.yaml\noverrides: [{files: ["innhold/**"], audience: young}]\n'
    )
    assert project.takes("nett/innhold/side.md")
    assert not project.takes("nett/arkiv/gammel.md")
    settings = project.for_file("nett/innhold/side.md")
    assert (settings.channel, settings.audience) == ("letter", "young")
    assert project.for_file("nett/annet.md").audience == "seniors"


def test_what_is_included_takes_the_place_of_what_the_base_includes() -> None:
    _write("felles.yaml", 'include: ["nett/**"]\nexclude: ["gammel.md"]\n')
    assert _read("extends: ../felles.yaml\n").takes("nett/innhold/side.md")
    project = _read('extends: ../felles.yaml\ninclude: ["arkiv/**"]\n')
    assert not project.takes("nett/innhold/side.md")
    assert not project.takes("nett/arkiv/gammel.md")
    assert project.takes("nett/arkiv/ny.md")


def test_a_chain_is_read_to_its_end_and_a_circle_is_told() -> None:
    _write("a.yaml", "channel: letter\n")
    _write("b.yaml", "extends: a.yaml\naudience: young\n")
    settings = _read("extends: ../b.yaml\n").settings
    assert (settings.channel, settings.audience) == ("letter", "young")
    _write("a.yaml", "\nextends: b.yaml\n")
    with pytest.raises(ConfigError, match=r"a\.yaml:2: «extends»: .*b\.yaml → a\.yaml → b\.yaml"):
        _read("extends: ../b.yaml\n")
    with pytest.raises(ConfigError, match="circle"):
        _read("extends: .clarity.yaml\n")


def test_a_chain_has_an_end() -> None:
    for number in range(12):
        _write(f"{number}.yaml", f"extends: {number + 1}.yaml\n")
    with pytest.raises(ConfigError, match="more than 10 files"):
        _read("extends: ../0.yaml\n")


def test_an_error_in_the_base_names_the_base_and_its_line() -> None:
    _write("felles.yaml", "channel: web\nchanel: web\n")
    with pytest.raises(ConfigError, match=r"felles\.yaml:2: .*«channel»"):
        _read("extends: ../felles.yaml\n")
    with pytest.raises(ConfigError, match=r"nett/\.clarity\.yaml:1: «extends»: .*does not exist"):
        _read("extends: ../borte.yaml\n")


def test_nothing_outside_the_tree_is_extended_without_the_users_word(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    outside = tmp_path_factory.mktemp("utenfor") / "felles.yaml"
    outside.write_text("channel: letter\n", encoding="utf-8")
    Path("lenke.yaml").symlink_to(outside)
    for name in (str(outside), "../lenke.yaml"):
        with pytest.raises(ConfigError, match="outside the project"):
            _read(f"extends: {name}\n")
        place = Path("nett/.clarity.yaml").absolute()
        assert config.read(place, is_trusted=True).settings.channel == "letter"


def test_trust_ends_when_what_is_extended_changes(tmp_path: Path) -> None:
    _write("felles.yaml", "channel: letter\n")
    place = _write("nett/.clarity.yaml", "extends: ../felles.yaml\n")
    home = tmp_path / "hjem"
    told = run("trust", "nett", env={"CLARITY_CONFIG_DIR": str(home)})
    assert told.returncode == 0
    assert trust.is_trusted(home, place)
    _write("felles.yaml", "languagetool: {local: true}\n")
    assert not trust.is_trusted(home, place)


def test_what_is_kept_follows_the_file_that_is_extended(tmp_path: Path) -> None:
    _write("brev/vedtak.md", HEAVY)
    _write("felles.yaml", "rules: {compound-prepositions: off}\n")
    _write("brev/.clarity.yaml", "extends: ../felles.yaml\n")

    def found() -> set[str]:
        done = run("check", "brev", "--quick", "--format", "json", "--cache-dir", tmp_path / "c")
        return {finding["rule"] for finding in report(done)["files"][0]["findings"]}

    assert "nb/compound-prepositions" not in found()
    _write("felles.yaml", "rules: {compound-prepositions: on}\n")
    assert "nb/compound-prepositions" in found()


def test_some_files_have_limits_of_their_own_and_the_report_says_so() -> None:
    _write("brev/vedtak.md", HEAVY)
    _write("nett/innhold/side.md", HEAVY)
    _write(
        ".clarity.yaml",
        'fail_on: never\noverrides:\n  - files: ["brev/**"]\n    fail_on: warning\n',
    )
    assert run("check", "nett", "--quick").returncode == 0
    both = run("check", "nett", "brev", "--quick", "--format", "json")
    assert both.returncode == 1
    counts = [len(file["findings"]) for file in report(both)["files"]]
    told = run("check", "nett", "brev", "--quick").stdout
    alone = run("check", "brev", "--quick").stdout
    assert len(counts) == 3 and counts[1] > 0 and counts[2] > 0
    assert told.splitlines()[-1] == alone.splitlines()[-1]
    assert "Ikke godkjent" in alone


def test_some_files_have_a_least_score_of_their_own() -> None:
    long = PLAIN + "\n\n".join(["Du kan ringe oss om du lurer på noe. Vi hjelper deg gjerne."] * 9)
    _write("brev/vedtak.md", long)
    _write(
        ".clarity.yaml",
        'min_score: 1\noverrides:\n  - files: ["brev/**"]\n    min_score: 100\n',
    )
    assert run("score", "nett").returncode == 0
    low = run("score", "brev")
    assert low.returncode == 1
    assert "mindre enn 100 poeng" in low.stdout


def test_an_include_that_matches_nothing_is_an_error_with_its_line() -> None:
    _write(".clarity.yaml", 'channel: web\ninclude:\n  - "inhold/**"\n')
    done = run("check", "--quick", "--format", "json")
    assert done.returncode == 2
    ((path, message),) = [(error["path"], error["message"]) for error in report(done)["errors"]]
    assert path == ".clarity.yaml"
    assert message.startswith("«include»")
    # Of what has not been seen nothing can be said.
    assert run("check", "--quick", "nett").returncode == 0


def test_a_single_glob_that_matches_nothing_is_told() -> None:
    _write(".clarity.yaml", 'include:\n  - "nett/**"\n  - "brve/**"\n  - "!arkiv/**"\n')
    done = run("check", "--quick")
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1
    assert ".clarity.yaml:3" in done.stderr and "«brve/**»" in done.stderr


def test_an_include_in_a_folder_without_any_text_is_told_too() -> None:
    Path("tom").mkdir()
    _write("tom/.clarity.yaml", 'include: ["*.md"]\n')
    assert run("check", "tom").returncode == 2
