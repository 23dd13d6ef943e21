"""The site has every page, and what looks through it finds what it must."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import manual
from check_site import faults
from clarity.parsing.languages import languages
from command import ROOT, run

#: What the pictures and the transcripts are of.
_SAMPLES = {f"docs/example{end}.md" for end in ("", ".nn", ".sv")}


def _named(entries: object) -> Iterator[str]:
    """Yield the pages that a part of the navigation names."""
    if isinstance(entries, str):
        yield f"docs/{entries}"
    elif isinstance(entries, dict):
        for entry in entries.values():
            yield from _named(entry)
    elif isinstance(entries, list):
        for entry in entries:
            yield from _named(entry)


def test_every_page_is_in_the_navigation() -> None:
    site = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))["project"]
    named = list(_named(site["nav"]))
    assert len(named) == len(set(named))
    assert all((ROOT / name).is_file() for name in named)
    by_hand = {page for page in manual.pages() if page.startswith("docs/")} - _SAMPLES
    made = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/guidelines/*.md")}
    assert by_hand | made | {"docs/rules/README.md"} == set(named)


@pytest.mark.parametrize("code", languages())
def test_the_pages_for_writers_are_in_plain_language(code: str) -> None:
    pages = sorted((ROOT / "docs" / code).glob("*.md"))
    assert len(pages) == len(list((ROOT / "docs" / "en").glob("*.md")))
    done = run("check", *pages, "--fail-on", "error", "--min-score", "80", cwd=ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "page",
    [
        '<script src="https://cdn.example/a.js"></script>',
        '<link rel="preconnect" href="//fonts.example">',
        '<img src="https://pictures.example/a.png">',
        '<p style="background: url(https://pictures.example/a.png)"></p>',
        '<img src="gone.png">',
        '<a href="../gone/">there</a>',
        '<a href="#gone">there</a>',
        '<a href="other/#gone">there</a>',
    ],
)
def test_what_is_wrong_with_a_site_is_told(page: str, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "index.html").write_text('<h2 id="here">', encoding="utf-8")
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    assert len(list(faults(tmp_path))) == 1


def test_nothing_is_wrong_with_a_site_that_keeps_to_itself(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "index.html").write_text('<h2 id="here">', encoding="utf-8")
    (tmp_path / "own.css").write_text("a {background: url(data:image/png;base64,)}", "utf-8")
    (tmp_path / "index.html").write_text(
        '<link rel="stylesheet" href="own.css"><a href="other/#here">there</a>'
        '<a href="https://sprakradet.no">elsewhere</a><a href="mailto:a@b.example">write</a>',
        encoding="utf-8",
    )
    assert not list(faults(tmp_path))


def test_links_of_a_page_lead_to_what_the_site_has() -> None:
    docs = ROOT / "docs"
    for page in docs.rglob("*.md"):
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text("utf-8")):
            place = (page.parent / target).resolve()
            assert place.is_relative_to(docs), f"{page}: {target}"
