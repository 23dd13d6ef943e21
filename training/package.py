"""Makes a trained pipeline small enough to ship: half precision, and no string it can do without.

    python training/package.py TRAINED OUT NAME

Weights are rounded to 16 bits; those who read them (`clarity.grammar.network`, and
`clarity.grammar.pipelines` for spaCy) widen them again. The vocabulary keeps the strings of the
labels.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.strings import StringStore

from clarity.grammar import encoder  # noqa: F401  # spaCy finds the network by its name

META = {
    "version": "1.1.0",
    "spacy_version": ">=3.8.0,<4.0.0",
    "license": "CC BY-SA 4.0",
    "description": "Parts of speech, morphology and roles in the sentence, for clarity",
}


def package(trained: Path, out: Path, name: str) -> None:
    """Write a pipeline to ``out``, whole or not at all."""
    nlp = spacy.load(trained)
    _halve(nlp)
    partial = out.with_name(out.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    nlp.meta.update(META, name=name)
    nlp.to_disk(partial, exclude=["tokenizer"])
    _prune(nlp, partial / "vocab")
    _forget_scores(partial / "meta.json")
    shutil.rmtree(out, ignore_errors=True)
    partial.rename(out)
    size = sum(file.stat().st_size for file in out.rglob("*"))
    print(f"{name}: {size / 1e6:.1f} MB")


def _halve(nlp: Language) -> None:
    for _, component in nlp.pipeline:
        for node in component.model.walk():  # type: ignore[attr-defined]
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, node.get_param(name).astype("float16"))


def _prune(nlp: Language, vocab: Path) -> None:
    strings = StringStore()
    for labels in nlp.pipe_labels.values():
        for label in labels:
            strings.add(str(label))
    strings.to_disk(vocab / "strings.json")
    for file in vocab.iterdir():
        if file.name != "strings.json":
            file.unlink()


def _forget_scores(path: Path) -> None:
    """Leave out the figures of the development set; the model card has those of the test set."""
    meta = json.loads(path.read_text("utf-8"))
    meta.pop("performance", None)
    path.write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("name")
    given = parser.parse_args()
    package(given.trained, given.out, given.name)
