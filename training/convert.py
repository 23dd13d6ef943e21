"""Turns the treebanks into spaCy's training format.

    python training/convert.py TREEBANKS OUT

TREEBANKS has the folders ``nb``, ``nn`` and ``sv`` with ``train``, ``dev`` and (sv) ``pud``, all
``.conllu.gz``. The test sets are left alone. Bokmål and nynorsk are one language to the model.
Swedish has little text of its own, so it first learns from all three languages together
(``nordic``), and then from Swedish alone. What is learned from has instructions and headings
added to it (`augmentation`).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from augmentation import augment
from treebank import read

#: How many times the Swedish sentences stand among the Norwegian ones.
_WEIGHT = 3

NORWEGIAN = ("nb/train", "nn/train")
SWEDISH = ("sv/train", "sv/pud")
SETS = {
    "norwegian-train": NORWEGIAN,
    "norwegian-dev": ("nb/dev", "nn/dev"),
    "swedish-train": SWEDISH,
    "swedish-dev": ("sv/dev",),
    "nordic-train": (*NORWEGIAN, *SWEDISH * _WEIGHT),
    "nordic-dev": ("sv/dev",),
}


def convert(treebanks: Path, out: Path) -> None:
    """Write every training and development set."""
    out.mkdir(parents=True, exist_ok=True)
    vocab: Vocab = spacy.blank("nb").vocab
    read_once: dict[str, list[Doc]] = {}
    for name, sources in SETS.items():
        for source in sources:
            if source not in read_once:
                docs = list(read(treebanks / f"{source}.conllu.gz", vocab))
                language, part = source.split("/")
                added = [] if part == "dev" else augment(docs, language)
                read_once[source] = [*docs, *added]
        docs = [doc for source in sources for doc in read_once[source]]
        DocBin(docs=docs).to_disk(out / f"{name}.spacy")
        print(f"{name}: {len(docs)} sentences, {sum(map(len, docs))} tokens")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    convert(given.treebanks, given.out)
