"""The languages that clarity reads: each is an entry in the table ``rules/languages.json``.

It stands this early in the life of a text because markup may already say what language it is in.
The rest of what a language is lies in files that are found by its code (docs/languages.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from clarity.parsing.json_data import read
from clarity.parsing.located_yaml import Fields
from clarity.resources import rules_root


class Language(Struct, frozen=True):
    """An entry of the table. What is optional there is empty here.

    ``code`` is that of ISO 639 (``nb``), and names its folders and files. ``name`` is what it calls
    itself, ``english`` what the program's own remarks call it. ``macrolanguage`` is the code that
    markup may give instead, for any of several languages (``no``). ``paths`` are the names by which
    folders and files are known to be in it, in lower case. ``guideline`` is the one its texts are
    scored by where nobody names another. ``model`` is the grammar model that comes with clarity,
    ``official_models`` are spaCy's, the best first. ``languagetool`` are what LanguageTool may call
    it, the likeliest first, and ``hyphenation`` is its dictionary of hyphenation in pyphen.
    """

    code: str
    name: str
    english: str
    macrolanguage: str
    paths: tuple[str, ...]
    guideline: str
    model: str
    official_models: tuple[str, ...]
    languagetool: tuple[str, ...]
    hyphenation: str

    @property
    def family(self) -> str:
        """The code that languages so near share that a text may mix them: ``no`` for nb and nn."""
        return self.macrolanguage or self.code


@cache
def languages() -> Mapping[str, Language]:
    """Return the languages by code, in the order of the table. Raises `ConfigError`."""
    return read(rules_root() / "languages.json", _table)


def _table(fields: Fields) -> Mapping[str, Language]:
    return MappingProxyType({code: _language(code, fields.fields(code)) for code in fields.data})


def _language(code: str, fields: Fields) -> Language:
    language = Language(
        code=code,
        name=fields.text("name"),
        english=fields.text("english"),
        macrolanguage=fields.text("macrolanguage", ""),
        paths=fields.texts("paths"),
        guideline=fields.text("guideline"),
        model=fields.text("model", ""),
        official_models=fields.texts("official_models", ()),
        languagetool=fields.texts("languagetool", ()),
        hyphenation=fields.text("hyphenation", ""),
    )
    fields.finish()
    return language


def in_family(tag: str) -> tuple[str, ...]:
    """Return the languages that a code stands for: itself, or all of a macrolanguage; else none."""
    table = languages()
    if tag in table:
        return (tag,)
    return tuple(name for name in table if tag and table[name].macrolanguage == tag)
