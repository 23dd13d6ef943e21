"""Parse every file of a folder and check that each word stands where its block says it does.

    python benchmarks/positions.py FOLDER

Reads files with other endings than ours as plain text. Prints what it read and every violation;
the exit code is 1 if there is any, or a file that made the parser fail.
"""

from __future__ import annotations

import html
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import category, combining, normalize

from clarity import parsing
from clarity.model import Block, Document
from clarity.parsing.decoding import DecodingError, decode


@dataclass(frozen=True, slots=True)
class Tally:
    """What one file amounts to."""

    blocks: int
    words: int
    seconds: float
    violations: tuple[str, ...]


def violations(document: Document) -> Iterator[str]:
    """Yield, in words, every letter that the source does not have where its block says.

    A letter may be written as an entity, an escape or in two parts (NFD), with something between
    them that is not of the text.
    """
    for block in document.blocks:
        for match in re.finditer(r"\w+", block.text):
            start, end = match.span()
            # With its accents, which Unicode may put in another order than they are written.
            while combining(block.text[end : end + 1] or " "):
                end += 1
            word = block.text[start:end]
            span = block.span(start, end)
            found = document.source[span.start : span.end]
            if word not in (found, _visible(found)) and not _is_spelled(
                document.source, block, start, end
            ):
                yield f"{document.path}: {word!r} is {found[:80]!r} at {span.start}-{span.end}"


def _visible(written: str) -> str:
    """Return a stretch without characters that are not seen, its letters in one part."""
    seen = (character for character in html.unescape(written) if category(character) != "Cf")
    return normalize("NFC", "".join(seen))


def _is_spelled(source: str, block: Block, start: int, end: int) -> bool:
    position = 0
    for index in range(start, end):
        span = block.span(index, index + 1)
        written = source[span.start : span.end]
        letter = block.text[index]
        if span.start < position or not span.start < span.end:
            return False
        if letter != written and not _is_made_of(letter, html.unescape(written)):
            return False
        if len(written) == 1:
            position = span.end
    return True


def _is_made_of(letter: str, written: str) -> bool:
    """Tell whether a stretch has a letter, or begins and ends with its parts."""
    if letter in normalize("NFC", written):
        return True
    wanted, parts = normalize("NFD", letter), normalize("NFD", written)
    rest = iter(parts)
    return (wanted[0], wanted[-1]) == (parts[:1], parts[-1:]) and all(p in rest for p in wanted)


def measure(path: Path) -> Tally:
    """Parse a file and check it."""
    text = decode(path.read_bytes()).text
    start = time.perf_counter()
    document = parsing.parse(text, str(path), parsing.format_of(path.name) or "text")
    seconds = time.perf_counter() - start
    words = sum(len(block.text.split()) for block in document.blocks)
    return Tally(len(document.blocks), words, seconds, tuple(violations(document)))


def main(folder: str) -> int:
    """Check a folder and print the outcome."""
    tallies: list[Tally] = []
    errors = 0
    for path in sorted(Path(folder).rglob("*")):
        if not path.is_file():
            continue
        try:
            tally = measure(path)
        except DecodingError as error:
            print(f"{path}: {error}")
        except Exception as error:
            errors += 1
            print(f"{path}: {type(error).__name__}: {error}")
        else:
            tallies.append(tally)
            print(*tally.violations, sep="\n", end="\n" if tally.violations else "")
    words = sum(tally.words for tally in tallies)
    seconds = sum(tally.seconds for tally in tallies)
    wrong = sum(len(tally.violations) for tally in tallies)
    print(
        f"{len(tallies)} files, {sum(tally.blocks for tally in tallies)} blocks, {words} words, "
        f"{seconds / max(words, 1) * 1e6:.2f} microseconds a word: "
        f"{wrong} violations, {errors} errors"
    )
    return 1 if wrong or errors else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
