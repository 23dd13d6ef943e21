"""Measure language identification: python benchmarks/language.py FOLDER [--errors].

FOLDER holds one folder a language (nb, nn, sv) with texts anywhere below; the folder is the label,
which is wrong where a file or paragraph is in truth in another language. Prints, for files and for
the distinct paragraphs of more than 20 words, how many are right, undecided and wrong.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from clarity import parsing, rulebook
from clarity.language.identify import identify, other_language, sample
from clarity.language.reading import read
from clarity.model import Document
from clarity.parsing.decoding import decode
from clarity.parsing.languages import languages

_FORMATS = {".adoc": "text", ".php": "html", ".njk": "html", ".json": "markdown"}


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
    parser.add_argument("--errors", action="store_true", help="print what is not as labelled")
    given = parser.parse_args()
    files: Counter[tuple[str, str]] = Counter()
    paragraphs: Counter[tuple[str, str]] = Counter()
    labelled: set[tuple[str, str]] = set()
    lexicons = {name: rulebook.load_lexicon(name) for name in languages()}
    for label in languages():
        for document in documents(given.folder / label):
            prose = read(document, None, lexicons.__getitem__)
            files[label, prose.language] += 1
            if given.errors and prose.language != label:
                print(f"file {label} as {prose.language}: {document.path}")
            labelled |= {(label, b.text) for b in document.blocks if len(b.text.split()) > 20}
    started = time.process_time()
    verdicts = [(label, text, identify(text)) for label, text in sorted(labelled)]
    seconds = time.process_time() - started
    for label, text, verdict in verdicts:
        paragraphs[label, verdict.language] += 1
        if given.errors and verdict.language != label:
            print(f"{label} as {verdict.language} {verdict.confidence:.3f}: {text[:200]}")
    words = sum(len(text.split()) for _, text, _ in verdicts)
    in_context: Counter[tuple[str, str]] = Counter()
    for label, text in sorted(labelled):
        in_context[label, other_language(sample(text), label) or label] += 1
    report("files", files)
    report("paragraphs alone", paragraphs)
    report("paragraphs in a file of their language", in_context)
    print(f"identify: {seconds / words * 1e6:.2f} microseconds a word of the paragraphs")


if __name__ == "__main__":
    main()
