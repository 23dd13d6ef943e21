"""Reads rules and lexicons from YAML, and refuses what is wrong with file, line and key."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from clarity.language.lexicon import Lexicon
from clarity.language.lexicon_files import parse as parse_lexicon
from clarity.messages import _
from clarity.model import (
    CATEGORIES,
    SEVERITIES,
    STRENGTHS,
    Advice,
    Example,
    Given,
    Rule,
)
from clarity.parsing.hints import nearest, shown
from clarity.parsing.known_fields import KnownFields
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError, Fields, LocatedDict, LocatedList
from clarity.resources import rules_root
from clarity.rulebook.adjustments import read_adjustments
from clarity.rulebook.compiled import Files, read_folder, read_located
from clarity.rulebook.kinds import Kinds
from clarity.rulebook.misplaced import misplaced
from clarity.rulebook.records import with_records
from clarity.rulebook.safety import read_safety

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
#: What a message fills in with quotation marks, between such marks of its own.
_QUOTED = r"""["'«»„“”‘’]\{(instead|alternatives)\}["'«»„“”‘’]"""
_POLICY = (
    "category",
    "severity",
    "strength",
    "source",
    "url",
    "off",
    "message",
    "why",
    "check",
    "examples",
    "leave_alone",
    "when",
    "yields_to",
    "together",
    "given",
    "fix",
)
#: The name of the rule that the terms of glossaries make.
GLOSSARY = "glossary"
#: What the message of several hits together may hold in braces: how many they are, and what.
_TOGETHER = ("count", "words")


def load_lexicon(language: str, cache: Path | None = None) -> Lexicon:
    """Return the lexicon of a language. Raises `ConfigError`."""
    folder = rules_root() / "lexicon" / language
    return read_folder(folder, cache, lambda files: parse_lexicon(language, files, str(folder)))


def load(
    language: str,
    lexicon: Lexicon,
    kinds: Kinds,
    extra: Sequence[Path] = (),
    cache: Path | None = None,
    left_out: list[ConfigError] | None = None,
) -> tuple[Rule, ...]:
    """Return the rules of a language, the organisation's own first. Raises `ConfigError`.

    ``extra`` are folders laid out as the shipped one (``nb/``, ``nn/``); a rule there
    replaces the shipped rule of the same name, and goes before the others where two know the same
    words. With ``left_out`` no rule of the organisation's own is an error: one that is wrong is
    left out, and what is wrong with it is put there.
    """
    for error in chain.from_iterable(map(misplaced, extra)):
        _leave(error, left_out)
    rules: dict[str, Rule] = {}
    for root in (*reversed(extra), rules_root()):
        if not root.is_dir():
            raise ConfigError(str(root), 0, _("no such folder of rules"))
        folder = root / language
        parse = partial(parse_rules, language, folder, kinds)
        again = partial(parse, are_right=True)
        try:
            found = read_folder(
                folder, cache, parse, partial(validate, lexicon, folder, kinds), again
            )
        except ConfigError:
            if left_out is None or root == rules_root():
                raise
            found = tuple(_those_right(language, folder, lexicon, kinds, left_out))
        if root == rules_root():
            found = with_records(found, cache)
        for rule in found:
            rules.setdefault(rule.id, rule)
    known = {rule.name for rule in rules.values()}
    for rule in tuple(rules.values()) if extra else ():
        if path := own_file(rule, extra):
            try:
                refuse_unknown_others(rule, path, known)
            except ConfigError as error:
                _leave(error, left_out)
                del rules[rule.id]
    return tuple(rules.values())


def _leave(error: ConfigError, left_out: list[ConfigError] | None) -> None:
    """Keep an error with those of what is left out, where anything is."""
    if left_out is None:
        raise error
    left_out.append(error)


def _those_right(
    language: str, folder: Path, lexicon: Lexicon, kinds: Kinds, left_out: list[ConfigError]
) -> Iterator[Rule]:
    for path in sorted(folder.glob("*.yaml")):
        try:
            yield read_rule(language, path, lexicon, kinds)
        except ConfigError as error:
            left_out.append(error)


def refuse_unknown_others(rule: Rule, path: Path, known: Collection[str]) -> None:
    """Raise `ConfigError` where a rule, in its file, yields to one not among the known names."""
    for name in rule.yields_to:
        if name not in (*known, GLOSSARY):
            fields = Fields(read_located(path), str(path))
            told = _("unknown rule «{name}».").format(name=shown(name))
            raise fields.error("yields_to", told + nearest(name, known))


def own_file(rule: Rule, extra: Sequence[Path]) -> Path | None:
    """Return the file of a rule where it is one of the organisation's own, in folders ``extra``."""
    files = (root / rule.language / f"{rule.name}.yaml" for root in reversed(extra))
    return next(filter(Path.is_file, files), None)


def read_rule(language: str, path: Path, lexicon: Lexicon, kinds: Kinds) -> Rule:
    """Return the rule in one file, read anew and found right. Raises `ConfigError`."""
    (rule,) = parse_rules(language, path.parent, kinds, {path.name: read_located(path)})
    validate(lexicon, path.parent, kinds, [rule])
    return rule


def example_line(path: Path, section: str, number: int, key: str) -> int:
    """Return the line of an example in its file: of item ``number`` of a section, or of its key.

    A compiled copy has no lines, so the file is read anew. Raises `ConfigError`.
    """
    fields = Fields(read_located(path), str(path))
    listed = fields.raw(section, [])
    if not isinstance(listed, LocatedList):  # a lone text
        return fields.line_of(section)
    item = listed[number]
    return Fields(item, str(path), listed.line(number)).line_of(key) if key else listed.line(number)


def known_ids(extra: Sequence[Path] = ()) -> frozenset[str]:
    """Return the ids of all rules in all languages, from the names of their files."""
    return frozenset(
        f"{language}/{path.stem}"
        for root in (rules_root(), *extra)
        for language in languages()
        for path in (root / language).glob("*.yaml")
    )


def parse_rules(
    language: str, folder: Path, kinds: Kinds, files: Files, *, are_right: bool = False
) -> tuple[Rule, ...]:
    """Make rules of the parsed files of a folder; they ``are_right`` if `validate` has said so."""
    return tuple(
        _parse_rule(language, kinds, data, folder / name, are_right) for name, data in files.items()
    )


def _parse_rule(language: str, kinds: Kinds, data: object, path: Path, is_right: bool) -> Rule:
    id = f"{language}/{path.stem}"
    fields = (KnownFields if is_right else Fields)(data, str(path), line=1)  # of what is missing
    advice = Advice(
        id=id,
        category=fields.choice("category", CATEGORIES),
        strength=fields.choice("strength", STRENGTHS),
        source=fields.text("source"),
        url=fields.text("url", ""),
        why=" ".join(fields.text("why").split()),
    )
    check = fields.choice("check", tuple(kinds))
    message = _message(fields, "message", kinds[check].values)
    examples = fields.each("examples", read_example)
    leave_alone = fields.texts("leave_alone")
    if not examples or not leave_alone:
        raise fields.error("examples", _("a rule needs an example and something to leave alone"))
    return Rule(
        id=id,
        language=language,
        severity=fields.choice("severity", SEVERITIES),
        message=message,
        advice=advice,
        check=check,
        options=_options(fields),
        examples=examples,
        leave_alone=leave_alone,
        off=fields.flag("off"),
        when=read_adjustments(fields.fields("when")),
        yields_to=fields.texts("yields_to", ()),
        together=_message(fields, "together", _TOGETHER, ""),
        given=_given(fields.fields("given")),
        safety=read_safety(fields),
        is_right=is_right,
    )


def _message(fields: Fields, key: str, values: Sequence[str], default: str | None = None) -> str:
    """Read a text that is filled with some values, and with no others."""
    message = fields.text(key) if default is None else fields.text(key, default)
    for name in _PLACEHOLDER.findall(message):
        if name not in values:
            raise fields.error(
                key,
                _("«{{{name}}}» is none of {values}").format(name=name, values=", ".join(values)),
            )
    if quoted := re.search(_QUOTED, message):
        told = _("{{{name}}} brings its own quotation marks: write it without others")
        raise fields.error(key, told.format(name=quoted[1]))
    return message


def _given(fields: Fields) -> Given | None:
    if not fields.data:
        return None
    given = Given(
        fields.text("measure"),
        fields.number("min", float("-inf")),
        fields.number("max", float("inf")),
    )
    fields.finish()
    return given


def read_example(fields: Fields) -> Example:
    """Read an example of a rule or of a glossary. Raises `ConfigError`."""
    example = Example(
        bad=fields.text("bad"),
        marks=fields.text("marks"),
        good=fields.text("good"),
        suggests=fields.text("suggests", "") or None,
    )
    fields.finish()
    return example


def _options(fields: Fields) -> LocatedDict:
    options = LocatedDict((key, value) for key, value in fields.data.items() if key not in _POLICY)
    options.lines = {key: fields.line_of(key) for key in options}
    return options


def validate(lexicon: Lexicon, folder: Path, kinds: Kinds, rules: Iterable[Rule]) -> None:
    """Build each rule's check by itself, so that an error in its options names its file."""
    for rule in rules:
        build, path = kinds[rule.check].build, folder / f"{rule.name}.yaml"
        try:
            build([rule], lexicon)
        except ConfigError as error:
            line = error.line or _line_of_named(path, error.message)
            raise ConfigError(str(path), line, error.message) from None
        for name, change in rule.when.items():
            try:
                build([change.apply(rule)], lexicon)
            except ConfigError as error:
                when = Fields(read_located(path), str(path)).fields("when")
                raise when.error(name, error.message) from None


def _line_of_named(path: Path, message: str) -> int:
    """Return the line of the key that an error names first, else that of the check.

    For what is missing in a file, which has no line of its own.
    """
    fields = Fields(read_located(path), str(path))
    named = re.match(r"«(\w+)»", message)
    return fields.line_of(named[1] if named and named[1] in fields else "check")
