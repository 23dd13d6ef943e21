"""YAML in, rules out: the reader of rules, lexicons and glossaries, and the pages of rules."""

from clarity.rulebook.rules import known_ids, load, load_lexicon, parse_rules, validate

__all__ = ["known_ids", "load", "load_lexicon", "parse_rules", "validate"]
