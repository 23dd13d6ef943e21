"""The baseline: what was there before is known, what is new is told, and nothing is lost."""

from __future__ import annotations

import json
import re
import subprocess
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from baseline import try_out
from clarity.resources import corpora_root
from command import report, run

FORMAL = "Søknaden skal behandles i henhold til forskriften."
VAGUE = "Du må foreta en vurdering av saken før fristen."
NEW = "Vi skal iverksette tiltaket vederlagsfritt i år."
PAGE = f"# Støtte\n\nDu kan søke nå. {FORMAL}\n\n{VAGUE}\n"
LINE = re.compile(r".+ nb/[\w-]+ [0-9a-f]{16}(-\d+)?")


#: The command where what it says about the run is asked for in English, whatever the texts speak.
say = partial(run, env={"CLARITY_LANG": "en"})


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder with a page that is known as it is."""
    (tmp_path / ".clarity.yaml").write_text("guideline: none\n", "utf-8")
    (tmp_path / "innhold").mkdir()
    (tmp_path / "innhold" / "side.md").write_text(PAGE, "utf-8")
    assert run("baseline", cwd=tmp_path).returncode == 0
    return tmp_path


def new_in(site: Path, *arguments: str | Path) -> dict[str, list[str]]:
    """Return the words of the findings that are told as new, by file."""
    files = report(run("check", "--format", "json", *arguments, cwd=site))["files"]
    return {file["path"]: sorted(f["text"] for f in file["findings"]) for file in files}


def entries(site: Path) -> list[str]:
    return (site / ".clarity-baseline").read_text("utf-8").splitlines()[1:]


def test_what_was_there_is_known_and_what_is_new_is_told(site: Path) -> None:
    done = run("check", cwd=site)
    assert done.returncode == 0
    assert "Kjent fra før, og ikke vist: 3 kommentarer." in " ".join(done.stdout.split())
    page = site / "innhold" / "side.md"
    page.write_text(f"{PAGE}\n{NEW}\n", "utf-8")
    assert new_in(site) == {"innhold/side.md": ["iverksette", "vederlagsfritt"]}
    assert run("check", cwd=site).returncode == 1
    assert run("check", "--no-baseline", cwd=site).stdout.count("i henhold til") > 0
    page.write_text(PAGE, "utf-8")
    assert new_in(site) == {"innhold/side.md": []}


def test_a_line_is_an_entry_that_can_be_read_and_merged(site: Path) -> None:
    lines = (site / ".clarity-baseline").read_text("utf-8").splitlines()
    assert lines[0].startswith("#")
    assert lines[1:] == sorted(lines[1:])
    assert all(map(LINE.fullmatch, lines[1:]))
    assert {line.split()[0] for line in lines[1:]} == {"innhold/side.md"}


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(f"# Støtte\n\n{VAGUE}\n\nDu kan søke nå. {FORMAL}\n", id="moved"),
        pytest.param(f"# Støtte\n\nDet er mai. Du kan søke nå. {FORMAL} {VAGUE}\n", id="after one"),
        pytest.param(PAGE.replace(" ", "\n").replace("#\n", "# "), id="broken lines"),
        pytest.param(PAGE.replace("\n", "\r\n"), id="line ends"),
        pytest.param(
            f"# Støtte\n\n- {FORMAL}\n- Nå, {VAGUE[:1].lower()}u er.\n* {VAGUE}\n", id="list"
        ),
        pytest.param(PAGE.replace("henhold", "**henhold**"), id="in bold"),
        pytest.param(
            "# Støtte\n\n1.  Søknaden skal behandles\n    i henhold til\n    forskriften.\n",
            id="item",
        ),
    ],
)
def test_a_sentence_is_known_wherever_and_however_it_stands(site: Path, page: str) -> None:
    (site / "innhold" / "side.md").write_bytes(page.encode())
    assert new_in(site) == {"innhold/side.md": []}


@pytest.mark.parametrize(
    ("page", "new"),
    [
        pytest.param(PAGE.replace("Søknaden", "Klagen"), 2, id="another word in the sentence"),
        pytest.param(f"{PAGE}\n{FORMAL}\n", 2, id="the same sentence once more"),
        pytest.param(
            PAGE.replace(FORMAL, "Vi svarer snart.") + "\nVi svarer i henhold til loven.\n",
            1,
            id="the same words where another sentence was mended",
        ),
    ],
)
def test_no_new_fault_hides_behind_an_old_one(site: Path, page: str, new: int) -> None:
    (site / "innhold" / "side.md").write_text(page, "utf-8")
    places = report(run("check", "--format", "json", cwd=site))["files"][0]["findings"]
    assert len(places) == new


def test_one_file_from_anywhere_and_by_any_name_is_known(site: Path) -> None:
    page = site / "innhold" / "side.md"
    for folder, name in (
        (site / "innhold", "side.md"),
        (site.parent, page),
        (site, "./innhold/../innhold/side.md"),
    ):
        assert run("check", name, cwd=folder).returncode == 0
    done = run("check", "-", "--stdin-filename", "innhold/side.md", cwd=site, stdin=PAGE)
    assert done.returncode == 0
    elsewhere = run("check", "-", "--stdin-filename", "innhold/annen.md", cwd=site, stdin=PAGE)
    assert elsewhere.returncode == 1


def test_a_renamed_page_is_known_and_a_copy_is_not(site: Path) -> None:
    page = site / "innhold" / "side.md"
    page.rename(site / "støtte.md")
    assert new_in(site) == {"støtte.md": []}
    (site / "kopi.md").write_text(PAGE, "utf-8")
    told = new_in(site)
    assert sorted(map(len, told.values())) == [0, 3], "one of the two is a copy"
    (site / "kopi.md").unlink()
    assert run("baseline", "--prune", cwd=site).returncode == 0
    assert {line.split()[0] for line in entries(site)} == {"støtte.md"}
    (site / "kopi.md").write_text(PAGE, "utf-8")
    assert {name: len(found) for name, found in new_in(site).items()} == {
        "kopi.md": 3,
        "støtte.md": 0,
    }


@pytest.mark.parametrize("is_named", [True, False])
def test_a_baseline_is_no_text_to_check(site: Path, is_named: bool) -> None:
    more = ("--baseline", "kjent.txt") if is_named else ()
    if not is_named:
        (site / ".clarity.yaml").write_text("baseline: kjent.txt\n", "utf-8")
    run("baseline", *more, cwd=site)
    for paths in ((), ("kjent.txt", "innhold")):
        assert new_in(site, *more, *paths) == {"innhold/side.md": []}
    assert "as it should be" in say("baseline", *more, cwd=site).stdout


@pytest.mark.parametrize("is_named", [True, False])
def test_in_a_folder_of_its_own_it_knows_what_is_renamed_or_gone(
    site: Path, is_named: bool
) -> None:
    (site / ".clarity-baseline").unlink()
    (site / "ned").mkdir()
    more = ("--baseline", "ned/kjent.txt") if is_named else ()
    if not is_named:
        (site / ".clarity.yaml").write_text("baseline: ned/kjent.txt\n", "utf-8")
    (site / "gammel.md").write_text(f"{NEW}\n", "utf-8")
    say("baseline", *more, cwd=site)
    (site / "innhold" / "side.md").rename(site / "støtte.md")
    (site / "gammel.md").unlink()
    done = say("check", *more, cwd=site)
    assert done.returncode == 0, done.stdout
    assert "2 entries of the baseline are no longer found" in done.stderr
    say("baseline", "--prune", *more, cwd=site)
    left = (site / "ned" / "kjent.txt").read_text("utf-8").splitlines()[1:]
    assert [line.split()[0] for line in left] == ["../støtte.md"] * 3


def test_nobody_looks_for_what_a_baseline_names_outside_the_project(site: Path) -> None:
    (site / ".git").mkdir()
    file = site / ".clarity-baseline"
    lines = file.read_text("utf-8")
    file.write_text(lines + lines.replace("innhold/side.md", "../borte.md"), "utf-8")
    (site / "innhold" / "side.md").rename(site / "støtte.md")
    (site / "kopi.md").write_text(PAGE, "utf-8")
    assert sorted(map(len, new_in(site).values())) == [0, 3]


def test_what_is_mended_is_told_and_pruned_and_nothing_is_added(site: Path) -> None:
    page = site / "innhold" / "side.md"
    page.write_text(PAGE.replace(VAGUE, NEW), "utf-8")
    before = entries(site)
    assert "1 entry of the baseline is no longer found" in say("check", cwd=site).stderr
    assert "no longer found" not in say("check", "--only", "nb/passive-duty", cwd=site).stderr
    assert say("baseline", "--prune", cwd=site).returncode == 0
    assert len(entries(site)) == len(before) - 1
    assert set(entries(site)) < set(before)
    assert say("check", cwd=site).returncode == 1
    assert "1 entry" not in say("check", cwd=site).stderr


def test_another_run_adds_what_it_has_looked_at_and_leaves_the_rest(site: Path) -> None:
    (site / "a.md").write_text(f"{NEW}\n", "utf-8")
    (site / "b.md").write_text(f"{NEW}\n", "utf-8")
    done = say("baseline", "a.md", cwd=site)
    assert "a.md (2)" in done.stdout
    assert [line.split()[0] for line in entries(site)] == ["a.md"] * 2 + ["innhold/side.md"] * 3
    assert say("check", "a.md", "innhold", cwd=site).returncode == 0
    assert say("check", "b.md", cwd=site).returncode == 1
    before = (site / ".clarity-baseline").stat().st_mtime_ns
    say("baseline", "a.md", cwd=site)
    assert (site / ".clarity-baseline").stat().st_mtime_ns == before


def test_what_did_not_run_takes_no_entry_out(site: Path) -> None:
    before = entries(site)
    assert any("passive" in line for line in before)
    assert "no longer" not in say("check", "--quick", cwd=site).stderr
    say("baseline", "--quick", cwd=site)
    assert entries(site) == before
    (site / "innhold" / "side.md").write_bytes(b"\xff\xfe\x00")
    assert say("baseline", cwd=site).returncode == 2
    assert entries(site) == before


def test_a_text_that_cannot_be_judged_loses_no_entry(site: Path) -> None:
    (site / "sv").mkdir()
    swedish = "Ni ska erlägga avgiften. Vi behandlar ärendet enligt lagen och svarar inom kort."
    (site / "sv" / "sida.md").write_text(f"{swedish}\n", "utf-8")
    assert run("baseline", cwd=site).returncode == 0
    before = entries(site)
    assert any(line.startswith("sv/") for line in before)
    rules = site / "regler" / "sv"
    rules.mkdir(parents=True)
    (rules / "feil.yaml").write_text("check: nothing\n", "utf-8")
    (site / ".clarity.yaml").write_text("rule_paths: [regler]\n", "utf-8")
    assert run("baseline", "--prune", cwd=site).returncode == 2
    assert entries(site) == before


def test_one_baseline_that_cannot_be_written_stops_no_other(site: Path) -> None:
    (site / "annet").mkdir()
    (site / "annet" / ".clarity.yaml").write_text("baseline: mangler/kjent.txt\n", "utf-8")
    (site / "annet" / "side.md").write_text(PAGE, "utf-8")
    (site / "z.md").write_text(f"{NEW}\n", "utf-8")
    done = run("baseline", cwd=site)
    assert done.returncode == 2
    assert "mangler/kjent.txt" in done.stderr
    assert [line.split()[0] for line in entries(site)][-2:] == ["z.md", "z.md"]


def test_each_project_has_a_baseline_of_its_own(site: Path) -> None:
    own = site / "annet"
    own.mkdir()
    (own / ".clarity.yaml").write_text("guideline: none\n", "utf-8")
    (own / "side.md").write_text(PAGE, "utf-8")
    before = entries(site)
    assert run("baseline", cwd=site).returncode == 0
    assert entries(site) == before
    assert {line.split()[0] for line in entries(own)} == {"side.md"}
    assert run("check", cwd=site).returncode == 0


def test_a_part_that_is_kept_follows_the_baseline(site: Path) -> None:
    (site / "a.md").write_text(f"{NEW}\n", "utf-8")
    cache = ("--cache-dir", site / "cache")
    assert sum(map(len, new_in(site, *cache).values())) == 2
    run("baseline", "a.md", cwd=site)
    assert sum(map(len, new_in(site, *cache).values())) == 0
    (site / ".clarity-baseline").unlink()
    assert sum(map(len, new_in(site, *cache).values())) == 5


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("<<<<<<< HEAD", "a merge is not finished"),
        ("=======", "a merge is not finished"),
        ("innhold/side.md nb/passive-duty 12ab", "is no entry"),
        ("innhold/side.md nb/passive-duty", "is no entry"),
        ("0123456789abcdef", "is no entry"),
        ("# clarity baseline, version 9", "is of version 9"),
        (f"# clarity baseline, version {'9' * 5000}", "is of version 999"),
        (b"\xff\xfe", "is not UTF-8"),
    ],
)
def test_a_broken_line_is_told_with_its_place_and_nothing_is_lost(
    site: Path, line: str | bytes, told: str
) -> None:
    file = site / ".clarity-baseline"
    data = file.read_bytes() + (line if isinstance(line, bytes) else line.encode()) + b"\n"
    file.write_bytes(data)
    for command in (
        ("check",),
        ("check", "innhold/side.md"),
        ("baseline",),
        ("baseline", "--prune"),
    ):
        done = say(*command, cwd=site)
        assert done.returncode == 2
        said = " ".join((done.stdout + done.stderr).split())
        assert ".clarity-baseline:5: " in said
        assert told in said
        assert said.count(told) == 1
        assert file.read_bytes() == data


def test_what_a_hand_or_a_merge_has_left_is_read_and_put_in_order(site: Path) -> None:
    file = site / ".clarity-baseline"
    header, *lines = file.read_text("utf-8").splitlines()
    mess = [
        "",
        *reversed(lines),
        "  # Jussen vil ha det slik.",
        header,
        lines[0],
        f"  {lines[1]}  ",
    ]
    file.write_bytes("\ufeff".encode() + "\r\n".join(mess).encode())
    assert run("check", cwd=site).returncode == 0
    (site / "a.md").write_text(f"{NEW}\n", "utf-8")
    run("baseline", cwd=site)
    text = file.read_bytes().decode()
    assert text.splitlines()[:2] == [header, "# Jussen vil ha det slik."]
    assert text.splitlines()[4:] == lines
    assert "\r" not in text


@pytest.mark.parametrize("name", ["100 % klart.md", "#side.md", "  a .md", "å.md", "<<<<<<< a.md"])
def test_a_name_of_any_kind_is_known_again(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PAGE, "utf-8")
    say("baseline", cwd=tmp_path)
    done = say("check", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "no longer" not in done.stderr


def test_a_project_names_its_baseline_or_has_none(site: Path) -> None:
    project = site / ".clarity.yaml"
    project.write_text("baseline: kjent.txt\n", "utf-8")
    done = say("check", cwd=site)
    assert done.returncode == 2
    assert "kjent.txt" in done.stdout
    assert "Write it with: clarity baseline" in done.stdout
    assert say("baseline", cwd=site).returncode == 0
    assert (site / "kjent.txt").exists()
    assert say("check", cwd=site).returncode == 0
    project.write_text("baseline: off\n", "utf-8")
    assert say("check", cwd=site).returncode == 1
    assert say("baseline", cwd=site).returncode == 2
    assert say("check", "--baseline", "kjent.txt", cwd=site).returncode == 0
    project.write_text("baseline: ../kjent.txt\n", "utf-8")
    assert ".clarity.yaml:1" in say("check", cwd=site).stdout


@pytest.mark.parametrize("name", [".git/hooks/pre-commit", ".GIT/x", "lenke/pre-commit", "ut/a"])
def test_no_project_has_a_baseline_written_where_git_or_somebody_else_reads(
    site: Path, name: str
) -> None:
    hooks = site / ".git" / "hooks"
    hooks.mkdir(parents=True)
    (site / "lenke").symlink_to(hooks)
    (site / "ut").symlink_to(site.parent)
    (site / ".clarity.yaml").write_text(f"baseline: {name}\n", "utf-8")
    there = set(site.parent.rglob("*"))
    done = run("baseline", cwd=site)
    assert done.returncode == 2
    assert ".clarity.yaml:1: " in done.stderr
    assert set(site.parent.rglob("*")) == there


@pytest.mark.parametrize("text", ["", "# -*- coding: utf-8 -*-\n", "\n# clarity\n\n"])
@pytest.mark.parametrize("is_named", [True, False])
def test_a_file_that_is_no_baseline_is_not_written_over(
    site: Path, text: str, is_named: bool
) -> None:
    file = site / "tom.py"
    file.write_text(text, "utf-8")
    (site / ".clarity.yaml").write_text("" if is_named else "baseline: tom.py\n", "utf-8")
    done = run("baseline", *(["--baseline", "tom.py"] if is_named else []), cwd=site)
    assert done.returncode == 2
    assert "tom.py:1: " in done.stderr
    assert file.read_text("utf-8") == text


def test_a_link_that_leads_out_is_told_of_in_one_language(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("annet") / "kjent"
    (site / ".clarity-baseline").replace(elsewhere)
    (site / ".clarity-baseline").symlink_to(elsewhere)
    (site / ".git").mkdir()
    for command in ("check", "baseline"):
        done = run(command, cwd=site, env={"CLARITY_LANG": "nb"})
        assert done.returncode == 2
        said = " ".join((done.stdout + done.stderr).split())
        assert "a link that" not in said
        assert "Snarveien fører ut av prosjektet" in said


def test_the_nearest_baseline_holds_where_there_is_no_project_file(tmp_path: Path) -> None:
    (tmp_path / "ned" / "her").mkdir(parents=True)
    (tmp_path / "ned" / "her" / "side.md").write_text(PAGE, "utf-8")
    run("baseline", cwd=tmp_path)
    assert (tmp_path / ".clarity-baseline").exists()
    assert run("check", cwd=tmp_path / "ned" / "her").returncode == 0


def test_what_is_known_can_be_shown_and_does_not_count(site: Path) -> None:
    (site / "a.md").write_text(f"{NEW}\n", "utf-8")
    shown = ("check", "--show-baselined")
    found = [
        (file["path"], one["known"])
        for file in report(run(*shown, "--format", "json", cwd=site))["files"]
        for one in file["findings"]
    ]
    assert sorted(found) == [("a.md", False)] * 2 + [("innhold/side.md", True)] * 3
    log: dict[str, Any] = json.loads(run(*shown, "--format", "sarif", cwd=site).stdout)
    marks = [result["suppressions"] for result in log["runs"][0]["results"]]
    assert sorted(map(len, marks)) == [0, 0, 1, 1, 1]
    assert {"kind": "external"} in marks[-1]
    assert "suppressions" not in run("check", "--format", "sarif", cwd=site).stdout
    page = "innhold/side.md"
    for form in ("terminal", "markdown", "html", "github", "line"):
        done = run(*shown, "--format", form, page, cwd=site)
        assert done.returncode == 0
        assert " ".join(done.stdout.split()).count("kjent fra før") == 3


def test_the_score_is_that_of_the_whole_text(site: Path) -> None:
    (site / ".clarity.yaml").write_text("min_score: 99\n", "utf-8")
    (site / "innhold" / "side.md").write_text(PAGE + f"\n{FORMAL} {VAGUE}\n" * 4, "utf-8")
    run("baseline", cwd=site)
    known, whole = (
        report(run("check", "--format", "json", *more, cwd=site))["files"][0]
        for more in ((), ("--no-baseline",))
    )
    assert known["score"] == whole["score"]
    assert known["known"] == len(whole["findings"]) > 0
    assert run("check", cwd=site).returncode == 1, "what is known takes no limit on scores away"


def test_git_is_told_how_to_merge_where_it_does_not_know(site: Path) -> None:
    (site / "a.md").write_text(f"{NEW}\n", "utf-8")
    assert "merge=union" not in say("baseline", cwd=site).stdout
    subprocess.run(["git", "init", "-q"], cwd=site, check=True)
    (site / "a.md").unlink()
    assert ".clarity-baseline merge=union" in say("baseline", cwd=site).stdout
    (site / ".gitattributes").write_text("*.md text\n.clarity-baseline  merge=union\n", "utf-8")
    (site / "a.md").write_text(f"{NEW}\n", "utf-8")
    assert "merge=union" not in say("baseline", cwd=site).stdout


def test_a_long_paragraph_stays_known_while_its_sentences_change(tmp_path: Path) -> None:
    sentences = [
        f"Vi har åpent på dag nummer {n} i uka, og da kan du komme til oss."
        for n in "abcdefghijklmno"
    ]
    page = tmp_path / "side.md"

    def found(text: list[str]) -> list[str]:
        page.write_text(f"# Tider\n\n{' '.join(text)}\n", "utf-8")
        findings = report(run("check", "--format", "json", cwd=tmp_path))["files"][0]["findings"]
        return [one["rule"] for one in findings]

    assert "nb/long-paragraph" in found(sentences)
    run("baseline", cwd=tmp_path)
    assert found(["Velkommen til oss.", *sentences[1:]]) == []
    other = [sentence.replace("uka", "måneden") for sentence in sentences]
    assert found(other) == ["nb/long-paragraph"]


@pytest.mark.parametrize("place", [".clarity-baseline", "ned/kjent.txt"])
def test_pages_that_change_at_random_have_nothing_false_masked_or_in_conflict(
    tmp_path: Path, place: str
) -> None:
    texts = sorted((corpora_root() / "gold" / "nb").glob("*.md"))[:24]
    outcome = try_out(tmp_path, texts, changes=16, pages=5, seed=3, quick=True, place=place)
    assert outcome.changes.total() == 16
    assert outcome.found > 10
    assert (outcome.false, outcome.masked, outcome.conflicts) == ([], [], [])
