"""Shapes of dates, times, numbers and signs, as regular expressions that run in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from clarity.checks.wording import instead_text
from clarity.lexicon import Lexicon
from clarity.located_yaml import Fields
from clarity.model import BLOCK_KINDS, Find, Hit, Measures, Passage, Prose, Rule

VALUES = ("found", "instead")

#: What RE2 may use, in bytes: its own 8 MB are too few for many patterns searched together.
_MEMORY = 64 * 1024 * 1024
_GROUP = re.compile(r"\{(\d)\}")


@dataclass(frozen=True, slots=True)
class _Pattern:
    rule: str
    expression: Any  # re2 has no types
    instead: str
    kinds: frozenset[str]


def build(rules: Sequence[Rule], lexicon: Lexicon) -> Find:
    """Make one search of all the rules, with RE2: no pattern can hang the run."""
    import re2  # only rules with patterns need it

    patterns = [pattern for rule in rules for pattern in _patterns(rule)]
    # One pass tells which of the patterns occur at all: in most blocks, none.
    occurring = re2.Set.SearchSet(_options())
    for pattern in patterns:
        occurring.Add(pattern.expression.pattern)
    occurring.Compile()

    def find(prose: Prose, measures: Measures) -> Iterator[tuple[str, Hit]]:
        for passage in prose.passages:
            for index in sorted(occurring.Match(passage.block.text) or ()):
                pattern = patterns[index]
                if passage.block.kind in pattern.kinds:
                    for hit in _hits(pattern, passage, lexicon):
                        yield pattern.rule, hit

    return find


def _patterns(rule: Rule) -> Iterator[_Pattern]:
    fields = Fields(rule.options, rule.id)
    ignore_case = fields.flag("ignore_case")
    kinds = frozenset(fields.texts("blocks", tuple(k for k in BLOCK_KINDS if k != "alt")))
    if unknown := kinds.difference(BLOCK_KINDS):
        raise fields.error("blocks", f"no kind of block «{min(unknown)}»")
    made = fields.each("patterns", lambda own: _pattern(rule.id, own, ignore_case, kinds))
    fields.finish()
    yield from made


def _pattern(rule: str, fields: Fields, ignore_case: bool, kinds: frozenset[str]) -> _Pattern:
    import re2

    start = "(?i)" if ignore_case else ""
    try:
        expression = re2.compile(start + fields.text("match"), _options())
    except re2.error as error:
        raise fields.error("match", f"not an RE2 pattern: {_readable(error)}") from None
    instead = fields.text("instead", "")
    if any(int(group) > expression.groups for group in _GROUP.findall(instead)):
        raise fields.error("instead", "names a group that the pattern lacks")
    fields.finish()
    return _Pattern(rule, expression, instead, kinds)


def _options() -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    return options


def _readable(error: Exception) -> str:
    reason = error.args[0] if error.args else error
    return reason.decode() if isinstance(reason, bytes) else str(reason)


def _hits(pattern: _Pattern, passage: Passage, lexicon: Lexicon) -> Iterator[Hit]:
    text = passage.block.text
    for match in pattern.expression.finditer(text):
        start, end = match.span()
        if start == end or _cuts_word(text, start) or _cuts_word(text, end):
            continue
        suggestions: tuple[str, ...] = ()
        if pattern.instead:
            suggestions = (_fill(pattern.instead, match),)
        values = {"found": match.group(), "instead": instead_text(suggestions, lexicon)}
        yield passage.hit(start, end, values, suggestions)


def _fill(template: str, match: Any) -> str:
    return _GROUP.sub(lambda group: match.group(int(group[1])) or "", template)


def _cuts_word(text: str, place: int) -> bool:
    """Tell whether a place has a letter or digit on both sides."""
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()
