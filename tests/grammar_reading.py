"""Texts with their grammar, read by the pipelines that come with clarity."""

from functools import cache

from clarity.grammar import readers, tagging
from clarity.model import Prose

_load = cache(readers.load)


def with_grammar(prose: Prose) -> Prose:
    """Return the prose with its grammar."""
    reading = tagging.read(prose, {}, _load)
    assert not reading.missing
    return reading.prose
