"""A small pipeline built as spaCy's official ones for bokmål are: morphologizer, parser, UD labels.

It has learned the sentences below by heart, and knows nothing else.
"""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import fix_random_seed

#: A line a word: word, part of speech, features, lemma, head (from 0), relation.
SENTENCES = (
    """
    Søknaden NOUN Definite=Def|Gender=Masc|Number=Sing søknad 2 nsubj:pass
    blir AUX Mood=Ind|Tense=Pres|VerbForm=Fin bli 2 aux:pass
    behandlet VERB VerbForm=Part behandle 2 ROOT
    av ADP _ av 4 case
    kommunen NOUN Definite=Def|Gender=Masc|Number=Sing kommune 2 obl
    . PUNCT _ $. 2 punct
    """,
    """
    Når SCONJ _ når 3 mark
    du PRON Case=Nom|Number=Sing|Person=2|PronType=Prs du 3 nsubj
    har AUX Mood=Ind|Tense=Pres|VerbForm=Fin ha 3 aux
    flyttet VERB VerbForm=Part flytte 7 advcl
    , PUNCT _ $, 3 punct
    må AUX Mood=Ind|Tense=Pres|VerbForm=Fin måtte 7 aux
    du PRON Case=Nom|Number=Sing|Person=2|PronType=Prs du 7 nsubj
    melde VERB VerbForm=Inf melde 7 ROOT
    fra ADP _ fra 7 compound:prt
    . PUNCT _ $. 7 punct
    """,
    """
    Skjemaet NOUN Definite=Def|Gender=Neut|Number=Sing skjema 2 nsubj:pass
    må AUX Mood=Ind|Tense=Pres|VerbForm=Fin måtte 2 aux
    sendes VERB VerbForm=Inf|Voice=Pass sende 2 ROOT
    i ADP _ i 4 case
    posten NOUN Definite=Def|Gender=Masc|Number=Sing post 2 obl
    . PUNCT _ $. 2 punct
    """,
)


def _doc(nlp: Language, lines: str) -> Doc:
    rows = [line.split() for line in lines.split("\n") if line.strip()]
    return Doc(
        nlp.vocab,
        words=[row[0] for row in rows],
        pos=[row[1] for row in rows],
        morphs=[row[2].removeprefix("_") for row in rows],
        lemmas=[row[3] for row in rows],
        heads=[int(row[4]) for row in rows],
        deps=[row[5] for row in rows],
        sent_starts=[index == 0 for index in range(len(rows))],
    )


def build(folder: Path) -> Path:
    """Train the pipeline, and return the folder it lies in."""
    nlp = spacy.blank("nb")
    nlp.add_pipe("morphologizer")
    nlp.add_pipe("trainable_lemmatizer", config={"min_tree_freq": 1})
    nlp.add_pipe("parser", config={"min_action_freq": 1})
    docs = [_doc(nlp, lines) for lines in SENTENCES]
    examples = [
        Example(Doc(nlp.vocab, words=[token.text for token in doc]), doc) for doc in docs
    ] * 8
    fix_random_seed(1)
    nlp.initialize(lambda: examples)
    for _ in range(30):
        nlp.update(examples)
    nlp.to_disk(folder)
    return folder
