"""What clarity says on its own account: English in the code, other languages in catalogs."""

from __future__ import annotations

from contextvars import ContextVar
from gettext import NullTranslations

_ENGLISH = NullTranslations()
_spoken: ContextVar[NullTranslations] = ContextVar("spoken", default=_ENGLISH)


def _(text: str) -> str:
    """Return a text of the program in the language spoken now. Fill in its braces afterwards."""
    return _spoken.get().gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    """Return the text that goes with a number, in the language spoken now."""
    return _spoken.get().ngettext(one, many, number)
