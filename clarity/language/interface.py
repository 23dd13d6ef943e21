"""The words of clarity itself: a folder for each language that it can speak, ``rules/interface``.

It speaks every language that it reads, and may speak others. Each part of the program that says
something has a file of its own in the folder, and names the texts that must be there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar, get_args, get_type_hints

from clarity.messages import _
from clarity.parsing import json_data
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import Fields
from clarity.resources import rules_root

Words = TypeVar("Words")

#: A noun with a number: the form for one, and for any other number.
Noun = tuple[str, str]


def is_spoken(code: str) -> bool:
    """Tell whether there are words in a language."""
    return code.isalpha() and _folder(code).is_dir()


def spoken() -> tuple[str, ...]:
    """Return the codes of all languages that there are words in."""
    return tuple(sorted(path.name for path in _folder("").iterdir() if is_spoken(path.name)))


def texts(code: str, name: str, wanted: Iterable[str]) -> Mapping[str, str]:
    """Return the texts of a file in a language: those wanted, and no others.

    Raises `ConfigError` with file and key, also where there is no such file.
    """
    return json_data.read(_file(code, name), lambda fields: _by_name(fields, wanted))


def words(code: str, name: str, kind: Callable[..., Words]) -> Words:
    """Make a `Struct` of a file in a language: each of its fields must be there, and no other.

    A field is a ``str``, a `Noun`, or a mapping to ``str`` from each value of a ``Literal``. Those
    called ``code`` and ``languages`` are not in the file: the language itself, and what it calls
    the others. Raises `ConfigError` as `texts` does.
    """
    return json_data.read(_file(code, name), lambda fields: _words(fields, code, kind))


@cache
def language_names(code: str) -> Mapping[str, str]:
    """Return what languages are called in a language; where it has no word, in their own."""
    own = {language.code: language.name for language in languages().values()}
    path = _file(code, "languages")
    return own | json_data.read(path, lambda fields: {n: fields.text(n) for n in fields.data})


def _words(fields: Fields, code: str, kind: Callable[..., Words]) -> Words:
    found: dict[str, object] = {}
    for name, of in get_type_hints(kind).items():
        if name == "code":
            found[name] = code
        elif name == "languages":
            found[name] = language_names(code)
        elif of is str:
            found[name] = fields.text(name)
        elif of == Noun:
            found[name] = _noun(fields, name)
        else:
            found[name] = _by_name(_mapping(fields, name), get_args(get_args(of)[0]))
    fields.finish()
    return kind(**found)


def _noun(fields: Fields, name: str) -> Noun:
    forms = fields.texts(name)
    if len(forms) != 2:
        raise fields.error(name, _("must be two forms: for one, and for any other number"))
    return forms[0], forms[1]


def _mapping(fields: Fields, name: str) -> Fields:
    return Fields(fields.raw(name), fields.path, fields.line_of(name))


def _by_name(fields: Fields, wanted: Iterable[str]) -> Mapping[str, str]:
    found = {name: fields.text(name) for name in wanted}
    fields.finish()
    return found


def _file(code: str, name: str) -> Path:
    return _folder(code) / f"{name}.json"


def _folder(code: str) -> Path:
    return rules_root() / "interface" / code
