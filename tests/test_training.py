"""Training runs from treebanks to a model that clarity reads with."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from clarity.grammar import pipelines
from command import ROOT, environment
from prose_builder import build

#: Form, lemma, part of speech, features, head and relation, a word each.
_SENTENCES = {
    "nb": """Vi vi PRON Case=Nom 2 nsubj
svarer svare VERB Mood=Ind|Tense=Pres|VerbForm=Fin 0 root
deg du PRON Case=Acc 2 obj
. . PUNCT _ 2 punct""",
    "nn": """Saka sak NOUN Definite=Def|Gender=Fem|Number=Sing 3 nsubj
blir bli AUX Mood=Ind|Tense=Pres|VerbForm=Fin 3 aux:pass
sendt sende VERB VerbForm=Part 0 root
. . PUNCT _ 3 punct""",
    "sv": """Ansökan ansökan NOUN Case=Nom|Definite=Def|Number=Sing 2 nsubj
prövas pröva VERB Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Pass 0 root
snart snart ADV _ 2 advmod
. . PUNCT _ 2 punct""",
}


def _conllu(sentence: str) -> str:
    lines = []
    for number, line in enumerate(sentence.splitlines(), 1):
        form, lemma, tag, features, head, relation = line.split(" ")
        fields = (str(number), form, lemma, tag, "_", features, head, relation, "_", "_")
        lines.append("\t".join(fields))
    return "\n".join(lines) + "\n\n"


@pytest.mark.slow
def test_training_runs_from_treebanks_to_models(tmp_path: Path) -> None:
    treebanks, models = tmp_path / "treebanks", tmp_path / "models"
    for language, sentence in _SENTENCES.items():
        (treebanks / language).mkdir(parents=True)
        for part in ("train", "dev", "pud"):
            data = gzip.compress((_conllu(sentence) * 20).encode())
            (treebanks / language / f"{part}.conllu.gz").write_bytes(data)
    places = map(str, (treebanks, tmp_path / "work", models))
    command = [sys.executable, "training/train.py", *places, "--steps", "2"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in models.iterdir()) == ["lemmas", "norwegian", "swedish"]
    pipeline = pipelines.load(str(models / "norwegian"))
    for grammar in pipeline.read(build("Vi svarer deg.\n\nSaka blir sendt.").passages):
        assert len(grammar.tags) == 3
        assert set(grammar.tags) <= {"PRON", "VERB", "AUX", "NOUN", "PUNCT"}
