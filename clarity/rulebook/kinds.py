"""What the rulebook must know of a kind of check; the checks themselves are above it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from clarity.language.lexicon import Lexicon
from clarity.model import Find, Need, Rule

LooksAt = Literal["passages", "text"]


Build = Callable[[Sequence[Rule], Lexicon], Find]


class Kind(Struct, frozen=True):
    """A kind of check: how it is built, what its messages may tell, and what it needs to know.

    ``build`` takes all the rules of the kind together, and raises `ConfigError` for options it
    cannot use. ``looks_at`` tells what a search must have before it, of all rules or of each: with
    ``passages`` what it finds in one depends on nothing outside it, and is kept for as long as the
    passage is the same.
    """

    build: Build
    values: tuple[str, ...]
    needs: Need = "text"
    looks_at: LooksAt | Callable[[Rule], LooksAt] = "text"

    def has_before_it(self, rule: Rule) -> LooksAt:
        """Return what the search for a rule must have before it."""
        return self.looks_at(rule) if callable(self.looks_at) else self.looks_at


#: The kinds of check, by the name that a rule calls them.
Kinds = Mapping[str, Kind]
