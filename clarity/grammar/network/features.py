"""What the network sees of a word: the same as `clarity.grammar.encoder` shows it in training."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

#: From so many letters on spaCy tells no shape of a word, only that it is long.
_LONG = 100
#: So many shapes are remembered: most words share a few hundred.
_SHAPES = 1024
#: Of the same sign over and over, a shape has four.
_RUN = re.compile(r"(.)\1{4,}", re.DOTALL)


class _Signs(dict[int, str]):
    """What stands for a character in the shape of a word, by code point."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        sign = character
        if character.isalpha():
            sign = "X" if character.isupper() else "x"
        elif character.isdigit():
            sign = "d"
        return self.setdefault(code, sign)


_SIGNS = _Signs()


def shape(word: str) -> str:
    """Return the shape of a word as spaCy tells it: «Xxxxx» for «Kommune», «dd.d» for «12.5»."""
    if len(word) >= _LONG:
        return "LONG"
    return _shortened(word.translate(_SIGNS))


@lru_cache(_SHAPES)
def _shortened(signs: str) -> str:
    return _RUN.sub(r"\1\1\1\1", signs)


def features(words: Sequence[str]) -> Sequence[Sequence[str]]:
    """Return the lower-case forms of words, their endings, beginnings and shapes, by column."""
    lower = [word.lower() for word in words]
    return (
        lower,
        [word[-5:] for word in lower],
        [word[-3:] for word in lower],
        [word[:3] for word in lower],
        [shape(word) for word in words],
        [word[-2:] for word in lower],
    )
