"""The shipped models tell without spaCy what they tell with it, and the same of a text anywhere."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple
from spacy.lang.lex_attrs import word_shape
from spacy.strings import get_string_id
from spacy.symbols import IDS
from thinc.api import NumpyOps

from clarity import parsing, rulebook
from clarity.grammar import pipelines, readers
from clarity.grammar.choice import own
from clarity.grammar.network import encoding, model
from clarity.grammar.network.features import features, shape
from clarity.grammar.network.hashing import table_keys, text_ids
from clarity.grammar.pipelines import Pipeline
from clarity.grammar.readers import Reader
from clarity.grammar.unavailable import UnavailableError
from clarity.language import reading
from clarity.model import Grammar, Passage, Prose
from clarity.parsing.languages import languages
from clarity.resources import models_root

#: Words that the models know and do not know, written in every way.
WORDS = (
    "kommunen søknaden du må sende innen som blir behandlet når att ansökan prövas av och ikkje "
    "dykkar får derfor dersom Oslo IKKE iPhone Å X _ x 2024 1.500 12,5 3. § 5-2 e-post det num "
    "root mark ǅungla ΑΣ İstanbul straße ﬁnne 日本語 ½ ٣ 😀 👩‍👩‍👧 cafe\u0301 \u00adord a\u200bb "
    "ref. ABCDEFGHI aaaaaaaaaa -------- ------ ...... (se) «nei» Øvre-Årdal "
    + "lang" * 40
    + " "
    + "Ø" * 99
).split()
_texts = st.lists(
    st.sampled_from([*WORDS, *".!?,:;«»()\n"]) | st.text(min_size=1, max_size=12), max_size=120
).map(" ".join)


@cache
def network(name: str) -> Reader:
    return readers.load(name)


@cache
def oracle(name: str) -> Pipeline:
    """Return the same model as spaCy runs it."""
    return pipelines.load(str(models_root() / name))


def passages_of(text: str, name: str = "nb") -> list[Passage]:
    document = parsing.parse(text, "a.txt", "text")
    prose = reading.read(document, name, rulebook.load_lexicon)
    return list(prose.passages) if isinstance(prose, Prose) else []


def columns(grammars: list[Grammar]) -> list[list[list[str]]]:
    return [[list(column) for column in astuple(grammar)] for grammar in grammars]


@settings(deadline=None, max_examples=50)
@given(_texts, st.sampled_from(sorted(languages())))
def test_every_word_is_told_what_spacy_tells_of_it(text: str, name: str) -> None:
    passages = passages_of(text, name)
    told = columns(network(languages()[name].model).read(passages))
    assert told == columns(oracle(languages()[name].model).read(passages))


def test_every_label_means_what_it_means_to_spacy() -> None:
    for name in own():
        labels = model.load(models_root() / name).labels
        nlp = oracle(name).nlp
        told = json.loads((models_root() / name / "morphologizer" / "cfg").read_text("utf-8"))
        assert list(labels.features) == list(told["labels_morph"].values())
        assert [IDS[tag] for tag in labels.tags] == list(told["labels_pos"].values())
        assert [role or "-" for role in labels.roles] == list(nlp.pipe_labels["tagger"])


@settings(deadline=None)
@given(st.lists(st.text(min_size=1), min_size=1) | st.lists(st.sampled_from(WORDS), min_size=1))
def test_words_have_the_features_that_the_network_was_trained_on(words: list[str]) -> None:
    from clarity.grammar import encoder

    vocab = oracle("norwegian").nlp.vocab
    expected = [encoder.features_of(vocab.strings.add(word), vocab) for word in words]
    told = np.array([text_ids(column) for column in features(words)]).T
    assert told.tolist() == [list(ids) for ids in expected]
    assert [shape(word) for word in words] == [word_shape(word) for word in words]


def test_texts_of_every_length_have_the_ids_of_spacy() -> None:
    chance = random.Random(1)
    texts = [
        "".join(chance.choices("abcæøå😀ñ ", k=length)) for length in (*range(1, 70), 999, 12_000)
    ]
    reserved = [name for name in IDS if name and name == name.lower()]
    for some in (texts, texts[::-1], texts[:1], reserved, ["X"]):
        assert text_ids(some).tolist() == [get_string_id(text) for text in some]


@given(st.lists(st.integers(0, 2**64 - 1), min_size=1), st.integers(0, 2**32 - 1))
def test_tables_have_the_keys_of_thinc(ids: list[int], seed: int) -> None:
    numbers = np.array(ids, dtype=np.uint64)
    assert (table_keys(numbers, seed) == NumpyOps().hash(numbers, seed)).all()


@settings(deadline=None, max_examples=15)
@given(st.lists(_texts, min_size=2, max_size=6), st.integers(0, 2**32))
def test_a_passage_is_read_alike_whatever_is_read_with_it(texts: list[str], seed: int) -> None:
    passages = [passage for text in texts for passage in passages_of(text)]
    alone = [columns(network("norwegian").read([passage]))[0] for passage in passages]
    order = list(range(len(passages)))
    random.Random(seed).shuffle(order)
    together = columns(network("norwegian").read([passages[n] for n in order]))
    assert together == [alone[n] for n in order]


@pytest.mark.parametrize(
    ("place", "name", "value"),
    [
        (encoding, "REMEMBERED", 3),
        (model, "BATCH", 1),
        (model, "CLOSE", 1e9),  # every piece is judged alone
    ],
)
def test_how_the_work_is_cut_up_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, place: object, name: str, value: float
) -> None:
    chance = random.Random(2)
    text = "\n\n".join(" ".join(chance.choices(WORDS, k=chance.randint(1, 60))) for _ in range(60))
    passages = passages_of(text)
    expected = columns(network("norwegian").read(passages))
    monkeypatch.setattr(place, name, value)
    assert columns(model.load(models_root() / "norwegian").read(passages)) == expected


def test_spacy_is_not_imported() -> None:
    program = (
        "import sys; from clarity import parsing, rulebook; from clarity.language import reading; "
        "from clarity.grammar import readers; "
        "document = parsing.parse('Du må sende oss søknaden.', 'a.txt', 'text'); "
        "prose = reading.read(document, 'nb', rulebook.load_lexicon); "
        "(grammar,) = readers.load('norwegian').read(prose.passages); "
        "assert list(grammar.lemmas)[1] == 'måtte'; "
        "print({'spacy', 'thinc', 'srsly'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "set()", done.stderr


def _cut(folder: Path) -> None:
    weights = folder / "tok2vec" / "model"
    weights.write_bytes(weights.read_bytes()[:100_000])


def _without_weights(folder: Path) -> None:
    (folder / "tagger" / "model").unlink()


def _of_another_kind(folder: Path) -> None:
    shutil.copy(folder / "tagger" / "model", folder / "tok2vec" / "model")


def _mislabelled(folder: Path) -> None:
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    meta["labels"]["morphologizer"].pop()
    (folder / "meta.json").write_text(json.dumps(meta), "utf-8")


@pytest.mark.parametrize(
    ("break_it", "reason"),
    [
        (_cut, "ends too early"),
        (_without_weights, "No such file"),
        (_of_another_kind, "holds no network of clarity's"),
        (_mislabelled, "has other labels than the weights"),
        (shutil.rmtree, "No such file"),
    ],
)
def test_a_broken_installation_is_one_clear_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    break_it: Callable[[Path], None],
    reason: str,
) -> None:
    shutil.copytree(models_root() / "norwegian", tmp_path / "norwegian")
    monkeypatch.setattr(readers, "models_root", lambda: tmp_path)
    break_it(tmp_path / "norwegian")
    with pytest.raises(UnavailableError) as raised:
        readers.load("norwegian")
    assert str(raised.value).startswith("the model «norwegian» cannot be loaded: ")
    assert reason in str(raised.value)
    assert "\n" not in str(raised.value)
