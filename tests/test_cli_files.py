"""Which files a run reads, and what it says of those it does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from command import HEAVY, PLAIN, environment, report, run

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj << /Type /Catalog >>\n"


@pytest.fixture(autouse=True)
def _texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder with a text without anything to mend."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "enkel.md").write_text(PLAIN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def _checked(*arguments: str) -> list[str]:
    done = run("check", "--quick", "--format", "json", *arguments)
    return [file["path"] for file in report(done)["files"]]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("brev.docx", "Word"),
        ("BREV.DOC", "Word"),
        ("brev.odt", "OpenDocument"),
        ("brev.pdf", "PDF"),
        ("lysbilder.pptx", "PowerPoint"),
        ("side.textile", "Textile"),
        ("side.rst", "reStructuredText"),
    ],
)
def test_a_document_that_is_named_is_told_with_what_to_do(name: str, kind: str) -> None:
    Path(name).write_bytes(PDF)
    done = run("check", name, "enkel.md", "--format", "json")
    assert done.returncode == 2
    ((path, message),) = [(error["path"], error["message"]) for error in report(done)["errors"]]
    assert path == name
    assert kind in message and ".txt" in message
    assert len(report(done)["files"]) == 1
    sent = run("check", "-", "--stdin-filename", name, stdin="Hei.")
    assert sent.returncode == 2 and kind in sent.stdout


@pytest.mark.parametrize(("data", "kind"), [(PDF, "PDF"), (b"{\\rtf1\\ansi Hei.}", "RTF")])
def test_a_document_under_another_name_is_known_by_how_it_begins(data: bytes, kind: str) -> None:
    Path("tekst.txt").write_bytes(data)
    (error,) = report(run("check", "tekst.txt", "--format", "json"))["errors"]
    assert kind in error["message"]


def test_documents_in_folders_are_counted_and_not_told_one_by_one() -> None:
    Path("brev").mkdir()
    Path(".gitignore").write_text("kladd.docx\n", encoding="utf-8")
    Path(".clarity.yaml").write_text('exclude: ["unntatt.odt"]\n', encoding="utf-8")
    names = ("a.docx", "b.DOCX", "c.pdf", "kladd.docx", "unntatt.odt", "bilde.png", "kode.py")
    for name in names:
        Path("brev", name).write_bytes(PDF)
    done = run("check", "--quick", env={"CLARITY_LANG": "en"})
    assert done.returncode == 0
    assert done.stderr == "clarity: 3 files are not read: 2 .docx, 1 .pdf\n"
    Path(".clarity.yaml").write_text('include: ["*.md"]\n', encoding="utf-8")
    assert run("check", "--quick").stderr == ""


def test_a_folder_of_nothing_but_documents_has_not_passed() -> None:
    Path("Word").mkdir()
    for name in ("a.docx", "b.docx"):
        Path("Word", name).write_bytes(PDF)
    done = run("check", "Word")
    assert done.returncode == 2 and done.stderr == ""
    assert "2 .docx" in done.stdout and "Save the texts as .txt" in done.stdout
    (error,) = report(run("check", "Word", "--format", "json"))["errors"]
    assert error["path"] == "Word"


@pytest.mark.parametrize(
    ("given", "near"),
    [("brev/vedtak.md", "vedtak.txt"), ("brev/vedtk.txt", "vedtak.txt"), ("brev/a.docx", "a.md")],
)
def test_a_file_that_is_not_there_names_the_nearest(given: str, near: str) -> None:
    Path("brev").mkdir()
    for name in ("a.md", "vedtak.txt"):
        Path("brev", name).write_text(PLAIN, encoding="utf-8")
    done = run("check", given, env={"CLARITY_LANG": "nb"})
    assert done.returncode == 2
    said = " ".join(done.stdout.split())
    assert f"Kunne ikke leses: Filen finnes ikke. Mente du «brev/{near}»?" in said
    assert "kan ikke leses" not in said and "Word" not in said
    assert "Did you mean" not in run("check", "borte/langt-vekk.md").stdout


def test_quarto_and_r_markdown_are_read_without_their_code() -> None:
    code = "```{python}\nsøknad = 'iverksettes i henhold til'\n```\n"
    for name in ("side.qmd", "side.Rmd"):
        Path(name).write_text(PLAIN + code + "\nVi har `r antall` saker.\n", encoding="utf-8")
    assert _checked(".") == ["enkel.md", "side.Rmd", "side.qmd"]
    assert run("check", "--quick").returncode == 0


def test_a_run_does_not_check_its_own_report() -> None:
    Path("fra-før.txt").write_text(HEAVY, encoding="utf-8")
    command = [sys.executable, "-m", "clarity", "check", "--quick", "--format", "json"]
    with Path("rapport.txt").open("wb") as out, Path("feil.txt").open("wb") as err:
        done = subprocess.run(
            [*command, ".", "rapport.txt"], env=environment(), stdout=out, stderr=err, check=False
        )
    assert done.returncode == 1
    said = Path("rapport.txt").read_text(encoding="utf-8")
    assert "enkel.md" in said and "fra-før.txt" in said
    assert "rapport.txt" not in said and "feil.txt" not in said
    Path("rapport.txt").unlink()
    for _ in range(2):  # the second time, there is one
        run("check", "--quick", "--format", "json", "--output", "ut.txt")
        assert "ut.txt" not in Path("ut.txt").read_text(encoding="utf-8")
