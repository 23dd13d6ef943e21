"""Changes to a project file that leave every other character of it as it was, comments too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from clarity.model import Span
from clarity.parsing.located_yaml import ConfigError, load
from clarity.project.settings import STRICT

if TYPE_CHECKING:
    import yaml


class Amendment(Struct, frozen=True):
    """A stretch of a file, in code points, and what is to stand there instead."""

    span: Span
    text: str

    def apply(self, text: str) -> str:
        """Return the file with it made."""
        return text[: self.span.start] + self.text + text[self.span.end :]


def turn_off(text: str, rule: str) -> Amendment | None:
    """Return what turns a rule off in the text of a project file, empty where there is none yet.

    ``None`` where the file is broken, or written so that it takes a person to change it.
    """
    import yaml  # only for who turns a rule off

    try:
        before = load(text, "")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (ConfigError, yaml.YAMLError):
        return None
    if root is not None and not isinstance(root, yaml.MappingNode):
        return None
    if isinstance(before, Mapping) and not _is_known(before.get("rules", "")):
        return None
    made = _amendment(text, root, rule)
    try:
        after = load(made.apply(text), "")
    except ConfigError:
        return None
    return made if after == _expected(before, rule) else None


def name_glossary(text: str, file: str) -> Amendment | None:
    """Return what names a first glossary in the text of a project file; ``None`` as `turn_off`."""
    made = _appended(text, f"glossary: [{file}]")
    try:
        before, after = load(text, ""), load(made.apply(text), "")
    except ConfigError:
        return None
    is_right = isinstance(before, Mapping) and after == {**before, "glossary": [file]}
    return made if is_right else None


def add_term(text: str, language: str, term: str) -> Amendment | None:
    """Return what adds a term to the text of a glossary, empty where there is none yet.

    The term takes the place of nothing: it is known from then on. ``None`` as `turn_off`, and
    where the glossary is of another language.
    """
    import yaml

    entry = {"use": term, "avoid": []}
    own = f"use: {json.dumps(term, ensure_ascii=False)}"
    if not text.strip():
        return _appended(text, f"language: {language}\nterms:\n  - {own}\n    avoid: []")
    try:
        before = load(text, "")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (ConfigError, yaml.YAMLError):
        return None
    if not isinstance(before, Mapping) or not isinstance(root, yaml.MappingNode):
        return None
    terms = next((value for key, value in root.value if key.value == "terms"), None)
    if before.get("language") != language or not isinstance(terms, yaml.SequenceNode):
        return None
    if terms.flow_style or not terms.value:
        return None
    start, indent = terms.start_mark.index, " " * terms.start_mark.column
    made = Amendment(Span(start, start), f"- {own}\n{indent}  avoid: []\n{indent}")
    try:
        after = load(made.apply(text), "")
    except ConfigError:
        return None
    return made if after == {**before, "terms": [entry, *before["terms"]]} else None


def _appended(text: str, lines: str) -> Amendment:
    end = "\r\n" if "\r\n" in text else "\n"
    begun = "" if not text or text.endswith(("\n", "\r")) else end
    made = f"{lines}\n".replace("\n", end)
    return Amendment(Span(len(text), len(text)), begun + made)


def _is_known(rules: object) -> bool:
    return isinstance(rules, Mapping) or rules in ("", STRICT)


def _expected(before: object, rule: str) -> object:
    settings = dict(before) if isinstance(before, Mapping) else {}
    rules = settings.get("rules", "")
    known = dict(rules) if isinstance(rules, Mapping) else {}
    if rules == STRICT:
        known = {STRICT: "on"}
    return {**settings, "rules": {**known, rule: "off"}}


def _amendment(text: str, root: yaml.MappingNode | None, rule: str) -> Amendment:
    import yaml

    end = "\r\n" if "\r\n" in text else "\n"
    pairs = root.value if root else []
    own = next((value for key, value in pairs if key.value == "rules"), None)
    setting = f"{rule}: off"
    if own is None:
        return _appended(text, f"rules:\n  {setting}")
    if not isinstance(own, yaml.MappingNode):
        start, stop = own.start_mark.index, own.end_mark.index
        strict = f"{end}  {STRICT}: on" if own.value == STRICT else ""
        while start and text[start - 1] in " \t":
            start -= 1
        return Amendment(Span(start, stop), f"{strict}{end}  {setting}")
    for key, value in own.value:
        if key.value == rule:
            return Amendment(Span(key.end_mark.index, _end(value)), ": off")
    if own.flow_style:
        stop = own.end_mark.index - 1
        last = own.value[-1][1].end_mark.index if own.value else stop
        return Amendment(Span(last, last), f"{', ' if own.value else ''}{setting}")
    first = own.value[0][0].start_mark
    indent = " " * first.column
    return Amendment(Span(first.index, first.index), f"{setting}{end}{indent}")


def _end(node: yaml.Node) -> int:
    """Return where a value ends: a block has white space and comments behind it that are not its.

    A scalar that is empty ends where it begins.
    """
    inside = node.value[-1] if isinstance(node.value, list) and node.value else None
    is_flow = getattr(node, "flow_style", False)
    if inside is None or is_flow:
        return node.end_mark.index
    return _end(inside[1] if isinstance(inside, tuple) else inside)
