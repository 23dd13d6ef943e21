"""Tells how much of what an editor marked in whole texts is found.

    python benchmarks/recall.py FOLDER MARKS.jsonl [--language nb]

FOLDER holds the texts. MARKS has a line for each mark that an editor made before seeing a finding:
``file``, ``quote`` (the words, as the source has them), ``kind`` and ``weight`` (1 to 3). A mark is
found where a finding lies in its words, or holds them and is at most three times as long: that a
long sentence is marked does not find a word in it. Kinds of which a rule set says nothing (content,
spelling) are not among the marks.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from clarity.checks.repeats import places
from clarity.model import Finding, Report, Span
from clarity.session import Request, Session
from record import interval

#: A finding that holds a mark says something of it where it is at most so many times as long.
_LONGEST = 3


def is_found(mark: Span, findings: Iterable[Finding]) -> bool:
    """Tell whether a finding is about the words of a mark."""
    for finding in places(findings):
        span, length = finding.span, mark.end - mark.start
        if mark.covers(span) and span.end > span.start:
            return True
        if span.overlaps(mark) and span.end - span.start <= _LONGEST * length:
            return True
    return False


def count(folder: Path, marks: Sequence[dict[str, Any]], session: Session) -> Counter[str]:
    """Count marks and those found: in all, by kind, and those of weight 2 and more ("heavy")."""
    counts: Counter[str] = Counter()
    for name in sorted({mark["file"] for mark in marks}):
        path = folder / name
        report = session.check_bytes(path.read_bytes(), path.name)
        assert isinstance(report, Report), report
        counts["words"] += report.words
        counts["findings"] += len(report.findings)
        own = [mark for mark in marks if mark["file"] == name]
        for mark in own:
            start = report.source.find(mark["quote"])
            if start < 0:
                counts["not in the text"] += 1
                continue
            groups = ["all", mark["kind"], *(["heavy"] if mark["weight"] > 1 else [])]
            counts.update(groups)
            if is_found(Span(start, start + len(mark["quote"])), report.findings):
                counts.update(f"{group} found" for group in groups)
    return counts


def main() -> None:
    """Read the command line, count and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("marks", type=Path)
    parser.add_argument("--language")
    options = parser.parse_args()
    lines = options.marks.read_text(encoding="utf-8").splitlines()
    marks = [json.loads(line) for line in lines]
    for name, strict in (("default", False), ("strict", True)):
        session = Session(Request(strict=strict, language=options.language))
        counts = count(options.folder, marks, session)
        per = 1000 * counts["findings"] / counts["words"]
        print(f"{name}: {per:.1f} findings for every 1,000 of {counts['words']:,} words")
        groups = [group for group in counts if f"{group} found" in counts]
        for group in sorted(groups, key=lambda group: -counts[group]):
            total, found = counts[group], counts[f"{group} found"]
            low, high = interval(found, total)
            print(f"  {group}: {found} of {total} = {found / total:.0%} ({low:.0%} to {high:.0%})")
        if counts["not in the text"]:
            print(f"  not in the text: {counts['not in the text']}")


if __name__ == "__main__":
    main()
