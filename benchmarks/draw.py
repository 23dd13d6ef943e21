"""Draws findings at random from real texts, to be judged in their context.

    python benchmarks/draw.py FOLDER --language nb [--count 200] [--seed 1] [--severity warning]

FOLDER holds real texts with an INDEX.tsv (see real_texts.py). Prints each finding with its rule,
its text and the words around it, and before them how many findings of the severity there are for
every 1,000 words, by genre.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

from clarity.model import SEVERITIES, Finding
from clarity.parsing.languages import languages
from clarity.session import Request, Session
from real_texts import Text, judged

_AROUND = 90


def shown(text: Text, source: str, finding: Finding) -> str:
    """Return a finding with its context on a few lines."""
    start, end = finding.span.start, finding.span.end
    before = " ".join(source[max(0, start - _AROUND) : start].split())
    after = " ".join(source[end : end + _AROUND].split())
    found = " ".join(source[start:end].split())
    return (
        f"{finding.rule} ({text.genre}, {text.name})\n"
        f"    … {before} [[{found}]] {after} …\n    {finding.message}"
    )


def main() -> None:
    """Read the command line, draw and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", choices=languages(), required=True)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--severity", choices=SEVERITIES, default="warning")
    options = parser.parse_args()
    words: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    drawn: list[str] = []
    for text, report in judged(options.folder, Session(Request())):
        if text.language != options.language:
            continue
        words[text.kind] += report.words
        for finding in report.findings:
            if finding.severity == options.severity:
                counts[text.kind] += 1
                drawn.append(shown(text, report.source, finding))
    for kind, total in words.items():
        print(f"{kind}: {1000 * counts[kind] / total:.1f} for every 1,000 of {total:,} words")
    for number, item in enumerate(
        random.Random(options.seed).sample(drawn, min(options.count, len(drawn))), 1
    ):
        print(f"\n{number}. {item}")


if __name__ == "__main__":
    main()
