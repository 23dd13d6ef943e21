"""Clarity against Vale and textlint on the same Norwegian tree with the same rules.

    python benchmarks/peers.py --vale PATH --textlint PATH [--files 500] [--rounds 3] [--scored]

Makes a tree of Markdown files, gives each program the same N substitutions and one rule on sentence
length, asserts that all three find the same (file, line, words), and times the whole commands.
``--vale`` is the binary (``go install github.com/vale-cli/vale/v3/cmd/vale@v3.22.0``),
``--textlint`` the folder in which ``npm install textlint textlint-rule-terminology
textlint-rule-sentence-length`` was run; without them only clarity is timed. With ``--scored``
clarity scores each text as well, which the others do not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from clarity import rulebook

#: Everyday words, so that the text is taken for bokmål and its length is that of real text.
PLAIN = (
    "du kan søke om plass i barnehagen før fristen går ut og vi svarer deg på e-post når vi har "
    "lest søknaden din men noen ganger trenger vi flere opplysninger fra deg eller fra legen som "
    "kjenner barnet ditt godt hvis dere bor i kommunen får dere vanligvis svar etter tre uker ikke "
    "alle som søker får plass med en gang da blir dere satt på venteliste og det er mulig å klage "
    "dersom du mener at vi har gjort noe feil kan du ringe oss hver dag mellom ni og tre også på "
    "fredager spør gjerne om hjelp til skjemaet hos oss eller på biblioteket"
).split()
FIRST = "for frem an be inn ut over til med mot".split()
MIDDLE = "strak ler dom vis gal ment rab sol kvel nor tost balt grun frel skad".split()
LAST = "else ering asjon elig somhet ende itet else".split()
LONG_SENTENCE = 25
Match = tuple[str, int, str]
#: Modules of Python are compiled once, as those of an installed program are.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Program:
    """A program to time: its command, and how its output becomes matches."""

    name: str
    command: Sequence[str]
    read: Callable[[str], set[Match]]
    folder: Path | None = None


def terms(count: int) -> list[str]:
    """Return made-up formal words, none of which is part of another."""
    made = [a + b + c + d for d in LAST for c in MIDDLE for b in MIDDLE for a in FIRST]
    return sorted(dict.fromkeys(made))[:: max(1, len(set(made)) // count)][:count]


def make_tree(folder: Path, files: int, words: Sequence[str]) -> int:
    """Write files of about 9 kB, a paragraph a line, and return how many words they have."""
    chance = random.Random(20)
    total = 0
    for number in range(files):
        lines = [f"# Side {number}", ""]
        size = 0
        while size < 8800:
            sentences = []
            for _ in range(chance.randint(2, 5)):
                length = 32 if chance.random() < 0.08 else chance.randint(6, 14)
                chosen = [
                    chance.choice(words) if chance.random() < 0.02 else chance.choice(PLAIN)
                    for _ in range(length)
                ]
                total += length
                sentences.append("Og " + " ".join(chosen) + ".")
            lines += [" ".join(sentences), ""]
            size += len(lines[-2].encode()) + 2
        (folder / f"side{number:04}.md").write_text("\n".join(lines), encoding="utf-8")
    return total


def clarity(work: Path, tree: Path, words: Sequence[str], jobs: int, guideline: str) -> Program:
    """Give clarity the rules as a rule folder of the project's own, and nothing else."""
    own = work / "regler" / "nb"
    own.mkdir(parents=True)
    head = (
        "category: wording\nseverity: warning\nstrength: heuristic\nsource: benchmark\n"
        "message: '{found}'\nwhy: benchmark\n"
    )
    swaps = "".join(f"  {word}: enkelt\n" for word in words)
    listed = "check: phrases\ninstead:\n" + swaps + _examples(words[0], words[0], "enkelt")
    (own / "substitutions.yaml").write_text(head + listed)
    limit = f"check: measures\nmeasure: words\nover: sentence\nmax: {LONG_SENTENCE}\n"
    long, short = (" ".join(PLAIN[:number]) for number in (LONG_SENTENCE + 1, LONG_SENTENCE - 2))
    (own / "sentence-length.yaml").write_text(
        head + limit + _examples(long, f"Her er {long}.", short)
    )
    shipped = {id.partition("/")[2] for id in rulebook.known_ids()}
    rules = "".join(f"  {name}: off\n" for name in sorted(shipped))
    (work / "clarity.yaml").write_text(
        f"guideline: {guideline}\nrule_paths: [regler]\nrules:\n{rules}"
    )

    def read(output: str) -> set[Match]:
        return {
            (Path(file["path"]).name, place["start"]["line"], place["text"].lower())
            for file in json.loads(output)["files"]
            for finding in file["findings"]
            if finding["rule"] == "nb/substitutions"
            for place in (finding, *finding["repeats"])
        }

    command = [
        *(
            sys.executable,
            "-m",
            "clarity",
            "check",
            "--quick",
            str(tree),
            "--config",
            str(work / "clarity.yaml"),
        ),
        *("--no-cache", "--format", "json", "--fail-on", "never", "--jobs", str(jobs)),
    ]
    return Program(f"clarity, {jobs} jobs", command, read)


def _examples(bad: str, marks: str, good: str) -> str:
    """Return the examples of a rule, which it is held to before it is used."""
    one = f"{{bad: Her er {bad}., marks: {marks}, good: Her er {good}.}}"
    return f"examples:\n  - {one}\nleave_alone: [Her er en bil.]\n"


def vale(work: Path, tree: Path, words: Sequence[str], binary: str) -> Program:
    """Give Vale the same as a style of its own."""
    style = work / "styles" / "Bench"
    style.mkdir(parents=True)
    swaps = "".join(f"  {word}: enkelt\n" for word in words)
    (style / "Swap.yml").write_text(
        f"extends: substitution\nmessage: '%s %s'\nlevel: warning\nignorecase: true\nswap:\n{swaps}"
    )
    (style / "Long.yml").write_text(
        "extends: occurrence\nmessage: long\nlevel: warning\nscope: sentence\n"
        f"max: {LONG_SENTENCE}\ntoken: '[^\\s]+'\n"
    )
    (work / ".vale.ini").write_text(
        "StylesPath = styles\nMinAlertLevel = suggestion\n[*.md]\nBasedOnStyles = Bench\n"
    )

    def read(output: str) -> set[Match]:
        return {
            (Path(path).name, alert["Line"], alert["Match"].lower())
            for path, alerts in json.loads(output).items()
            for alert in alerts
            if alert["Check"] == "Bench.Swap"
        }

    config = str(work / ".vale.ini")
    command = [binary, "--config", config, "--output", "JSON", "--no-exit", str(tree)]
    return Program("vale", command, read)


def textlint(work: Path, tree: Path, words: Sequence[str], folder: Path) -> Program:
    """Give textlint the same: its terminology rule, and sentences in characters."""
    settings = {
        "rules": {
            "terminology": {"defaultTerms": False, "terms": [[word, "enkelt"] for word in words]},
            "sentence-length": {"max": 130},
        }
    }
    (work / "textlintrc.json").write_text(json.dumps(settings))

    def read(output: str) -> set[Match]:
        return {
            (
                Path(file["filePath"]).name,
                message["loc"]["start"]["line"],
                _quoted(message["message"]),
            )
            for file in json.loads(output)
            for message in file["messages"]
            if message["ruleId"] == "terminology"
        }

    binary = str(folder / "node_modules" / ".bin" / "textlint")
    command = [binary, "--config", str(work / "textlintrc.json"), "--format", "json", str(tree)]
    return Program("textlint", command, read, folder)  # it looks for its rules where it is run


def _quoted(message: str) -> str:
    """Return the word that textlint says is wrong: Incorrect term: “x”, use “y” instead."""
    return message.partition("“")[2].partition("”")[0].lower()


def run(program: Program) -> tuple[float, str]:
    """Run a program once; return the seconds it took and what it printed."""
    start = time.perf_counter()
    done = subprocess.run(
        program.command,
        capture_output=True,
        text=True,
        check=False,
        cwd=program.folder,
        env=ENVIRONMENT,
    )
    took = time.perf_counter() - start
    if not done.stdout:
        raise SystemExit(f"{program.name}: {done.stderr[:2000]}")
    return took, done.stdout


def compare(count: int, options: argparse.Namespace) -> None:
    """Time all programs with a number of substitutions, and print a row for each."""
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        tree = work / "tree"
        tree.mkdir()
        chosen = terms(count)
        total = make_tree(tree, options.files, chosen)
        guideline = "helsenorge" if options.scored else "none"
        programs = [clarity(work, tree, chosen, options.jobs, guideline)]
        if options.vale:
            programs.append(vale(work, tree, chosen, options.vale))
        if options.textlint:
            programs.append(textlint(work, tree, chosen, options.textlint))
        found = {program.name: program.read(run(program)[1]) for program in programs}
        expected = found[programs[0].name]
        for name, matches in found.items():
            odd = sorted(matches ^ expected)[:5]
            assert matches == expected, f"{name} finds otherwise: {odd}"
        base = 0.0
        for program in programs:
            took = statistics.median(run(program)[0] for _ in range(options.rounds))
            base = base or took
            speed = f"{total / took:,.0f} | {took / base:.1f}"
            print(f"| {count} | {program.name} | {took:.2f} | {speed} |", flush=True)


def main() -> None:
    """Read the command line and compare for each number of substitutions."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--vale", default=shutil.which("vale"))
    parser.add_argument("--textlint", type=Path)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--scored", action="store_true")
    parser.add_argument("--terms", type=int, nargs="+", default=[10, 150, 1000])
    options = parser.parse_args()
    print("| N | program | seconds | words a second | times clarity's |")
    print("|---|---|---|---|---|")
    for count in options.terms:
        compare(count, options)


if __name__ == "__main__":
    main()
