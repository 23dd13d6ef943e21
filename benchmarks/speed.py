"""How fast clarity starts, how it grows with the number of files, and what its cache wins.

    python benchmarks/speed.py [--files 500] [--rounds 5] [--texts FOLDER] [--before CHECKOUT]

With all the shipped rules, on generated Norwegian pages. What is compared is run by turns, and each
figure is the median of its rounds: processor time, children's included, as machines are shared, and
ratios within the run. ``--texts`` is a folder of real texts, read with grammar and without; with
``--before``, another checkout of clarity, by both versions. A run from a checkout must find its
modules compiled, as an installed program does: the first round of each command is not counted.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from clarity.checks.facts import Memory
from clarity.parsing.contents import LARGEST
from clarity.parsing.formats import FORMATS
from clarity.session import Request, Session
from peers import ENVIRONMENT, make_tree, terms

#: Words of the text that is kept open, as in an editor, and how often it is edited.
_OPEN_WORDS, _EDITS = 2000, 60
_EDITED_BYTES = 450_000


def run(command: Sequence[str], checkout: Path | None = None) -> tuple[float, float]:
    """Run a command, and return its processor time in seconds and its peak memory in megabytes."""
    place = ENVIRONMENT
    if checkout:  # which is meant even where the clarity that stands here is nearer
        place = {**place, "PYTHONPATH": str(checkout.resolve()), "PYTHONSAFEPATH": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=place
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def seconds(rounds: int, *commands: Sequence[str]) -> list[float]:
    """Return the median processor time of each command; each round runs all of them."""
    times: list[list[float]] = [[] for _ in commands]
    for turn in range(rounds + 1):
        for command, taken in zip(commands, times, strict=True):
            took, _ = run(command)
            if turn:
                taken.append(took)
    return list(map(statistics.median, times))


def python(code: str) -> list[str]:
    """Return a command that runs a line of Python."""
    return [sys.executable, "-c", code]


def clarity(*arguments: object) -> list[str]:
    """Return a command that checks and never fails."""
    return [sys.executable, "-m", "clarity", "check", *map(str, arguments), "--fail-on", "never"]


def starts(work: Path, page: Path, rounds: int) -> Iterator[tuple[str, str]]:
    """Yield what a cold start costs, with one page of 400 words."""
    anew = ["--no-cache", "--cache-dir", str(work / "cache")]
    bare, numpy, spacy, full, quick, kept = seconds(
        2 * rounds,
        python("import click, yaml"),
        python("import numpy"),
        python("import spacy"),
        clarity(page, *anew),
        clarity(page, *anew, "--quick"),
        clarity(page, "--cache-dir", work / "cache"),
    )
    yield "bare `import click, yaml`; numpy; spacy", " / ".join(map(_ms, (bare, numpy, spacy)))
    against = f"{full / numpy:.2f} x numpy, {full / spacy:.2f} x spacy"
    yield "one page of 400 words, cold, with grammar", f"{_ms(full)}, {against}"
    yield "the same without grammar", f"{_ms(quick)}, {quick / bare:.2f} x `import click, yaml`"
    yield "the same page, its report kept", f"{_ms(kept)}, {kept / bare:.2f} x"
    _, peak = run(clarity(page, *anew))
    yield "peak memory, one page", f"{peak:.0f} MB"


def many(
    work: Path, pages: Path, twice: Path, words: int, rounds: int
) -> Iterator[tuple[str, str]]:
    """Yield what many files cost, without grammar, and what the cache wins."""
    cache = ("--quick", "--cache-dir", str(work / "cache"))
    run(clarity(pages, *cache))
    cold, warm, double = seconds(
        rounds,
        clarity(pages, *cache, "--no-cache"),
        clarity(pages, *cache),
        clarity(twice, *cache, "--no-cache"),
    )
    yield f"{words:,} words of pages, no cache", f"{cold:.2f} s, {words / cold:,.0f} words/s"
    yield "twice the pages", f"{double / cold:.2f} x"
    yield "the same pages, warm cache", f"{cold / warm:.0f} x as fast"


def edited(work: Path, text: str, rounds: int) -> Iterator[tuple[str, str]]:
    """Yield what one edited word costs in a large file whose passages are in the cache."""
    file, cache = work / "large.md", ("--cache-dir", work / "cache")
    chance, times, quick = random.Random(1), [], []
    text = text[:_EDITED_BYTES]
    for turn in range(rounds + 1):
        file.write_text(text, encoding="utf-8")
        took, _ = run(clarity(file, *cache))
        without, _ = run(clarity(file, *cache, "--no-cache", "--quick"))
        if turn:
            times.append(took)
            quick.append(without)
        text = _edit(text, chance)
    one, other = statistics.median(times), statistics.median(quick)
    yield "one word edited in 450 kB, with grammar", f"{one / other:.2f} x the quick pass over it"


def kept_open(text: str) -> Iterator[tuple[str, str]]:
    """Yield what one changed word costs in a text that is kept open, in this process."""
    text = " ".join(text.split(" ")[:_OPEN_WORDS])
    for what, quick in (("without grammar", True), ("with grammar", False)):
        session, memory, chance = Session(Request(quick=quick)), Memory(), random.Random(1)
        times = []
        for _ in range(_EDITS):
            start = time.process_time()
            session.check_bytes(text.encode(), "a.md", None, memory)
            times.append(time.process_time() - start)
            text = _edit(text, chance)
        rest = sorted(times[1:])
        high = rest[int(0.95 * len(rest))]
        figure = (
            f"median {_ms(statistics.median(rest))}, 95 % {_ms(high)}, the first {_ms(times[0])}"
        )
        yield f"{_OPEN_WORDS:,} words kept open, one word changed, {what}", figure


def large(work: Path, text: str) -> Iterator[tuple[str, str]]:
    """Yield the peak memory of the largest file that is read."""
    file = work / "largest.md"
    whole = text.encode() * (LARGEST // len(text.encode()) + 1)
    file.write_text(whole[:LARGEST].decode(errors="ignore"), encoding="utf-8")
    alone = ("--no-cache", "--jobs", "1", "--cache-dir", work / "cache")
    _, peak = run(clarity(file, *alone))
    yield f"peak memory, one file of {LARGEST // 1024**2} MB, with grammar", f"{peak:.0f} MB"


def real(
    work: Path, texts: Path, pages: Path, words: int, rounds: int, before: Path | None
) -> Iterator[tuple[str, str]]:
    """Yield what real texts cost with grammar: against generated pages, and another version."""
    files = [path for path in sorted(texts.rglob("*")) if path.suffix in FORMATS]
    known = sum(len(path.read_text("utf-8", "replace").split()) for path in files)
    alone = ("--no-cache", "--jobs", "1", "--cache-dir", work / "cache")
    on_real, on_pages = clarity(texts, *alone), clarity(pages, *alone)
    times: dict[str, list[float]] = {"real": [], "pages": [], "before": []}
    for _ in range(rounds):
        times["real"].append(run(on_real)[0])
        times["pages"].append(run(on_pages)[0])
        if before:
            times["before"].append(run(on_real, before)[0])
    took, made = (statistics.median(times[name]) for name in ("real", "pages"))
    speeds = f"{known / took:,.0f} and {words / made:,.0f} words/s"
    ratio = (took / known) / (made / words)
    yield "real texts and generated pages, with grammar, one core", f"{speeds}, {ratio:.2f} a word"
    if before:
        yield "real texts, the other version", f"{statistics.median(times['before']) / took:.2f} x"


def _edit(text: str, chance: random.Random) -> str:
    """Return a text with a letter more at the end of some word."""
    place = text.index(" ", chance.randrange(len(text) // 2))
    return f"{text[:place]}n{text[place:]}"


def _ms(value: float) -> str:
    return f"{value * 1000:.1f} ms"


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--before", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        pages, twice, page = work / "pages", work / "twice", work / "page.md"
        for folder in (pages, twice):
            folder.mkdir()
        words = make_tree(pages, options.files, terms(150))
        make_tree(twice, 2 * options.files, terms(150))
        texts = [path.read_text(encoding="utf-8") for path in sorted(pages.glob("*.md"))]
        page.write_text(f"# Side\n\n{' '.join(texts[0].split()[3:403])}\n", encoding="utf-8")
        joined = "\n\n".join(texts)
        print(f"| what | figure |\n|---|---|\n| processors | {os.cpu_count()} |")
        measured = [
            starts(work, page, options.rounds),
            many(work, pages, twice, words, options.rounds),
            kept_open(joined),
            edited(work, joined, options.rounds),
            large(work, joined),
        ]
        if options.texts:
            measured.append(real(work, options.texts, pages, words, options.rounds, options.before))
        for part in measured:
            for what, figure in part:
                print(f"| {what} | {figure} |", flush=True)


if __name__ == "__main__":
    main()
