"""What the manual shows: the pages written by hand, their blocks of code, and how to try them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from command import HEAVY, PLAIN, ROOT

#: Pages made from the rules and the guidelines, which say what those say.
_GENERATED = ("docs/rules/", "docs/guidelines/")
#: A block of code, what stands right before it, and how far it stands in. The comment
#: ``<!-- not run: why -->`` before a block says that nothing in it is tried, and the reason.
_BLOCK = re.compile(
    r"(?:^<!-- not run: (?P<why>[^\n]+?) -->\n\n?)?"
    r"(?:^`(?P<above>[\w./-]+)`:\n\n)?"
    r"^(?P<indent> *)```(?P<language>\w+)\n(?P<text>.*?)^(?P=indent)```$",
    re.DOTALL | re.MULTILINE,
)
#: A rule of an organisation's own, which the help and the manual speak of.
OWN_RULE = "nb/enkle-handlinger"
_NAME = re.compile(r"# (\S+)$", re.MULTILINE)
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class Block(NamedTuple):
    """A block of code on a page, the file it shows if it says so, and why it is not run if so."""

    page: str
    line: int
    language: str
    text: str
    file: str
    not_run: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def pages() -> list[str]:
    """Return the pages that are written by hand, by their paths below the root."""
    every = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/**/*.md"))]
    names = [path.relative_to(ROOT).as_posix() for path in every]
    return [name for name in names if not name.startswith(_GENERATED)]


def text(page: str) -> str:
    """Return what stands on a page."""
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(*languages: str) -> list[Block]:
    """Return the blocks of code in some languages, of all pages, that are to be tried."""
    every = (block for page in pages() for block in page_blocks(page))
    return [block for block in every if block.language in languages and not block.not_run]


def page_blocks(page: str) -> Iterator[Block]:
    """Yield the blocks of code on a page."""
    source = text(page)
    for found in _BLOCK.finditer(source):
        indent = len(found["indent"])
        inside = "".join(line[indent:] or "\n" for line in found["text"].splitlines(True))
        name = _NAME.match(inside)
        yield Block(
            page,
            source.count("\n", 0, found.start("language")) + 1,
            found["language"],
            inside,
            name[1] if name else found["above"] or "",
            found["why"] or "",
        )


def prose(page: str) -> str:
    """Return a page without its blocks of code and its comments."""
    return _COMMENT.sub("", _BLOCK.sub("", text(page)))


def inline_code(page: str) -> Iterator[str]:
    """Yield what stands between backticks in the prose of a page."""
    yield from _CODE.findall(prose(page))


def lay_out(folder: Path, page: str | None = None) -> None:
    """Write a small project to try things in, with the files that a page shows in full."""
    files = {
        "side.md": PLAIN,
        "innhold/side.md": PLAIN,
        "brev/vedtak.md": HEAVY,
        "brev/vedtak.txt": HEAVY,
        "brev/beslut.txt": HEAVY,
        "ordliste.yaml": "language: nb\nterms: [{use: fastlege, avoid: [primærlege]}]\n",
        "ordlista.txt": "attefallshus\n",
        "earlier.json": '{"schema": 1, "files": []}',
        f"klarspraak/regler/{OWN_RULE}.yaml": _RULE,
    }
    for block in page_blocks(page) if page else ():
        if block.file and not block.not_run and "config.yaml" not in block.file:
            files[block.file] = block.text
    for name, inside in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(inside, encoding="utf-8")


_RULE = """
category: wording
severity: suggestion
strength: heuristic
source: Oss selv
message: "«{found}» kan sies enklere: {instead}."
why: Ett ord er lettere å følge enn to.
check: phrases
instead: {per dags dato: i dag}
examples: [{bad: Per dags dato er det stengt., marks: Per dags dato, good: I dag er det stengt.}]
leave_alone: [Det er stengt per i dag.]
"""
