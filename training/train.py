"""Trains clarity's own pipelines: python training/train.py TREEBANKS WORK MODELS [LANGUAGE ...].

Everything in between is kept in WORK. MODELS/norwegian and MODELS/swedish are written last, whole,
and then the tables of lemmas. The same treebanks, machine and versions give the same weights.
About a quarter of an hour a pipeline on one core. To compare settings, hold the development sets
out (``--hold-out``) and look at the scores printed: without it they have been learned from.
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

#: What stands otherwise than in a configuration file, by its path there.
_Settings = Mapping[str, object]


def main(given: argparse.Namespace) -> None:
    """Train the pipelines named."""
    # numpy's own matrix product takes half the time of BLIS, which spaCy would use.
    set_current_ops(NumpyOps(use_blis=False))
    steps = {"training.max_epochs": 0, "training.max_steps": given.steps}
    corpus = given.work / "corpus"
    convert(given.treebanks, corpus, hold_out=given.hold_out)
    for name in given.languages or _PIPELINES:
        trained = _PIPELINES[name](corpus, given.work, steps if given.steps else {})
        package(trained, given.models / name, name)
    lemma_table.write(given.treebanks, given.models)


def _norwegian(corpus: Path, work: Path, trial: _Settings) -> Path:
    settings = {"nlp.lang": "nb", **trial}
    return _step("network", corpus, "norwegian", work / "norwegian", settings)


def _swedish(corpus: Path, work: Path, trial: _Settings) -> Path:
    """Learn from the three languages together, then from Swedish alone."""
    shared = {
        "nlp.lang": "sv",
        "training.max_steps": 5000,
        "training.optimizer.learn_rate.total_steps": 4000,
        **trial,
    }
    nordic = _step("network", corpus, "nordic", work / "nordic", shared)
    settings = {"nlp.lang": "sv", "paths.trained": str(nordic), **trial}
    return _step("tuning", corpus, "swedish", work / "swedish", settings)


def _step(config: str, corpus: Path, name: str, out: Path, settings: _Settings) -> Path:
    """Run one configuration, and return the model it ends with."""
    paths = {f"paths.{part}": str(corpus / f"{name}-{part}.spacy") for part in ("train", "dev")}
    train(_HERE / f"{config}.cfg", out, overrides={**paths, **settings})
    return out / "model-last"


_PIPELINES = {"norwegian": _norwegian, "swedish": _swedish}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("models", type=Path)
    parser.add_argument("languages", nargs="*", default=[], choices=[*_PIPELINES, []])
    parser.add_argument("--steps", type=int, help="only so many, to see that all runs")
    parser.add_argument("--hold-out", action="store_true", help="do not learn from the dev sets")
    main(parser.parse_args())
