"""Reads Universal Dependencies treebanks as spaCy documents, with clarity's roles as tags."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from clarity.grammar.roles import NO_ROLE, of_parse

#: The features that rules need, by part of speech; fewer labels are learned better.
FEATURES = {
    "NOUN": ("Case", "Definite", "Number"),
    "PROPN": ("Case",),
    "VERB": ("Mood", "Tense", "VerbForm", "Voice"),
    "AUX": ("Mood", "Tense", "VerbForm", "Voice"),
    "ADJ": ("Case", "Definite", "Degree", "VerbForm"),
    "PRON": ("Case", "Person", "Poss", "PronType"),
    "DET": ("Poss", "PronType"),
}
#: What one language marks and another leaves out.
_UNMARKED = frozenset(("Voice=Act", "Case=Nom"))
#: Swedish verbs in -s that PUD marks as passive, though they have no active form or another sense.
DEPONENTS = frozenset(
    "andas enas finnas finns fanns funnits hoppas hoppades kännas känns kändes lyckas lyckades "
    "lyckats låtsas minnas minns misslyckas misslyckades mötas möts saknas saknades synas syns "
    "syntes trivas trivs tyckas tycks tycktes umgås vistas vistades åldras återfinns".split()
)


def read(path: Path, vocab: Vocab) -> Iterator[Doc]:
    """Yield the sentences of a gzipped CoNLL-U file, one document each."""
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
    doc = Doc(
        vocab,
        words=[row[1] for row in rows],
        pos=[row[3] for row in rows],
        morphs=[_features(row) for row in rows],
        lemmas=[_lemma(row) for row in rows],
        heads=[int(row[6]) - 1 if row[6].strip("0_") else i for i, row in enumerate(rows)],
        deps=[row[7] for row in rows],
        sent_starts=[i == 0 for i in range(len(rows))],
    )
    return with_roles(doc)


def with_roles(doc: Doc) -> Doc:
    """Write the roles that a parsed sentence tells of as its tags, and return it."""
    for token, role in zip(doc, of_parse(doc), strict=True):
        token.tag_ = role or NO_ROLE
    return doc


def _features(row: list[str]) -> str:
    word, tag, told = row[1], row[3], row[5]
    names = FEATURES.get(tag, ())
    pairs = {pair for pair in told.split("|") if pair.partition("=")[0] in names}
    if tag != "PRON":
        pairs -= _UNMARKED
    if word.lower() in DEPONENTS:
        pairs.discard("Voice=Pass")
    if tag == "NOUN" and "Gender=" in told:  # in nynorsk, the definite and the singular are bare
        pairs |= {"Definite=Def"} if "Definite=" not in told else set()
        pairs |= {"Number=Sing"} if "Number=" not in told else set()
    return "|".join(sorted(pairs)).replace("PronType=Art,Prs", "PronType=Prs")


def _lemma(row: list[str]) -> str:
    """Return the lemma, empty where the treebank gives none (Talbanken as first imported)."""
    return row[1] if row[3] == "PUNCT" else row[2].removeprefix("_")
