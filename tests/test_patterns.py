"""What patterns of tokens find is what spaCy's Matcher finds, word for word and token for token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clarity import language, parsing, rulebook
from clarity.checks import sequences
from clarity.grammar.patterns import FLAGS, Sequences, read
from clarity.model import LANGUAGES, ROLES, Grammar, Passage, Prose, Role
from spacy_matcher import Pattern, SpacyMatchers

_WORDS = ("vi", "Søknaden", "behandles", "av", "e-post", "nr.", "NAV", "12", ",", "«")
_ASKED = (*_WORDS, "søknaden", ".", "xxxx", "Xxxxx", "_", "")
_TAGS = ("NOUN", "VERB", "ADP")
_FEATURES = ("", "Voice=Pass", "Case=Gen,Nom|Number=Sing", "Number=Sing|Case=Nom")
_ASKED_FEATURES = (
    "",
    "Voice=Pass",
    "Case=Gen",
    "Case=Nom",
    "Number=Sing",
    "Case=Nom,Gen",
    "Case=Nom|Number=Sing",
    "Number=Sing|Case=Nom",
)
_ROLES: tuple[Role, ...] = ("", "main")


def _lists(of: Sequence[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(of), max_size=3)


def _asked(of: Sequence[str]) -> st.SearchStrategy[Any]:
    ways = ("IN", "NOT_IN", "IS_SUBSET", "IS_SUPERSET", "INTERSECTS")
    compared = st.dictionaries(st.sampled_from(ways), _lists(of), max_size=2)
    return st.one_of(st.sampled_from(of), compared)


_numbers = st.one_of(
    st.integers(0, 9),
    st.dictionaries(
        st.sampled_from(("==", "!=", ">=", "<=", ">", "<")), st.integers(-1, 9), max_size=2
    ),
)
_tokens = st.fixed_dictionaries(
    {},
    optional={
        **{key: _asked(_ASKED) for key in ("ORTH", "TEXT", "LOWER", "LEMMA", "SHAPE")},
        "POS": _asked((*_TAGS, "PUNCT", "")),
        "TAG": _asked((*_ROLES, "subject")),
        "MORPH": _asked(_ASKED_FEATURES),
        "LENGTH": _numbers,
        **{key: st.booleans() for key in FLAGS},
        "OP": st.sampled_from(
            ("?", "*", "+", "!", "{2}", "{0}", "{0,2}", "{1,2}", "{1,}", "{,2}", "{2,3}")
        ),
    },
)
