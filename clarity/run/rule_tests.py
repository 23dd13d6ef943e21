"""Holds all that an organisation has written itself to its own examples, a file at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from clarity import rulebook
from clarity.checks import sequences
from clarity.checks.kinds import KINDS
from clarity.grammar import choice, readers
from clarity.grammar.patterns import is_read
from clarity.grammar.pipelines import UnavailableError
from clarity.messages import _, spoken
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError, Fields
from clarity.project.config import FILE_NAME
from clarity.project.proofs import Fault, Own
from clarity.project.settings import Settings
from clarity.reports.remarks import in_words
from clarity.rulebook import glossary as glossaries
from clarity.rulebook.compiled import read_located
from clarity.scoring import guidelines
from clarity.session import Session


class Tested(NamedTuple):
    """A file that was tested: how many examples it has, those that do not hold, what is wrong.

    ``dead`` are tokens of its patterns that no word can be, the way the grammar model reads.
    """

    path: str
    examples: int
    faults: tuple[Fault, ...] = ()
    error: ConfigError | None = None
    dead: tuple[ConfigError, ...] = ()


def test(session: Session, place: Path) -> Iterator[Tested]:
    """Test a file of rules, of terms or of a guideline, or a folder.

    Of a folder, it is the rules in it by language or, if there are none, those that its project
    file names, with the glossaries and the guideline. Raises `ConfigError` for what is wrong with
    the project file.
    """
    within = place if place.is_dir() else place.parent
    settings = session.settings(str(within / "text.md"))
    if not place.is_dir():
        yield _file(session, settings, place)
        return
    rules = [] if os.path.lexists(place / FILE_NAME) else _rules_in(place)
    yield from (_file(session, settings, path) for path in rules or _named(settings))


def _named(settings: Settings) -> Iterator[Path]:
    """Yield the files that a project file names."""
    for root in map(Path, settings.rule_paths):
        yield from _rules_in(root)
    yield from map(Path, settings.glossary)
    if settings.guideline.endswith((".yaml", ".yml")):
        yield Path(settings.guideline)


def _rules_in(folder: Path) -> Sequence[Path]:
    """Return the rules in a folder, which has a folder for each language or is one of those."""
    if folder.absolute().name in languages():
        return sorted(folder.glob("*.yaml"))
    return [path for name in languages() for path in sorted((folder / name).glob("*.yaml"))]


def _file(session: Session, settings: Settings, path: Path) -> Tested:
    language = path.absolute().parent.name
    try:
        if language in languages():
            lexicon = session.lexicon(language)
            rule = rulebook.read_rule(language, path, lexicon, KINDS)
            return _tested(session, settings, path, [Own(path, rule, lexicon)])
        if "terms" in Fields(read_located(path), str(path)):
            return _tested(session, settings, path, list(_terms(session, path)))
        guidelines.read(path)
    except ConfigError as error:
        return Tested(str(path), 0, error=error)
    return Tested(str(path), 0)


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
    """Yield the tokens of a rule's patterns that the grammar model reads no word as."""
    if own.rule.check != "sequences":
        return
    model = choice.model_for(own.rule.language, settings.model)
    labels = readers.labels(session.reader(settings, model))
    for pattern in sequences.patterns_of(own.rule, own.lexicon):
        for asked, token in zip(pattern.asked, pattern.tokens, strict=True):
            if labels and not is_read(token, labels):
                line = Fields(asked, str(own.path)).line_of(next(iter(asked)))
                told = _("never matches: the model {model} reads no word as {asked}")
                named = told.format(model=model, asked=sequences.as_written(asked))
                yield ConfigError(str(own.path), line, named)
