"""How often clarity is right on texts in which an editor has marked every expected finding.

    python benchmarks/accuracy.py corpora/gold [--differences] [--pairs corpora/pairs]

A text NAME.md has its marks in NAME.yaml: ``channel`` and ``expected``, a list of ``rule`` and
``marks`` (the words, or «first words … last words») and, where the same words come again, ``nth``.
What is found and not marked is a false alarm; what is marked and not found, a miss. Every place of
a finding counts.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from clarity.checks.repeats import places
from clarity.model import CHANNELS, Failure, Finding, Report
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import Fields, load
from clarity.session import Request, Session


@dataclass(frozen=True, slots=True)
class Mark:
    """An expected finding."""

    rule: str
    marks: str
    nth: int

    def fits(self, finding: Finding) -> bool:
        """Tell whether a finding is the one that was expected."""
        first, gap, last = self.marks.partition(" … ")
        words = " ".join(finding.text.split())
        is_same = words.startswith(first) and words.endswith(last) if gap else words == self.marks
        return is_same and finding.rule.partition("/")[2] == self.rule


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one text."""

    path: Path
    right: tuple[Finding, ...]
    false: tuple[Finding, ...]
    missed: tuple[Mark, ...]


def judge(path: Path, session: Session) -> Outcome:
    """Compare what is found in a text with its marks."""
    fields = Fields(
        load(path.with_suffix(".yaml").read_text("utf-8"), f"{path.stem}.yaml"), str(path)
    )
    channel = fields.choice("channel", CHANNELS, "web")
    marks = list(fields.each("expected", _mark))
    report = check(path, session, channel)
    right, false = [], []
    used: Counter[tuple[str, str]] = Counter()
    for finding in places(report.findings):
        used[finding.rule, finding.text] += 1
        nth = used[finding.rule, finding.text]
        mark = next((m for m in marks if m.fits(finding) and m.nth in (0, nth)), None)
        if mark is None:
            false.append(finding)
        else:
            marks.remove(mark)
            right.append(finding)
    return Outcome(path, tuple(right), tuple(false), tuple(marks))


def check(path: Path, session: Session, channel: str = "web") -> Report:
    """Judge a text in the language of its folder, as a text of its channel."""
    settings = replace(session.settings(str(path)), language=path.parent.name, channel=channel)
    report = session.check_bytes(path.read_bytes(), str(path), settings)
    if isinstance(report, Failure):
        raise SystemExit(f"{report.path}: {report.message}")
    return report


def _mark(fields: Fields) -> Mark:
    mark = Mark(
        fields.text("rule"), " ".join(fields.text("marks").split()), int(fields.number("nth", 0))
    )
    fields.finish()
    return mark


def outcomes(folder: Path, session: Session) -> Iterator[Outcome]:
    """Judge every marked text below a folder."""
    for path in sorted(folder.rglob("*.md")):
        if path.with_suffix(".yaml").exists():
            yield judge(path, session)


def table(judged: list[Outcome]) -> str:
    """Return precision and recall in all, by language, category and rule, as Markdown."""
    rows: dict[str, Counter[str]] = {}
    categories: dict[str, str] = {}
    for outcome in judged:
        language = outcome.path.parent.name
        for kind, findings in (("right", outcome.right), ("false", outcome.false)):
            for finding in findings:
                name = finding.rule.partition("/")[2]
                categories[name] = finding.advice.category
                for key in ("all", language, f"category {finding.advice.category}", f"rule {name}"):
                    rows.setdefault(key, Counter())[kind] += 1
        for mark in outcome.missed:
            keys = ["all", language, f"rule {mark.rule}"]
            if mark.rule in categories:
                keys.append(f"category {categories[mark.rule]}")
            for key in keys:
                rows.setdefault(key, Counter())["missed"] += 1
    lines = [
        "| what | right | false alarms | missed | precision | recall |",
        "|---|---|---|---|---|---|",
    ]
    for key, counts in sorted(rows.items(), key=lambda row: _order(row[0])):
        right, false, missed = counts["right"], counts["false"], counts["missed"]
        precision, recall = _share(right, right + false), _share(right, right + missed)
        lines.append(f"| {key} | {right} | {false} | {missed} | {precision} | {recall} |")
    return "\n".join(lines)


def _order(key: str) -> tuple[int, str]:
    kinds = ("all", *languages(), "category", "rule")
    return kinds.index(key.partition(" ")[0]), key


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def differences(judged: list[Outcome]) -> Iterator[str]:
    """Yield a line for each false alarm and each miss."""
    for outcome in judged:
        place = f"{outcome.path.parent.name}/{outcome.path.name}"
        for finding in outcome.false:
            yield f"{place}: false alarm: {finding.rule}: {finding.text}"
        for mark in outcome.missed:
            yield f"{place}: missed: {mark.rule}: {mark.marks}"


def compare_pairs(folder: Path, session: Session) -> Iterator[str]:
    """Yield a line for each pair whose rewrite does not score higher, then a count."""
    pairs = worse = 0
    for before in sorted(folder.rglob("*.before.md")):
        after = before.with_name(before.name.replace(".before.", ".after."))
        scores = [check(path, session).scorecard for path in (before, after)]
        first, second = (card.overall if card else None for card in scores)
        pairs += 1
        if first is None or second is None or second <= first:
            worse += 1
            yield f"{before.parent.name}/{before.name}: {first} -> {second}"
    yield f"{pairs - worse} of {pairs} rewrites score higher"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--differences", action="store_true")
    options = parser.parse_args()
    session = Session(Request(strict=True))
    judged = list(outcomes(options.folder, session))
    print(f"{len(judged)} texts\n\n{table(judged)}")
    if options.differences:
        print("\n".join(differences(judged)))
    if options.pairs:
        print("\n".join(compare_pairs(options.pairs, session)))


if __name__ == "__main__":
    main()
