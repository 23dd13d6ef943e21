"""The numbers that stand for texts and for rows of tables, as spaCy and thinc work them out.

Unsigned numbers of 64 bits, all at once: what does not fit is cut off, as it is in C.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

#: Texts that spaCy has short ids for (`spacy.symbols`), as far as a lower-case word, a part of one
#: or a shape can be such a text.
_RESERVED = {
    "X": 101,
    **{
        name: number
        for number, name in enumerate(
            "acomp advcl advmod agent amod appos attr aux auxpass cc ccomp complm conj cop csubj "
            "csubjpass dep det dobj expl hmod hyph infmod intj iobj mark meta neg nmod nn npadvmod "
            "nsubj nsubjpass num number oprd obj obl parataxis partmod pcomp pobj poss possessive "
            "preconj prep prt punct quantmod relcl rcmod root xcomp acl".split(),
            start=398,
        )
    },
    "_": 456,
}

_SEED = 1
_MULTIPLIER = np.uint64(0xC6A4A7935BD1E995)
_SHIFT = np.uint64(47)


def text_ids(texts: Sequence[str]) -> Any:
    """Return spaCy's ids of texts that are not empty, of shape (texts,).

    MurmurHash64A of the UTF-8 bytes: eight bytes at a time, and then the rest.
    """
    encoded = [text.encode() for text in texts]
    lengths = np.array([len(data) for data in encoded], dtype=np.uint64)
    # Longest first: those that have an eighth byte to come are always the first ones.
    order = np.argsort(lengths)[::-1]
    lengths = lengths[order]
    padded = b"".join([encoded[n] + bytes(-len(encoded[n]) % 8) for n in order.tolist()])
    words = np.frombuffer(padded, dtype="<u8")
    whole = (lengths // 8).astype(np.intp)
    with_rest = lengths % 8 > 0
    widths = whole + with_rest
    places = np.cumsum(widths) - widths
    ids = _SEED ^ lengths * _MULTIPLIER
    for number in range(int(whole[0])):
        some = slice(np.count_nonzero(whole > number))
        word = words[places[some] + number] * _MULTIPLIER
        word = (word ^ word >> _SHIFT) * _MULTIPLIER
        ids[some] = (ids[some] ^ word) * _MULTIPLIER
    rest = words[(places + whole)[with_rest]]
    ids[with_rest] = (ids[with_rest] ^ rest) * _MULTIPLIER
    ids = (ids ^ ids >> _SHIFT) * _MULTIPLIER
    ids ^= ids >> _SHIFT
    found = np.empty_like(ids)
    found[order] = ids
    for place, text in enumerate(texts):
        if text in _RESERVED:
            found[place] = _RESERVED[text]
    return found


def table_keys(ids: Any, seed: int) -> Any:
    """Return the four keys that thinc's `HashEmbed` adds the rows of, of shape (ids, 4).

    MurmurHash3 for x86 of 128 bits, as thinc has it for one number of 64 bits.
    """
    start = np.uint64(seed ^ 8)
    first = ids * np.uint64(0x87C37B91114253D5)
    first = first << np.uint64(31) | first >> np.uint64(33)
    first *= np.uint64(0x4CF5AD432745937F)
    first = (first ^ start) + start
    second = first + start
    first, second = _mixed(first), _mixed(second)
    first += second
    second += first
    halves = np.stack([first, second], axis=1).astype("<u8")
    return halves.view("<u4")


def _mixed(numbers: Any) -> Any:
    for multiplier in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        numbers = (numbers ^ numbers >> np.uint64(33)) * np.uint64(multiplier)
    return numbers ^ numbers >> np.uint64(33)
