"""What clarity says on its own account: English in the code, other languages in catalogs.

The catalog of a language is ``rules/interface/<code>/messages.mo``, compiled from the
``messages.po`` beside it, and is read when something is said for the first time. Until a door has
called `speak`, and in a language without a catalog, clarity says what stands in the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from gettext import GNUTranslations, NullTranslations

from clarity.resources import rules_root

#: The language of the texts in the code.
SOURCE = "en"

#: What the system says of a file that cannot be opened or written, and libyaml of broken YAML: here
#: for the catalogs, as it stands in no `_()`.
SAID_BY_OTHERS = (
    "Address already in use",
    "File exists",
    "File name too long",
    "Input/output error",
    "Is a directory",
    "No space left on device",
    "No such device or address",
    "No such file or directory",
    "Not a directory",
    "Permission denied",
    "Read-only file system",
    "Too many levels of symbolic links",
    "Too many open files",
    "block sequence entries are not allowed in this context",
    "control characters are not allowed",
    "could not find expected ':'",
    "did not find expected '-' indicator",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
    "did not find expected <document start>",
    "did not find expected key",
    "did not find expected node content",
    "found a tab character that violates indentation",
    "found character that cannot start any token",
    "found unexpected ':'",
    "found unexpected end of stream",
    "found unknown escape character",
    "mapping values are not allowed in this context",
)


class _Voice:
    """The language that is spoken: by the whole process, as its threads speak to one user."""

    language = SOURCE


_voice = _Voice()


def speak(language: str) -> None:
    """Say everything in a language from now on, by its code."""
    _voice.language = language


def spoken() -> str:
    """Return the code of the language spoken now."""
    return _voice.language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language inside the block, also one that is changed to there; then as before."""
    before = spoken()
    speak(language)
    try:
        yield
    finally:
        speak(before)


def _(text: str) -> str:
    """Return a text of the program in the language spoken now. Fill in its braces afterwards."""
    return said_in(_voice.language, text)


def said_in(language: str, text: str) -> str:
    """Return a text in a language that need not be the one spoken, by its code."""
    return _catalog(language).gettext(text) if text else ""


def ngettext(one: str, many: str, number: int) -> str:
    """Return the text that goes with a number, in the language spoken now."""
    return _catalog(_voice.language).ngettext(one, many, number)


def reason(error: OSError) -> str:
    """Return why the system could not do something, in the language spoken now."""
    return _(error.strerror or str(error))


@cache
def _catalog(language: str) -> NullTranslations:
    try:
        with (rules_root() / "interface" / language / "messages.mo").open("rb") as file:
            return GNUTranslations(file)
    except OSError:
        return NullTranslations()
