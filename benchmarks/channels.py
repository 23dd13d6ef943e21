"""Measures how well signs tell what kind of text it is, on real texts whose genre is known.

    python benchmarks/channels.py FOLDER

FOLDER has an INDEX.tsv (see `real_texts`). Statutes should be read as law, documentation as
technical, letters and decisions as such, and all else, as it is for anybody, as web. Where the
signs leave it open a text is read as web too: that is no error, but a text that is judged by rules
which are not for it. So each table shows what was told of each kind, and below it how many were
right, left open and wrong.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from clarity.model import Report
from clarity.project.settings import Settings
from clarity.session import Request, Session
from real_texts import Text, texts

#: What the texts of each kind are for; all others are for anybody.
_CHANNELS = {
    "statutes": "law",
    "docs": "technical",
    "letters": "letter",
    "decisions": "decision",
}
#: Documentation that is not for professionals: how to book a hall, what was said in a meeting.
_FOR_ANYBODY = ("user manual", "meeting notes")
#: Of which some texts are for professionals and some for anybody: left out.
_MIXED = ("service news and API docs",)
_OPEN = "web"

Confusion = Mapping[str, Counter[str]]


def main(folder: Path) -> None:
    """Print a table for each language, and how many of its texts were told right."""
    tables: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for text, channel in _told(folder):
        if text.subgenre in _MIXED:
            continue
        tables[text.language][_expected(text)][channel] += 1
    for language, confusion in tables.items():
        print("\n".join(_table(language, confusion)))


def _told(folder: Path) -> Iterator[tuple[Text, str]]:
    session = Session(Request(quick=True, scored=False))
    for text in texts(folder):
        report = session.check_bytes(text.content.encode(), f"text{text.suffix}", Settings())
        if isinstance(report, Report) and report.language == text.language:
            yield text, report.channel


def _expected(text: Text) -> str:
    if text.subgenre.startswith(_FOR_ANYBODY):
        return _OPEN
    return _CHANNELS.get(text.kind, _OPEN)


def _table(language: str, confusion: Confusion) -> Iterable[str]:
    columns = sorted({channel for row in confusion.values() for channel in row})
    yield f"{language:12}" + "".join(f"{column:>12}" for column in columns)
    for expected, row in sorted(confusion.items()):
        yield f"{expected:12}" + "".join(f"{row[column]:12}" for column in columns)
    total = sum(row.total() for row in confusion.values())
    right = sum(row[expected] for expected, row in confusion.items())
    left_open = sum(row[_OPEN] for expected, row in confusion.items() if expected != _OPEN)
    wrong = total - right - left_open
    yield f"{right} of {total} right ({right / total:.1%}), {left_open} left open, {wrong} wrong\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
