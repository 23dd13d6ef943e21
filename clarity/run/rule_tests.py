"""Holds all that an organisation has written itself to its own examples, a file at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from clarity import parsing, rulebook
from clarity.checks import sequences
from clarity.checks.kinds import KINDS
from clarity.grammar import choice, readers
from clarity.grammar.patterns import Sequences, Token, is_read
from clarity.grammar.unavailable import UnavailableError
from clarity.language import reading
from clarity.messages import _, spoken
from clarity.model import Passage
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError, Fields
from clarity.project.config import FILE_NAME
from clarity.project.proofs import Fault, Own
from clarity.project.settings import RuleSetting, Settings, refuse_unknown_rules
from clarity.reports.remarks import in_words
from clarity.rulebook import glossary as glossaries
from clarity.rulebook.compiled import read_located
from clarity.scoring import guidelines
from clarity.session import Session

#: Keys of a token whose answers are the model's.
_OF_GRAMMAR = frozenset(("LEMMA", "MORPH", "POS", "TAG"))


class Read(Struct, frozen=True):
    """What a guideline that was read has."""

    name: str
    principles: int
    signals: int


class Tested(Struct, frozen=True):
    """A file that was tested: how many examples it has, those that do not hold, what is wrong.

    ``dead`` are tokens of its patterns that no word can be, the way the grammar model reads.
    ``guideline`` is what it has if it is one.
    """

    path: str
    examples: int
    faults: tuple[Fault, ...] = ()
    error: ConfigError | None = None
    dead: tuple[ConfigError, ...] = ()
    guideline: Read | None = None


class _File(Struct, frozen=True):
    """A file to test, as what a project file names it, and the folder of rules that it is in."""

    path: Path
    kind: Literal["rule", "glossary", "guideline"]
    root: Path | None = None


def test(session: Session, place: Path) -> Iterator[Tested]:
    """Test a file of rules, of terms or of a guideline, or a folder.

    Of a folder, it is the rules in it by language or, if there are none, what its project file
    says of rules and those that it names, with the glossaries and the guideline. Raises
    `ConfigError` for what is wrong with the project file.
    """
    within = place if place.is_dir() else place.parent
    settings = session.settings(str(within / "text.md"))
    named = list(_named(settings))
    by_path = {os.path.realpath(one.path): [one] for one in named if one.kind != "rule"}
    if not place.is_dir():
        files = by_path.get(os.path.realpath(place)) or [_guessed(place)]
    else:
        is_project = os.path.lexists(place / FILE_NAME)
        files = [] if is_project else list(_rules_in(place))
        files = [one for own in files for one in by_path.get(os.path.realpath(own.path), [own])]
        if not files:
            files = named
            yield from _of_project(session, settings, within)
    yield from (_file(session, settings, file) for file in files)


def _named(settings: Settings) -> Iterator[_File]:
    """Yield the files that a project file names."""
    for root in map(Path, settings.rule_paths):
        yield from _rules_below(root)
    yield from (_File(Path(path), "glossary") for path in settings.glossary)
    if settings.guideline.endswith((".yaml", ".yml")):
        yield _File(Path(settings.guideline), "guideline")


def _rules_in(place: Path) -> Iterator[_File]:
    """Yield the rules in a folder, which has a folder for each language or is one of those."""
    if place.absolute().name not in languages():
        yield from _rules_below(place)
        return
    for path in sorted(place.glob("*.y*ml")):
        if path.suffix == ".yaml" or rulebook.is_rule(path):
            yield _File(path, "rule")


def _rules_below(root: Path) -> Iterator[_File]:
    """Yield the rules in a folder for each language, and those that lie where none is read."""
    for folder in [root / name for name in languages()]:
        yield from (_File(path, "rule", root) for path in sorted(folder.glob("*.yaml")))
    yield from (_File(Path(error.path), "rule", root) for error in rulebook.misplaced(root))


def _guessed(path: Path) -> _File:
    """Return a file as what its place tells or else what stands in it."""
    if path.absolute().parent.name in languages() or rulebook.is_rule(path):
        return _File(path, "rule")
    try:
        is_glossary = "terms" in Fields(read_located(path), str(path))
    except ConfigError:
        is_glossary = False  # which is told when it is read
    return _File(path, "glossary" if is_glossary else "guideline")


def _of_project(session: Session, settings: Settings, folder: Path) -> Iterator[Tested]:
    """Yield what a project file says of rules that they cannot do, or of rules there are not."""
    known = session.known_rules(settings)
    changes = session.project(str(folder / "text.md")).rules
    for change in changes:
        try:
            refuse_unknown_rules([change], known)
            for name in languages() if change.change.options else ():
                _refuse_options(session, settings, change, name)
        except ConfigError as error:
            yield Tested(error.path, 0, error=error)


def _refuse_options(session: Session, settings: Settings, own: RuleSetting, name: str) -> None:
    """Raise `ConfigError` where the rules of a language that are named cannot be set so."""
    try:
        rules, lexicon = session.rules(name, settings)
    except ConfigError:  # in one of one's own, where it is told
        return
    with replace(settings, rules=(own,)).blaming():
        for rule in rules:
            if own.applies_to(rule):
                KINDS[rule.check].build([own.change.apply(rule)], lexicon)


def _file(session: Session, settings: Settings, file: _File) -> Tested:
    path = file.path
    try:
        if file.kind == "rule":
            return _rule(session, settings, file)
        if file.kind == "glossary":
            return _tested(session, settings, path, list(_terms(session, path)))
        return Tested(str(path), 0, guideline=_guideline(session, settings, path))
    except ConfigError as error:
        return Tested(str(path), 0, error=error)


def _guideline(session: Session, settings: Settings, path: Path) -> Read:
    """Read a guideline whole, and return what it has in the language that has most of it."""
    guidelines.read(path, session.rule_names(settings))
    every = [guidelines.load(str(path), name, None) for name in languages()]
    fullest = max(every, key=lambda one: sum(len(own.signals) for own in one.principles))
    signals = sum(len(own.signals) for own in fullest.principles)
    return Read(fullest.name, len(fullest.principles), signals)


def _rule(session: Session, settings: Settings, file: _File) -> Tested:
    path = file.path
    if reason := rulebook.why_unread(path, file.root):
        raise ConfigError(str(path), 0, reason)
    language = path.absolute().parent.name
    lexicon = session.lexicon(language)
    rule = rulebook.read_rule(language, path, lexicon, KINDS)
    ids = rulebook.known_ids([*map(Path, settings.rule_paths), path.absolute().parent.parent])
    own = {id.partition("/")[2] for id in ids if id.startswith(f"{language}/")}
    rulebook.refuse_unknown_others(rule, path, own)
    return _tested(session, settings, path, [Own(path, rule, lexicon)])


def _terms(session: Session, path: Path) -> Iterator[Own]:
    for name in {term.language for term in glossaries.read([path])}:
        rule, lexicon = glossaries.of_file(path, session.lexicon(name), KINDS)
        if rule:
            yield Own(path, rule, lexicon)


def _tested(session: Session, settings: Settings, path: Path, rules: Iterable[Own]) -> Tested:
    faults: list[Fault] = []
    dead: list[ConfigError] = []
    count = 0
    for own in rules:
        count += len(own.rule.examples) + len(own.rule.leave_alone)
        try:
            faults += session.faults(own, settings)
            dead += _dead(session, settings, own)
        except UnavailableError as error:
            told = _("needs grammar, and its examples cannot be tested: {reason}")
            unread = ConfigError(str(path), 0, told.format(reason=in_words(str(error), spoken())))
            return Tested(str(path), count, error=unread)
    return Tested(str(path), count, tuple(faults), dead=tuple(dead))


def _dead(session: Session, settings: Settings, own: Own) -> Iterator[ConfigError]:
    """Yield the tokens of a rule's patterns that the grammar model reads no word as.

    It is told of all words where the model says what it can read, else of those in the examples.
    """
    if own.rule.check != "sequences":
        return
    model = choice.model_for(own.rule.language, settings.model)
    labels = readers.labels(session.reader(settings, model))
    passages = _examples(session, settings, own)
    for pattern in sequences.patterns_of(own.rule, own.lexicon):
        for asked, token in zip(pattern.asked, pattern.tokens, strict=True):
            if labels and not is_read(token, labels):
                told = _("never matches: the model {model} reads no word as {asked}")
            elif token.least and _OF_GRAMMAR.intersection(asked) and not _is_in(token, passages):
                told = _("no word in the examples is {asked}. See what they are: clarity tokens")
            else:
                continue
            line = Fields(asked, str(own.path)).line_of(next(iter(asked)))
            named = told.format(model=model, asked=sequences.as_written(asked))
            yield ConfigError(str(own.path), line, named)


def _examples(session: Session, settings: Settings, own: Own) -> Sequence[Passage]:
    """Return the texts that a rule shows, with their grammar."""
    shown = (text for example in own.rule.examples for text in (example.bad, example.good))
    passages: list[Passage] = []
    for text in (*shown, *own.rule.leave_alone):
        document = parsing.parse(text, "example.md", "markdown")
        prose = reading.read(document, own.rule.language, session.lexicon)
        passages += () if isinstance(prose, reading.Unread) else prose.passages
    return session.reader_of(own.rule.language, settings).tag(passages)


def _is_in(token: Token, passages: Sequence[Passage]) -> bool:
    """Tell whether a token of a pattern, by itself, fits a word or a sign of some passages."""
    alone = Sequences([[replace(token, least=1, most=1)]])
    return any(fits for passage in passages for fits in alone.begun(passage))
