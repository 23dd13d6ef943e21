"""Puts every safe suggestion into real texts, and writes a sheet on which each can be judged.

    python benchmarks/fixes.py FOLDER... [--suggested] [--strict] > sheet.jsonl

FOLDER holds real texts with an INDEX.tsv (see real_texts.py), or else a folder of Markdown for each
language (nb/, nn/, sv/). No file is written there. A line of the sheet has a sentence before and
after, with what was changed in double brackets, and what stands around it. It is right if the
sentence after can stand in the text as it is, grammatical and with the same meaning. Counts by rule
come on standard error, and in how many texts a second run would change something, or the score has
become lower: none, or it is a fault.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from clarity.checks.facts import Memory
from clarity.model import Failure, Report
from clarity.parsing.decoding import decode
from clarity.parsing.languages import languages
from clarity.project.settings import Settings
from clarity.run.fixes import Plan
from clarity.run.mending import Made, Outcome, Version, is_lower, mend
from clarity.session import Request, Session
from real_texts import texts

_AROUND = 200


def contents(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield the language, the name, the ending and the content of each text."""
    if (folder / "INDEX.tsv").is_file():
        for text in texts(folder):
            yield text.language, text.name, text.suffix, text.content
        return
    for language in languages():
        for path in sorted((folder / language).glob("*.md")):
            yield language, path.name, path.suffix, decode(path.read_bytes()).text


def item(language: str, name: str, kind: str, made: Made) -> dict[str, Any]:
    """Return the line of the sheet of one suggestion that was put in."""
    finding, source = made.mend.finding, made.source
    span, around = finding.span, finding.context
    start, end, low, high = span.start, span.end, around.start, around.end
    before, after = source[low:start], source[end:high]
    return {
        "language": language,
        "file": name,
        "kind": kind,
        "rule": finding.rule,
        "entry": finding.entry,
        "preceding": _line(source[max(0, low - _AROUND) : low]),
        "before": _line(f"{before}[[{source[start:end]}]]{after}"),
        "after": _line(f"{before}[[{made.mend.text}]]{after}"),
        "following": _line(source[high : high + _AROUND]),
    }


def _line(text: str) -> str:
    # White space within a line may be what was changed.
    return " ".join(text.split("\n")).strip()


def main() -> None:
    """Read the command line, mend and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--suggested", action="store_true", help="also those that are not safe")
    parser.add_argument("--strict", action="store_true", help="of all rules, not only those shown")
    options = parser.parse_args()
    session = Session(Request(strict=options.strict))
    settings = Settings().strictly() if options.strict else Settings()
    plan = Plan(suggested=options.suggested)
    counts: Counter[tuple[str, str]] = Counter()
    refused: Counter[tuple[str, str]] = Counter()
    words: Counter[str] = Counter()
    again = lower = number = 0
    for folder in options.folders:
        for language, name, suffix, content in contents(folder):
            path, data = f"text{suffix}", content.encode()
            judge = partial(session.check_bytes, path=path, settings=settings, memory=Memory())
            report = judge(data)
            if isinstance(report, Failure) or report.language != language:
                continue
            words[language] += report.words
            outcome = mend(Version(data, report), judge, plan.safe, plan.asked)
            again += bool(_mended_anew(session, settings, path, outcome, plan).made)
            lower += is_lower(outcome.version.report, report)
            for one in outcome.refused:
                refused[one.mend.finding.rule, one.why] += 1
            for made in outcome.made:
                number += 1
                kind = "safe" if made.mend.finding.mending == "safe" else "suggested"
                counts[made.mend.finding.rule, kind] += 1
                line = {"id": f"{language}-{number}", **item(language, name, kind, made)}
                print(json.dumps(line, ensure_ascii=False))
    _tell(counts, refused, words)
    print(f"{again} texts changed by a second run, {lower} with a lower score", file=sys.stderr)


def _mended_anew(
    session: Session, settings: Settings, path: str, outcome: Outcome, plan: Plan
) -> Outcome:
    """Mend a mended text, judged by somebody who has never seen it."""
    judge = partial(session.check_bytes, path=path, settings=settings)
    report = judge(outcome.version.data)
    assert isinstance(report, Report)
    return mend(Version(outcome.version.data, report), judge, plan.safe, plan.asked)


def _tell(
    counts: Counter[tuple[str, str]], refused: Counter[tuple[str, str]], words: Counter[str]
) -> None:
    for (rule, kind), number in sorted(counts.items()):
        print(f"{number:5} {rule} ({kind})", file=sys.stderr)
    for (rule, why), number in sorted(refused.items()):
        print(f"{number:5} {rule} left out: {why}", file=sys.stderr)
    for language, count in sorted(words.items()):
        own = {kind: 0 for _, kind in counts}
        for (rule, kind), number in counts.items():
            own[kind] += number if rule.startswith(f"{language}/") else 0
        told = ", ".join(f"{n} {k} ({1000 * n / count:.2f} in 1,000)" for k, n in own.items())
        print(f"{language}: {count:,} words, {told}", file=sys.stderr)


if __name__ == "__main__":
    main()
