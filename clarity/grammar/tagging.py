"""Reads the grammar of a text: what a model tells, onto the same words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from clarity.grammar.choice import model_for
from clarity.grammar.pipelines import UnavailableError
from clarity.grammar.readers import Reader
from clarity.model import Prose


class Reading(NamedTuple):
    """A text with its grammar, and for each language without a model the reason why."""

    prose: Prose
    missing: Mapping[str, str]


def read(prose: Prose, models: Mapping[str, str], load: Callable[[str], Reader]) -> Reading:
    """Read the grammar of every language of a text, as far as there are models.

    ``models`` are those the project names, by language. ``load`` returns a model by name, or
    raises `UnavailableError`.
    """
    readers: dict[str, Reader] = {}
    missing: dict[str, str] = {}
    for language in sorted({passage.language for passage in prose.passages}):
        try:
            readers[language] = load(model_for(language, models))
        except UnavailableError as error:
            missing[language] = str(error)
    return Reading(tag(prose, readers), missing)


def tag(prose: Prose, readers: Mapping[str, Reader]) -> Prose:
    """Return the prose with grammar on every passage in a language that has a reader."""
    passages = list(prose.passages)
    for language, reader in readers.items():
        own = [n for n, passage in enumerate(passages) if passage.language == language]
        grammars = reader.read([passages[n] for n in own])
        for n, grammar in zip(own, grammars, strict=True):
            passages[n] = replace(passages[n], grammar=grammar)
    return replace(prose, passages=tuple(passages))
