"""Which language the command line speaks, and its commands in that language."""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Callable
from copy import copy

import click
from click import core, decorators, exceptions, formatting, parser, types

from clarity import messages
from clarity.language.interface import is_spoken, spoken
from clarity.messages import _
from clarity.parsing.languages import in_family

#: Names the language that clarity is to speak, whatever the locale, and whatever it reads.
VARIABLE = "CLARITY_LANG"
#: Where the locale stands, the first that is set.
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
#: Locales that are nobody's.
_NOBODYS = ("", "c", "posix")

Say = Callable[[str], str]


def chosen() -> str:
    """Return the language of `VARIABLE`, empty where it is not set. Raises `click.UsageError`."""
    named = os.environ.get(VARIABLE, "")
    code = _understood(named)
    if named and not code:
        raise click.UsageError(
            _("{variable} is «{value}», but clarity speaks only {languages}.").format(
                variable=VARIABLE, value=named, languages=", ".join(spoken())
            )
        )
    return code


def of_the_user() -> str:
    """Return the language that is chosen, or that of the locale; empty where both leave it open."""
    locale = next(filter(None, map(os.environ.get, _LOCALE)), "") or _of_windows()
    return chosen() or _understood(locale)


def _understood(locale: str) -> str:
    """Return the language of a locale such as ``nb_NO.UTF-8``, empty where we do not speak it."""
    code = re.split(r"[-_.@]", locale, maxsplit=1)[0].lower()
    if code in _NOBODYS:
        return ""
    return code if is_spoken(code) else next(filter(is_spoken, in_family(code)), "")


def _of_windows() -> str:
    """Return the language that Windows speaks to its user: it has no variable for that."""
    if not hasattr(os, "startfile"):
        return ""
    import ctypes
    from locale import windows_locale

    number = ctypes.windll.kernel32.GetUserDefaultUILanguage()  # type: ignore[attr-defined]
    return windows_locale.get(number, "")


def settle(*likely: str | None) -> str:
    """Speak the user's language, else the likeliest that we do speak. Return it, empty for none.

    So what is said of a text, or in a project, is in its own language where the user leaves it
    open. Where that is open too, English is spoken.
    """
    codes = (of_the_user(), *likely)
    code = next((code for code in codes if code and is_spoken(code)), "")
    messages.speak(code or messages.SOURCE)
    return code


def teach_click() -> None:
    """Have click say its own words as we say ours: it looks them up by these two names."""
    for module in (core, decorators, exceptions, formatting, parser, types):
        for name, ours in (("_", messages._), ("ngettext", messages.ngettext)):
            if hasattr(module, name):
                setattr(module, name, ours)


def said(command: click.Command, say: Say = _) -> click.Command:
    """Return a command that explains itself in the language spoken now."""
    made = copy(command)
    made.help = _paragraphs(command.help, say)
    made.short_help = command.short_help and say(command.short_help)
    made.epilog = _paragraphs(command.epilog, say)
    made.options_metavar = command.options_metavar and say(command.options_metavar)
    if isinstance(made, click.Group):
        made.subcommand_metavar = say(made.subcommand_metavar)
    made.params = [_parameter(parameter, say) for parameter in command.params]
    made._help_option = None  # made when it is asked for, in the language of that time
    return made


def _parameter(parameter: click.Parameter, say: Say) -> click.Parameter:
    made = copy(parameter)
    if isinstance(made, click.Option):
        made.help = made.help and say(made.help)
    if made.metavar:
        made.metavar = say(made.metavar)
    elif isinstance(made, click.Argument):
        name = say(made.human_readable_name)
        made.metavar = (name if made.required else f"[{name}]") + "..." * (made.nargs != 1)
    if not isinstance(made.type, click.Choice):  # whose values are said as they are typed
        made.type = copy(made.type)
        made.type.name = say(made.type.name)
    return made


def _paragraphs(text: str | None, say: Say) -> str | None:
    """Say a longer text paragraph by paragraph, those that click must not wrap as they are."""
    if text is None:
        return None
    told = []
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        mark, shape, lines = paragraph.rpartition("\b\n")
        told.append(mark + shape + say(lines if shape else " ".join(lines.split())))
    return "\n\n".join(told)
