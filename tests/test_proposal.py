"""What ``clarity init`` proposes, and in which language it explains that."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

import pytest
from msgspec.structs import astuple

from clarity.language.interface import spoken, words
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import load
from clarity.project import config
from clarity.project.measured import Loud, Measured, Scores, Told
from clarity.project.numbers import Numbers
from clarity.project.proposal import Words, propose
from clarity.project.sampling import spread
from clarity.project.survey import survey
from clarity.run import measuring
from command import PLAIN, report, run

FOLDER = Path(__file__).parent / "channels"

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
        for text in astuple(words(language, "project_file", Words)):
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


#: A way of writing that most have chosen, and a sentence that is too long, twelve pages of each.
_SLASHES = "Ta med kvittering/faktura og pass/førerkort når du kommer. Vi svarer deg snart."
_LONG = (
    "Når du har sendt inn søknaden og vi har gått gjennom alle vedleggene som du la ved, får du et "
    "brev fra oss der vi forklarer hva vi har kommet fram til, og hvordan du kan klage på det."
)
_LINK = "Klikk [her](https://example.no/a) for å lese mer om støtten."


def _measured(*texts: str, folder: str = ".", jobs: int = 1) -> str:
    Path(folder).mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        page = f"# Søk om støtte {number}\n\n{text}\n"
        Path(folder, f"side{number}.md").write_text(page, encoding="utf-8")
    assert run("init", "--jobs", str(jobs)).returncode == 0
    return Path(".clarity.yaml").read_text(encoding="utf-8")


def test_only_a_way_of_writing_that_most_have_chosen_is_turned_off() -> None:
    written = _measured(*[f"{_SLASHES} {_LONG} {_LINK}"] * 12, jobs=2)
    rules = load(written, "")["rules"]  # type: ignore[index]
    assert rules == {"slash-words": "off", "long-sentence": {"severity": "suggestion"}}
    assert "# nb/slash-words: 12 kommentarer i 12 av 12 tekster, " in written
    assert "«kvittering/faktura»" in written
    assert "# nb/vague-link: 12 kommentarer i 12 av 12 tekster, " in written  # told, and kept
    by_page = report(run("check", "--format", "json"))["files"]
    found = {finding["rule"] for file in by_page for finding in file["findings"]}
    assert "nb/slash-words" not in found and {"nb/long-sentence", "nb/vague-link"} <= found


def test_what_few_texts_have_is_left_to_the_rules() -> None:
    written = _measured(*[f"{_SLASHES} {_LONG}"] * 2, *["Du kan søke om støtte her hos oss."] * 12)
    assert "slash-words" not in written
    assert "\n# rules:\n" in written


def test_the_least_score_is_one_that_all_pass_today() -> None:
    plain = "Du kan søke om støtte hos oss. Vi svarer deg innen to uker. " * 8
    written = _measured(*[plain] * 3, f"{_LONG} " * 8)
    limit = int(load(written, "")["min_score"])  # type: ignore[index]
    scores = [
        file["score"]["overall"] for file in report(run("check", "--format", "json"))["files"]
    ]
    assert limit <= min(scores) < limit + 1
    assert f"Poengene i dag: fra {limit} til {int(max(scores))}" in written


def test_of_many_texts_some_are_judged_and_it_says_how_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(measuring, "_MOST_TEXTS", 3)
    written = _measured(*["Du kan søke om støtte hos oss. Vi svarer deg innen to uker. " * 8] * 6)
    assert "i 3 av 6 tekster, fra hele mappen" in written
    assert "\n# min_score: " in written  # the others may score lower


def test_a_folder_whose_texts_are_of_a_kind_is_told_so() -> None:
    law = (FOLDER / "nb" / "law.md").read_text(encoding="utf-8")
    Path("side.md").write_text(PLAIN, encoding="utf-8")
    _measured(*["Du kan søke om støtte hos oss."] * 5, folder="sider")
    Path(".clarity.yaml").unlink()
    written = _measured(*[law] * 5, folder="regler [nye]")
    assert "# 5 av 5 tekster viser selv at de er slik." in written
    Path("regler [nye]", "kort.md").write_text("# Om reglene\n\nDe gjelder i hele landet.\n")
    by_path = {file["path"]: file for file in report(run("check", "--format", "json"))["files"]}
    assert by_path["regler [nye]/kort.md"]["channel"] == "law"
    assert by_path["side.md"]["channel"] == "web"


@pytest.mark.parametrize("language", spoken())
def test_the_numbers_are_told_in_every_language(language: str) -> None:
    loud = Loud("nb/front-heavy", 12, 6, 9, 2.5, 0.5, "suggestion", ("søknaden",), ("law",))
    measured = Measured(9, 9, 4500, 7, (loud,), {}, Scores(51.9, 70.2, 88.0))
    numbers = Numbers(measured, 300, language)
    every = [*numbers.head(), *numbers.loud(loud), *numbers.told(Told("law", 5, 6))]
    every += [*numbers.beyond(), *numbers.scores()]
    assert all(line.startswith("# ") and "{" not in line for line in every)
    told = "\n".join(every)
    for number in ("300", "4500", "12", "law", "51", "70", "88"):
        assert number in told
    assert re.search(r"\b2[.,]5\b", told) and re.search(r"\b0[.,]5\b", told)


def test_texts_of_all_folders_are_looked_at() -> None:
    assert set(islice(spread([f"a{n}" for n in range(900)] + ["b"] * 100), 100)) & {"b"}
    assert sorted(spread(["a", "b", "c"])) == ["a", "b", "c"]


def test_the_rules_it_tells_how_to_list_can_be_listed(tmp_path: Path) -> None:
    (_, _, command), *_ = [
        line.partition("clarity rules")
        for line in propose(survey(tmp_path), reader="en").text.splitlines()
        if "clarity rules" in line
    ]
    assert run("rules", *command.split()).returncode == 0


def test_it_says_how_many_of_the_texts_it_has_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clarity.project.survey._SAMPLE", 2)
    for number in range(3):
        (tmp_path / f"{number}.md").write_text(PLAIN, encoding="utf-8")
    told = run("init", cwd=tmp_path, env={"CLARITY_LANG": "en"}).stdout
    assert "Found 3 texts, and looked at 2 of them: 2 nb." in told
