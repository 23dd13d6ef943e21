"""Collects the words readers meet every day: python training/familiar_words.py TREEBANKS MODELS.

All word forms of a treebank that are written with letters and are no names, in lower case. Writes
MODELS/familiar/nb.json, nn.json and sv.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

import spacy

from treebank import read

SETS = {
    "nb": ("nb/train", "nb/dev"),
    "nn": ("nn/train", "nn/dev"),
    "sv": ("sv/train", "sv/dev", "sv/pud"),
}


def collect(words: Iterable[tuple[str, str]]) -> list[str]:
    """Return the forms among words, each with its part of speech, in order."""
    return sorted({word.lower() for word, tag in words if tag != "PROPN" and _is_word(word)})


def _is_word(word: str) -> bool:
    return word.replace("-", "").isalpha()


def write(treebanks: Path, models: Path) -> None:
    """Collect and write the words of all languages."""
    folder = models / "familiar"
    folder.mkdir(parents=True, exist_ok=True)
    vocab = spacy.blank("nb").vocab
    for language, sources in SETS.items():
        words = collect(
            (token.text, token.pos_)
            for source in sources
            for doc in read(treebanks / f"{source}.conllu.gz", vocab)
            for token in doc
        )
        text = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{language}.json").write_text(text + "\n", "utf-8")
        print(f"{language}: {len(words)} words, {len(text) / 1e6:.2f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("models", type=Path)
    given = parser.parse_args()
    write(given.treebanks, given.models)
