"""Counts what judges held of findings: the figures of a pool, and the record of each rule.

    python benchmarks/record.py figures nb.jsonl nb-verdicts.jsonl ...
    python benchmarks/record.py add --pool unseen-1 --date 2026-11-29 nb.jsonl nb-verdicts.jsonl ...
    python benchmarks/record.py forget nb/formal-words sv/abbreviations:d.v.s.

The files are judging sheets (sheets.py) and the verdicts on them, in any order. ``add`` counts them
into rules/record.yaml, those in texts for citizens. ``forget`` takes out the record of a rule, or
of an entry of its list, that has been mended since: what was judged is no longer what it finds.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

import yaml
from msgspec.structs import asdict, replace

from clarity import rulebook
from clarity.checks.kinds import KINDS
from clarity.model import Judging, Record, Tally
from clarity.parsing.languages import languages
from clarity.rulebook.records import load_records, records_path
from sheets import NOT_FOR_CITIZENS

_HEADER = """\
# How often each rule was right, in texts for citizens that nobody had mended it on. Judges who had
# not written it read every finding. Written by benchmarks/record.py; how the sets follow from it:
# docs/accuracy.md.
"""
#: So many findings of each rule make the figure by rule.
_EACH = 4


def judged(files: Iterable[Path]) -> list[dict[str, Any]]:
    """Return the lines of sheets, each with the verdict on it; those without one are left out."""
    sheet: dict[str, dict[str, Any]] = {}
    verdicts: dict[str, str] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            if "verdict" in item:
                verdicts[item["id"]] = item["verdict"]
            else:
                sheet[item["id"]] = item
    return [{**item, "verdict": verdicts[id]} for id, item in sheet.items() if id in verdicts]


def interval(right: int, judged: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    z, share = 1.96, right / judged
    middle = share + z * z / (2 * judged)
    width = z * sqrt(share * (1 - share) / judged + z * z / (4 * judged * judged))
    whole = 1 + z * z / judged
    return (middle - width) / whole, (middle + width) / whole


def figures(items: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a line for each figure of a language."""
    drawn = [item for item in items if item.get("drawn", "random") == "random"]
    with_suggestions = [item for item in drawn if item["suggestions"]]
    by_rule: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for item in items:
        by_rule[item["rule"]].append(item)
    generator = random.Random(1)
    few = [item for own in by_rule.values() for item in generator.sample(own, min(_EACH, len(own)))]
    yield _line("random", drawn)
    yield _line("warnings", [item for item in drawn if item["severity"] != "suggestion"])
    yield _line("by rule, up to 4", few)
    yield _line(
        "suggestions that fit", with_suggestions, lambda item: item["verdict"] != "bad-suggestion"
    )
    counts = dict.fromkeys(("right", "tiresome", "wrong", "bad-suggestion"), 0)
    for item in drawn:
        counts[item["verdict"]] += 1
    yield "  " + ", ".join(f"{name} {count}" for name, count in counts.items())


def _line(name: str, items: Sequence[Mapping[str, Any]], is_good: Any = None) -> str:
    good = sum((is_good or _is_right)(item) for item in items)
    if not items:
        return f"  {name}: none"
    low, high = interval(good, len(items))
    return f"  {name}: {good} of {len(items)} = {good / len(items):.1%} ({low:.0%} to {high:.0%})"


def _is_right(item: Mapping[str, Any]) -> bool:
    return bool(item["verdict"] == "right")


def tally(items: Iterable[Mapping[str, Any]]) -> Tally:
    """Count verdicts."""
    verdicts = [_is_right(item) for item in items]
    return Tally(len(verdicts), sum(verdicts))


def add(
    known: Mapping[str, Record], items: Sequence[Mapping[str, Any]], pool: str, date: str
) -> Mapping[str, Record]:
    """Return the records with a pool counted into them, lists of phrases entry by entry."""
    lists = {
        rule.id
        for language in languages()
        for rule in rulebook.load(language, rulebook.load_lexicon(language), KINDS)
        if rule.check == "phrases"
    }
    records = dict(known)
    for rule in sorted({item["rule"] for item in items}):
        own = [item for item in items if item["rule"] == rule]
        old = records.get(rule, Record())
        entries = dict(old.entries)
        listed = {item["entry"] for item in own if item["entry"] and rule in lists}
        for name in sorted(listed):
            new = tally(item for item in own if item["entry"] == name)
            entries[name] = _sum(entries.get(name, Tally()), new)
        records[rule] = Record((*old.judgings, Judging(pool, date, tally(own))), entries)
    return records


def _sum(one: Tally, other: Tally) -> Tally:
    return Tally(one.judged + other.judged, one.right + other.right)


def forget(known: Mapping[str, Record], name: str) -> Mapping[str, Record]:
    """Return the records without that of a rule, or of an entry of its list (``rule:entry``).

    What an entry has cost its rule stays: a list does not get better by what was wrong in it being
    struck off the count.
    """
    rule, _, entry = name.partition(":")
    if rule not in known or (entry and entry not in known[rule].entries):
        raise SystemExit(f"{name} has no record")
    records = dict(known)
    old = records.pop(rule)
    if entry:
        own = {name: tally for name, tally in old.entries.items() if name != entry}
        records[rule] = replace(old, entries=own)
    return records


def write(records: Mapping[str, Record]) -> None:
    """Write the file of records."""
    data = {
        rule: {
            "judgings": [
                {"pool": j.pool, "date": j.date, **asdict(j.tally)} for j in record.judgings
            ],
            **(
                {"entries": {n: asdict(t) for n, t in record.entries.items()}}
                if record.entries
                else {}
            ),
        }
        for rule, record in sorted(records.items())
    }
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=True, default_flow_style=None)
    records_path().write_text(_HEADER + text, encoding="utf-8")


def main() -> None:
    """Read the command line, and do what it says."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("figures").add_argument("files", type=Path, nargs="+")
    adding = commands.add_parser("add")
    adding.add_argument("--pool", required=True)
    adding.add_argument("--date", required=True)
    adding.add_argument("files", type=Path, nargs="+")
    commands.add_parser("forget").add_argument("names", nargs="+")
    options = parser.parse_args()
    if options.command == "forget":
        records = load_records()
        for name in options.names:
            records = forget(records, name)
        write(records)
        return
    items = judged(options.files)
    if options.command == "add":
        items = [item for item in items if item["genre"] not in NOT_FOR_CITIZENS]
        write(add(load_records(), items, options.pool, options.date))
    for language in sorted({item["language"] for item in items}):
        print(language)
        print("\n".join(figures([item for item in items if item["language"] == language])))


if __name__ == "__main__":
    main()
