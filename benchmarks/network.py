"""Hold the network against spaCy: python benchmarks/network.py TREEBANKS.

Both run the models that come with clarity. TREEBANKS holds one folder a language (nb, nn, sv) with
``test.conllu.gz``. For each language: the sentences are joined into blocks, both read them, and

- how many words have another tag, other features, another lemma or another role: none should;
- how many times as fast the network is, both having read the words once before;
- how far the scores of a word's labels differ at most between a sentence alone and among others,
  which `clarity.grammar.network.model.CLOSE` must be many times larger than.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from msgspec.structs import astuple
from spacy.vocab import Vocab

from clarity import parsing, rulebook
from clarity.grammar import pipelines
from clarity.grammar.network import model
from clarity.grammar.network.encoding import Encoder
from clarity.grammar.network.weights import read as read_weights
from clarity.grammar.tokens import pieces
from clarity.language import reading
from clarity.model import Grammar, Passage, Prose
from clarity.parsing.languages import languages
from clarity.resources import models_root

sys.path.append(str(Path(__file__).parent.parent / "training"))

from treebank import read  # it lies with the training

#: Sentences of a treebank in one block of text.
_IN_BLOCK = 4
_ROUNDS = 5


def passages(path: Path, name: str) -> list[Passage]:
    """Return the sentences of a treebank as clarity reads them from a text."""
    sentences = (doc.text for doc in read(path, Vocab()))
    blocks = iter(lambda: " ".join(islice(sentences, _IN_BLOCK)), "")
    document = parsing.parse("\n\n".join(blocks), "a.txt", "text")
    prose = reading.read(document, name, rulebook.load_lexicon)
    assert isinstance(prose, Prose)
    return [passage for passage in prose.passages if passage.language == name]


def differences(told: Sequence[Grammar], expected: Sequence[Grammar]) -> int:
    """Return how many things are told otherwise of a word."""
    return sum(
        one != other
        for grammar, truth in zip(told, expected, strict=True)
        for column, true in zip(astuple(grammar), astuple(truth), strict=True)
        for one, other in zip(column, true, strict=True)
    )


def seconds(*readers: Callable[[], object]) -> list[float]:
    """Return the least processor time that each takes, run by turns."""
    least = [float("inf")] * len(readers)
    for _ in range(_ROUNDS):
        for number, run in enumerate(readers):
            start = time.process_time()
            run()
            least[number] = min(least[number], time.process_time() - start)
    return least


def tremor(some: Sequence[Passage], folder: Path) -> float:
    """Return the largest difference of a score between a piece alone and among all others."""
    weights = read_weights(folder)
    cut = [piece for passage in some for piece in pieces(passage)]
    together = Encoder(weights).encode(*_joined([piece.words for piece in cut]))
    first = 0
    largest = 0.0
    for piece in cut:
        alone = Encoder(weights).encode(*_joined([piece.words]))
        apart = together[first : first + len(piece.words)] - alone
        first += len(piece.words)
        for labels, _ in (weights.morphology, weights.roles):
            largest = max(largest, float(np.abs(apart @ labels).max()))
    return largest


def _joined(sentences: Sequence[Sequence[str]]) -> tuple[list[str], list[int]]:
    words: list[str] = []
    starts: list[int] = []
    for sentence in sentences:
        starts.append(len(words))
        words += sentence
    return words, starts


def figures(treebanks: Path) -> Iterator[str]:
    """Yield a line a language."""
    for name, language in languages().items():
        own = language.model
        some = passages(treebanks / name / "test.conllu.gz", name)
        network, pipeline = model.load(models_root() / own), pipelines.load(own)
        words = sum(len(passage.forms) for passage in some)
        wrong = differences(network.read(some), pipeline.read(some))
        fast, slow = seconds(partial(network.read, some), partial(pipeline.read, some))
        yield (
            f"{name}: {words} words, {wrong} differences, {slow / fast:.2f} times as fast, "
            f"scores differ by {tremor(some, models_root() / own):.1e}"
        )


def main() -> None:
    """Print the figures, by language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path)
    for line in figures(parser.parse_args().treebanks):
        print(line)


if __name__ == "__main__":
    main()
