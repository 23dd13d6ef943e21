"""Words in a row by what they are: part of speech, morphology, lemma, role in the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from clarity.checks.wording import instead_text, like_found
from clarity.grammar.patterns import (
    FLAGS,
    NUMBERS,
    TEXTS,
    Match,
    Sequences,
    Token,
    comparisons,
    read,
)
from clarity.language.lexicon import Lexicon
from clarity.messages import _
from clarity.model import OPAQUE, Find, Hit, Measures, Passage, Prose, Rule
from clarity.parsing.listing import nearest, shown
from clarity.parsing.located_yaml import ConfigError, Fields

VALUES = ("found", "instead")

#: Where tokens may be left out, or come again, there are many ways to match. With so many of them
#: in a pattern a text of the same word over and over costs a millisecond a word.
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
    tokens: Sequence[Token]
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
    ready: list[Sequences] = []

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        if not any(passage.grammar for passage in prose.passages):
            return
        if not ready:  # made ready no sooner than there is grammar to search
            ready.append(Sequences([pattern.tokens for pattern in patterns]))
        for passage, match in ready[0].find(prose.passages):
            pattern = patterns[match.pattern]
            hit = pattern.hit(passage, match, lexicon)
            if hit:
                yield pattern.rule, hit

    return find


def _patterns(rule: Rule, lexicon: Lexicon) -> Iterator[_Pattern]:
    fields = Fields(rule.options, rule.id)
    patterns = fields.each("patterns", lambda own: _pattern(rule.id, own, lexicon))
    fields.finish()
    if not patterns:
        raise ConfigError(rule.id, 0, _("«patterns»: has no pattern"))
    yield from patterns


def _pattern(rule: str, fields: Fields, lexicon: Lexicon) -> _Pattern:
    asked = fields.each("match", lambda own: _token(own, lexicon))
    if not asked:
        raise fields.error("match", _("has no token"))
    try:
        tokens = read(asked)
    except ValueError as error:
        raise fields.error(
            "match", _("not a pattern of tokens: {reason}").format(reason=error)
        ) from None
    if sum(max(1, token.least) for token in tokens) > _LONGEST:
        raise fields.error("match", _("more than {longest} tokens").format(longest=_LONGEST))
    if sum(map(_freedom, tokens)) > _MOST_FREEDOM:
        raise fields.error(
            "match",
            _("too many tokens may be left out: {most} at most").format(most=_MOST_FREEDOM),
        )
    marked = fields.texts("mark", ())
    if not {str(number) for number in range(1, len(tokens) + 1)}.issuperset(marked):
        raise fields.error(
            "mark", _("must be numbers of tokens, 1 to {tokens}").format(tokens=len(tokens))
        )
    instead = fields.text("instead", "")
    if any(len(n) > 3 or int(n) > len(tokens) for n in _GROUP.findall(instead)):
        raise fields.error("instead", _("names a token that the pattern lacks"))
    fields.finish()
    shown = frozenset(int(number) - 1 for number in marked) or frozenset(range(len(tokens)))
    return _Pattern(rule, tokens, shown, instead)


def _freedom(token: Token) -> int:
    """Return how many words a token may take, or do without, beyond the one it stands for."""
    again = max(token.least - 1, 0)
    return again + (_OF_REPETITION if token.most is None else token.most - token.least)


def _token(fields: Fields, lexicon: Lexicon) -> Mapping[str, Any]:
    return {key: _value(key, fields, lexicon) for key in fields.data}


def _value(key: str, fields: Fields, lexicon: Lexicon) -> Any:
    """Return what a key of a token asks for, with the types spaCy wants."""
    if key in FLAGS:
        return fields.flag(key)
    if key == "OP":
        if not _QUANTIFIER.fullmatch(fields.text(key)):
            wanted = "one of ! ? * +, or {2}, {2,}, {,2}, {2,4} with numbers up to 99"
            raise fields.error(
                key,
                _("must be {wanted}, not «{key}»").format(
                    wanted=wanted, key=shown(fields.text(key))
                ),
            )
        return fields.text(key)
    if not comparisons(key):
        known = (*TEXTS, *NUMBERS, *FLAGS, "OP")
        raise fields.error(key, _("no token can be asked for that.") + nearest(key, known))
    if not isinstance(fields.raw(key), Mapping):
        return fields.count(key) if key in NUMBERS else fields.text(key)
    asked = fields.fields(key)
    return {name: _comparison(key, name, asked, lexicon) for name in asked.data}


def _comparison(key: str, name: str, fields: Fields, lexicon: Lexicon) -> Any:
    if name not in comparisons(key):
        raise fields.error(name, _("no such comparison.") + nearest(name, comparisons(key)))
    return fields.count(name) if key in NUMBERS else _words(name, fields, lexicon)


def _words(name: str, fields: Fields, lexicon: Lexicon) -> list[str]:
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
