"""Reads the grammar of a text: what a pipeline tells, onto the same words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from clarity.grammar import lemmas, roles
from clarity.grammar.choice import model_for
from clarity.grammar.interrupts import held_back
from clarity.grammar.lemmas import Lemmatizer
from clarity.grammar.pipelines import NO_ROLE, Pipeline, UnavailableError
from clarity.grammar.tokens import Piece, pieces
from clarity.model import ROLES, Grammar, Passage, Prose, Role
from clarity.parsing.languages import languages
from clarity.resources import models_root

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

#: What spaCy writes for a word without features.
_NOTHING = "_"
#: Passages that are read before what spaCy keeps of their words is let go: a long run stays small.
_AT_ONCE = 500
#: Pieces that go through the network together: more win little, and cost memory.
_BATCH = 32
#: So many words it may keep.
_KEPT = 50_000

_ROLES: Mapping[str, Role] = {NO_ROLE: "", **{role: role for role in ROLES}}


#: Tags, features, lemmas and roles.
_Columns = tuple[list[str], list[str], list[str], list[Role]]


class _Names(dict[int, str]):
    """The texts of spaCy's ids, each looked up once."""

    def __init__(self, strings: StringStore) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, key: int) -> str:
        text = self[key] = self._strings[key].removeprefix(_NOTHING)
        return text


class Reading(NamedTuple):
    """A text with its grammar, and for each language without a pipeline the reason why."""

    prose: Prose
    missing: Mapping[str, str]


def read(prose: Prose, models: Mapping[str, str], load: Callable[[str], Pipeline]) -> Reading:
    """Read the grammar of every language of a text, as far as there are pipelines.

    ``models`` are those the project names, by language. ``load`` returns a pipeline by name, or
    raises `UnavailableError`.
    """
    pipelines: dict[str, Pipeline] = {}
    missing: dict[str, str] = {}
    for language in sorted({passage.language for passage in prose.passages}):
        model = model_for(language, models)
        if not model:
            missing[language] = f"no grammar model reads {languages()[language].english}"
            continue
        try:
            pipelines[language] = load(model)
        except UnavailableError as error:
            missing[language] = str(error)
    return Reading(tag(prose, pipelines), missing)


class _Lemmas(dict[tuple[str, str], str]):
    """The lemmas of words by part of speech, each looked up once."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        super().__init__()
        self._lemmatizer = lemmatizer

    def __missing__(self, key: tuple[str, str]) -> str:
        lemma = self[key] = self._lemmatizer.lemma(*key)
        return lemma


@cache
def _lemmatizer(language: str) -> Lemmatizer:
    return lemmas.read(models_root() / "lemmas" / f"{language}.json")


def tag(prose: Prose, pipelines: Mapping[str, Pipeline]) -> Prose:
    """Return the prose with grammar on every passage in a language that has a pipeline."""
    passages = list(prose.passages)
    for name, pipeline in pipelines.items():
        own = [n for n, passage in enumerate(passages) if passage.language == name]
        for start in range(0, len(own), _AT_ONCE):
            some = own[start : start + _AT_ONCE]
            with held_back():
                _learn([passages[n] for n in some], pipeline)
                with pipeline.nlp.memory_zone():
                    read = _read([passages[n] for n in some], name, pipeline)
            for n, grammar in zip(some, read, strict=True):
                passages[n] = replace(passages[n], grammar=grammar)
    return replace(prose, passages=tuple(passages))


def _learn(passages: Sequence[Passage], pipeline: Pipeline) -> None:
    """Let spaCy keep the first words it meets: most of the next text is made of the same."""
    vocab = pipeline.nlp.vocab
    if len(vocab) < _KEPT:
        for word in {passage.word(n) for passage in passages for n in range(len(passage.forms))}:
            _ = vocab[word]


def _read(passages: Sequence[Passage], language: str, pipeline: Pipeline) -> list[Grammar]:
    vocab = pipeline.nlp.vocab
    names = _Names(vocab.strings)
    known = _Lemmas(_lemmatizer(language))
    # A piece at a time: a passage may be as long as the file.
    cut = (
        (piece.doc(vocab), (number, piece))
        for number, passage in enumerate(passages)
        for piece in pieces(passage)
    )
    made: list[_Columns] = [([], [], [], []) for _ in passages]
    for doc, (number, piece) in pipeline.nlp.pipe(cut, as_tuples=True, batch_size=_BATCH):
        part = _columns(doc, piece, pipeline.has_parser, names, known)
        tags, features, own, roled = made[number]
        tags += part.tags
        features += part.features
        own += part.lemmas
        roled += part.roles
    # As tuples: lists that grew have room to spare, which would be kept.
    return [
        Grammar(tuple(tags), tuple(features), tuple(own), tuple(roled))
        for tags, features, own, roled in made
    ]


def _columns(doc: Doc, piece: Piece, has_parser: bool, names: _Names, known: _Lemmas) -> Grammar:
    """Return tags, features, lemmas and roles of the words of a piece."""
    from spacy.attrs import LEMMA, MORPH, POS, TAG

    rows = doc.to_array([POS, MORPH, LEMMA, TAG])[piece.places]
    tags, features, given, told = ([names[key] for key in column] for column in rows.T.tolist())
    keys = zip((piece.words[place] for place in piece.places), tags, strict=True)
    own = [lemma or known[key] for lemma, key in zip(given, keys, strict=True)]
    if has_parser:
        parsed = roles.of_parse(doc)
        return Grammar(tags, features, own, [parsed[place] for place in piece.places])
    return Grammar(tags, features, own, [_ROLES[role] for role in told])
