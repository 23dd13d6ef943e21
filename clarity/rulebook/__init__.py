"""YAML in, rules out: the reader of rules, lexicons and glossaries, and the pages of rules."""

from clarity.rulebook.rules import (
    example_line,
    known_ids,
    load,
    load_lexicon,
    own_file,
    parse_rules,
    read_rule,
    validate,
)

__all__ = [
    "example_line",
    "known_ids",
    "load",
    "load_lexicon",
    "own_file",
    "parse_rules",
    "read_rule",
    "validate",
]
