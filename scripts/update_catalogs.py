"""Keeps the catalogs of what the program says in step with the code, and compiles them.

Usage: python scripts/update_catalogs.py [--check]

Every text in `_()` and `ngettext()`, in the help of a command, of those that click says, and each
source of a limit of a shipped guideline comes into each rules/interface/<code>/messages.po; what is
no longer said goes. What the catalogs say is compiled to messages.mo. Then it is told what has no
translation yet. With --check nothing is written: exit code 1 if anything is stale or lacks its
translation.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from clarity import messages
from clarity.cli import speech
from clarity.cli.main import clarity
from clarity.parsing.located_yaml import Fields
from clarity.resources import rules_root
from clarity.scoring import guidelines

ROOT = Path(__file__).parent.parent
_KEYWORDS = {"_": None, "ngettext": (1, 2)}

#: What click says to whoever runs a command. A form for more than one follows that for one.
_OF_CLICK: tuple[str | tuple[str, str], ...] = (
    "Aborted!",
    "Arguments",
    "Choose from:\n\t{choices}",
    "Commands",
    "Could not open file {filename!r}: {message}",
    "Error: {message}",
    "Invalid value for {param_hint}: {message}",
    "Invalid value: {message}",
    "Missing argument",
    "Missing command.",
    "Missing option",
    "Missing parameter",
    "Missing parameter: {param_name}",
    "Missing {param_type}",
    "No such command {name!r}.",
    "No such option {name!r}.",
    "No such option: {name}",
    "Option {name!r} does not take a value.",
    "Options",
    "Show this message and exit.",
    "Try '{command} {option}' for help.",
    "Usage:",
    "default: {default}",
    "env var: {var}",
    "required",
    "unknown error",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is not readable.",
    "{name} {filename!r} is not writable.",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    ("(Possible option: {possibilities})", "(Possible options: {possibilities})"),
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)


def template() -> Catalog:
    """Return everything that the program says."""
    catalog = Catalog(fuzzy=False)
    found = extract_from_dir(
        str(ROOT / "clarity"),
        method_map=[("**.py", "python")],
        keywords=_KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for name, _line, text, comments, _context in found:
        catalog.add(text, locations=[(f"clarity/{name}", 0)], auto_comments=comments)
    for text in messages.SAID_BY_OTHERS:
        catalog.add(text, auto_comments=["said by the system or by libyaml"])
    for text in _OF_CLICK:
        catalog.add(text, auto_comments=["said by click"])
    for command, text in _help(clarity, "clarity"):
        catalog.add(text, auto_comments=[f"help of {command}"])
    for name in guidelines.shipped():
        for text in sources(name):
            catalog.add(text, auto_comments=[f"source of a limit in {name}"])
    return catalog


def sources(name: str) -> Iterator[str]:
    """Yield what each limit of a guideline rests on, in any of its languages and channels."""
    data = guidelines.read(guidelines.shipped()[name])
    for language in Fields(data, name).texts("languages"):
        for principle in guidelines.load(name, language, channel=None).principles:
            yield from (signal.source for signal in principle.signals)


def _help(command: click.Command, path: str) -> Iterator[tuple[str, str]]:
    """Yield each text of the help of a command and of those below it, with who says it."""
    texts: list[str] = []

    def note(text: str) -> str:
        texts.append(text)
        return text

    speech.said(command, note)
    yield from ((path, text) for text in texts if text)
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from _help(below, f"{path} {name}")


class _Translated(Catalog):
    """A catalog whose head does not change from day to day."""

    @property  # type: ignore[misc]  # which is as good as one that cannot be set
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return what a reader of the catalog must know."""
        kept = ("Language", "Content-Type", "Content-Transfer-Encoding", "Plural-Forms")
        return [(name, value) for name, value in super().mime_headers if name in kept]


def files() -> Iterator[tuple[Path, bytes]]:
    """Yield each file of a catalog, and what must stand in it."""
    said = template()
    for path in sorted((rules_root() / "interface").glob("*/messages.po")):
        with path.open("rb") as file:
            known = read_po(file, locale=path.parent.name)
        catalog = _Translated(locale=path.parent.name, header_comment="", fuzzy=False)
        for one in said:
            if one.id:
                was = known.get(one.id)
                string = was.string if was and type(was.id) is type(one.id) else None
                notes = was.user_comments if was else ()
                catalog.add(one.id, string, one.locations, (), one.auto_comments, notes)
        for name, write in (("messages.po", _write_po), ("messages.mo", write_mo)):
            made = BytesIO()
            write(made, catalog)
            yield path.with_name(name), made.getvalue()


def _write_po(file: BytesIO, catalog: Catalog) -> None:
    write_po(file, catalog, width=100, sort_output=True, include_lineno=False)


def untranslated(data: bytes) -> list[Message]:
    """Return what a catalog says nothing for."""
    catalog = read_po(BytesIO(data))
    return [one for one in catalog if one.id and not (one.string and all(one.string))]


def main() -> int:
    """Write what is stale, or with ``--check`` tell of it. Return the exit code."""
    is_check = "--check" in sys.argv[1:]
    failed = False
    for path, data in files():
        name = path.relative_to(ROOT)
        if not path.exists() or path.read_bytes() != data:
            failed = True
            print(f"{name} is stale: make messages" if is_check else f"wrote {name}")
            if not is_check:
                path.write_bytes(data)
        if path.suffix == ".po" and (missing := untranslated(data)):
            failed = True
            print(f"{name} lacks {len(missing)} translations")
            if not is_check:
                print(*(f"  {one.id!r}" for one in missing), sep="\n")
    return int(is_check and failed)


if __name__ == "__main__":
    sys.exit(main())
