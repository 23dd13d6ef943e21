"""The grammar that a project has its texts read by."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from clarity.grammar.tagging import Tagger, tagger
from clarity.grammar.unavailable import UnavailableError
from clarity.project.checkers import Checkers
from clarity.project.settings import Settings

if TYPE_CHECKING:
    from clarity.grammar.readers import Reader
    from clarity.grammar.syntax.sentences import SyntaxReader


class Taggers(Checkers):
    """The projects of a run with their rules and their grammar models, each read once."""

    def tagger_of(self, languages: Sequence[str], settings: Settings) -> Tagger:
        """Return what reads the grammar of a text where something asks for it."""
        if self.request.quick:
            return Tagger({}, dict.fromkeys(languages, "--quick leaves grammar out"))
        asks = self.is_scored(settings) or any(self.of_grammar(n, settings) for n in languages)
        if not asks:
            return Tagger({}, {})
        return tagger(languages, settings.model, partial(self.reader, settings), self._syntax)

    def _syntax(self, name: str) -> SyntaxReader:
        from clarity.grammar.syntax.sentences import SyntaxReader  # a quick run needs none of it

        return self.once(("syntax", name), lambda: SyntaxReader.of(self.lexicon(name)))

    def reader(self, settings: Settings, name: str) -> Reader:
        """Return a grammar model by name. Raises `UnavailableError`."""
        if name in settings.refused:
            raise UnavailableError(settings.refused[name])
        from clarity.grammar import readers

        return self.once(("reader", name), lambda: readers.load(name))
