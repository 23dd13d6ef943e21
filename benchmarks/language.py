"""Measure language identification.

Usage: python benchmarks/language.py FOLDER [--parallel FILE] [--errors]

FOLDER holds one folder a language (nb, nn, sv) with texts anywhere below; the folder is the label,
which is wrong where a file or paragraph is in truth in another language. Prints, for files, for the
distinct paragraphs of more than 20 words and for pieces of them that are 10, 25 and 50 words long
(drawn with a fixed seed), how many are right, undecided and wrong.

FILE has two columns with a head, divided by a tab: paragraphs in bokmål and the same in nynorsk.
Where both are written alike, nothing can tell them apart, and they are left out.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from clarity import parsing, rulebook
from clarity.language.identify import identify, other_language, sample
from clarity.language.reading import read
from clarity.model import Document
from clarity.parsing.decoding import decode
from clarity.parsing.languages import languages

_FORMATS = {".adoc": "text", ".php": "html", ".njk": "html", ".json": "markdown"}
_PIECES = (10, 25, 50)
_DRAWN = 1000


def strings(value: object) -> Iterator[str]:
    """Yield every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def documents(folder: Path) -> Iterator[Document]:
    """Yield the files of a folder, parsed; the texts of a JSON file as paragraphs."""
    for path in sorted(folder.rglob("*")):
        file_format = parsing.format_of(str(path)) or _FORMATS.get(path.suffix)
        if path.is_file() and file_format:
            source = decode(path.read_bytes()).text
            if path.suffix == ".json":
                source = "\n\n".join(strings(json.loads(source)))
            yield parsing.parse(source, str(path), file_format)


def pieces(texts: list[str], length: int, seed: int = 2026) -> Iterator[str]:
    """Yield runs of so many words, from texts and places drawn by lot."""
    rooms = [words for words in map(str.split, texts) if len(words) >= length]
    lot = random.Random(seed)
    for _ in range(_DRAWN):
        words = lot.choice(rooms)
        start = lot.randrange(len(words) - length + 1)
        yield " ".join(words[start : start + length])


def parallel_rows(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the pairs of paragraphs of a parallel file that differ: bokmål and nynorsk."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            nb, nn = row["bokmål"] or "", row["nynorsk"] or ""
            if nb.strip() != nn.strip():
                yield nb, nn


def parallel(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of a parallel file that differ, each with its language."""
    for row in parallel_rows(path):
        yield from zip(("nb", "nn"), row, strict=True)


def report_texts(name: str, texts: Iterable[tuple[str, str]], *, show_errors: bool) -> None:
    """Identify labelled texts and print how many are right, and each that is not if asked."""
    outcomes: Counter[tuple[str, str]] = Counter()
    for label, text in texts:
        verdict = identify(text)
        outcomes[label, verdict.language] += 1
        if show_errors and verdict.language != label:
            print(f"{label} as {verdict.language} {verdict.confidence:.3f}: {text[:200]}")
    report(name, outcomes)


def report(name: str, outcomes: Counter[tuple[str, str]]) -> None:
    """Print the share that is right, and what was taken for what."""
    total = outcomes.total()
    right = sum(count for (label, found), count in outcomes.items() if label == found)
    open_ = sum(count for (_, found), count in outcomes.items() if found == "unknown")
    wrong = [(pair, count) for pair, count in outcomes.most_common() if pair[0] != pair[1]]
    print(f"{name}: {total}, right {right / total:.4f}, undecided {open_ / total:.4f}")
    print("  " + ", ".join(f"{label} as {found}: {count}" for (label, found), count in wrong))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--parallel", type=Path, metavar="FILE")
    parser.add_argument("--errors", action="store_true", help="print what is not as labelled")
    given = parser.parse_args()
    files: Counter[tuple[str, str]] = Counter()
    labelled: set[tuple[str, str]] = set()
    lexicons = {name: rulebook.load_lexicon(name) for name in languages()}
    for label in languages():
        for document in documents(given.folder / label):
            prose = read(document, None, lexicons.__getitem__)
            files[label, prose.language] += 1
            if given.errors and prose.language != label:
                print(f"file {label} as {prose.language}: {document.path}")
            labelled |= {(label, b.text) for b in document.blocks if len(b.text.split()) > 20}
    in_context: Counter[tuple[str, str]] = Counter()
    for label, text in sorted(labelled):
        in_context[label, other_language(sample(text), label) or label] += 1
    texts = sorted(labelled)
    report("files", files)
    started = time.process_time()
    report_texts("paragraphs alone", texts, show_errors=given.errors)
    seconds = time.process_time() - started
    report("paragraphs in a file of their language", in_context)
    for length in _PIECES:
        for label in languages():
            drawn = pieces([text for own, text in texts if own == label], length)
            name = f"{length} words, {label}"
            report_texts(name, ((label, piece) for piece in drawn), show_errors=False)
    if given.parallel:
        pairs = list(parallel(given.parallel))
        for label in ("nb", "nn"):
            own = [pair for pair in pairs if pair[0] == label]
            report_texts(f"parallel, {label}", own, show_errors=given.errors)
    words = sum(len(text.split()) for _, text in texts)
    print(f"identify: {seconds / words * 1e6:.2f} microseconds a word of the paragraphs")


if __name__ == "__main__":
    main()
