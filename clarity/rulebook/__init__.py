"""YAML in, rules out: the reader of rules, lexicons and glossaries, and the pages of rules."""

from clarity.rulebook.misplaced import is_rule, misplaced, why_unread
from clarity.rulebook.rules import (
    example_line,
    known_ids,
    load,
    load_lexicon,
    own_file,
    parse_rules,
    read_rule,
    refuse_unknown_others,
    validate,
)

__all__ = [
    "example_line",
    "is_rule",
    "known_ids",
    "load",
    "load_lexicon",
    "misplaced",
    "own_file",
    "parse_rules",
    "read_rule",
    "refuse_unknown_others",
    "validate",
    "why_unread",
]
