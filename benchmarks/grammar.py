"""Measure a grammar model against treebanks: python benchmarks/grammar.py TREEBANKS [--model M].

TREEBANKS holds one folder a language (nb, nn, sv) with ``test.conllu.gz``. The words are the
treebank's, and so are the sentences. For each language:

- how many words have the right part of speech (of all tokens, punctuation too), the right features
  (those clarity uses), lemma (where the treebank gives one) and role in the sentence;
- precision, recall and F of the passives and of front-heavy sentences, and how many sentences have
  the right number of subordinate clauses. Truth is the treebank's annotation; words that the
  lexicon has as deponents are no passives there either.

``--errors s`` (or ``bli``, ``front``) prints the places that are wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace
from spacy.tokens import Doc

from clarity import rulebook
from clarity.grammar import lemmas, pipelines
from clarity.grammar.lemmas import Lemmatizer
from clarity.grammar.pipelines import Pipeline
from clarity.grammar.roles import NO_ROLE, of_parse
from clarity.grammar.syntax import clauses
from clarity.grammar.syntax.sentences import SyntaxReader
from clarity.grammar.syntax.voice import Voice
from clarity.grammar.tagging import Tagger
from clarity.measures.grammar import FRONT_HEAVY
from clarity.model import Block, Grammar, Origin, Passage, Role, Sentence
from clarity.parsing.languages import languages
from clarity.resources import models_root

sys.path.append(str(Path(__file__).parent.parent / "training"))

from treebank import read  # it lies with the training

#: Where something was found: number of the sentence, and word.
_Places = set[tuple[int, int]]


class Pair(NamedTuple):
    """A sentence with the grammar of the treebank and with that of the model."""

    true: Passage
    read: Passage


def passage(doc: Doc, language: str, syntax: SyntaxReader) -> Passage:
    """Return a sentence of a treebank as a passage with its grammar."""
    words = [token for token in doc if token.pos_ != "PUNCT"]
    grammar = Grammar(
        [token.pos_ for token in words],
        [str(token.morph) for token in words],
        [token.lemma_ for token in words],
        [_role(token.tag_) for token in words],
    )
    text = doc.text
    starts = [token.idx for token in words]
    ends = [token.idx + len(token) for token in words]
    forms = [token.lower_ for token in words]
    block = Block("paragraph", 0, text, Origin((0,), (0,), (len(text),), len(text)))
    sentence = Sentence(0, len(text), 0, len(words), True)
    read = Passage(block, language, starts, ends, forms, (sentence,), grammar=grammar)
    return replace(read, syntax=syntax.read(read, grammar))


def _role(tag: str) -> Role:
    return "" if tag == NO_ROLE else tag  # type: ignore[return-value]  # the treebank's roles


def accuracies(gold: Sequence[Doc], pipeline: Pipeline, lemmatizer: Lemmatizer) -> Iterator[str]:
    """Yield the shares of tokens that are right, in percent."""
    plain = [Doc(pipeline.nlp.vocab, words=[token.text for token in doc]) for doc in gold]
    found = list(pipeline.nlp.pipe(plain))
    roles = [of_parse(doc) if pipeline.has_parser else [t.tag_ for t in doc] for doc in found]
    pairs = [
        (true, told, role or NO_ROLE)
        for doc, answer, own in zip(gold, found, roles, strict=True)
        for true, told, role in zip(doc, answer, own, strict=True)
    ]
    based = [
        (true.lemma_, told.lemma_ or lemmatizer.lemma(told.text, told.pos_))
        for true, told, _ in pairs
        if true.lemma_ and true.pos_ != "PUNCT"
    ]
    yield f"{len(pairs)} tokens"
    yield f"UPOS {_percent(true.pos_ == told.pos_ for true, told, _ in pairs)}"
    yield f"features {_percent(str(true.morph) == str(told.morph) for true, told, _ in pairs)}"
    yield f"lemma {_percent(true.lower() == told.lower() for true, told in based)}"
    yield f"role {_percent(true.tag_ == role for true, _, role in pairs)}"


def _percent(right: Iterator[bool]) -> str:
    answers = list(right)
    return f"{100 * sum(answers) / len(answers):.2f}" if answers else "none"


def signals(pairs: Sequence[Pair], voice: Voice) -> dict[str, tuple[_Places, _Places]]:
    """Return the true places of each signal, and those found."""
    true: dict[str, Callable[[Passage], Iterable[int]]] = {
        "s": lambda passage: _true_s_passives(passage, voice),
        "bli": lambda passage: _with_role(passage, "passive"),
        "front": _true_front_heavy,
    }
    found: dict[str, Callable[[Passage], Iterable[int]]] = {
        "s": lambda passage: _passives(passage, voice, "s"),
        "bli": lambda passage: _passives(passage, voice, "bli"),
        "front": _front_heavy,
    }
    return {
        name: (
            {(n, word) for n, pair in enumerate(pairs) for word in true[name](pair.true)},
            {(n, word) for n, pair in enumerate(pairs) for word in found[name](pair.read)},
        )
        for name in true
    }


def _true_s_passives(passage: Passage, voice: Voice) -> Iterator[int]:
    assert passage.grammar
    for word, features in enumerate(passage.grammar.features):
        is_verb = passage.grammar.tags[word] in ("VERB", "AUX") and "VerbForm=Part" not in features
        if is_verb and "Voice=Pass" in features and passage.forms[word] not in voice.deponents:
            yield word


def _with_role(passage: Passage, role: Role) -> list[int]:
    assert passage.grammar
    return [word for word, own in enumerate(passage.grammar.roles) if own == role]


def _passives(passage: Passage, voice: Voice, form: str) -> Iterator[int]:
    assert passage.grammar
    for passive in voice.passives(passage, passage.grammar, passage.sentences[0]):
        if passive.form == form:
            yield passive.last - 1


def _true_front_heavy(passage: Passage) -> list[int]:
    assert passage.grammar
    verbs = _with_role(passage, "main")
    if not verbs or clauses.is_parted(passage, passage.sentences[0], verbs[0]):
        return []
    return [0] if verbs[0] >= FRONT_HEAVY else []


def _front_heavy(passage: Passage) -> list[int]:
    assert passage.syntax
    return [0] if (passage.syntax[0].words_before_verb or 0) >= FRONT_HEAVY else []


def _subordinate(passage: Passage) -> int:
    assert passage.syntax
    return passage.syntax[0].subordinate_clauses


def _prf(true: _Places, found: _Places) -> str:
    right = len(true & found)
    precision, recall = right / max(len(found), 1), right / max(len(true), 1)
    score = 2 * right / max(len(true) + len(found), 1)
    return f"P {100 * precision:.1f} R {100 * recall:.1f} F {100 * score:.1f} ({len(true)} true)"


def main() -> None:
    """Print the figures, by language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("--model", help="another pipeline than clarity's own")
    parser.add_argument("--languages", nargs="+", default=list(languages()))
    parser.add_argument("--part", default="test")
    parser.add_argument("--errors", choices=("s", "bli", "front"))
    given = parser.parse_args()
    for language in given.languages:
        pipeline = pipelines.load(given.model or languages()[language].model)
        path = given.treebanks / language / f"{given.part}.conllu.gz"
        gold = [doc for doc in read(path, pipeline.nlp.vocab) if not _is_bare(doc)]
        lemmatizer = lemmas.read(models_root() / "lemmas" / f"{language}.json")
        print(f"{language}: {', '.join(accuracies(gold, pipeline, lemmatizer))}")
        syntax = SyntaxReader.of(rulebook.load_lexicon(language))
        true = [passage(doc, language, syntax) for doc in gold]
        told = Tagger({language: (pipeline, syntax)}, {}).tag(true)
        pairs = [Pair(*both) for both in zip(true, told, strict=True)]
        for name, places in signals(pairs, syntax.voice).items():
            print(f"  {name}: {_prf(*places)}")
            if name == given.errors:
                for kind, odd in (
                    ("missed", places[0] - places[1]),
                    ("false", places[1] - places[0]),
                ):
                    for n, word in sorted(odd):
                        print(f"    {kind}: {true[n].word(word)} | {true[n].block.text}")
        exact = _percent(
            len(_with_role(pair.true, "subordinate")) == _subordinate(pair.read) for pair in pairs
        )
        print(f"  subordinate clauses, exact: {exact}")


def _is_bare(doc: Doc) -> bool:
    return all(token.pos_ == "PUNCT" for token in doc)


if __name__ == "__main__":
    main()
