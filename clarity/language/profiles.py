"""What languages look like, to tell them apart: ``rules/profiles.json``, by their codes.

Function words and some of the commonest verbs and adverbs, chosen by hand. A word stands in the
list of every language in which it is common: what two languages share tells nothing between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from clarity.parsing.json_data import read
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import Fields
from clarity.resources import rules_root


class Profile(Struct, frozen=True):
    """One language, by its common words in lower case.

    ``endings`` are the last two or three letters of its longer words, and ``letters`` such as it
    has, that tell where common words leave it open. ``english`` is its name, empty for those that
    need not be told from other languages that we do not read.
    """

    common: tuple[str, ...]
    endings: frozenset[str]
    letters: str
    english: str


@cache
def profiles() -> Mapping[str, Profile]:
    """Return the profiles, those of languages we do not read among them. Raises `ConfigError`."""
    return read(rules_root() / "profiles.json", _profiles)


def _profiles(fields: Fields) -> Mapping[str, Profile]:
    for code in languages():
        fields.raw(code)  # every language that we read must have one
    return MappingProxyType({code: _profile(code, fields.fields(code)) for code in fields.data})


def _profile(code: str, fields: Fields) -> Profile:
    profile = Profile(
        common=tuple(" ".join(fields.texts("common")).split()),
        endings=frozenset(fields.texts("endings", ())),
        letters=fields.text("letters", ""),
        english=languages()[code].english if code in languages() else fields.text("english", ""),
    )
    fields.finish()
    return profile
