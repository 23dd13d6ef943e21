"""Where a text lies and what it is called, by the address that an editor gives it."""

from __future__ import annotations

from pathlib import Path

import pytest

from clarity.lsp.addresses import path_of, place_of, project_folder, uri_of


def test_a_text_is_called_by_its_path_in_the_nearest_folder_that_is_open(tmp_path: Path) -> None:
    inner = tmp_path / "nn" / "innhald"
    uri = uri_of(str(inner / "side.md"))
    for folders, name in (
        ([tmp_path, inner], "side.md"),
        ([tmp_path], "nn/innhald/side.md"),
        ([], "side.md"),  # what lies above says nothing of its language
    ):
        place = place_of(uri, "markdown", list(map(str, folders)))
        assert place
        assert (place.name, place.path, place.is_file) == (name, str(inner / "side.md"), True)


@pytest.mark.parametrize("name", ["Søk (1).md", "a;b#c?.md", "100 %.md", "😀.md"])
def test_names_survive_addresses(name: str, tmp_path: Path) -> None:
    path = str(tmp_path / name)
    assert path_of(uri_of(path)) == path


@pytest.mark.parametrize(
    ("uri", "language", "name"),
    [
        ("untitled:Untitled-1", "markdown", "Untitled-1.md"),
        ("untitled:brev.txt", "plaintext", "brev.txt"),
        ("file:///brev/LESMEG", "plaintext", "LESMEG.txt"),
    ],
)
def test_a_text_without_an_ending_of_ours_is_read_by_its_language(
    uri: str, language: str, name: str
) -> None:
    place = place_of(uri, language, [])
    assert place
    assert place.name.rpartition("/")[2] == name


@pytest.mark.parametrize("language", ["python", "yaml", ""])
def test_what_we_do_not_read_has_no_place(language: str) -> None:
    assert place_of("file:///kode.py", language, []) is None


def test_a_project_file_goes_where_it_will_be_found(tmp_path: Path) -> None:
    text = str(tmp_path / "lager" / "brev" / "side.md")
    assert project_folder(text, []) == tmp_path / "lager" / "brev"
    assert project_folder(text, [str(tmp_path)]) == tmp_path
    (tmp_path / "lager" / ".git").mkdir(parents=True)
    assert project_folder(text, [str(tmp_path)]) == tmp_path / "lager"
