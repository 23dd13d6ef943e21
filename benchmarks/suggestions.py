"""Draws suggestions at random from real texts, each put into its sentence, to be judged there.

    python benchmarks/suggestions.py FOLDER --language nb [--count 100] [--seed 1]

FOLDER holds real texts with an INDEX.tsv (see real_texts.py). Prints the sentence as it is and as
it would be, for each suggestion drawn, and before them how many there are, in how many findings.
A suggestion is right if the new sentence can stand in the text exactly as it is, with the same
meaning.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from clarity.model import Finding
from clarity.parsing.languages import languages
from clarity.session import Request, Session
from real_texts import Text, judged

_AROUND = 160


def shown(text: Text, source: str, finding: Finding, suggestion: str) -> str:
    """Return a sentence before and after a suggestion has been followed."""
    start, end = finding.span.start, finding.span.end
    before = source[max(finding.context.start, start - _AROUND) : start]
    after = source[end : min(finding.context.end, end + _AROUND)]
    is_same, would_be = (
        " ".join(f"{before}[[{words}]]{after}".split()) for words in (source[start:end], suggestion)
    )
    return f"{finding.rule} ({text.genre}, {text.name})\n    - {is_same}\n    + {would_be}"


def main() -> None:
    """Read the command line, draw and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", choices=languages(), required=True)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    findings = with_one = 0
    drawn: list[str] = []
    for text, report in judged(options.folder, Session(Request())):
        if text.language != options.language:
            continue
        findings += len(report.findings)
        for finding in report.findings:
            with_one += bool(finding.suggestions)
            drawn += [shown(text, report.source, finding, own) for own in finding.suggestions]
    print(f"{len(drawn):,} suggestions, in {with_one:,} of {findings:,} findings")
    count = min(options.count, len(drawn))
    for number, item in enumerate(random.Random(options.seed).sample(drawn, count), 1):
        print(f"\n{number}. {item}")


if __name__ == "__main__":
    main()
