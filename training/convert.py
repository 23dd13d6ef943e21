"""Turns Universal Dependencies treebanks into spaCy's training format, with clarity's roles."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from clarity.grammar.roles import of_parse

#: The features that rules need; fewer labels are learned better from the same sentences.
FEATURES = frozenset(
    "Case Definite Degree Mood Number Person Poss PronType Tense VerbForm Voice".split()
)
#: Swedish verbs in -s that are no passives, though PUD marks them so.
DEPONENTS = frozenset(
    """andas avundas behövas bråttas finnas fattas fordras hoppas hjälpas hämnas hända kräkas
    kännas lyckas låtsas lyssnas minnas misslyckas mötas märkas ofredas saknas samsas skiljas
    skämmas slåss svettas synas ses trivas tyckas täckas töras umgås vantrivas vistas väsnas
    åldras ångras återfinnas finns hoppas känns saknas syns trivs tycks lyckas minns""".split()
)


def main(folder: str, language: str, out: str) -> None:
    """Write train, dev and test of a language (``no`` is bokmål and nynorsk together)."""
    Path(out).mkdir(parents=True, exist_ok=True)
    for part, sources in _parts(language).items():
        vocab = spacy.blank("sv" if language == "sv" else "nb").vocab
        docs = [
            doc
            for source in sources
            for doc in read(Path(folder) / f"{source}.conllu.gz", vocab)
        ]
        DocBin(docs=docs, store_user_data=False).to_disk(Path(out) / f"{language}-{part}.spacy")
        print(f"{language} {part}: {len(docs)} sentences, {sum(map(len, docs))} tokens")


def _parts(language: str) -> dict[str, list[str]]:
    if language == "sv":
        return {"train": ["sv/train", "sv/pud"], "dev": ["sv/dev"], "test": ["sv/test"]}
    return {part: [f"nb/{part}", f"nn/{part}"] for part in ("train", "dev", "test")}


def read(path: Path, vocab: Vocab) -> Iterator[Doc]:
    """Yield the sentences of a CoNLL-U file as documents; ``tag_`` is the role."""
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 10 and fields[0].isdigit():
                rows.append(fields)
            elif not line.strip() and rows:
                yield _doc(rows, vocab)
                rows = []
    if rows:
        yield _doc(rows, vocab)


def _doc(rows: list[list[str]], vocab: Vocab) -> Doc:
    heads = [int(row[6]) - 1 if row[6] not in ("0", "_") else i for i, row in enumerate(rows)]
    doc = Doc(
        vocab,
        words=[row[1] for row in rows],
        spaces=["SpaceAfter=No" not in row[9] for row in rows],
        pos=[row[3] for row in rows],
        morphs=[_morph(row) for row in rows],
        lemmas=[_lemma(row) for row in rows],
        heads=heads,
        deps=[row[7] for row in rows],
        sent_starts=[i == 0 for i in range(len(rows))],
    )
    for token, role in zip(doc, of_parse(doc), strict=True):
        token.tag_ = role or "-"
    return doc


def _morph(row: list[str]) -> str:
    if row[5] == "_":
        return ""
    features = [pair for pair in row[5].split("|") if pair.partition("=")[0] in FEATURES]
    if row[1].lower() in DEPONENTS and row[3] in ("VERB", "AUX"):
        features = [pair for pair in features if pair != "Voice=Pass"]
    return "|".join(features)


def _lemma(row: list[str]) -> str:
    """Return the lemma, empty where the treebank gives none (Talbanken's first version)."""
    return row[1] if row[3] == "PUNCT" else row[2].removeprefix("_")


if __name__ == "__main__":
    main(*sys.argv[1:])
