"""An organisation's own preferred terms, read from its glossary files and made into a rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from clarity.language.inflection import Forms
from clarity.language.lexicon import PARTS_OF_SPEECH, Lexicon
from clarity.messages import _
from clarity.model import Advice, Example, Rule
from clarity.parsing.configuration import read_text
from clarity.parsing.contents import read_file
from clarity.parsing.hints import shown
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError, Fields, load
from clarity.resources import rules_root
from clarity.rulebook.inflecting import Inflecting, unknown
from clarity.rulebook.kinds import Kinds
from clarity.rulebook.rules import GLOSSARY, read_example

#: More terms than any organisation has; they take a second to make ready.
_MOST = 20_000


class Term(Struct, frozen=True):
    """A word to ``use`` and those to ``avoid`` for it, and where that is said.

    They inflect as ``part``, a part of speech or none, as the lexicon knows or ``inflecting`` says.
    """

    language: str
    use: str
    avoid: tuple[str, ...]
    part: str
    inflecting: Inflecting
    path: str
    line: int


def read(paths: Sequence[Path]) -> tuple[Term, ...]:
    """Return the terms of glossaries, in all languages.

    A glossary has ``language`` and ``terms``, each with ``use``, ``avoid`` and, for words that
    inflect, ``inflect`` and where needed ``like`` or ``forms`` (see `Inflecting`). It may have
    ``examples`` and ``leave_alone`` as a rule has. Raises `ConfigError` for what is wrong, with
    file and line.
    """
    terms: list[Term] = []
    for path in paths:
        terms += _terms(path)
        if len(terms) > _MOST:
            raise ConfigError(
                str(path), 0, _("more than {most:,} terms in all glossaries").format(most=_MOST)
            )
    return tuple(terms)


def apply(terms: Sequence[Term], lexicon: Lexicon, kinds: Kinds) -> tuple[Rule | None, Lexicon]:
    """Make a rule of the terms in a lexicon's language, and a lexicon that knows their words.

    Raises `ConfigError` for what is wrong, with file and line.
    """
    own = [term for term in terms if term.language == lexicon.language]
    learnt: dict[str, dict[str, Forms]] = {part: {} for part in PARTS_OF_SPEECH}
    instead: dict[str, dict[str, object]] = {}
    for term in own:
        forms = _forms(term, lexicon)
        if term.part != "none":
            learnt[term.part].update(forms)
        for words in term.avoid:
            if words in instead:
                raise ConfigError(
                    term.path,
                    term.line,
                    _("«{words}» is replaced twice").format(words=shown(words)),
                )
            instead[words] = {"use": term.use, "inflect": term.part}
    grown = lexicon.with_words(learnt)
    return (_rule(instead, grown, kinds) if instead else None), grown


def of_file(path: Path, lexicon: Lexicon, kinds: Kinds) -> tuple[Rule | None, Lexicon]:
    """Do as `apply` for one glossary alone, with the examples that it has. Raises `ConfigError`."""
    rule, grown = apply(read([path]), lexicon, kinds)
    examples, leave_alone = _examples(Fields(load(read_text(path), str(path)), str(path)))
    return rule and replace(rule, examples=examples, leave_alone=leave_alone), grown


def words(terms: Sequence[Term], lexicon: Lexicon) -> frozenset[str]:
    """Return every word of the terms to use, in all its forms. ``lexicon`` is that of `apply`."""
    found: set[str] = set()
    for term in terms:
        if term.language == lexicon.language:
            head, *others = term.use.split()
            forms = lexicon.inflect(head, term.part) if term.part != "none" else {}
            found.update((head, *others), *forms.values())
    return frozenset(found)


def _terms(path: Path) -> Iterator[Term]:
    fields = Fields(load(read_text(path), str(path)), str(path))
    language = fields.choice("language", tuple(languages()))
    terms: tuple[Term, ...] = fields.each("terms", lambda own: _term(own, language))
    _examples(fields)
    fields.finish()
    yield from terms


def _examples(fields: Fields) -> tuple[tuple[Example, ...], tuple[str, ...]]:
    """Return what a glossary, as a rule does, shows and leaves alone."""
    return fields.each("examples", read_example), fields.texts("leave_alone", ())


def _term(fields: Fields, language: str) -> Term:
    part = fields.choice("inflect", ("none", *PARTS_OF_SPEECH), "none")
    use, avoid, inflecting = fields.text("use"), fields.texts("avoid"), Inflecting.read(fields)
    if not use:
        raise fields.error("use", _("must be a text"))
    fields.finish()
    return Term(language, use, avoid, part, inflecting, fields.path, fields.line)


def _forms(term: Term, lexicon: Lexicon) -> Mapping[str, Forms]:
    """Return the forms of the words of a term that inflect: the first of each expression."""
    words = dict.fromkeys(text.split()[0] for text in (*term.avoid, term.use))
    grown = term.inflecting.grown(lexicon, term.part, words)
    if term.part == "none":
        return {}
    forms = {word: grown.forms(word, term.part) for word in words}
    for word, known in forms.items():
        if not known:
            raise unknown(word, term.part, lexicon, term.path, term.line)
    return forms


def _rule(instead: Mapping[str, object], lexicon: Lexicon, kinds: Kinds) -> Rule:
    path = rules_root() / "glossary.yaml"
    shipped = load(read_text(path, read=read_file), str(path))
    words = Fields(shipped, str(path)).fields(lexicon.language)
    id = f"{lexicon.language}/{GLOSSARY}"
    rule = Rule(
        id=id,
        language=lexicon.language,
        severity="warning",
        message=words.text("message"),
        advice=Advice(id, "terms", "agency", words.text("source"), "", words.text("why")),
        check="phrases",
        options={"instead": instead},
        examples=(),
        leave_alone=(),
    )
    kinds[rule.check].build([rule], lexicon)
    return rule
