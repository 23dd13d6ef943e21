"""How fast clarity starts, how it grows with the number of files, and what its cache wins.

    python benchmarks/speed.py [--files 500] [--rounds 5]

With all the shipped rules, on generated Norwegian pages. Every figure is a ratio within the run:
a cold start against a bare ``import click, yaml``, a warm cache against a cold one, twice the files
against once, and the peak memory of the largest process.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from peers import make_tree, terms

#: Runs a command and tells the peak memory, in megabytes, of the largest of its processes.
_MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=False)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


def seconds(command: Sequence[str], rounds: int) -> float:
    """Return the median time of a command."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def megabytes(command: Sequence[str]) -> float:
    """Return the peak memory of a command's largest process."""
    measured = [sys.executable, "-c", _MEASURED, *command]
    return float(subprocess.run(measured, capture_output=True, text=True, check=True).stdout)


def clarity(*arguments: str) -> list[str]:
    """Return a command that checks and never fails."""
    return [sys.executable, "-m", "clarity", "check", *arguments, "--fail-on", "never"]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        pages, twice, page = work / "pages", work / "twice", work / "page"
        for folder in (pages, twice, page):
            folder.mkdir()
        total = make_tree(pages, options.files, terms(150))
        make_tree(twice, 2 * options.files, terms(150))
        make_tree(page, 1, terms(150))
        short = page / "page.md"
        words = (page / "side0000.md").read_text(encoding="utf-8").split()
        short.write_text("# Side\n\n" + " ".join(words[3:403]) + "\n", encoding="utf-8")
        cache = ["--cache-dir", str(work / "cache")]

        bare = seconds([sys.executable, "-c", "import click, yaml"], 4 * options.rounds)
        one = clarity(str(short), *cache)
        seconds(one, 1)  # compiles the rules
        start = seconds([*one, "--no-cache"], 4 * options.rounds)
        kept = seconds(one, 4 * options.rounds)
        cold = seconds([*clarity(str(pages), *cache), "--no-cache"], options.rounds)
        double = seconds([*clarity(str(twice), *cache), "--no-cache"], options.rounds)
        seconds(clarity(str(pages), *cache), 1)
        warm = seconds(clarity(str(pages), *cache), options.rounds)
        memory = megabytes([*clarity(str(pages), *cache), "--no-cache"])
        memory_twice = megabytes([*clarity(str(twice), *cache), "--no-cache"])
    print(f"| what | figure |\n|---|---|\n| processors | {os.cpu_count()} |")
    print(f"| bare `import click, yaml` | {bare * 1000:.0f} ms |")
    print(
        f"| one page of 400 words, rules compiled | {start * 1000:.0f} ms, {start / bare:.1f} x |"
    )
    print(f"| the same page, report kept | {kept * 1000:.0f} ms, {kept / bare:.1f} x |")
    print(
        f"| {options.files} pages, all rules, no cache "
        f"| {cold:.2f} s, {total / cold:,.0f} words/s |"
    )
    print(f"| twice the pages | {double:.2f} s, {double / cold:.2f} x |")
    print(
        f"| the same {options.files} pages, warm cache | {warm:.2f} s, {cold / warm:.0f} x faster |"
    )
    print(
        f"| peak memory, {options.files} and {2 * options.files} pages | "
        f"{memory:.0f} and {memory_twice:.0f} MB |"
    )


if __name__ == "__main__":
    main()
