"""Which files a run takes, and in which order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from clarity.model import Failure
from clarity.project.walk import files

SUFFIXES = (".md", ".html", ".txt")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _write(*names: str, text: str = "") -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def _found(*paths: str) -> list[str]:
    return [path for path in files(paths, SUFFIXES) if isinstance(path, str)]


def _failures(*paths: str) -> list[Failure]:
    return [item for item in files(paths, SUFFIXES) if isinstance(item, Failure)]


def test_a_folder_gives_its_texts_files_first_and_by_name() -> None:
    _write("b.md", "a.TXT", "c/z.md", "c/y.html", "bilde.png", "a/side.md", "stil.css")
    assert _found(".") == ["a.TXT", "b.md", "a/side.md", "c/y.html", "c/z.md"]


def test_what_is_no_content_is_left_out() -> None:
    _write(
        "side.md",
        ".skjult.md",
        ".github/mal.md",
        "node_modules/pakke/README.md",
        ".venv/lib/LICENSE.txt",
        "miljø/pyvenv.cfg",
        "miljø/lib/top_level.txt",
    )
    assert _found(".") == ["side.md"]


def test_a_named_file_is_taken_whatever_it_is_called() -> None:
    _write("notat", ".skjult.md", "utkast.md")
    _write(".gitignore", text="utkast.md\n")
    Path(".git").mkdir()
    assert _found("notat", ".skjult.md", "utkast.md") == ["notat", ".skjult.md", "utkast.md"]


def test_the_configuration_is_asked_about_named_files_too() -> None:
    _write("arkiv/side.md", "side.md")

    def takes(path: str) -> bool:
        return "arkiv" not in path

    assert list(files(["arkiv/side.md", "side.md"], SUFFIXES, takes)) == ["side.md"]
    assert list(files(["."], SUFFIXES, takes)) == ["side.md"]


def test_no_file_comes_twice() -> None:
    _write("a.md", "b/c.md")
    Path("lenke.md").symlink_to("a.md")
    assert _found("b/c.md", ".", "./a.md", str(Path("a.md").resolve())) == ["b/c.md", "a.md"]


def test_gitignore_is_respected_also_the_nested_and_the_negated() -> None:
    Path(".git").mkdir()
    _write(".gitignore", text="bygg/\n*.txt\n!viktig.txt\n# kommentar\n!\n")
    _write("innhold/.gitignore", text="/utkast.md\n!beholdes.txt\n")
    _write("bygg/side.md", "notat.txt", "viktig.txt", "side.md")
    _write("innhold/utkast.md", "innhold/beholdes.txt", "innhold/sub/utkast.md", "innhold/x.txt")
    assert _found(".") == [
        "side.md",
        "viktig.txt",
        "innhold/beholdes.txt",
        "innhold/sub/utkast.md",
    ]


def test_gitignore_of_the_folders_above_holds_up_to_the_repository() -> None:
    _write(".gitignore", text="*.md\n")
    Path("repo/.git").mkdir(parents=True)
    _write("repo/.gitignore", text="utkast/\n")
    _write("repo/innhold/side.md", "repo/innhold/utkast/a.md")
    assert _found("repo/innhold") == ["repo/innhold/side.md"]


def test_an_ignored_folder_that_is_named_is_walked() -> None:
    Path(".git").mkdir()
    _write(".gitignore", text="bygg/\n")
    _write("bygg/side.md")
    assert _found("bygg") == ["bygg/side.md"]


def test_links_to_folders_are_not_followed_and_loops_do_no_harm() -> None:
    _write("a/side.md")
    Path("a/opp").symlink_to("..")
    Path("b").symlink_to("a")
    assert _found(".") == ["a/side.md"]
    assert _found("b") == ["b/side.md"]


def test_what_cannot_be_found_is_told_and_the_others_still_come() -> None:
    _write("side.md")
    Path("sløyfe.md").symlink_to("sløyfe.md")
    Path("borte.md").symlink_to("finnes-ikke.md")
    assert _found("finnes-ikke", ".", "side.md") == ["side.md"]
    assert [failure.path for failure in _failures("finnes-ikke", ".")] == [
        "finnes-ikke",
        "borte.md",
        "sløyfe.md",
    ]
    assert all("cannot be read" in failure.message for failure in _failures("finnes-ikke", "."))


@pytest.mark.skipif(os.name == "nt", reason="no named pipes")
def test_a_pipe_in_a_folder_is_not_opened() -> None:
    os.mkfifo("ror.md")
    assert list(files(["."], SUFFIXES)) == []


def test_a_closed_folder_is_told() -> None:
    _write("lukket/side.md", "åpen/side.md")
    Path("lukket").chmod(0)
    if os.access("lukket", os.R_OK):
        pytest.skip("this user may read all")
    try:
        assert [failure.path for failure in _failures(".")] == ["lukket"]
        assert _found(".") == ["åpen/side.md"]
        assert [failure.path for failure in _failures("lukket/side.md")] == ["lukket/side.md"]
    finally:
        Path("lukket").chmod(0o700)
