"""Holds a rule to its own examples: what each must have found in it, and what not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from clarity import parsing
from clarity.checks.engine import Checker, compile_rules, need_of
from clarity.language import reading
from clarity.language.lexicon import Lexicon
from clarity.measures import grammar as grammar_measures
from clarity.measures import readability
from clarity.messages import _
from clarity.model import Finding, Passage, Rule
from clarity.parsing.hints import shown

#: Adds the grammar to passages.
Tag = Callable[[Sequence[Passage]], Sequence[Passage]]
#: Gives the lexicon of a language.
LexiconOf = Callable[[str], Lexicon]


class Breach(Struct, frozen=True):
    """An example that a rule does not keep.

    It is number ``number`` (from 0) of what the rule has as ``section``, and ``key`` is what of it
    does not hold. ``wanted`` are the words to be found in ``text``, or with the key ``suggests``
    the suggestion; ``found`` is what came instead.
    """

    section: Literal["examples", "leave_alone"]
    number: int
    key: Literal["marks", "suggests", "good", ""]
    text: str
    wanted: tuple[str, ...]
    found: tuple[str, ...]

    def __str__(self) -> str:
        """Say what was to come, and what came."""
        text, found = shown(self.text), _listed(self.found)
        if self.key == "suggests":
            told = _("the first suggestion in «{text}» is to be {wanted}, and is {found}")
            return told.format(text=text, wanted=_listed(self.wanted), found=found)
        if self.key == "marks":
            told = _("in «{text}» {wanted} is to be found, and what is found is {found}")
            return told.format(text=text, wanted=_listed(self.wanted), found=found)
        told = _("nothing is to be found in «{text}», and what is found is {found}")
        return told.format(text=text, found=found)


def breaches(rule: Rule, lexicon_of: LexiconOf, tag: Tag) -> Iterator[Breach]:
    """Yield the examples that a rule, by itself, does not keep.

    They are read as Markdown in the rule's language. ``tag`` is asked only for rules that need
    grammar. Raises `ConfigError` for options that the rule cannot have.
    """
    # One that is off, or has not earned its place, is held to its word as any other.
    alone = compile_rules([replace(rule, sieve=None)], lexicon_of(rule.language))
    judge = _Judge(rule, alone, lexicon_of, tag)
    for number, example in enumerate(rule.examples):
        found = judge.findings(example.bad)
        words = tuple(finding.text for finding in found)
        if words != (example.marks,):
            yield Breach("examples", number, "marks", example.bad, (example.marks,), words)
        elif example.suggests is not None:
            first = found[0].suggestions[:1]
            if first != (example.suggests,):
                wanted = (example.suggests,)
                yield Breach("examples", number, "suggests", example.bad, wanted, first)
        if words := judge.words(example.good):
            yield Breach("examples", number, "good", example.good, (), words)
    for number, text in enumerate(rule.leave_alone):
        if words := judge.words(text):
            yield Breach("leave_alone", number, "", text, (), words)


class _Judge(Struct, frozen=True):
    """A rule made ready to run by itself."""

    rule: Rule
    checker: Checker
    lexicon_of: LexiconOf
    tag: Tag

    def words(self, text: str) -> tuple[str, ...]:
        return tuple(finding.text for finding in self.findings(text))

    def findings(self, text: str) -> tuple[Finding, ...]:
        document = parsing.parse(text, "example.md", "markdown")
        prose = reading.read(document, self.rule.language, self.lexicon_of)
        if isinstance(prose, reading.Unread):
            return ()
        measures = readability.measure(prose, self.lexicon_of(self.rule.language))
        if need_of(self.rule) == "grammar":
            prose = replace(prose, passages=tuple(self.tag(prose.passages)))
            counts = map(grammar_measures.count, prose.passages)
            measures = {**measures, **grammar_measures.measure(counts)}
        return self.checker.check(prose, measures)


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"«{shown(word)}»" for word in words) or _("nothing")
