"""The summary of many files: what it tells, and when it takes the place of the details."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from clarity.language.interface import spoken
from clarity.model import Baselined, Failure, Report
from clarity.parsing.languages import languages
from clarity.reports import Options, Part
from clarity.reports.digest.sums import MANY_FILES, MANY_FINDINGS
from clarity.reports.digest.words import digest_words
from clarity.reports.printable import width
from clarity.reports.terminal import assemble, part
from clarity.reports.terminal_table import fitted
from command import HEAVY, PLAIN, run
from report_builder import card, finding, letter, render, report


def show(*results: Report | Failure, form: str = "terminal", **options: Any) -> str:
    return "".join(render(form, results, Options(sums_up=True, **options)))


def letters(number: int) -> list[Report]:
    """Make letters with three comments each, the later ones with the lower scores."""
    return [
        replace(letter(), path=f"brev/{n}.md", scorecard=card(90.0 - n * 80 / number))
        for n in range(number)
    ]


def test_many_files_are_told_of_on_a_screen_or_two() -> None:
    written = show(*letters(600))
    assert len(written.splitlines()) < 60
    assert "Klikk her for å søke." not in written
    assert "Kontrollerte 600 filer: 600 må rettes, 1200 bør endres, 0 forslag." in written


def test_the_files_that_need_most_come_first_with_what_to_mend_there() -> None:
    written = show(*letters(30), width=100)
    paths = re.findall(r"^  brev/(\d+)\.md +(\d+) +3  Bytt ut tunge ord$", written, re.MULTILINE)
    assert [int(path) for path, _ in paths] == [*range(29, 19, -1)]
    assert [int(score) for _, score in paths] == sorted(int(score) for _, score in paths)


def test_each_rule_has_its_numbers_and_something_it_found() -> None:
    written = show(*letters(30))
    assert "! nb/plain-words: 60 kommentarer i 30 filer" in written
    assert "brev/0.md:3: «I henhold til» kan sies enklere: «etter»." in written
    assert "× nb/link-text: 30 kommentarer i 30 filer" in written


def test_the_scores_are_a_picture() -> None:
    written = show(*letters(40))
    drawn = dict(re.findall(r"^ +(\d+-\d+)  █+ (\d+)$", written, re.MULTILINE))
    assert sum(map(int, drawn.values())) == 40
    assert set(drawn) == {f"{ten}0-{ten}9" for ten in range(1, 9)} | {"90-100"}
    assert "█" not in show(*letters(40), unicode=False)


def test_it_says_what_to_begin_with_and_what_that_wins() -> None:
    one = report("Klikk her.", [finding("Klikk her.", "Klikk")], path="en.md", scorecard=card())
    written = " ".join(show(*letters(30), one, width=100).split())
    assert "Bytt ut tunge ord: i snitt +6 poeng i 31 av 31 filer." in written
    assert "Si hvor lenken fører" not in written.partition("Begynn her")[2]  # wins nothing
    assert "nb/plain-words står for 61 av 91 kommentarer, i 31 av 31 filer." in written
    assert "1 fil har ingen andre kommentarer." in written
    assert "--only nb/plain-words" in written and "--ignore nb/plain-words" in written
    assert "«nb/plain-words: {severity: suggestion}» eller «nb/plain-words: off»." in written


def test_a_file_that_much_is_found_in_is_named() -> None:
    source = "Klikk her. " * 60
    heavy = report(source, [finding(source, "Klikk")] * 60, path="gammel.md", scorecard=card())
    assert "gammel.md har 60 av 105 kommentarer." in show(*letters(15), heavy, width=100)
    assert "har 60 av" not in show(*letters(200), heavy, width=100)


def test_nothing_is_advised_on_little_or_on_a_part_of_what_is_found() -> None:
    few, many = letters(16), letters(30)
    for written in (
        show(*few, form="summary"),
        show(*many, form="summary", selects=True),
        show(*(replace(one, baselined=Baselined(1)) for one in many)),
    ):
        assert "--ignore" not in written
        assert "rules:" not in written
    assert "clarity baseline" not in " ".join(show(*letters(2), form="summary").split())
    assert "clarity baseline" not in " ".join(show(*many, selects=True).split())


def test_a_rule_that_is_turned_down_is_not_told_to_be_turned_off() -> None:
    written = " ".join(show(*letters(30), turned_down=("plain-words",), width=100).split())
    assert "nb/plain-words står for" not in written
    assert "nb/link-text står for 30 av 90 kommentarer" in written


def test_where_a_part_is_shown_the_files_with_some_of_it_are_listed() -> None:
    clean = [report(path=f"ren{n}.md", scorecard=card(10 + n)) for n in range(20)]
    written = show(*clean, letter(), form="summary", selects=True)
    assert f"{letter().path}: " in written
    assert "ren1.md" not in written


def test_remarks_on_files_are_a_line_where_they_would_drown_what_is_looked_for() -> None:
    noted = [report(path=f"{n}.md", notices=("no prose",), scorecard=card()) for n in range(7)]
    for form in ("terminal", "line"):
        assert "no prose" not in show(*noted, letter(), form=form, selects=True)
        assert "no prose" in show(*noted, letter(), form=form, selects=True, keeps_remarks=True)
        assert "no prose" in show(noted[0], form=form, selects=True)
    assert "no prose" not in show(*noted, form="line")
    assert "no prose" in show(*noted[:2], form="line")
    plain = replace(letter(), notices=())
    for form in ("terminal", "summary"):
        written = show(*noted, plain, form=form, selects=True)
        assert "I 7 filer er det noe ved selve filen" in written


@pytest.mark.parametrize("folders", [("a", "b"), ("helse", "skole"), ("x/redaksjon", "x/revisjon")])
@pytest.mark.parametrize("top", ["", "innhold/", "innhold/med-et-langt-navn/og-et-langt-navn-til/"])
def test_paths_that_are_cut_stay_different(folders: tuple[str, str], top: str) -> None:
    paths = [
        f"{top}{name}/src/spm-og-svar/sos-historikk-{'lang-' * 6}{n}.md"
        for name in folders
        for n in (1, 2)
    ]
    cut = fitted([paths[0], *paths[::2], "kort.md"], 24)
    assert cut[0] == cut[1] != cut[2]
    assert max(map(width, cut)) <= 24
    assert all(one[:5] == path[:5] for one, path in zip(cut[1:], paths[::2], strict=False))
    assert len(set(fitted(paths, 24))) == len(paths), "none looks like another, whatever it takes"


def test_few_files_are_told_of_in_full() -> None:
    full = show(*letters(MANY_FILES))
    assert full.count("Klikk her for å søke.") == MANY_FILES
    assert "Begynn her" in show(*letters(MANY_FILES + 1))


def test_much_in_two_files_is_summed_up_and_in_one_is_not() -> None:
    source = "Klikk her."
    found = [finding(source, "Klikk")] * (MANY_FINDINGS // 2 + 1)
    files = [report(source, found, path=f"{n}.md", scorecard=card()) for n in range(2)]
    assert "Begynn her" in show(*files)
    assert "Begynn her" not in show(replace(files[0], findings=tuple(found * 2)))


def test_little_in_many_files_is_told_in_full_and_the_others_are_counted() -> None:
    clean = [report(path=f"ren{n}.md", scorecard=card(80)) for n in range(40)]
    gone = Failure("borte.md", "No such file or directory")
    noted = replace(clean[0], path="merket.md", notices=("no prose",))
    files: tuple[Report | Failure, ...] = (*clean, letter(), gone, noted)
    written = show(*files)
    assert "Klikk her for å søke." in written
    assert "ren1.md" not in written
    assert "borte.md" in written
    assert "no prose" not in written
    assert "I 1 fil er det noe ved selve filen" in written
    assert "no prose" in show(*files, keeps_remarks=True)
    assert "Ikke vist, fordi det ikke var noe å vise i dem: 40 filer." in written
    assert "80-89" in written


def test_in_plain_words_nothing_is_drawn() -> None:
    written = show(*letters(30), plain=True, color=True)
    assert not re.search(r"[█×•\x1b]|  |\n\n", written)
    assert "brev/29.md: 12 poeng, 3 kommentarer. Rett dette først: Bytt ut tunge ord." in written
    assert "nb/link-text: 30 kommentarer i 30 filer (Må rettes)." in written


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_no_line_is_wider_than_the_screen(columns: int) -> None:
    long = [replace(one, path=f"innhold/{'lang-' * 20}{one.path}") for one in letters(30)]
    for files in (letters(30), long):
        written = show(*files, width=columns)
        assert max(map(width, written.splitlines())) <= columns


def test_nothing_in_a_text_or_a_path_steers_the_screen() -> None:
    source = "\x1b[2JKlikk\u202e her."
    found = finding(source, "\x1b[2JKlikk\u202e", message="{found}")
    files = [report(source, [found], path=f"\x1b[2J{n}.md", scorecard=card()) for n in range(30)]
    files.append(Failure("\x1b[2Jborte.md", "\x1b[2J"))  # type: ignore[arg-type]
    for form in ("terminal", "summary"):
        assert not re.search("[\x1b\u202e]", show(*files, form=form))


@pytest.mark.parametrize("language", spoken())
def test_it_speaks_the_language_of_the_texts_or_that_asked_for(language: str) -> None:
    own = digest_words(language)
    written = show(*letters(30), speaks=language)
    assert "{" not in written.replace("{severity: suggestion}", "")
    assert own.begin in written
    if language in languages():
        assert own.begin in show(*[replace(one, language=language) for one in letters(30)])


def test_for_a_log_each_fact_is_a_line_of_its_own() -> None:
    lines = show(*letters(30), form="summary", color=True, width=60).splitlines()
    assert [line for line in lines if line.startswith("nb/link-text: ")] == [
        "nb/link-text: 30 kommentarer i 30 filer (Må rettes). "
        "brev/0.md:5: Lenken «Klikk her» sier ikke hvor den fører."
    ]
    assert any(line.startswith("brev/29.md: 12 poeng, 3 kommentarer.") for line in lines)
    assert all(lines)
    assert "Kontrollerte 2 filer" in show(*letters(2), form="summary")


def test_it_holds_no_text_of_the_files() -> None:
    options = Options(sums_up=True)
    drawn = part(letter(), options)

    def parts() -> Iterator[Part]:
        for number in range(200):
            yield replace(drawn, text=f"{number}" * 100_000)

    tracemalloc.start()
    assert "".join(assemble(parts(), options))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    for number in range(MANY_FILES + 1):
        (tmp_path / f"tung{number}.md").write_text(HEAVY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_who_asks_for_all_or_for_something_gets_it(many: Path) -> None:
    def details(*options: str) -> int:
        done = run("check", "--quick", *options)
        assert done.returncode == 1
        return done.stdout.count("i henhold til forskriften")

    assert details() == 0
    assert details("--ignore", "long-word") == 0
    assert details("--min-severity", "warning") == 0
    assert details("--details") == MANY_FILES + 1
    assert details("--only", "light-verb-phrases") == MANY_FILES + 1
    assert details("--category", "nouns") == MANY_FILES + 1
    assert "Begynn her" not in run("check", "--quick", "--brief").stdout
    assert run("check", "--quick", "--output", "ut.log").returncode == 1
    assert Path("ut.log").read_text(encoding="utf-8").count("i henhold til forskriften") > 10


def test_it_says_how_to_have_settings_proposed_until_there_are_some(many: Path) -> None:
    told = "clarity init"
    assert told in run("check", "--quick").stdout
    Path(".clarity.yaml").write_text("guideline: helsenorge\n", encoding="utf-8")
    assert told not in run("check", "--quick").stdout


def test_limits_hold_as_they_do_in_the_details(many: Path) -> None:
    Path("ren.md").write_text(PLAIN, encoding="utf-8")
    Path("rar.md").write_bytes(b"\x00\x01")
    for options in ((), ("--details",), ("--format", "summary")):
        done = run("check", "--quick", *options)
        assert done.returncode == 2
        assert "rar.md" in done.stdout
        assert "Ikke godkjent" in done.stdout
    for path in Path().glob("rar.md"):
        path.unlink()
    for options in ((), ("--details",), ("--format", "summary")):
        assert run("check", "--quick", "--fail-on", "never", *options).returncode == 0


def test_it_says_how_to_see_only_what_is_new_until_there_is_a_baseline(many: Path) -> None:
    assert "clarity baseline" in " ".join(run("check", "--quick").stdout.split())
    run("baseline", "--quick")
    for path in list(many.glob("*.md")):
        added = f"I henhold til plan {path.stem} må du betale.\n"
        path.write_text(f"{path.read_text('utf-8')}\n{added}", encoding="utf-8")
    told = run("check", "--quick").stdout
    assert "Begynn her" in told
    assert "clarity baseline" not in " ".join(told.split())
