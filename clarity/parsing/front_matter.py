"""What stands at the head of a page: titles and ingresses are prose, the rest is settings.

YAML between ``---``, TOML between ``+++``; JSON bare, between ``;;;``, or from ``---json`` to
``---``. Also what crawlers write there: the title and the address of the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from msgspec import Struct

from clarity import messages
from clarity.model import Block
from clarity.model.text import NO_SETTINGS
from clarity.parsing.draft import Draft

#: Keys whose text the reader sees, and what each is called here.
_PROSE = {
    "title": "title",
    "description": "description",
    "ingress": "ingress",
    "summary": "ingress",
    "lead": "ingress",
    "intro": "ingress",
    "excerpt": "ingress",
}
#: How many of those last read are remembered: a text that is edited has the same all the while.
_REMEMBERED = 8
_LANGUAGE = frozenset({"lang", "language", "locale"})


class FrontMatter(Struct, frozen=True):
    """What stands before the page itself, which begins at ``end``."""

    end: int = 0
    blocks: tuple[Block, ...] = ()
    language: str | None = None
    settings: Mapping[str, object] = NO_SETTINGS
    notices: tuple[str, ...] = ()


class _Field(Struct, frozen=True):
    """A top-level text, and the stretch of source that its value stands in."""

    key: str
    value: str
    start: int
    end: int


#: How front matter opens, and how it closes; the JSON of Hugo closes with its own brace.
_OPENINGS = {
    "-": r"---(?P<json>json)?[ \t]*(?=[\r\n])",
    "+": r"\+\+\+[ \t]*(?=[\r\n])",
    ";": r"(?P<json>;;;)[ \t]*(?=[\r\n])",
    "{": r"(?P<json>)(?=\{\s*\"[^\"\r\n]*\"\s*:)",
}
_CLOSINGS = {"-": r"(?:---|\.\.\.)", "+": r"\+\+\+", ";": ";;;", "{": r"\}"}


@cache
def _opening(sign: str) -> re.Pattern[str]:
    return re.compile(_OPENINGS[sign])


@cache
def _closing(sign: str) -> re.Pattern[str]:
    return re.compile(rf"[\r\n]{_CLOSINGS[sign]}[ \t]*(?:\r\n|\r|\n|\Z)")


@cache
def _crawled() -> re.Pattern[str]:
    """Match what a crawler puts before the text of a page, each field on a line of its own."""
    names = "Filename|Title|URL Source|Published Time|Number of Pages|Warning|Markdown Content"
    return re.compile(rf"(?:(?:{names}):[^\n]*(?:\n\s*|\Z))+")


@cache
def _field() -> re.Pattern[str]:
    return re.compile(r"^(Title):[ \t]*(\S[^\r\n]*?)[ \t]*\r?$", re.MULTILINE)


def read(source: str) -> FrontMatter:
    """Read the front matter. What is broken is left out, with a notice."""
    crawled = _crawled().match(source)
    if crawled and "\nURL Source:" in f"\n{crawled[0]}":
        fields = [
            _Field(field[1], field[2], field.start(2), field.end(2))
            for field in _field().finditer(crawled[0])
        ]
        return _front_matter(source, 0, crawled.end(), fields, {})
    sign = source[:1]
    opening = _opening(sign).match(source) if sign in _OPENINGS else None
    closing = _closing(sign).search(source, opening.end()) if opening else None
    if opening is None or closing is None:
        return FrontMatter()
    start, end = opening.end(), max(opening.end(), closing.start())
    if sign == "{":
        end = source.index("}", closing.start()) + 1
    text = source[start:end]
    if sign == "+":
        return _read_toml(text, start, closing.end())
    if opening.groupdict()["json"] is None:
        return _read_yaml(text, start, closing.end(), "YAML")
    # JSON is YAML, but for the tabs that may stand in it.
    return _read_yaml(text.replace("\t", " "), start, closing.end(), "JSON")


@lru_cache(_REMEMBERED)
def _read_yaml(text: str, start: int, end: int, called: str) -> FrontMatter:
    import yaml  # only for pages that have front matter

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        return FrontMatter(end, notices=(_broken(called, mark.line + 1 if mark else 1),))
    if node is None:
        return FrontMatter(end)
    if not isinstance(node, yaml.MappingNode):
        return FrontMatter()  # two rules with text between them, at the top of the page
    fields: list[_Field] = []
    has_settings = False
    for key, value in node.value:
        if isinstance(value, yaml.ScalarNode):
            low, high = value.start_mark.index, value.end_mark.index
            fields.append(_Field(str(key.value), str(value.value), start + low, start + high))
        has_settings = has_settings or key.value == "clarity"
    settings, notices = _yaml_settings(text) if has_settings else ({}, ())
    return _front_matter(text, start, end, fields, settings, notices)


def _yaml_settings(text: str) -> tuple[Mapping[str, object], tuple[str, ...]]:
    from clarity.parsing.located_yaml import ConfigError, load  # only where there are settings

    try:
        with messages.speaking(messages.SOURCE):  # a notice is kept, for readers of any language
            data = load(text, "")
    except ConfigError as error:
        return {}, (f"front matter, line {error.line}: {error.message}",)
    settings = data.get("clarity") if isinstance(data, Mapping) else None
    return (settings if isinstance(settings, Mapping) else {}), ()


def _broken(language: str, line: int) -> str:
    return f"front matter, line {line}: not valid {language}, so none of it is read"


def _read_toml(text: str, start: int, end: int) -> FrontMatter:
    import tomllib  # only for pages that have TOML

    try:
        data = tomllib.loads(text.replace("\r\n", "\n").replace("\r", "\n"))
        settings = _as_text(data.get("clarity"))
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        line = re.search(r"at line (\d+)", str(error))
        return FrontMatter(end, notices=(_broken("TOML", int(line[1]) if line else 1),))
    fields: list[_Field] = []
    for match in re.finditer(r"^[ \t]*([\w-]+)[ \t]*=[ \t]*|^[ \t]*\[", text, re.MULTILINE):
        key = match[1]
        if key is None:
            break  # a table begins: what follows is not of the top level
        value = data.get(key)
        if isinstance(value, str):
            fields.append(_Field(key, value, start + match.end(), start + len(text)))
    return _front_matter(
        text, start, end, fields, settings if isinstance(settings, Mapping) else {}
    )


def _as_text(value: object) -> object:
    """Turn what TOML has read into strings, lists and mappings, as settings are in YAML."""
    if isinstance(value, Mapping):
        return {str(key): _as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def _front_matter(
    text: str,
    start: int,
    end: int,
    fields: list[_Field],
    settings: Mapping[str, object],
    notices: tuple[str, ...] = (),
) -> FrontMatter:
    language = None
    blocks: list[Block] = []
    for item in fields:
        key = item.key.lower()
        if key in _LANGUAGE:
            language = language or item.value.strip() or None
        elif key in _PROSE:
            written = text[item.start - start : item.end - start]
            block = _align(item.value, written, item.start).finish("metadata", name=_PROSE[key])
            if block:
                blocks.append(block)
    return FrontMatter(end, tuple(blocks), language, settings, notices)


def _align(value: str, written: str, start: int) -> Draft:
    """Draft a value from how it is written: word by word, past quotes, escapes and line ends."""
    draft = Draft()
    position = 0
    for word in value.split():
        at = written.find(word, position)
        if draft.length:
            gap = max(at, position + 1)
            draft.add(" ", start + position, start + gap)
        if at < 0:  # it holds an escape: then the whole rest stands for it
            draft.add(word, start + position, start + len(written))
            continue
        draft.add(word, start + at, start + at + len(word))
        position = at + len(word)
    return draft
