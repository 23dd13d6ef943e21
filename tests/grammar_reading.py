"""Texts with their grammar, read by the pipelines that come with clarity."""

from clarity.grammar import pipelines, tagging
from clarity.model import Prose


def with_grammar(prose: Prose) -> Prose:
    """Return the prose with its grammar."""
    reading = tagging.read(prose, {}, pipelines.load)
    assert not reading.missing
    return reading.prose
