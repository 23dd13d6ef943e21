"""The words of a language that its readers meet every day, as far as a treebank shows them."""

from __future__ import annotations

import json
from functools import cache

from clarity.resources import models_root


@cache
def familiar_words(language: str) -> frozenset[str]:
    """Return word forms in lower case from newspapers and the like.

    They were collected from a treebank (`training/familiar_words.py`). Misspellings are not among
    them, nor most compounds and terms; that a word is missing says little by itself, and something
    when one version of a text has more such words than the other. There are none of a language that
    no treebank has been read for.
    """
    path = models_root() / "familiar" / f"{language}.json"
    return frozenset(json.loads(path.read_text("utf-8"))) if path.is_file() else frozenset()
