"""Draws judging sheets: findings in their context, for judges who have not written the rules.

    python benchmarks/sheets.py FOLDER --language nb --random 150 --each 4 --seed 1 > nb.jsonl

FOLDER holds real texts with an INDEX.tsv (see real_texts.py). A sheet has findings drawn at random
(``drawn`` is "random"), then up to so many more of each rule that rare rules are judged too
("rule"). Texts for citizens come first where there are more than enough. A judge adds to a sheet
another file with ``id``, ``verdict`` and ``why`` for each; record.py counts them.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from clarity.model import Finding
from clarity.parsing.languages import languages
from clarity.session import Request, Session
from real_texts import Text, judged

_AROUND = 300
#: Genres that are not written for citizens.
NOT_FOR_CITIZENS = ("docs", "bureaucratic", "government")


def items(folder: Path, language: str, session: Session) -> Iterator[dict[str, Any]]:
    """Yield every finding in the texts of a language, as a line of a sheet without its id."""
    for text, report in judged(folder, session):
        if text.language == language:
            for finding in report.findings:
                yield _item(text, report.source, finding)


def _item(text: Text, source: str, finding: Finding) -> dict[str, Any]:
    start, end = finding.span.start, finding.span.end
    return {
        "language": text.language,
        "genre": text.genre,
        "file": text.name,
        "at": start,
        "rule": finding.rule,
        "entry": finding.entry,
        "severity": finding.severity,
        "before": " ".join(source[max(0, start - _AROUND) : start].split()),
        "found": " ".join(source[start:end].split())[:800],
        "after": " ".join(source[end : end + _AROUND].split()),
        "message": finding.message,
        "suggestions": list(finding.suggestions),
    }


def draw(
    found: Sequence[dict[str, Any]], count: int, each: int, generator: random.Random
) -> list[dict[str, Any]]:
    """Draw ``count`` findings of citizen texts at random, and fill up to ``each`` for each rule."""
    shuffled = list(found)
    generator.shuffle(shuffled)
    shuffled.sort(key=lambda item: item["genre"] in NOT_FOR_CITIZENS)
    citizen = [item for item in shuffled if item["genre"] not in NOT_FOR_CITIZENS]
    drawn = [{**item, "drawn": "random"} for item in citizen[:count]]
    taken: defaultdict[str, int] = defaultdict(int)
    for item in drawn:
        taken[item["rule"]] += 1
    for item in shuffled:
        is_new = item in citizen[count:] or item["genre"] in NOT_FOR_CITIZENS
        if is_new and taken[item["rule"]] < each:
            taken[item["rule"]] += 1
            drawn.append({**item, "drawn": "rule"})
    # By text, as a judge reads them.
    return sorted(drawn, key=lambda item: (item["file"], item["at"], item["rule"]))


def main() -> None:
    """Read the command line, draw and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", choices=languages(), required=True)
    parser.add_argument("--random", type=int, default=150)
    parser.add_argument("--each", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--strict", action="store_true", help="all rules, not only those shown")
    options = parser.parse_args()
    found = list(items(options.folder, options.language, Session(Request(strict=options.strict))))
    drawn = draw(found, options.random, options.each, random.Random(options.seed))
    for number, item in enumerate(drawn, 1):
        print(json.dumps({"id": f"{options.language}-{number}", **item}, ensure_ascii=False))
    print(f"{len(drawn)} of {len(found)} findings", file=sys.stderr)


if __name__ == "__main__":
    main()
