"""Reads the grammar of a text: what a model tells, onto the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from clarity.grammar.choice import model_for
from clarity.grammar.unavailable import UnavailableError
from clarity.model import Passage
from clarity.parsing.languages import languages

if TYPE_CHECKING:
    from clarity.grammar.readers import Reader
    from clarity.grammar.syntax.sentences import SyntaxReader


class Tagger(Struct, frozen=True):
    """What reads the grammar of each language; ``missing`` is why one has nothing that does."""

    readers: Mapping[str, tuple[Reader, SyntaxReader]]
    missing: Mapping[str, str]

    def tag(self, passages: Sequence[Passage]) -> list[Passage]:
        """Return passages with their grammar and syntax, where there is a reader for them."""
        read = list(passages)
        for language, (reader, syntax) in self.readers.items():
            own = [n for n, passage in enumerate(passages) if passage.language == language]
            grammars = reader.read([passages[n] for n in own])
            for n, grammar in zip(own, grammars, strict=True):
                told = syntax.read(passages[n], grammar)
                read[n] = replace(passages[n], grammar=grammar, syntax=told)
        return read


def tagger(
    read_in: Iterable[str],
    models: Mapping[str, str],
    load: Callable[[str], Reader],
    syntax_of: Callable[[str], SyntaxReader],
) -> Tagger:
    """Return what reads the grammar of some languages, as far as there are models.

    ``read_in`` are the languages, and ``models`` those the project names, by language. ``load``
    returns a model by name, or raises `UnavailableError`. ``syntax_of``
    returns what reads the syntax of a language.
    """
    readers: dict[str, tuple[Reader, SyntaxReader]] = {}
    missing: dict[str, str] = {}
    for language in read_in:
        model = model_for(language, models)
        if not model:
            missing[language] = f"no grammar model reads {languages()[language].english}"
            continue
        try:
            readers[language] = load(model), syntax_of(language)
        except UnavailableError as error:
            missing[language] = str(error)
    return Tagger(readers, missing)
