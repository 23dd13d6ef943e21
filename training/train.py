"""Trains clarity's own pipelines: python training/train.py TREEBANKS WORK MODELS [LANGUAGE ...].

Everything in between is kept in WORK; MODELS/norwegian and MODELS/swedish are written last, whole.
The same treebanks, machine and versions give the same weights. About an hour a language on one
core.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded

from spacy.cli.train import train
from thinc.api import NumpyOps, set_current_ops

from clarity.grammar import encoder  # noqa: F401  # spaCy finds the network by its name
from convert import convert
from package import package

_HERE = Path(__file__).parent


def main(treebanks: Path, work: Path, models: Path, names: list[str]) -> None:
    """Train the pipelines named."""
    # numpy's own matrix product takes half the time of BLIS, which spaCy would use.
    set_current_ops(NumpyOps(use_blis=False))
    corpus = work / "corpus"
    convert(treebanks, corpus)
    for name in names:
        trained = _STEPS[name](corpus, work)
        package(trained, models / name, name)


def _norwegian(corpus: Path, work: Path) -> Path:
    first = _step("network", corpus, "norwegian", work / "norwegian", {"nlp.lang": "nb"})
    return _lemmas(corpus, "norwegian", "nb", first, work, epochs=4)


def _swedish(corpus: Path, work: Path) -> Path:
    """Learn from the three languages together, then from Swedish alone."""
    shared = {
        "nlp.lang": "sv",
        "training.max_epochs": 7,
        "training.optimizer.learn_rate.total_steps": 4000,
    }
    nordic = _step("network", corpus, "nordic", work / "nordic", shared)
    own = _step("tuning", corpus, "swedish", work / "swedish", {"nlp.lang": "sv", "paths.trained": str(nordic)})
    return _lemmas(corpus, "swedish", "sv", own, work, epochs=20)


def _lemmas(
    corpus: Path, name: str, language: str, trained: Path, work: Path, epochs: int
) -> Path:
    settings = {
        "nlp.lang": language,
        "paths.trained": str(trained),
        "training.max_epochs": epochs,
    }
    return _step("lemmas", corpus, name, work / f"{name}-lemmas", settings)


def _step(
    config: str, corpus: Path, name: str, out: Path, settings: Mapping[str, object]
) -> Path:
    """Run one configuration, and return the best model it made."""
    paths = {f"paths.{part}": str(corpus / f"{name}-{part}.spacy") for part in ("train", "dev")}
    train(_HERE / f"{config}.cfg", out, overrides={**paths, **settings})
    return out / "model-best"


_STEPS = {"norwegian": _norwegian, "swedish": _swedish}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("models", type=Path)
    parser.add_argument("languages", nargs="*", default=list(_STEPS), choices=[*_STEPS, []])
    given = parser.parse_args()
    main(given.treebanks, given.work, given.models, given.languages or list(_STEPS))
