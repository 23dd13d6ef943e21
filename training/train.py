"""Trains clarity's own pipelines: python training/train.py TREEBANKS WORK MODELS [LANGUAGE ...].

Everything in between is kept in WORK. MODELS/norwegian and MODELS/swedish are written last, whole,
and then the tables of lemmas. The same treebanks, machine and versions give the same weights.
About half an hour a pipeline on one core.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded

from spacy.cli.train import train
from thinc.api import NumpyOps, set_current_ops

import lemma_table
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
    lemma_table.write(treebanks, models)


def _norwegian(corpus: Path, work: Path) -> Path:
    return _step("network", corpus, "norwegian", work / "norwegian", {"nlp.lang": "nb"})


def _swedish(corpus: Path, work: Path) -> Path:
    """Learn from the three languages together, then from Swedish alone."""
    shared = {
        "nlp.lang": "sv",
        "training.max_steps": 5000,
        "training.optimizer.learn_rate.total_steps": 4000,
    }
    nordic = _step("network", corpus, "nordic", work / "nordic", shared)
    settings = {"nlp.lang": "sv", "paths.trained": str(nordic)}
    return _step("tuning", corpus, "swedish", work / "swedish", settings)


def _step(config: str, corpus: Path, name: str, out: Path, settings: Mapping[str, object]) -> Path:
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
    parser.add_argument("languages", nargs="*", default=[], choices=[*_STEPS, []])
    given = parser.parse_args()
    main(given.treebanks, given.work, given.models, given.languages or list(_STEPS))
