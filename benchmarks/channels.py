"""Measures how well signs tell what kind of text it is, on real texts whose kind is known.

    python benchmarks/channels.py FOLDER... [--labels LABELS]

FOLDER has an INDEX.tsv (see `real_texts`). What a text is to its reader is told by LABELS, JSON
lines with ``file`` (FOLDER's name and the text's), ``kind`` and ``also`` (another one that is as
right, or empty), or by the columns ``channel`` and ``also`` of the index. Where neither does, the
genre has to: statutes should be read as law, documentation as technical, letters and decisions as
such, and all else, as it is for anybody, as web; messages, some of which are letters and some the
texts of a screen, are left out.

Where the signs leave it open a text is read as web: that is no error, but a text that is judged by
rules which are not for it. So each table shows what was told of each kind, and below it how many
were right, left open and wrong.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
#: Of which some texts are for professionals and some for anybody, some to one reader.
_MIXED = ("service news and API docs",)
_MIXED_KINDS = ("messages",)
_OPEN = "web"

#: The channels that are right for a text, the likeliest first; none where nobody knows.
Labels = Mapping[str, tuple[str, ...]]
Confusion = Mapping[str, Counter[str]]


def main() -> None:
    """Print a table for each language, and how many of its texts were told right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--labels", type=Path)
    arguments = parser.parse_args()
    known = labels(arguments.labels)
    tables: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for text, name, told in _told(arguments.folders):
        if right := expected(text, name, known):
            # One that is as right as the likeliest is counted as it.
            tables[text.language][right[0]][right[0] if told in right else told] += 1
    for language, confusion in tables.items():
        print("\n".join(_table(language, confusion)))


def labels(path: Path | None) -> Labels:
    """Return what a file of labels tells of each text."""
    if path is None:
        return {}
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {row["file"]: tuple(filter(None, (row["kind"], row.get("also")))) for row in rows}


def expected(text: Text, name: str, known: Labels) -> tuple[str, ...]:
    """Return the channels that are right for a text; none where nobody knows."""
    if said := known.get(name, text.channels):
        return said
    if text.subgenre in _MIXED or text.kind in _MIXED_KINDS:
        return ()
    if text.subgenre.startswith(_FOR_ANYBODY):
        return (_OPEN,)
    return (_CHANNELS.get(text.kind, _OPEN),)


def named(folders: Sequence[Path]) -> Iterator[tuple[Text, str]]:
    """Yield the texts of folders, and what labels call each."""
    for folder in folders:
        for text in texts(folder):
            yield text, f"{folder.resolve().name}/{text.name}"


def _told(folders: Sequence[Path]) -> Iterator[tuple[Text, str, str]]:
    session = Session(Request(quick=True, scored=False))
    for text, name in named(folders):
        report = session.check_bytes(text.content.encode(), f"text{text.suffix}", Settings())
        if isinstance(report, Report) and report.language == text.language:
            yield text, name, report.channel


def _table(language: str, confusion: Confusion) -> Iterable[str]:
    columns = sorted({channel for row in confusion.values() for channel in row})
    yield f"{language:12}" + "".join(f"{column:>12}" for column in columns)
    for kind, row in sorted(confusion.items()):
        yield f"{kind:12}" + "".join(f"{row[column]:12}" for column in columns)
    total = sum(row.total() for row in confusion.values())
    right = sum(row[kind] for kind, row in confusion.items())
    left_open = sum(row[_OPEN] for kind, row in confusion.items() if kind != _OPEN)
    wrong = total - right - left_open
    yield f"{right} of {total} right ({right / total:.1%}), {left_open} left open, {wrong} wrong\n"


if __name__ == "__main__":
    main()
