"""Learns how words get their lemmas: python training/lemma_table.py TREEBANKS MODELS.

For each part of speech, every ending of up to `_LONGEST` letters that has one clear outcome in the
treebank becomes a rule, unless a shorter one does the same. The words that the rules get wrong are
listed. Writes MODELS/lemmas/nb.json, nn.json and sv.json.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import spacy
from msgspec.structs import asdict

from clarity.grammar.lemmas import Lemmatizer
from treebank import read

SETS = {"nb": ("nb/train", "nb/dev"), "nn": ("nn/train", "nn/dev"), "sv": ("sv/pud", "sv/dev")}

_LONGEST = 6
#: An ending needs so many different words behind it.
_LEAST = 3
#: Parts of speech whose words are few: they are listed, and have no rules.
_CLOSED = frozenset(("ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ", "INTJ", "NUM"))

#: Form and lemma, with how often they come together.
_Seen = Mapping[tuple[str, str], int]


def learn(words: Iterable[tuple[str, str, str]]) -> Lemmatizer:
    """Make a table from words, each with its part of speech and lemma."""
    seen: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for word, tag, lemma in words:
        if tag == "PROPN":
            seen[tag][word, lemma] += 1
        else:
            seen[tag][word.lower(), lemma.lower()] += 1
    endings = {tag: _endings(own) for tag, own in sorted(seen.items()) if tag not in _CLOSED}
    rules = Lemmatizer(endings, {})
    exceptions = {
        tag: {
            form: lemma
            for form, lemma in sorted(_commonest(own).items())
            if rules.lemma(form, tag) != lemma
        }
        for tag, own in sorted(seen.items())
    }
    return Lemmatizer(endings, exceptions)


def _commonest(seen: _Seen) -> Mapping[str, str]:
    """Return the lemma that each form has most often."""
    best: dict[str, tuple[int, str]] = {}
    for (form, lemma), count in seen.items():
        best[form] = max(best.get(form, (0, "")), (count, lemma))
    return {form: lemma for form, (_, lemma) in best.items()}


def _endings(seen: _Seen) -> Mapping[str, str]:
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    for form, lemma in _commonest(seen).items():
        for length in range(min(_LONGEST, len(form) - 1) + 1):
            stem, ending = form[: len(form) - length], form[len(form) - length :]
            if lemma.startswith(stem):
                outcomes[ending][lemma[len(stem) :]] += 1
            else:
                outcomes[ending][""] += 0  # seen, but a longer ending has to tell
    rules: dict[str, str] = {}
    for ending in sorted(outcomes, key=len):
        if not outcomes[ending]:
            continue
        outcome, count = outcomes[ending].most_common(1)[0]
        if count >= _LEAST and outcome != _by_shorter(ending, rules):
            rules[ending] = outcome
    return rules


def _by_shorter(ending: str, rules: Mapping[str, str]) -> str:
    """Return what the rules so far make of an ending."""
    for start in range(1, len(ending) + 1):
        if ending[start:] in rules:
            return ending[:start] + rules[ending[start:]]
    return ending


def write(treebanks: Path, models: Path) -> None:
    """Learn and write the tables of all languages."""
    folder = models / "lemmas"
    folder.mkdir(parents=True, exist_ok=True)
    vocab = spacy.blank("nb").vocab
    for language, sources in SETS.items():
        table = learn(
            (token.text, token.pos_, token.lemma_)
            for source in sources
            for doc in read(treebanks / f"{source}.conllu.gz", vocab)
            for token in doc
            if token.lemma_ and token.pos_ != "PUNCT"
        )
        text = json.dumps(asdict(table), ensure_ascii=False, indent=0)
        (folder / f"{language}.json").write_text(text + "\n", "utf-8")
        rules = sum(map(len, table.endings.values()))
        words = sum(map(len, table.exceptions.values()))
        print(f"{language}: {rules} endings, {words} words, {len(text) / 1e6:.2f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("models", type=Path)
    given = parser.parse_args()
    write(given.treebanks, given.models)
