"""Languages and kinds of text as they are named on the command line."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import click

from clarity.language.interface import spoken, texts
from clarity.messages import _
from clarity.messages import spoken as spoken_now
from clarity.model import CHANNELS
from clarity.parsing.languages import languages
from clarity.project.settings import AUTO
from clarity.reports.printable import one_line


class LanguageChoice(click.Choice):  # type: ignore[type-arg]  # not generic in older clicks
    """A choice of the languages we read, which are looked up only once somebody asks for one.

    ``also`` are other words it takes.
    """

    def __init__(self, *also: str) -> None:
        self._also = also
        self.case_sensitive = True

    @cached_property
    def choices(self) -> tuple[str, ...]:  # type: ignore[override]  # click would set it
        """What may be given, in the order it is shown."""
        return (*self._also, *languages())


class ChannelChoice(click.Choice):  # type: ignore[type-arg]  # not generic in older clicks
    """A choice of the channels, each of which may be named in any language that clarity speaks.

    What is made of it is the name that project files and reports have.
    """

    def __init__(self) -> None:
        super().__init__((AUTO, *CHANNELS))

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """Return the channels, each with what it is called in the language spoken."""
        return f"[{'|'.join(self._told())}]"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | None:
        """Return the channel of a name. Raises `click.BadParameter`, naming what there is."""
        if value in self.choices:
            return str(value)
        for code in spoken():
            for channel, name in _names(code).items():
                if name == str(value).casefold():
                    return channel
        told = _("«{value}» is no kind of text. Choose one of: {choices}.")
        choices = ", ".join(self._told())
        return self.fail(told.format(value=one_line(str(value)), choices=choices), param, ctx)

    def _told(self) -> list[str]:
        names = _names(spoken_now())
        told = [c if names[c] == c else f"{c} ({names[c]})" for c in CHANNELS]
        return [AUTO, *told]


def _names(code: str) -> dict[str, str]:
    return dict(texts(code, "channels", CHANNELS))
