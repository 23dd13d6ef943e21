"""What the measures of a text are called."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from clarity.language.interface import texts
from clarity.measures.further_indices import DESCRIPTIONS
from clarity.measures.grammar import GRAMMAR_MEASURES
from clarity.measures.readability import MEASURES


@cache
def measure_names(code: str) -> Mapping[str, str]:
    """Return the names of all measures in a language that clarity speaks."""
    return texts(code, "measures", (*MEASURES, *GRAMMAR_MEASURES, *DESCRIPTIONS))
