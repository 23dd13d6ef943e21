"""Words in a row by what they are: part of speech, morphology, lemma, role in the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from clarity.checks.wording import instead_text, like_found
from clarity.grammar.matching import Match, Sequences
from clarity.language.lexicon import Lexicon
from clarity.model import OPAQUE, Find, Hit, Measures, Passage, Prose, Rule
from clarity.parsing.located_yaml import ConfigError, Fields, nearest, shown

VALUES = ("found", "instead")

#: What a token of a pattern can ask for, in the words of spaCy's Matcher. Regular expressions are
#: not among it: they could hang a run.
_TEXTS = ("ORTH", "TEXT", "LOWER", "LEMMA", "POS", "TAG", "MORPH", "SHAPE", "OP")
_FLAGS = (
    "IS_ALPHA",
    "IS_DIGIT",
    "IS_LOWER",
    "IS_PUNCT",
    "IS_SENT_START",
    "IS_TITLE",
    "IS_UPPER",
    "LIKE_NUM",
)
_NUMBERS = ("LENGTH",)
_OF_LISTS = ("IN", "NOT_IN", "IS_SUBSET", "IS_SUPERSET", "INTERSECTS")
_OF_NUMBERS = ("==", "!=", ">=", "<=", ">", "<")
#: A token that may be left out, or come again, doubles the work of spaCy's Matcher where it fits.
#: With so many in a pattern a text of the same word over and over costs a millisecond a word.
_MOST_FREEDOM = 12
#: What a token that comes any number of times («*», «+») counts for.
_OF_REPETITION = 8
_GROUP = re.compile(r"\{(\d+)\}")
_QUANTIFIER = re.compile(r"[!?*+]|\{(\d{1,2}(,\d{0,2})?|,\d{1,2})\}", re.ASCII)
#: Tokens of a pattern, each as often as it must come.
_LONGEST = 100


class _Pattern(NamedTuple):
    """A pattern of tokens: which of them are shown, and what to write instead of those.

    ``marked`` are numbers of tokens, from 0. In ``instead``, «{2}» is what token 2 matched.
    """

    rule: str
    tokens: Sequence[Mapping[str, Any]]
    marked: frozenset[int]
    instead: str

    def hit(self, passage: Passage, match: Match, lexicon: Lexicon) -> Hit | None:
        """Return the hit of a match."""
        shown = [word for word, token in match.words if token in self.marked]
        if not shown:
            return None
        start, end = passage.starts[shown[0]], passage.ends[shown[-1]]
        found = passage.block.text[start:end]
        filled = like_found(
            _GROUP.sub(lambda g: self._words(g, passage, match), self.instead), found
        )
        suggestions = (filled,) if filled and OPAQUE not in filled else ()
        values = {"found": found, "instead": instead_text(suggestions, lexicon)}
        return passage.hit(start, end, values, suggestions)

    def _words(self, group: re.Match[str], passage: Passage, match: Match) -> str:
        wanted = int(group[1]) - 1
        return " ".join(passage.word(word) for word, token in match.words if token == wanted)


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make one search of all the rules."""
    patterns = [pattern for rule in rules for pattern in _patterns(rule, lexicon)]
    compiled: list[Sequences] = []

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        if not any(passage.grammar for passage in prose.passages):
            return
        if not compiled:  # spaCy is not imported before there is grammar to search
            compiled.append(_compile(patterns))
        for passage, match in compiled[0].find(prose.passages):
            pattern = patterns[match.pattern]
            hit = pattern.hit(passage, match, lexicon)
            if hit:
                yield pattern.rule, hit

    return find


def _compile(patterns: Sequence[_Pattern]) -> Sequences:
    try:
        return Sequences([pattern.tokens for pattern in patterns])
    except ValueError as error:
        reason = " ".join(str(error).split())
        raise ConfigError(patterns[0].rule, 0, f"not a pattern of tokens: {reason}") from None


def _patterns(rule: Rule, lexicon: Lexicon) -> Iterator[_Pattern]:
    fields = Fields(rule.options, rule.id)
    patterns = fields.each("patterns", lambda own: _pattern(rule.id, own, lexicon))
    fields.finish()
    if not patterns:
        raise ConfigError(rule.id, 0, "«patterns»: has no pattern")
    yield from patterns


def _pattern(rule: str, fields: Fields, lexicon: Lexicon) -> _Pattern:
    tokens = fields.each("match", lambda own: _token(own, lexicon))
    if not tokens:
        raise fields.error("match", "has no token")
    if sum(map(_fewest, tokens)) > _LONGEST:
        raise fields.error("match", f"more than {_LONGEST} tokens")
    if sum(map(_freedom, tokens)) > _MOST_FREEDOM:
        raise fields.error("match", f"too many tokens may be left out: {_MOST_FREEDOM} at most")
    marked = fields.texts("mark", ())
    if not {str(number) for number in range(1, len(tokens) + 1)}.issuperset(marked):
        raise fields.error("mark", f"must be numbers of tokens, 1 to {len(tokens)}")
    instead = fields.text("instead", "")
    if any(len(n) > 3 or int(n) > len(tokens) for n in _GROUP.findall(instead)):
        raise fields.error("instead", "names a token that the pattern lacks")
    fields.finish()
    shown = frozenset(int(number) - 1 for number in marked) or frozenset(range(len(tokens)))
    return _Pattern(rule, tokens, shown, instead)


def _fewest(token: Mapping[str, Any]) -> int:
    """Return how often a token must come; one that may be left out counts too."""
    return max(1, *map(int, re.findall(r"\d+", token.get("OP", "")) or [1]))


def _freedom(token: Mapping[str, Any]) -> int:
    """Return how many ways there are to go on at a token: each doubles what the Matcher does."""
    quantifier = token.get("OP", "")
    if quantifier in ("*", "+"):
        return _OF_REPETITION
    bounds = [int(bound) for bound in re.findall(r"\d+", quantifier)]  # of two digits at most
    if quantifier.endswith(",}"):
        return _OF_REPETITION + bounds[0]
    return bounds[-1] - (bounds[0] if len(bounds) > 1 else 0) if bounds else quantifier == "?"


def _token(fields: Fields, lexicon: Lexicon) -> Mapping[str, Any]:
    return {key: _value(key, fields, lexicon) for key in fields.data}


def _value(key: str, fields: Fields, lexicon: Lexicon) -> Any:
    """Return what a key of a token asks for, with the types spaCy wants."""
    if key in _FLAGS:
        return fields.flag(key)
    if key == "OP" and not _QUANTIFIER.fullmatch(fields.text(key)):
        wanted = "one of ! ? * +, or {2}, {2,}, {,2}, {2,4} with numbers up to 99"
        raise fields.error(key, f"must be {wanted}, not «{shown(fields.text(key))}»")
    if key not in (*_TEXTS, *_NUMBERS):
        known = (*_TEXTS, *_NUMBERS, *_FLAGS)
        raise fields.error(key, f"no token can be asked for that.{nearest(key, known)}")
    if not isinstance(fields.raw(key), Mapping):
        return fields.count(key) if key in _NUMBERS else fields.text(key)
    asked = fields.fields(key)
    return {name: _comparison(name, asked, lexicon) for name in asked.data}


def _comparison(name: str, fields: Fields, lexicon: Lexicon) -> Any:
    if name in _OF_LISTS:
        return _sorted_words(name, fields, lexicon)
    if name in _OF_NUMBERS:
        return fields.count(name)
    known = (*_OF_LISTS, *_OF_NUMBERS)
    raise fields.error(name, f"no such comparison.{nearest(name, known)}")


def _sorted_words(name: str, fields: Fields, lexicon: Lexicon) -> list[str]:
    """Return a list of texts in which ``@name`` stands for a named list of the lexicon."""
    words: list[str] = []
    for text in fields.texts(name):
        if text.startswith("@"):
            try:
                words += lexicon.ordered(text[1:])
            except KeyError as error:
                raise fields.error(name, str(error.args[0])) from None
        else:
            words.append(text)
    return words
