"""Turns the treebanks into spaCy's training format.

    python training/convert.py TREEBANKS OUT [--hold-out]

TREEBANKS has the folders ``nb``, ``nn`` and ``sv`` with ``train``, ``dev`` and (sv) ``pud``, all
``.conllu.gz``. The test sets are left alone. The development sets are learned from too, unless they
are held out to compare settings. Bokmål and nynorsk are one language to the model. Swedish has
little text of its own, so it first learns from all three languages together (``nordic``), and then
from Swedish alone. What is learned from has instructions and headings added to it (`augmentation`).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from augmentation import augment
from treebank import read

#: How many times the Swedish sentences stand among the Norwegian ones.
_WEIGHT = 3

NORWEGIAN = ("nb/train", "nn/train")
NORWEGIAN_DEV = ("nb/dev", "nn/dev")
SWEDISH = ("sv/train", "sv/pud")
SWEDISH_DEV = ("sv/dev",)


def convert(treebanks: Path, out: Path, *, hold_out: bool) -> None:
    """Write every training and development set."""
    norwegian = NORWEGIAN if hold_out else NORWEGIAN + NORWEGIAN_DEV
    swedish = SWEDISH if hold_out else SWEDISH + SWEDISH_DEV
    learned = {
        "norwegian-train": norwegian,
        "swedish-train": swedish,
        "nordic-train": norwegian + swedish * _WEIGHT,
    }
    measured = {
        "norwegian-dev": NORWEGIAN_DEV,
        "swedish-dev": SWEDISH_DEV,
        "nordic-dev": SWEDISH_DEV,
    }
    out.mkdir(parents=True, exist_ok=True)
    vocab: Vocab = spacy.blank("nb").vocab
    sources = (*NORWEGIAN, *NORWEGIAN_DEV, *SWEDISH, *SWEDISH_DEV)
    read_once = {name: list(read(treebanks / f"{name}.conllu.gz", vocab)) for name in sources}
    more = {name: list(augment(docs, name.split("/")[0])) for name, docs in read_once.items()}
    for name, parts in learned.items():
        _write(out, name, [doc for part in parts for doc in (*read_once[part], *more[part])])
    for name, parts in measured.items():
        _write(out, name, [doc for part in parts for doc in read_once[part]])


def _write(out: Path, name: str, docs: Sequence[Doc]) -> None:
    DocBin(docs=docs).to_disk(out / f"{name}.spacy")
    print(f"{name}: {len(docs)} sentences, {sum(map(len, docs))} tokens")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hold-out", action="store_true", help="do not learn from dev")
    given = parser.parse_args()
    convert(given.treebanks, given.out, hold_out=given.hold_out)
