"""The network of our own pipelines, as spaCy architectures: word features to vectors in context.

Unlike spaCy's own, it sees a longer part of each word (endings carry most of what a Norwegian or
Swedish word tells), looks further with each layer (a verb far from its subordinator), and never
looks beyond a sentence: what is said of a sentence does not depend on the ones around it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from spacy.attrs import ORTH, SENT_START
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, residual, with_array
from thinc.types import Ragged

#: How many features a word has, each with a table of its own.
FEATURES = 6


@registry.architectures("clarity.SentenceEncoder.v1")  # type: ignore[untyped-decorator]
def sentence_encoder(
    width: int, rows: Sequence[int], reaches: Sequence[int], pieces: int
) -> Model[list[Doc], list[Any]]:
    """Build the network: documents to one matrix each, of shape (tokens, ``width``).

    ``rows`` are the sizes of the `FEATURES` hash tables. ``reaches`` has an entry a layer: how far
    to either side it looks for the one neighbour it takes in, 0 for all of the sentence before and
    after together. ``pieces`` are those of the maxout.
    """
    tables: list[Model[Any, Any]] = [
        HashEmbed(width, size, column=column, seed=8 + column, dropout=0.0)
        for column, size in enumerate(rows)
    ]
    mix = Maxout(width, width * len(rows), nP=3, dropout=0.0, normalize=True)
    embed: Model[Ragged, Ragged] = with_array(chain(concatenate(*tables), mix))
    layers = [
        residual(
            chain(
                _neighbours(reach) if reach else _surroundings(),
                with_array(Maxout(width, width * 3, nP=pieces, dropout=0.0, normalize=True)),
            )
        )
        for reach in reaches
    ]
    model: Model[list[Doc], list[Any]] = Model(
        "sentences",
        _encode,
        init=_initialize,
        layers=[chain(embed, *layers)],
        dims={"nO": width},
    )
    return model


@registry.tokenizers("clarity.PlainTokenizer.v1")  # type: ignore[untyped-decorator]
def plain_tokenizer() -> Callable[[Language], Tokenizer]:
    """Make a tokenizer without rules, quick to load: our pipelines are given words."""
    return lambda nlp: Tokenizer(nlp.vocab)


def _initialize(
    model: Model[list[Doc], list[Any]],
    X: Any = None,  # noqa: N803  # thinc calls it by this name
    Y: Any = None,  # noqa: N803
) -> None:
    model.layers[0].initialize(X=_featured(X) if X else None)


def _encode(
    model: Model[list[Doc], list[Any]], docs: list[Doc], is_train: bool
) -> tuple[list[Any], Callable[[list[Any]], list[Doc]]]:
    counts: Any = [len(doc) for doc in docs]
    told, backprop_told = model.layers[0](_featured(docs), is_train)

    def backprop(gradients: list[Any]) -> list[Doc]:
        backprop_told(Ragged(model.ops.flatten(gradients), told.lengths))
        return []

    return list(model.ops.unflatten(told.data, counts)), backprop


def _featured(docs: Sequence[Doc]) -> Ragged:
    """Return the features of all words, and the lengths of the sentences they stand in."""
    words, lengths = _words(docs)
    return Ragged(_features(words, docs[0].vocab), lengths)


def _words(docs: Sequence[Doc]) -> tuple[list[int], Any]:
    """Return the ids of all words, and the lengths of the sentences they stand in."""
    words: list[int] = []
    starts: list[int] = []
    for doc in docs:
        told = doc.to_array([ORTH, SENT_START])
        begins = told[:, 1] == 1
        begins[:1] = True
        starts.extend((np.flatnonzero(begins) + len(words)).tolist())
        words += told[:, 0].tolist()
    return words, np.diff([*starts, len(words)]).astype("i")


def _features(words: Sequence[int], vocab: Vocab) -> Any:
    """Return the features of words, of shape (words, `FEATURES`)."""
    known = {word: features_of(word, vocab) for word in set(words)}
    return np.array([known[word] for word in words], dtype="uint64").reshape((-1, FEATURES))


def features_of(word: int, vocab: Vocab) -> tuple[int, ...]:
    """Return the hashes of a word's lower-case form, endings, beginning and shape."""
    lower = vocab.strings[word].lower()
    return (
        get_string_id(lower),
        get_string_id(lower[-5:]),
        get_string_id(lower[-3:]),
        get_string_id(lower[:3]),
        vocab[word].shape,
        get_string_id(lower[-2:]),
    )


def _neighbours(reach: int) -> Model[Ragged, Ragged]:
    """Put beside each word those ``reach`` words before and after it in the same sentence."""
    return Model("neighbours", _look_around, attrs={"reach": reach})


def _look_around(
    model: Model[Ragged, Ragged], words: Ragged, is_train: bool
) -> tuple[Ragged, Callable[[Ragged], Ragged]]:
    reach = model.attrs["reach"]
    data: Any = words.data
    lengths: Any = words.lengths
    width = data.shape[1]
    sentence = np.repeat(np.arange(len(lengths)), lengths)
    apart = np.flatnonzero(sentence[reach:] != sentence[:-reach])
    seen: Any = np.empty((len(data), 3 * width), dtype=data.dtype)
    seen[:reach, :width] = 0.0
    seen[reach:, :width] = data[:-reach]
    seen[apart + reach, :width] = 0.0
    seen[:, width : 2 * width] = data
    seen[:-reach, 2 * width :] = data[reach:]
    seen[apart, 2 * width :] = 0.0
    seen[-reach:, 2 * width :] = 0.0

    def backprop(gradient: Ragged) -> Ragged:
        given: Any = gradient.data
        given[apart + reach, :width] = 0.0
        given[apart, 2 * width :] = 0.0
        after = given[:, width : 2 * width].copy()
        after[:-reach] += given[reach:, :width]
        after[reach:] += given[:-reach, 2 * width :]
        return Ragged(after, words.lengths)

    return Ragged(seen, words.lengths), backprop


def _surroundings() -> Model[Ragged, Ragged]:
    """Put beside each word the sums of all words before and after it in the same sentence.

    A sum counts: how many subordinators there were so far, how many finite verbs.
    """
    return Model("surroundings", _sum_around)


#: Brings a sum over a sentence to about the size of one word.
_SCALE = 0.1


def _sum_around(
    model: Model[Ragged, Ragged], words: Ragged, is_train: bool
) -> tuple[Ragged, Callable[[Ragged], Ragged]]:
    data: Any = words.data
    width = data.shape[1]
    before, after = _sums(data, words.lengths)
    seen: Any = np.hstack([before, data, after])

    def backprop(gradient: Ragged) -> Ragged:
        given: Any = gradient.data
        _, from_later = _sums(given[:, :width], words.lengths)
        from_earlier, _ = _sums(given[:, 2 * width :], words.lengths)
        return Ragged(from_later + given[:, width : 2 * width] + from_earlier, words.lengths)

    return Ragged(seen, words.lengths), backprop


def _sums(data: Any, lengths: Any) -> tuple[Any, Any]:
    """Return for each row the scaled sums of those before and after it in the same sentence."""
    ends = np.cumsum(lengths)
    # In double precision, so that a sentence's sums do not depend on the sentences before it.
    running = np.cumsum(data, axis=0, dtype="float64")
    totals = running[ends - 1]
    start = np.repeat(np.vstack([np.zeros_like(totals[:1]), totals[:-1]]), lengths, axis=0)
    whole = np.repeat(totals, lengths, axis=0)
    before = _SCALE * (running - data - start)
    after = _SCALE * (whole - running)
    return before.astype(data.dtype), after.astype(data.dtype)
