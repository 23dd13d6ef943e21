"""What patterns of tokens find is what spaCy's Matcher finds, word for word and token for token."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from spacy.lang import lex_attrs

from clarity import rulebook
from clarity.checks import sequences
from clarity.checks.kinds import KINDS
from clarity.grammar.patterns import FLAGS, Match, Sequences, read
from clarity.grammar.patterns.values import OF_TEXT
from clarity.model import Grammar, Passage
from clarity.parsing.languages import languages
from prose_builder import build
from spacy_matcher import Pattern, SpacyMatchers

_WORDS = ("vi", "Søknaden", "behandles", "av", "e-post", "NAV", "12", ",", "«", ".")
_TEXTS = (*_WORDS, "søknaden", "xxxx", "Xxxxx", "dd", "_", "")
_TAGS = ("NOUN", "VERB", "ADP")
_FEATURES = ("", "Voice=Pass", "Case=Gen,Nom|Number=Sing", "Number=Sing|Case=Nom")
_ASKED_FEATURES = (*_FEATURES, "Case=Gen", "Case=Nom", "Case=Nom|Number=Sing", "_")
_ROLES = ("", "main")
_QUANTIFIERS = ("?", "*", "+", "!", "{2}", "{0}", "{0,2}", "{1,2}", "{1,}", "{,2}", "{2,3}")

#: A word as it is written, its part of speech, features, lemma and role.
_Word = tuple[str, str, str, str, str]


def _passage(words: Sequence[_Word]) -> Passage:
    """Return the words as they come out of a text, with one more; signs are no words there."""
    left = [*words, ("slutt", "NOUN", "", "slutt", "")]
    (passage,) = build(" ".join(word for word, *_ in left)).passages
    own = []
    for n in range(len(passage.forms)):
        at = next((at for at, (word, *_) in enumerate(left) if word == passage.word(n)), None)
        own.append(("X", "", "x", "") if at is None else left[at][1:])
        del left[: 0 if at is None else at + 1]
    tags, features, lemmas, roles = zip(*own, strict=True)
    return replace(passage, grammar=Grammar(tags, features, lemmas, roles))


def _found(patterns: Sequence[Pattern], passage: Passage) -> list[Match]:
    return [match for _, match in Sequences(list(map(read, patterns))).find([passage])]


_VALUES_IN_SPACY = {
    "LOWER": lex_attrs.lower,
    "SHAPE": lex_attrs.word_shape,
    "IS_ALPHA": lex_attrs.is_alpha,
    "IS_DIGIT": lex_attrs.is_digit,
    "IS_LOWER": lex_attrs.is_lower,
    "IS_PUNCT": lex_attrs.is_punct,
    "IS_TITLE": lex_attrs.is_title,
    "IS_UPPER": lex_attrs.is_upper,
    "LIKE_NUM": lex_attrs.like_num,
}


@given(st.text(min_size=1) | st.text("0129/,.+-~½aÅ-«", min_size=1))
@settings(deadline=None, max_examples=300)
def test_a_text_is_seen_as_in_spacy(text: str) -> None:
    seen = {key: OF_TEXT[key](text) for key in _VALUES_IN_SPACY}
    assert seen == {key: see(text) for key, see in _VALUES_IN_SPACY.items()}


def test_a_very_long_text_has_no_shape() -> None:
    for text in ("a" * 99, "a" * 100):
        assert OF_TEXT["SHAPE"](text) == lex_attrs.word_shape(text)


def _lists(of: Sequence[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(of), max_size=3)


def _asked(of: Sequence[str]) -> st.SearchStrategy[Any]:
    comparisons = st.sampled_from(("IN", "NOT_IN", "IS_SUBSET", "IS_SUPERSET", "INTERSECTS"))
    compared = st.dictionaries(comparisons, _lists(of), max_size=2)
    return st.sampled_from(of) | compared


_length = st.integers(0, 9) | st.dictionaries(
    st.sampled_from(("==", "!=", ">=", "<=", ">", "<")), st.integers(-1, 9), max_size=2
)
_asking = st.one_of(
    st.just({}),
    *(
        st.fixed_dictionaries({key: asked})
        for key, asked in {
            **{key: _asked(_TEXTS) for key in ("ORTH", "TEXT", "LOWER", "LEMMA", "SHAPE")},
            "POS": _asked((*_TAGS, "PUNCT", "")),
            "TAG": _asked((*_ROLES, "subject")),
            "MORPH": _asked(_ASKED_FEATURES),
            "LENGTH": _length,
        }.items()
    ),
    st.dictionaries(st.sampled_from(FLAGS), st.booleans(), max_size=2),
)
_token = st.builds(
    lambda first, second, quantifier: {**first, **second, **quantifier},
    _asking,
    _asking,
    st.just({}) | st.fixed_dictionaries({"OP": st.sampled_from(_QUANTIFIERS)}),
)
_patterns = st.lists(st.lists(_token, min_size=1, max_size=4), min_size=1, max_size=4)
_words = st.lists(
    st.tuples(*map(st.sampled_from, (_WORDS, _TAGS, _FEATURES, ("vi", "lemma"), _ROLES))),
    min_size=1,
    max_size=10,
)


@given(_patterns, _words)
@settings(deadline=None, max_examples=300)  # the first example imports spaCy
def test_any_pattern_finds_what_it_finds_in_spacy(
    patterns: list[Pattern], words: list[_Word]
) -> None:
    passage = _passage(words)
    assert _found(patterns, passage) == list(SpacyMatchers(patterns).find(passage))


_free = st.builds(
    lambda token, quantifier: {**token, **quantifier},
    st.sampled_from(({}, {"LOWER": "a"}, {"LOWER": {"IN": ["a", "b"]}}, {"LOWER": "b"})),
    st.just({}) | st.fixed_dictionaries({"OP": st.sampled_from(_QUANTIFIERS)}),
)


@given(st.lists(_free, min_size=2, max_size=5), st.text("abc", min_size=1, max_size=9))
@settings(deadline=None, max_examples=300)
def test_of_many_ways_to_match_the_same_is_told_as_in_spacy(pattern: Pattern, text: str) -> None:
    passage = _passage([(word, "NOUN", "", word, "") for word in text])
    assert _found([pattern], passage) == list(SpacyMatchers([pattern]).find(passage))


@cache
def _shipped(language: str) -> tuple[Sequence[Pattern], Sequences, SpacyMatchers]:
    """Return the patterns of the shipped rules of a language, and both ways to search for them."""
    lexicon = rulebook.load_lexicon(language)
    rules = [rule for rule in rulebook.load(language, lexicon, KINDS) if rule.check == "sequences"]
    patterns: list[Pattern] = []

    def read_too(pattern: Pattern) -> Any:
        patterns.append(pattern)
        return read(pattern)

    with patch.object(sequences, "read", read_too):
        sequences.build(rules, lexicon)
    return patterns, Sequences(list(map(read, patterns))), SpacyMatchers(patterns)


def _values(asked: Any, otherwise: Sequence[str]) -> Sequence[str]:
    """Return some values that answer to what is asked, or nearly."""
    if isinstance(asked, str):
        return (asked,)
    comparisons = asked or {}
    listed = [*comparisons.get("IN", ()), *comparisons.get("INTERSECTS", ())]
    whole = ["|".join(comparisons["IS_SUPERSET"])] if "IS_SUPERSET" in comparisons else []
    return [*listed[:20], *whole] or otherwise


def _answer(token: Mapping[str, Any]) -> st.SearchStrategy[_Word]:
    forms = _values(token.get("LOWER"), ("husets", "store", "bokas"))
    if token.get("IS_TITLE"):
        forms = [form.title() for form in forms]
    return st.tuples(
        st.sampled_from(forms),
        st.sampled_from(_values(token.get("POS"), ("NOUN", "ADJ", "VERB"))),
        st.sampled_from(_values(token.get("MORPH"), ("", "Case=Gen", "Definite=Ind"))),
        st.just("lemma"),
        st.sampled_from(_values(token.get("TAG"), ("", "main", "subordinate"))),
    )


def _answers(pattern: Pattern) -> st.SearchStrategy[list[_Word]]:
    """Return words that answer, or nearly, to the tokens of a pattern, one after the other."""
    comma = st.sampled_from([[]] * 19 + [[(",", "PUNCT", "", ",", "")]])
    parts = [
        part
        for token in pattern
        for part in (
            st.lists(_answer(token), min_size="OP" not in token, max_size=1 + ("OP" in token)),
            comma,
        )
    ]
    return st.tuples(*parts).map(lambda drawn: [word for words in drawn for word in words])


@pytest.mark.parametrize("language", languages())
def test_shipped_patterns_find_what_they_find_in_spacy(language: str) -> None:
    patterns, ours, matchers = _shipped(language)
    matched: set[int] = set()

    @given(st.one_of(*map(_answers, patterns)))
    @settings(deadline=None, max_examples=8 * len(patterns), derandomize=True)
    def agree(words: list[_Word]) -> None:
        passage = _passage(words)
        found = [match for _, match in ours.find([passage])]
        assert found == list(matchers.find(passage))
        matched.update(match.pattern for match in found)

    agree()
    assert len(matched) > len(patterns) / 2


def test_a_very_long_sentence_is_searched_as_in_spacy() -> None:
    pattern: Pattern = [{"LOWER": "a", "OP": "{7}"}, {"IS_SENT_START": False}]
    passage = _passage([("a", "NOUN", "", "a", "")] * 900)
    assert _found([pattern], passage) == list(SpacyMatchers([pattern]).find(passage))


@pytest.mark.parametrize(
    "token",
    [
        {"OP": "&"},
        {"OP": ""},
        {"OP": "1"},
        {"OP": "{,}"},
        {"OP": "{3,2}"},
        {"OP": "{-1}"},
        {"LENGTH": -1},
        {"LENGTH": {"IN": ["3"]}},
        {"LOWER": {"==": 3}},
        {"IS_TITLE": {"IN": ["true"]}},
        {"MORPH": {"IN": ["Gen"]}},
        {"MORPH": {"IS_SUPERSET": ["Case=Gen|"]}},
        {"PSO": "NOUN"},
    ],
)
def test_what_spacy_refuses_is_refused(token: Mapping[str, Any]) -> None:
    with pytest.raises(ValueError):
        SpacyMatchers([[token]])
    with pytest.raises(ValueError):
        read([token])


class _Unasked(Sequence[str]):
    """Lemmas that nobody may look at."""

    def __getitem__(self, index: Any) -> Any:
        raise AssertionError(f"lemma {index} was asked for")

    def __len__(self) -> int:
        raise AssertionError("lemmas were asked for")


def test_lemmas_are_looked_up_only_for_a_pattern_that_asks_for_them() -> None:
    passage = _passage([("søkte", "VERB", "", "søke", "")])
    assert _found([[{"LEMMA": "søke"}]], passage) == [Match(0, ((0, 0),))]
    assert passage.grammar
    blind = replace(passage, grammar=replace(passage.grammar, lemmas=_Unasked()))
    assert _found([[{"LOWER": "søkte"}]], blind) == [Match(0, ((0, 0),))]


def test_spacy_is_not_imported_to_search() -> None:
    program = (
        "import sys; from clarity.grammar.patterns import Sequences, read; "
        "from clarity.model import Grammar; from msgspec.structs import replace; "
        "from prose_builder import build; passage, = build('Vi ser.').passages; "
        "grammar = Grammar(['PRON', 'VERB'], ['', ''], ['vi', 'se'], ['', 'main']); "
        "found = Sequences([read([{'TAG': 'main'}])]).find([replace(passage, grammar=grammar)]); "
        "print(len(list(found)), 'spacy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.split() == ["1", "False"]
