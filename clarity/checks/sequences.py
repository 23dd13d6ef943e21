"""Words in a row by what they are: part of speech, morphology, lemma, role in the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from clarity.checks.wording import instead_text, like_found, refuse_nothing_instead
from clarity.grammar.patterns import (
    FLAGS,
    NUMBERS,
    TEXTS,
    Match,
    Sequences,
    Token,
    comparisons,
    read,
    why_never,
)
from clarity.language.lexicon import Lexicon
from clarity.messages import _
from clarity.model import OPAQUE, Find, Hit, Measures, Passage, Prose, Rule
from clarity.parsing.hints import nearest, shown
from clarity.parsing.located_yaml import ConfigError, Fields

#: Where tokens may be left out, or come again, there are many ways to match. With so many of them
#: in a pattern a text of the same word over and over costs a millisecond a word.
_MOST_FREEDOM = 12
#: What a token that comes any number of times («*», «+») counts for.
_OF_REPETITION = 8
_GROUP = re.compile(r"\{(\d+)\}")
_QUANTIFIER = re.compile(r"[!?*+]|\{(\d{1,2}(,\d{0,2})?|,\d{1,2})\}", re.ASCII)
#: Tokens of a pattern, each as often as it must come.
_LONGEST = 100


class Pattern(Struct, frozen=True):
    """A pattern of tokens: which of them are shown, and what to write instead of those.

    ``asked`` are the tokens as the rule writes them. ``marked`` are numbers of tokens, from 0.
    In ``instead``, «{2}» is what token 2 matched.
    """

    rule: str
    asked: Sequence[Mapping[str, object]]
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
    patterns = [pattern for rule in rules for pattern in patterns_of(rule, lexicon)]
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


def patterns_of(rule: Rule, lexicon: Lexicon) -> Iterator[Pattern]:
    """Yield the patterns of a rule. Raises `ConfigError`."""
    fields = Fields(rule.options, rule.id)
    patterns = fields.each("patterns", lambda own: _pattern(rule, own, lexicon))
    fields.finish()
    if not patterns:
        raise ConfigError(rule.id, 0, _("«patterns»: has no pattern"))
    yield from patterns


def _pattern(rule: Rule, fields: Fields, lexicon: Lexicon) -> Pattern:
    fields.raw("match")
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
    if not instead:
        refuse_nothing_instead(rule, fields, "instead")
    if any(len(n) > 3 or int(n) > len(tokens) for n in _GROUP.findall(instead)):
        raise fields.error("instead", _("names a token that the pattern lacks"))
    fields.finish()
    shown = frozenset(int(number) - 1 for number in marked) or frozenset(range(len(tokens)))
    return Pattern(rule.id, fields.raw("match"), tokens, shown, instead)


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
            wanted = _("one of {signs}, or {numbers} with numbers up to 99").format(
                signs="! ? * +", numbers="{2}, {2,}, {,2}, {2,4}"
            )
            raise fields.error(
                key,
                _("must be {wanted}, not «{key}»").format(
                    wanted=wanted, key=shown(fields.text(key))
                ),
            )
        return fields.text(key)
    if not comparisons(key):
        raise _unknown(key, fields)
    if isinstance(fields.raw(key), Mapping):
        asked = fields.fields(key)
        return {name: _comparison(key, name, asked, lexicon) for name in asked.data}
    if key in NUMBERS:
        return fields.count(key)
    return _refuse_impossible(key, "IN", fields.text(key), fields, key)


def _unknown(key: str, fields: Fields) -> ConfigError:
    known = (*TEXTS, *NUMBERS, *FLAGS, "OP")
    told = _("no token can be asked for that, only for {known}.").format(known=", ".join(known))
    near = _(" The part in the sentence is «TAG».") if key == "DEP" else nearest(key, known)
    return fields.error(key, told + near)


def _comparison(key: str, name: str, fields: Fields, lexicon: Lexicon) -> Any:
    valid = comparisons(key)
    if name not in valid:
        told = _("no such comparison: «{key}» is compared by {valid}.")
        named = told.format(key=key, valid=", ".join(valid))
        raise fields.error(name, named + nearest(name, valid))
    if key in NUMBERS:
        return fields.count(name)
    words = [
        word for text in fields.texts(name) for word in _listed(key, name, text, fields, lexicon)
    ]
    if not words:
        raise fields.error(name, _("names nothing to compare with"))
    return words


def _listed(key: str, name: str, text: str, fields: Fields, lexicon: Lexicon) -> Sequence[str]:
    """Return what an item of a list stands for: ``@name`` is a named list of the lexicon."""
    if not text.startswith("@") or text == "@":
        return [_refuse_impossible(key, name, text, fields, name)]
    try:
        return lexicon.ordered(text[1:])
    except KeyError as error:
        raise fields.error(name, str(error.args[0])) from None


def _refuse_impossible(key: str, comparison: str, text: str, fields: Fields, at: str) -> str:
    """Return a text, if some word can be seen so by a key. Raises `ConfigError`."""
    if reason := why_never(key, comparison, text):
        raise ConfigError(fields.path, fields.line_of(at), f"«{key}»: {reason}")
    return text


def as_written(asked: Mapping[str, object]) -> str:
    """Return a token of a pattern as YAML has it on one line."""
    return "{" + ", ".join(f"{key}: {_as_written(value)}" for key, value in asked.items()) + "}"


def _as_written(value: object) -> str:
    if isinstance(value, Mapping):
        return as_written(value)
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)
