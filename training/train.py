import os
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import sys
from pathlib import Path
import clarity.grammar.encoder
from spacy.cli.train import train
from thinc.api import NumpyOps, set_current_ops
set_current_ops(NumpyOps(use_blis=False))
lang, corpus, out, *rest = sys.argv[1:]
over = {"paths.train": f"{corpus}/{lang}-train.spacy", "paths.dev": f"{corpus}/{lang}-dev.spacy", "nlp.lang": "sv" if lang=="sv" else "nb"}
for r in rest:
    k, v = r.split("=")
    import json
    over[k] = json.loads(v)
train(Path(__file__).with_name("network.cfg"), Path(out), overrides=over)
