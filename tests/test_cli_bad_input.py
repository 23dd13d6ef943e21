"""What no text should be: each is told in a line, and the other files are still reported."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from command import HEAVY, PLAIN, report, run


@pytest.fixture(autouse=True)
def _in_a_folder_with_one_good_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "god.md").write_text(PLAIN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def _check(name: str, content: bytes) -> tuple[dict[str, object] | None, str | None]:
    """Check a file beside the good one; return what is reported of it and its error."""
    Path(name).write_bytes(content)
    done = run("check", ".", "--format", "json")
    files = {file["path"]: file for file in report(done)["files"]}
    errors = {error["path"]: error["message"] for error in report(done)["errors"]}
    assert "god.md" in files
    assert (done.returncode == 2) == bool(errors)
    assert all("\n" not in message for message in errors.values())
    return files.get(name), errors.get(name)


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00",
        b"PK\x03\x04\x14\x00\x08\x08\x08\x00" + bytes(range(256)) * 40,
        HEAVY.encode() + b"\x00" + HEAVY.encode(),
        bytes(2000),
    ],
    ids=["picture", "word document", "a NUL byte", "only NUL bytes"],
)
def test_binary_files_are_refused(content: bytes) -> None:
    reported, error = _check("vondt.md", content)
    assert reported is None
    assert error


@pytest.mark.parametrize(
    ("content", "is_remarked"),
    [
        (HEAVY.encode("utf-8-sig"), False),
        (HEAVY.encode("utf-16"), True),
        (HEAVY.encode("latin-1"), True),
        (HEAVY.replace("Søknaden", "«Søknaden»").encode("cp1252"), True),
        (HEAVY.replace("\n", "\r\n").encode(), False),
        (HEAVY.replace("\n", "\r").encode(), False),
        (unicodedata.normalize("NFD", HEAVY).encode(), False),
        (HEAVY.replace("iverksettes", "iverk\u00adsettes").encode(), False),
        (HEAVY.replace("iverksettes", "iverk\u200bsettes").encode(), False),
        (HEAVY.replace("i henhold til", "i\u00a0henhold\u00a0til").encode(), False),
        (HEAVY.encode() + "Søknaden er avslått.\n".encode("latin-1"), True),
    ],
    ids=[
        "byte order mark",
        "UTF-16",
        "Latin-1",
        "CP1252",
        "CRLF",
        "CR",
        "NFD letters",
        "soft hyphen",
        "zero-width space",
        "no-break spaces",
        "mixed encodings",
    ],
)
def test_odd_encodings_are_read_and_remarked_on(content: bytes, is_remarked: bool) -> None:
    reported, error = _check("rart.md", content)
    assert error is None
    assert reported is not None
    findings = reported["findings"]
    assert isinstance(findings, list)
    assert {"nb/bureaucratic-words", "nb/compound-prepositions"} <= {f["rule"] for f in findings}
    assert bool(reported.get("notices")) == is_remarked


@pytest.mark.parametrize("name", ["tekster.json", "side.PHP"])
def test_a_file_of_a_strange_kind_is_read_with_a_warning(name: str) -> None:
    Path(name).write_text(HEAVY, encoding="utf-8")
    shown = run("check", name).stdout
    ending = name.rpartition(".")[2].lower()
    assert "nb/bureaucratic-words" in shown
    assert f".{ending}-filer" in shown and "kan være feil" in " ".join(shown.split())


@pytest.mark.parametrize("name", ["brev", "brev.2024", "brev.txt", ".brev"])
def test_a_name_that_says_nothing_strange_is_not_remarked_on(name: str) -> None:
    Path(name).write_text(HEAVY, encoding="utf-8")
    (file,) = report(run("check", name, "--format", "json"))["files"]
    assert not file["notices"]


@pytest.mark.parametrize("suffix", [".md", ".html", ".txt"])
@pytest.mark.parametrize(
    "content",
    [
        "",
        "\n \t\r\n",
        "---\n",
        "---\ntitle: [uferdig\n---\n" + HEAVY,
        "<!-- clarity: off",
        "x" * 4_000_000,
        pytest.param("Du kan søke.\n" * 100_000, marks=pytest.mark.slow),
        "> " * 10_000 + "Du kan søke.",
        "- " * 10_000 + "Du kan søke.",
        "<div>" * 10_000 + "Du kan søke.",
        "[" * 10_000 + "Du kan søke.",
        "*_" * 10_000 + "Du kan søke.",
        "{{" * 10_000,
        "«" * 10_000,
    ],
    ids=[
        "empty",
        "blank",
        "unended front matter",
        "broken front matter",
        "unended comment",
        "one word of 4 MB",
        "100,000 lines",
        "10,000 quotes",
        "10,000 lists",
        "10,000 elements",
        "10,000 brackets",
        "10,000 emphases",
        "10,000 placeholders",
        "10,000 quotation marks",
    ],
)
def test_odd_shapes_neither_hang_nor_break(suffix: str, content: str) -> None:
    reported, error = _check("rar" + suffix, content.encode())
    assert reported is not None
    assert error is None


@pytest.mark.slow
def test_one_line_of_4_megabytes_is_read_to_its_end() -> None:
    reported, _ = _check("lang.md", b"Du kan ringe oss i dag. " * 170_000 + HEAVY.encode())
    assert reported is not None
    assert reported["words"] == 6 * 170_000 + 18


def test_a_file_that_is_too_large_is_refused_unread_and_the_others_checked() -> None:
    with Path("dump.md").open("wb") as file:
        file.truncate(50 * 1000**3)  # a hole of 50 GB, which no memory holds
    for _ in range(2):  # also where reports are kept
        done = run("check", ".", "dump.md", "--format", "json")
        assert done.returncode == 2
        assert [file["path"] for file in report(done)["files"]] == ["god.md"]
        ((path, _line, message),) = [error.values() for error in report(done)["errors"]]
        assert path == "dump.md"
        assert "4 MB" in message
        assert "«exclude»" in message
    Path(".clarity.yaml").write_text("exclude: [dump.md]\n")
    assert run("check", ".").returncode == 0


def test_a_table_of_too_many_cells_is_refused() -> None:
    reported, error = _check("tabell.md", b"| du | kan |\n|---|---|\n" + b"|a|b|\n" * 60_000)
    assert reported is None
    assert error is not None
    assert "100,000" in error
    assert "«exclude»" in error


def test_standard_input_that_is_too_large_is_refused() -> None:
    done = run("check", "-", stdin="Du kan ringe oss i dag. " * 200_000)
    assert done.returncode == 2
    assert "4 MB" in done.stdout


def test_broken_settings_in_a_text_are_its_own_error() -> None:
    _, error = _check("feil.md", b"---\nclarity:\n  chanel: web\n---\n" + HEAVY.encode())
    assert error is not None
    assert "line 3" in error
    assert "«channel»" in error


def test_an_unknown_rule_in_a_text_is_its_own_error() -> None:
    _, error = _check(
        "feil.md", b"---\nclarity: {rules: {long-sentense: off}}\n---\n" + HEAVY.encode()
    )
    assert error is not None
    assert "«long-sentence»" in error


def test_a_link_to_itself_is_an_error() -> None:
    Path("sløyfe.md").symlink_to("sløyfe.md")
    done = run("check", ".", "sløyfe.md", "--format", "json")
    assert done.returncode == 2
    assert {error["path"] for error in report(done)["errors"]} == {"sløyfe.md"}
    assert [file["path"] for file in report(done)["files"]] == ["god.md"]


def test_a_closed_file_is_an_error() -> None:
    Path("lukket.md").write_text(HEAVY, encoding="utf-8")
    Path("lukket.md").chmod(0)
    if os.access("lukket.md", os.R_OK):
        pytest.skip("this user may read all")
    done = run("check", ".", "--format", "json")
    assert done.returncode == 2
    assert [error["path"] for error in report(done)["errors"]] == ["lukket.md"]
    assert [file["path"] for file in report(done)["files"]] == ["god.md"]


def test_a_broken_cache_is_begun_anew(tmp_path: Path) -> None:
    cache = tmp_path / ".cache"
    first = run("check", "god.md", "--cache-dir", cache)
    for kept in cache.rglob("*"):
        if kept.is_file():
            kept.write_bytes(b"\x00rubbish")
    again = run("check", "god.md", "--cache-dir", cache)
    assert (again.returncode, again.stdout) == (first.returncode, first.stdout) == (0, first.stdout)


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    assert run("check", "god.md", "--cache-dir", tmp_path / "fil" / "under").returncode == 0


def test_an_unknown_rule_file_is_told_with_file_and_line() -> None:
    Path("regler/nb").mkdir(parents=True)
    Path("regler/nb/egen.yaml").write_text("category: wording\nseverty: warning\n")
    Path(".clarity.yaml").write_text("rule_paths: [regler]\n")
    done = run("check", "god.md", "--format", "json")
    assert done.returncode == 2
    assert "egen.yaml" in done.stderr
    assert len(done.stderr.splitlines()) == 1
