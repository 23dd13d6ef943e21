"""The command ``baseline``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clarity import messages
from clarity.cli import options, output, speech
from clarity.cli.baselining import baseline_option
from clarity.cli.judging import CLEAN, FAILED
from clarity.messages import _, ngettext, reason
from clarity.model import Failure
from clarity.parsing.hints import near
from clarity.reports.printable import one_line

if TYPE_CHECKING:
    from clarity.project.baseline import Baseline
    from clarity.run.recording import Change

#: The texts with something new that are named.
_MOST_NAMED = 5


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@baseline_option
@click.option(
    "--prune",
    is_flag=True,
    help=_("Only take out what is no longer found. What is new stays new."),
)
@options.running
@click.pass_context
def baseline(
    context: click.Context,
    /,
    paths: tuple[str, ...],
    baseline: Path | None,
    prune: bool,
    **given: Any,
) -> None:
    """Take note of what is found now, so that clarity check shows only what is new.

    PATHS are files and folders (default: this folder). The findings are written to
    .clarity-baseline beside the project file, or in this folder where there is
    none. Keep it with your texts, in git if you use it.

    Run again, it adds what is new, takes out what is mended, and says how much and
    where. It leaves alone what it has not looked at: other files, and rules that
    could not run.

    \b
    Examples:
      clarity baseline                  all that is found is known from now on
      clarity baseline --prune          take out what is mended, add nothing
      clarity baseline innhold/side.md  accept what is new in one file

    Exit code: 0 written, or nothing to write; 2 something went wrong.
    """
    from clarity.project.baselines import Baselines
    from clarity.project.projects import Projects
    from clarity.reports.remarks import in_words
    from clarity.run import texts
    from clarity.run.recording import Recording

    asked = options.request(outputs=output.files_written(baseline), **given)
    recording = Recording(Baselines(Projects(asked), baseline, is_written=not prune), prunes=prune)
    failed: list[Failure] = []
    unwanted = 0

    def warn(line: str) -> None:
        output.tell(f"clarity: {one_line(line)}")

    outcomes = texts.check(paths or (".",), asked, warn)
    for outcome in output.with_progress(outcomes, is_streaming=False):
        if isinstance(outcome, Failure):
            failed.append(outcome)
            message = in_words(outcome.message, messages.spoken())
            warn(f"{outcome.place}: {message}")
            continue
        if messages.spoken() == messages.SOURCE:
            speech.settle(outcome.language)  # as the texts speak, where all is open
        unwanted += not recording.see(outcome)
    changes = tuple(recording.changes(paths or (".",), is_whole=not failed))
    if unwanted and not changes:
        raise click.ClickException(_("«baseline: false» in .clarity.yaml says that there is none."))
    is_written = [_write(change) for change in changes]
    if not changes and not failed:
        output.tell(_("Nothing to check here, so there is nothing to take note of."))
    context.exit(FAILED if failed or not all(is_written) else CLEAN)


def _write(change: Change) -> bool:
    """Write a baseline if it has changed, and say what it has now; tell whether that went well."""
    from clarity.project.baseline import write

    try:
        if change.is_one:
            write(change.after)
    except OSError as error:
        told = _("«{target}» cannot be written: {reason}")
        target = near(str(change.after.place))
        output.tell(one_line(told.format(target=target, reason=reason(error))))
        return False
    output.write((f"{one_line(line)}\n" for line in _told(change)), None)
    return True


def _told(change: Change) -> Iterator[str]:
    after = change.after
    path = near(str(after.place))
    if not change.is_one:
        told = _("{path} is as it should be: {number} entries.")
        nothing = _("There is no {path}, and there is nothing to write in it.")
        yield (told if change.before else nothing).format(path=path, number=after.size)
        return
    added = sum(change.added.values())
    if change.before is None:
        told = ngettext(
            "Wrote {path} with {number} entry.", "Wrote {path} with {number} entries.", added
        )
        yield told.format(path=path, number=added)
        yield _("From now on, clarity check shows only what is new. Keep the file with your texts.")
        yield _("What is repeated in a text is one comment, and has an entry at each place.")
    else:
        told = _("Wrote {path}: {added} new, {removed} taken out, {number} in all.")
        yield told.format(path=path, added=added, removed=change.removed, number=after.size)
        if added:
            named = [f"{name} ({number})" for name, number in change.added.items()]
            more = ", …" if len(named) > _MOST_NAMED else ""
            yield _("New: {files}").format(files=", ".join(named[:_MOST_NAMED]) + more)
    if not _is_merged(after):
        yield _("Branches that both change it are merged by git with this line in .gitattributes:")
        yield f"  {after.place.name} merge=union"


def _is_merged(baseline: Baseline) -> bool:
    """Tell whether git is told how to merge a baseline, or there is no git."""
    from clarity.parsing.contents import project_of, read_text

    folder = baseline.place.absolute().parent
    root = Path(project_of(folder))
    if not (root / ".git").exists():
        return True
    for place in {folder, root}:
        with suppress(OSError, UnicodeError):
            for line in read_text(place / ".gitattributes").splitlines():
                glob, *attributes = line.split() or [""]
                if glob.endswith(baseline.place.name) and "merge=union" in attributes:
                    return True
    return False
