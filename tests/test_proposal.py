"""What ``clarity init`` proposes, and in which language it explains that."""

from __future__ import annotations

from pathlib import Path

import pytest

from clarity.language.interface import words
from clarity.parsing.languages import languages
from clarity.project import config
from clarity.project.proposal import Words, propose
from clarity.project.survey import survey
from command import PLAIN, report, run

SWEDISH = """# Ansök om stöd

Du kan ansöka om stöd på vår webbplats. Vi svarar dig inom två veckor från den dag du ansöker.
"""
NYNORSK = """# Søk om støtte

Du kan søkje om støtte på nettsida vår. Vi svarar deg innan to veker frå den dagen vi får søknaden.
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)


def _proposed(**texts: str) -> str:
    for name, text in texts.items():
        Path(f"{name}.md").write_text(text, encoding="utf-8")
    Path(".clarity.yaml").unlink(missing_ok=True)
    assert run("init").returncode == 0
    return Path(".clarity.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "language", "guideline"),
    [(PLAIN, "nb", "helsenorge"), (NYNORSK, "nn", "helsenorge"), (SWEDISH, "sv", "myndighet")],
)
def test_it_suits_the_texts_and_explains_itself_in_their_language(
    text: str, language: str, guideline: str
) -> None:
    written = _proposed(a=text, README=SWEDISH if language != "sv" else PLAIN)
    settings = config.read(Path(".clarity.yaml").absolute()).settings
    assert (settings.language, settings.guideline) == (language, guideline)
    own = words(language, "project_file", Words)
    for explained in (own.free, own.guideline, own.channel, own.limits):
        assert f"# {explained}\n" in written
    assert run("check", "--quick", "--fail-on", "never").returncode == 0


def test_texts_in_languages_with_their_own_guidelines_get_each_its_own() -> None:
    written = _proposed(a=PLAIN, b=SWEDISH, c=SWEDISH)
    settings = config.read(Path(".clarity.yaml").absolute()).settings
    assert (settings.language, settings.guideline) == ("auto", "")
    assert "\n# guideline: myndighet " in written
    assert words("sv", "project_file", Words).own_guideline in written


def test_where_there_is_no_text_it_speaks_as_the_machine_does() -> None:
    assert run("init", env={"LC_ALL": "sv_SE.UTF-8"}).returncode == 0
    written = Path(".clarity.yaml").read_text(encoding="utf-8")
    assert words("sv", "project_file", Words).free in written


def test_no_page_is_named_that_a_plain_install_has_not() -> None:
    for language in languages():
        for text in words(language, "project_file", Words):
            assert "docs/" not in str(text)
    assert run("explain", "long-sentence").returncode == 0
    assert run("rules", "--language", "sv").returncode == 0


def test_a_folder_with_any_name_is_written_so_that_it_can_be_read() -> None:
    folder = Path('rart "navn\\', "brev")
    folder.mkdir(parents=True)
    (folder / "a.md").write_text(PLAIN, encoding="utf-8")
    assert run("init").returncode == 0
    config.read(Path(".clarity.yaml").absolute())


def test_only_what_lies_at_the_root_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "innhold" / "sv").mkdir(parents=True)
    for path in ("README.md", "innhold/sv/README.md"):
        (tmp_path / path).write_text(PLAIN, encoding="utf-8")
    assert len(survey(tmp_path).paths) == 1
    assert run("init", cwd=tmp_path).returncode == 0
    found = report(run("check", "--quick", "--format", "json", cwd=tmp_path))
    assert [file["path"] for file in found["files"]] == ["innhold/sv/README.md"]


def test_the_rules_it_tells_how_to_list_can_be_listed(tmp_path: Path) -> None:
    (_, _, command), *_ = [
        line.partition("clarity rules")
        for line in propose(survey(tmp_path), reader="en").text.splitlines()
        if "clarity rules" in line
    ]
    assert run("rules", *command.split()).returncode == 0
