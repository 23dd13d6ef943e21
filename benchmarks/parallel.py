"""Tells whether the same letter gets the same findings in bokmål and in nynorsk.

    python benchmarks/parallel.py PARALLEL.tsv [--causes]

The file has a paragraph a line, in one language and in the other, with a tab between. A finding has
a counterpart where the other paragraph has one of the same rule; of several of one rule in a
paragraph, each needs its own. Rules that are about one language alone (forms of bokmål in nynorsk,
say) have none by nature and are left out. --causes lists the rules most often alone.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from clarity.model import Report
from clarity.project.settings import Settings
from clarity.session import Request, Session
from language import parallel_rows
from record import interval


def findings(text: str, language: str, session: Session, settings: Settings) -> Counter[str]:
    """Count the findings in a paragraph by rule."""
    report = session.check_bytes(text.encode(), "text.txt", settings)
    if not isinstance(report, Report) or report.language != language:
        return Counter()
    return Counter(finding.rule.partition("/")[2] for finding in report.findings)


def main() -> None:
    """Read the command line, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--causes", action="store_true")
    options = parser.parse_args()
    languages, rows = ("nb", "nn"), list(parallel_rows(options.file))
    for name, base in (("default", Settings()), ("strict", Settings().strictly())):
        session = Session(Request(scored=False))
        known = [
            {rule.partition("/")[2] for rule in session.checker(language, base).rules}
            for language in languages
        ]
        total: Counter[str] = Counter()
        alone: Counter[str] = Counter()
        for row in rows:
            sides = [
                findings(text, language, session, Settings(language=language, rules=base.rules))
                for text, language in zip(row, languages, strict=True)
            ]
            for own, other, there in zip(sides, reversed(sides), reversed(known), strict=True):
                for rule in own.keys() & there:
                    total[rule] += own[rule]
                    alone[rule] += max(own[rule] - other[rule], 0)
        paired, every = total.total() - alone.total(), total.total()
        if every:
            low, high = interval(paired, every)
            print(f"{name}: {paired} of {every} = {paired / every:.1%} ({low:.0%} to {high:.0%})")
        if options.causes:
            for rule, count in alone.most_common(25):
                print(f"  {rule}: {count} of {total[rule]} alone")


if __name__ == "__main__":
    main()
