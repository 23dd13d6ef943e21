"""A sentence that is left out before the Matcher sees it could not have matched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarity import parsing, rulebook
from clarity.grammar.matching import Sequences
from clarity.grammar.prefiltering import Prefilter
from clarity.language import reading
from clarity.model import Grammar, Passage, Prose, Role

_WORDS = ("vi", "søknaden", "behandles", "av", "e-post", "nr.", ",", "«")
_TAGS = ("NOUN", "VERB", "ADP")
_FEATURES = ("", "Voice=Pass", "Case=Gen,Nom|Number=Sing")
_ROLES: tuple[Role, ...] = ("", "main")


def _lists(of: Sequence[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(of), min_size=1, max_size=2)


def _asked(of: Sequence[str]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.sampled_from(of),
        st.fixed_dictionaries({"IN": _lists(of)}),
        st.fixed_dictionaries({"NOT_IN": _lists(of)}),
    )


_asking = st.one_of(
    st.fixed_dictionaries({"LOWER": _asked(_WORDS)}),
    st.fixed_dictionaries({"POS": _asked((*_TAGS, "PUNCT"))}),
    st.fixed_dictionaries({"TAG": _asked(("main", "coordinated"))}),
    st.fixed_dictionaries(
        {"MORPH": st.fixed_dictionaries({"IS_SUPERSET": _lists(("Voice=Pass", "Case=Gen"))})}
    ),
    st.just({"POS": "NOUN", "LOWER": {"NOT_IN": ["søknaden"]}}),
    st.just({"IS_PUNCT": True}),
    st.just({"POS": "VERB", "IS_SENT_START": True}),
    st.just({"POS": "NOUN", "IS_SENT_START": False}),
)
_quantifiers = st.sampled_from(("?", "*", "+", "!", "{2}", "{0,2}", "{1,2}"))
_tokens = st.one_of(
    _asking, st.builds(lambda token, op: {**token, "OP": op}, _asking, _quantifiers)
)
_patterns = st.lists(st.lists(_tokens, min_size=1, max_size=3), min_size=1, max_size=3)


def _read(text: str) -> Passage:
    prose = reading.read(parsing.parse(text, "a.txt", "text"), "nb", rulebook.load_lexicon)
    assert isinstance(prose, Prose)
    (passage,) = prose.passages
    return passage


def _column(of: Sequence[Any], passage: Passage) -> st.SearchStrategy[list[Any]]:
    count = len(passage.forms)
    return st.lists(st.sampled_from(of), min_size=count, max_size=count)


@st.composite
def _passages(draw: st.DrawFn) -> Passage:
    words = draw(st.lists(st.sampled_from((*_WORDS, ".")), min_size=1, max_size=12))
    passage = _read(" ".join(["Vi", *words, "ser."]).replace(" . ", ". Vi "))
    tags, features = (draw(_column(of, passage)) for of in (_TAGS, _FEATURES))
    roles: list[Role] = draw(_column(_ROLES, passage))
    return replace(passage, grammar=Grammar(tags, features, list(passage.forms), roles))


@given(_patterns, _passages())
def test_nothing_is_lost(patterns: list[list[dict[str, Any]]], passage: Passage) -> None:
    sequences = Sequences(patterns)
    with patch.object(Prefilter, "candidates", lambda *_: range(len(patterns))):
        every = [match for _, match in sequences.find([passage])]
    assert [match for _, match in sequences.find([passage])] == every


@pytest.mark.parametrize(
    ("pattern", "text", "may"),
    [
        ([{"LOWER": "vi"}, {"LOWER": "ser"}], "Vi ser.", True),
        ([{"LOWER": "vi"}, {"LOWER": "ser"}], "Ser vi?", False),
        ([{"LOWER": "vi"}, {"POS": "ADJ"}], "Vi ser.", False),
        ([{"LOWER": "vi"}, {"POS": "ADJ", "OP": "?"}], "Vi ser.", True),
        ([{"LOWER": "vi"}, {"LOWER": ","}], "Vi, du ser.", True),
        ([{"LOWER": "vi"}, {"LOWER": "ser"}], "Vi nå ser.", False),
        ([{"LOWER": "vi"}, {"OP": "*"}, {"LOWER": "ser"}], "Vi nå ser.", True),
        ([{"LOWER": "vi"}, {"POS": {"NOT_IN": ["NOUN"]}}, {"LOWER": "ser"}], "Vi nå ser.", True),
        ([{"LOWER": "vi"}, {"POS": "VERB", "OP": "+"}, {"LOWER": "ser"}], "Vi kan nå ser.", True),
        ([{"LOWER": "ser", "IS_SENT_START": True}], "Vi ser.", False),
        ([{"LOWER": "ser", "IS_SENT_START": True}], "Ser vi?", True),
        ([{"LOWER": "nr."}], "Se nr. 5.", True),
        ([{"LOWER": "nr."}], "Vi ser.", False),
        ([{"MORPH": {"IS_SUPERSET": ["Voice=Pass"]}}], "Vi ser.", False),
    ],
)
def test_what_a_pattern_needs_must_be_there_in_order(
    pattern: list[dict[str, Any]], text: str, may: bool
) -> None:
    passage = _read(text)
    count = len(passage.forms)
    grammar = Grammar(["VERB"] * count, [""] * count, list(passage.forms), [""] * count)
    candidates = Prefilter([pattern]).candidates(passage, grammar, passage.sentences[0])
    assert list(candidates) == [0] * may
