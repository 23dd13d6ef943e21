"""Measure sentence splitting against treebanks: python benchmarks/sentences.py FOLDER [--errors].

FOLDER holds one folder a language (nb, nn, sv) with ``test.conllu`` or ``test.conllu.gz``. The
sentences that end in a full stop, question mark or exclamation mark (with quotes) are joined to
running text by a space, and the ends found are held against the true ones.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from clarity import rulebook
from clarity.language.sentences import Splitter

_ENDS = re.compile(r"[.!?…][»”“\"’')\]]*$")


def sentences(path: Path) -> Iterator[str]:
    """Yield the text of every sentence of a CoNLL-U file."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# text = "):
                yield line.removeprefix("# text = ").strip()


def main() -> None:
    """Print precision, recall and F of the ends of sentences, by language and file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", default="test")
    parser.add_argument("--errors", action="store_true", help="print the places that are wrong")
    given = parser.parse_args()
    for language in ("nb", "nn", "sv"):
        splitter = Splitter.of(rulebook.load_lexicon(language))
        for path in sorted((given.folder / language).glob(f"{given.part}.conllu*")):
            kept = [text for text in sentences(path) if _ENDS.search(text)]
            text = " ".join(kept)
            true, at = set(), 0
            for sentence in kept:
                at += len(sentence) + 1
                true.add(at - 1)
            found = {sentence.end for sentence in splitter.split(text).sentences}
            right = len(true & found)
            precision, recall = right / len(found), right / len(true)
            print(
                f"{language} {path.name}: {len(kept)} sentences, precision {precision:.4f}, "
                f"recall {recall:.4f}, F {2 * right / (len(true) + len(found)):.4f}"
            )
            if given.errors:
                for kind, places in (("extra", found - true), ("missed", true - found)):
                    for place in sorted(places):
                        print(f"  {kind}: {text[place - 50 : place]}|{text[place : place + 40]}")


if __name__ == "__main__":
    main()
