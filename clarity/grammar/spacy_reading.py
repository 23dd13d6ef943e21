"""Reads passages with a pipeline of spaCy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clarity.grammar import lemmas, roles
from clarity.grammar.interrupts import held_back
from clarity.grammar.lemmas import Lemmatizer
from clarity.grammar.tokens import Piece, pieces
from clarity.model import Grammar, Passage, Role

if TYPE_CHECKING:
    from spacy.language import Language
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


class _Lemmas(dict[tuple[str, str], str]):
    """The lemmas of words by part of speech, each looked up once."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        super().__init__()
        self._lemmatizer = lemmatizer

    def __missing__(self, key: tuple[str, str]) -> str:
        lemma = self[key] = self._lemmatizer.lemma(*key)
        return lemma


def read(passages: Sequence[Passage], nlp: Language, has_parser: bool) -> list[Grammar]:
    """Return the grammar of passages in one language.

    With ``has_parser`` the roles of words come from the pipeline's parse, else its tags are the
    roles.
    """
    grammars: list[Grammar] = []
    for start in range(0, len(passages), _AT_ONCE):
        some = passages[start : start + _AT_ONCE]
        with held_back():
            _learn(some, nlp)
            with nlp.memory_zone():
                grammars += _read(some, nlp, has_parser)
    return grammars


def _learn(passages: Sequence[Passage], nlp: Language) -> None:
    """Let spaCy keep the first words it meets: most of the next text is made of the same."""
    if len(nlp.vocab) < _KEPT:
        for word in {passage.word(n) for passage in passages for n in range(len(passage.forms))}:
            _ = nlp.vocab[word]


def _read(passages: Sequence[Passage], nlp: Language, has_parser: bool) -> list[Grammar]:
    names = _Names(nlp.vocab.strings)
    known = _Lemmas(lemmas.of_language(passages[0].language))
    # A piece at a time: a passage may be as long as the file.
    cut = (
        (piece.doc(nlp.vocab), (number, piece))
        for number, passage in enumerate(passages)
        for piece in pieces(passage)
    )
    made: list[_Columns] = [([], [], [], []) for _ in passages]
    for doc, (number, piece) in nlp.pipe(cut, as_tuples=True, batch_size=_BATCH):
        part = _columns(doc, piece, has_parser, names, known)
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
    return Grammar(tags, features, own, [roles.OF_TAG[tag] for tag in told])
