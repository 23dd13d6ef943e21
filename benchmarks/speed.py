"""How fast clarity starts, how it grows with the number of files, and what its cache wins.

    python benchmarks/speed.py [--files 500] [--rounds 5]

With all the shipped rules, on generated Norwegian pages. Every figure is a ratio within the run.
Without grammar: a cold start against a bare ``import click, yaml``, a warm cache against a cold
one, twice the files against once, and the peak memory of the largest process. With grammar: a cold
start against a bare ``import spacy``, a hundred pages on one core against the same without, and the
peak memory of one file of 1 megabyte and of the largest that is read. What is compared is run by
turns.
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

from clarity.parsing.contents import LARGEST
from peers import ENVIRONMENT, make_tree, terms

#: Runs a command and tells the peak memory, in megabytes, of the largest of its processes.
_MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=False)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


def seconds(rounds: int, *commands: Sequence[str]) -> list[float]:
    """Return the median time of each command; each round runs all of them."""
    times: list[list[float]] = [[] for _ in commands]
    for _ in range(rounds):
        for command, taken in zip(commands, times, strict=True):
            start = time.perf_counter()
            subprocess.run(command, capture_output=True, check=False, env=ENVIRONMENT)
            taken.append(time.perf_counter() - start)
    return list(map(statistics.median, times))


def megabytes(command: Sequence[str]) -> float:
    """Return the peak memory of a command's largest process."""
    measured = [sys.executable, "-c", _MEASURED, *command]
    done = subprocess.run(measured, capture_output=True, text=True, check=True, env=ENVIRONMENT)
    return float(done.stdout)


def clarity(*arguments: str) -> list[str]:
    """Return a command that checks and never fails."""
    return [sys.executable, "-m", "clarity", "check", *arguments, "--fail-on", "never"]


def quick(*arguments: str) -> list[str]:
    """Return a command that checks without grammar."""
    return clarity(*arguments, "--quick")


def measure_grammar(work: Path, short: Path, pages: Path, rounds: int) -> dict[str, str]:
    """Return what is measured with grammar, by what it is."""
    some, large, small = work / "some", work / "large.md", work / "small.md"
    some.mkdir()
    texts = [path.read_text(encoding="utf-8") for path in sorted(pages.glob("*.md"))]
    for number, text in enumerate(texts[:100]):
        (some / f"{number}.md").write_text(text, encoding="utf-8")
    joined = "\n\n".join(texts).encode()
    for path, size in ((large, LARGEST), (small, 1024**2)):
        cut = (joined * (size // len(joined) + 1))[:size]
        path.write_text(cut.decode(errors="ignore"), encoding="utf-8")
    alone = ["--no-cache", "--jobs", "1", "--cache-dir", str(work / "cache")]
    bare, start = seconds(
        2 * rounds, [sys.executable, "-c", "import spacy"], clarity(str(short), *alone)
    )
    full, without = seconds(rounds, clarity(str(some), *alone), quick(str(some), *alone))
    words = sum(len(text.split()) for text in texts[:100])
    memory = [f"{megabytes(clarity(str(path), *alone)):.0f}" for path in (small, large)]
    return {
        "bare `import spacy`": f"{bare * 1000:.0f} ms",
        "one page of 400 words, with grammar": f"{start * 1000:.0f} ms, {start / bare:.1f} x",
        "100 pages on one core, with grammar": f"{full:.1f} s, {words / full:,.0f} words/s",
        "the same without": f"{without:.1f} s, {full / without:.1f} x as fast",
        f"peak memory, one file of 1 and of {LARGEST // 1024**2} MB": f"{' and '.join(memory)} MB",
    }


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

        nothing = [sys.executable, "-c", "import click, yaml"]
        one, many = quick(str(short), *cache), quick(str(pages), *cache)
        all_anew = [*many, "--no-cache"]
        twice_anew = [*quick(str(twice), *cache), "--no-cache"]
        seconds(1, one, many)  # compiles the rules and keeps the reports
        bare, start, kept = seconds(4 * options.rounds, nothing, [*one, "--no-cache"], one)
        cold, warm, double = seconds(options.rounds, all_anew, many, twice_anew)
        memory, memory_twice, memory_warm = map(megabytes, (all_anew, twice_anew, many))
        grammar = measure_grammar(work, short, pages, options.rounds)
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
    print(f"| peak memory, {options.files} pages, warm cache | {memory_warm:.0f} MB |")
    for what, figure in grammar.items():
        print(f"| {what} | {figure} |")


if __name__ == "__main__":
    main()
