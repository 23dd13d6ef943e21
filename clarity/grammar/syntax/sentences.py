"""Reads what the grammar of each sentence means, once for all that ask."""

from __future__ import annotations

from msgspec import Struct

from clarity.grammar.syntax import clauses
from clarity.grammar.syntax.nouns import Nominalisations
from clarity.grammar.syntax.voice import Voice
from clarity.language.lexicon import Lexicon
from clarity.model import Grammar, Passage, Sentence, Syntax


class SyntaxReader(Struct, frozen=True):
    """Reads the syntax of one language, by the lists of its lexicon."""

    voice: Voice
    nominalisations: Nominalisations

    @classmethod
    def of(cls, lexicon: Lexicon) -> SyntaxReader:
        """Take the lists. Raises `KeyError` where the lexicon lacks one."""
        return cls(Voice(lexicon), Nominalisations.of(lexicon))

    def read(self, passage: Passage, grammar: Grammar) -> tuple[Syntax, ...]:
        """Return the syntax of each sentence of a passage."""
        return tuple([self._read(passage, grammar, sentence) for sentence in passage.sentences])

    def _read(self, passage: Passage, grammar: Grammar, sentence: Sentence) -> Syntax:
        finite = clauses.finite_verbs(grammar, sentence)
        verb = clauses.main_verb(passage, grammar, sentence, finite)
        before = clauses.words_before_verb(passage, grammar, sentence, verb)
        return Syntax(
            main_verb=verb,
            finite_verbs=len(finite),
            subordinate_clauses=clauses.subordinate_clauses(grammar, sentence, finite, verb),
            words_before_verb=before,
            words_between=clauses.words_between(grammar, sentence, before),
            passives=tuple(self.voice.passives(passage, grammar, sentence)),
            nominalisations=tuple(self.nominalisations.find(passage, grammar, sentence)),
        )
