"""Counts what tells bokmål from nynorsk: python training/near_languages.py TREEBANKS MODELS.

For the beginnings and endings of words, and for common words that these do not tell of, the odds
that they are nynorsk rather than bokmål, in bits. Names are left out: they are the same in both.
Writes MODELS/near/nb-nn.json.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import spacy
from msgspec.structs import asdict, replace

from clarity.language.near import SHORTEST, Shapes, beginnings, endings
from clarity.language.profiles import profiles
from treebank import read

SETS = {"nb": ("nb/train", "nb/dev"), "nn": ("nn/train", "nn/dev")}

#: A beginning or ending needs so many different words behind it, a listed word so many occurrences.
_LEAST_WORDS = 20
_LEAST_COUNT = 8
#: No word says more than this, nor any beginning or ending, however clear the treebanks are.
_MOST_OF_WORD, _MOST_OF_PART = 8, 4
#: A word that is not this much commoner in one of them is of both: what it tells is the subject.
_LEAST_OF_WORD = 4
#: A word is listed when what its shape says is at least this far off.
_WORTH_LISTING = 2

#: Common in both by the word lists, whatever the subjects of the treebanks make of it.
_SHARED = set(profiles()["nb"].common) & set(profiles()["nn"].common)

_Counts = Mapping[str, int]


def count(bokmal: _Counts, nynorsk: _Counts) -> Shapes:
    """Make the table from how often each word in lower case comes in bokmål and in nynorsk."""
    parts = [_parts(bokmal, nynorsk, cut) for cut in (beginnings, endings)]
    shapes = Shapes({}, *parts)
    odds = _odds(bokmal, nynorsk, sum(bokmal.values()), sum(nynorsk.values()), 1)
    words: dict[str, int] = {}
    for word in sorted({*bokmal, *nynorsk}):
        if bokmal.get(word, 0) + nynorsk.get(word, 0) >= _LEAST_COUNT:
            bits = max(-_MOST_OF_WORD, min(_MOST_OF_WORD, odds(word)))
            if word in _SHARED or abs(bits) < _LEAST_OF_WORD:
                bits = 0
            if _is_news(bits, shapes.of_shape(word)):
                words[word] = bits
    return replace(shapes, words=words)


def _is_news(bits: int, by_shape: int) -> bool:
    """Tell whether a word says otherwise than its shape: by much, or not at all."""
    return abs(bits - by_shape) >= _WORTH_LISTING or (bits == 0) != (by_shape == 0)


def _parts(
    bokmal: _Counts, nynorsk: _Counts, cut: Callable[[str], Iterator[str]]
) -> Mapping[str, int]:
    """Return the bits of beginnings or endings, save where a shorter one says the same."""
    of_nb, of_nn = (
        Counter(part for word in words if len(word) >= SHORTEST for part in cut(word))
        for words in (bokmal, nynorsk)
    )
    odds = _odds(of_nb, of_nn, len(bokmal), len(nynorsk), 2)
    found: dict[str, int] = {}
    for part in sorted({*of_nb, *of_nn}, key=lambda one: (len(one), one)):
        if of_nb[part] + of_nn[part] >= _LEAST_WORDS:
            bits = max(-_MOST_OF_PART, min(_MOST_OF_PART, odds(part)))
            if bits != next((found[one] for one in cut(part) if one in found), 0):
                found[part] = bits
    return found


def _odds(
    bokmal: _Counts, nynorsk: _Counts, of_bokmal: int, of_nynorsk: int, unseen: int
) -> Callable[[str], int]:
    """Return what gives the odds of nynorsk in bits; ``unseen`` more are counted of each."""

    def odds(one: str) -> int:
        ratio = (nynorsk.get(one, 0) + unseen) / (bokmal.get(one, 0) + unseen)
        return round(math.log2(ratio * of_bokmal / of_nynorsk))

    return odds


def _words(treebanks: Path, sources: Iterable[str]) -> _Counts:
    vocab = spacy.blank("nb").vocab
    return Counter(
        token.lower_
        for source in sources
        for doc in read(treebanks / f"{source}.conllu.gz", vocab)
        for token in doc
        if token.pos_ != "PROPN" and token.is_alpha
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("models", type=Path)
    given = parser.parse_args()
    table = count(*(_words(given.treebanks, SETS[name]) for name in ("nb", "nn")))
    text = json.dumps(asdict(table), ensure_ascii=False, separators=(",", ":"))
    (given.models / "near" / "nb-nn.json").write_text(text.replace('},"', '},\n"') + "\n", "utf-8")
    print(*(f"{name}: {len(part)}" for name, part in asdict(table).items()), len(text))
