"""The command ``test``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
from msgspec.structs import asdict

from clarity.cli import folders, options, output
from clarity.cli.judging import CLEAN, FAILED, FOUND
from clarity.messages import _, ngettext
from clarity.parsing.hints import near
from clarity.parsing.located_yaml import ConfigError
from clarity.reports.json_text import encode
from clarity.reports.printable import one_line

if TYPE_CHECKING:
    from clarity.run.rule_tests import Read, Tested


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path), default=".")
@options.text_or_json("Lines to read, or data.")
@options.config_option
@options.trust_option
@options.cache_option
@click.pass_context
def test(
    context: click.Context,
    path: Path,
    form: Literal["text", "json"],
    config: Path | None,
    trusts_all: bool,
    cache_dir: Path | None,
) -> None:
    """Test whether the examples of your own rules and glossaries hold.

    PATH is a rule, a glossary, a guideline, a folder of rules (with nb/, nn/, sv/),
    or a folder with texts: then what its project file names is tested (default: this
    folder). What an example marks must be found, and nothing where all is well.

    \b
    Examples:
      clarity test
      clarity test klarspraak/regler/nb/enkle-handlinger.yaml
      clarity test klarspraak/regler --format json

    Exit code: 0 all examples hold, 1 some do not, 2 something cannot be tested.
    """
    from clarity.project import user
    from clarity.run import rule_tests
    from clarity.session import Request, Session

    own = user.read(folders.user_folder(), trusts_all=trusts_all)
    request = Request(config=config, cache=cache_dir, leaves_out=True, user=own)
    with Session(request) as session:
        tested = list(rule_tests.test(session, path))
    output.write(_as_json(tested) if form == "json" else _as_text(tested), None)
    context.exit(_code(tested))


def _code(tested: Sequence[Tested]) -> int:
    if any(one.error for one in tested):
        return FAILED
    return FOUND if any(one.faults for one in tested) else CLEAN


def _as_text(tested: Sequence[Tested]) -> Iterator[str]:
    for one in tested:
        if one.error:
            yield one_line(str(one.error)) + "\n"
        if one.guideline:
            yield one_line(f"{near(one.path)}: {_has(one.guideline)}") + "\n"
        for warning in one.dead:
            yield one_line(str(warning)) + "\n"
        for fault in one.faults:
            yield one_line(str(ConfigError(fault.path, fault.line, str(fault.breach)))) + "\n"
    nothing = _("Nothing to test: no rules, glossary or guideline of your own is named here.")
    yield f"{_summary(tested) if tested else nothing}\n"


def _has(guideline: Read) -> str:
    principles, signals = guideline.principles, guideline.signals
    parts = (
        ngettext("{number} principle", "{number} principles", principles).format(number=principles),
        ngettext("{number} signal", "{number} signals", signals).format(number=signals),
    )
    told = _("the guideline «{name}» is read whole: {parts}.")
    return told.format(name=guideline.name, parts=", ".join(parts))


def _summary(tested: Sequence[Tested]) -> str:
    examples = sum(one.examples for one in tested)
    broken = sum(len(one.faults) for one in tested)
    wrong = len({one.path for one in tested if one.error})
    said = []
    if broken:
        said.append(ngettext("{number} does not hold", "{number} do not hold", broken))
    if wrong:
        said.append(ngettext("{number} file is wrong", "{number} files are wrong", wrong))
    told = ", ".join(
        text.format(number=number)
        for text, number in zip(said, filter(None, (broken, wrong)), strict=True)
    )
    number = len({one.path for one in tested})
    files = ngettext("{number} file", "{number} files", number).format(number=number)
    tried = ngettext("{number} example", "{number} examples", examples).format(number=examples)
    if not (told or examples):
        return _("{files} and no examples: nothing is wrong.").format(files=files)
    told = told or _("all hold")
    return f"{files}, {tried}: {told}."


def _as_json(tested: Sequence[Tested]) -> Iterator[str]:
    data = [
        {
            "path": one.path,
            "examples": one.examples,
            "error": one.error
            and {"path": one.error.path, "line": one.error.line, "message": one.error.message},
            "guideline": one.guideline and asdict(one.guideline),
            "warnings": [
                {"line": warning.line, "message": warning.message} for warning in one.dead
            ],
            "failures": [
                {"line": fault.line, "message": str(fault.breach), **asdict(fault.breach)}
                for fault in one.faults
            ],
        }
        for one in tested
    ]
    yield encode(data, indent=2) + "\n"
