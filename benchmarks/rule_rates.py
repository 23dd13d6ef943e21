"""Writes how often each rule finds something in real texts for citizens, as figures only.

    python benchmarks/rule_rates.py FOLDER… [--output corpora/reference/rates.json]

FOLDER is as for distributions.py. What is counted is what everybody is shown, without the strict
set. ``clarity init`` compares with it. Run it again when the rules or their records change.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from clarity.resources import corpora_root
from clarity.session import Request, Session
from real_texts import judged

_KIND = "plain"


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--output", type=Path, default=corpora_root() / "reference" / "rates.json")
    given = parser.parse_args()
    session = Session(Request(scored=False))
    words: Counter[str] = Counter()
    findings: dict[str, Counter[str]] = {}
    for folder in given.folders:
        for text, report in judged(folder, session):
            if text.kind == _KIND:
                words[text.language] += report.words
                found = findings.setdefault(text.language, Counter())
                found.update(finding.rule for finding in report.findings)
    rates = {
        name: {
            "words": words[name],
            "findings": dict(sorted(findings[name].items())),
        }
        for name in sorted(words)
    }
    given.output.write_text(json.dumps(rates, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
