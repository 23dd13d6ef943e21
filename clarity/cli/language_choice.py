"""A choice of languages on the command line."""

from __future__ import annotations

from functools import cached_property

import click

from clarity.parsing.languages import languages


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
