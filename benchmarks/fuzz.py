"""Throw strange inputs at clarity, and tell what breaks, what hangs, and what stands elsewhere.

    python benchmarks/fuzz.py [--inputs 100000] [--seed 1] [--jobs 2] [--only NUMBER]

Texts (Markdown, MDX, HTML, plain text, front matter, bytes that are no text), project files and
rule files, made by chance (`fuzz_inputs.py`). Every text is parsed, and each word looked up in the
source where its block says it stands. One in ten is checked, scored and drawn in every format, in
which nothing may steer a screen or a build server; one in a hundred with grammar. A project file
or a rule must be read or refused by a `ConfigError`; a rule that is read is run. Last, texts of one
piece repeated to 20, 40 and 80 kB are checked, and the time (of the processor) told that each
takes. The exit code is 1 where anything is wrong.
"""

from __future__ import annotations

import argparse
import faulthandler
import re
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from random import Random
from time import process_time
from types import FrameType
from typing import NamedTuple

import fuzz_inputs
from clarity import parsing, rulebook
from clarity.checks import engine
from clarity.checks.kinds import KINDS
from clarity.checks.repeats import places
from clarity.language import reading
from clarity.model import Failure, Report
from clarity.parsing.decoding import DecodingError, decode
from clarity.parsing.located_yaml import ConfigError, load
from clarity.project.projects import Projects, Request
from clarity.reports import FORMATS, Options, Part
from clarity.session import Session
from positions import violations

_FORMATS = {
    "markdown": "a.md",
    "front matter": "a.md",
    "mdx": "a.mdx",
    "html": "a.html",
    "text": "a.txt",
}
_KINDS = (*_FORMATS, "markdown", "bytes", "project file", "rule file")
#: Seconds (of the processor) that no small input may take, with what is read for the first of them.
_LONGEST = 20.0
_AT_A_TIME = 250
_SIZES = (20_000, 40_000, 80_000)
#: What no report may hold; and what those for build servers may, at the beginning of their lines.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]|##\\w*\\["
)
_COMMAND = re.compile(r"^\s*::\w", re.MULTILINE)
_OWN = {
    "github": re.compile(r"^::(?:error|warning|notice) ", re.MULTILINE),
    "azure": re.compile(r"^##vso\[task\.logissue type=(?:error|warning);", re.MULTILINE),
}
_SAMPLE = """# Søknad

Du må foreta en vurdering i henhold til § 5-2. Ni kan ansöka hos oss senast 3. mai.
"""


class Trouble(NamedTuple):
    """What went wrong with an input, and where the program was."""

    number: int
    kind: str
    what: str


class Hang(BaseException):
    """An input takes too long. No `Exception`, so that nothing takes it for its own."""


@cache
def session(*, quick: bool) -> Session:
    """Return what judges in this process."""
    return Session(Request(quick=quick))


def look(number: int, seed: int) -> Iterator[str]:
    """Make an input and watch what becomes of it; yield, in words, what is wrong."""
    random = Random(f"{seed}/{number}")
    kind = _KINDS[number % len(_KINDS)]
    if kind == "project file":
        _read_project(fuzz_inputs.project_file(random))
    elif kind == "rule file":
        _run_rule(*fuzz_inputs.rule_file(random))
    elif kind == "bytes":
        base = bytearray(fuzz_inputs.text("markdown", random).encode("utf-8"))
        for _ in range(random.randint(1, 9)):
            base.insert(random.randint(0, len(base)), random.randrange(256))
        yield from _judged(bytes(base), "a.md", quick=True)
    else:
        text, path = fuzz_inputs.text(kind, random).replace("\0", " "), _FORMATS[kind]
        yield from violations(parsing.parse(text, path, parsing.format_of(path) or "text"))
        if kind == "front matter" or random.random() < 0.1:
            yield from _judged(text.encode("utf-8", "replace"), path, quick=random.random() < 0.9)


def _judged(data: bytes, path: str, *, quick: bool) -> Iterator[str]:
    outcome = session(quick=quick).check_bytes(data, path)
    if isinstance(outcome, Report):
        size = len(decode(data).text)
        for finding in (*outcome.findings, *places(outcome.findings)):
            if not 0 <= finding.span.start < finding.span.end <= size:
                yield f"position: {finding.rule} stands at {finding.span}"
    for name, make in FORMATS.items():
        form, options = make(), Options(unicode=len(data) % 2 == 0)
        part: Part | Failure = (
            outcome if isinstance(outcome, Failure) else form.part(outcome, options)
        )
        page = "".join(form.assemble([part], options))
        page = _OWN[name].sub("", page) if name in _OWN else page
        if match := _STEERING.search(page) or _COMMAND.search(page):
            yield f"stream: {name} has {page[max(match.start() - 20, 0) : match.end() + 20]!r}"


def _read_project(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, ".clarity.yaml")
        path.write_text(text, encoding="utf-8", errors="replace")
        try:
            projects = Projects(Request(config=path))
            settings = projects.settings("brev/a.md")
            projects.project("brev/a.md").takes("brev/a.md")
            session(quick=True).check_bytes(_SAMPLE.encode(), "a.md", settings)
        except ConfigError:
            return


def _run_rule(language: str, text: str) -> None:
    lexicon = session(quick=True).lexicon(language)
    try:
        files = {"egen.yaml": load(text, "egen.yaml")}
        rules = rulebook.parse_rules(language, Path(), KINDS, files)
        checker = engine.compile_rules(rules, lexicon)
    except ConfigError:
        return
    document = parsing.parse(_SAMPLE, "a.md", "markdown")
    prose = reading.read(document, language, session(quick=True).lexicon)
    if not isinstance(prose, reading.Unread):
        checker.check(prose, {})


def watch(numbers: range, seed: int) -> tuple[Counter[str], list[Trouble]]:
    """Look at some inputs in this process, with an alarm for each."""
    signal.signal(signal.SIGPROF, _ring)
    troubles = []
    counted: Counter[str] = Counter()
    for number in numbers:
        kind = _KINDS[number % len(_KINDS)]
        counted[kind] += 1
        faulthandler.dump_traceback_later(10 * _LONGEST, exit=True)  # where no signal is heard
        signal.setitimer(signal.ITIMER_PROF, _LONGEST)
        try:
            troubles += [Trouble(number, kind, what) for what in look(number, seed)]
        except DecodingError:
            pass
        except (Exception, Hang) as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            what = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}: {error}"
            troubles.append(Trouble(number, kind, what[:300]))
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    faulthandler.cancel_dump_traceback_later()
    return counted, troubles


def _ring(number: int, frame: FrameType | None) -> None:
    raise Hang


def growth(seed: int) -> list[tuple[float, float, str]]:
    """Return, of texts of one piece, by how much four times the text takes longer, and seconds."""
    grown = []
    for number in range(120):
        random = Random(f"{seed}/growth/{number}")
        kind = random.choice(list(_FORMATS))
        piece = (
            fuzz_inputs.text(kind, random).replace("\0", " ")[: random.choice((3, 12, 40, 400))]
            or "a"
        )
        times = [
            _seconds((piece * (size // len(piece) + 1))[:size], _FORMATS[kind]) for size in _SIZES
        ]
        grown.append(
            (times[-1] / max(times[0], 0.02), times[-1], f"{kind} {number}: {piece[:40]!r}")
        )
    return sorted(grown, reverse=True)


def _seconds(text: str, path: str) -> float:
    data = text.encode("utf-8", "replace")

    def once() -> float:
        start = process_time()
        session(quick=True).check_bytes(data, path)
        return process_time() - start

    return min(once() for _ in range(2))


def main(arguments: argparse.Namespace) -> int:
    """Run it all and tell."""
    if arguments.only is not None:
        print(*watch(range(arguments.only, arguments.only + 1), arguments.seed)[1], sep="\n")
        return 0
    chunks = [
        range(first, min(first + _AT_A_TIME, arguments.inputs))
        for first in range(0, arguments.inputs, _AT_A_TIME)
    ]
    counted: Counter[str] = Counter()
    troubles: list[Trouble] = []
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for future in [pool.submit(watch, chunk, arguments.seed) for chunk in chunks]:
            own, found = future.result()
            counted += own
            troubles += found
            for trouble in found:
                print(*trouble, sep=": ", flush=True)
    grown = growth(arguments.seed)
    hangs = sum(trouble.what.startswith("Hang") for trouble in troubles)
    wrong = sum(trouble.what.startswith(("a.", "position")) for trouble in troubles)
    steering = sum(trouble.what.startswith("stream") for trouble in troubles)
    print(*(f"{count:7} {kind}" for kind, count in sorted(counted.items())), sep="\n")
    print(
        f"{counted.total()} inputs: {len(troubles) - hangs - wrong - steering} exceptions, "
        f"{hangs} hangs, {wrong} positions wrong, {steering} streams that steer"
    )
    print("20, 40, 80 kB of one piece: four times the text takes, at worst,")
    for ratio, seconds, piece in grown[:5]:
        print(f"  {ratio:.1f} times as long, {seconds:.2f} s: {piece}")
    return 1 if troubles or grown[0][0] > 10 else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, help="look at one input again")
    sys.exit(main(parser.parse_args()))
