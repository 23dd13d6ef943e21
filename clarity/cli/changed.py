"""The options that look at changed text only, and what a run compares with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec import Struct
from msgspec.structs import replace

from clarity.cli import output
from clarity.messages import _, ngettext, spoken
from clarity.model import Failure
from clarity.reports import Row, Sieve

if TYPE_CHECKING:
    from clarity.project.projects import Projects
    from clarity.reports.options import Earlier
    from clarity.run.changes import Changes
    from clarity.run.finding import Found
    from clarity.run.git import Repository
    from clarity.run.texts import Warn

Command = TypeVar("Command", bound=Callable[..., Any])


class Against(Struct, frozen=True):
    """What a run is to compare with: a revision, or with ``staged`` what is committed already.

    With ``no_worse`` no score may be lower than there, or than in an earlier report.
    """

    revision: str | None = None
    staged: bool = False
    no_worse: bool = False

    @property
    def is_git(self) -> bool:
        """Tell whether it compares with what git knows, and looks only at what has changed."""
        return self.staged or self.revision is not None


#: There is nothing to compare with, and everything is looked at.
NOTHING = Against()


class Compared(Struct):
    """What has changed: the files to judge, and what is shown of them; and how the run fares.

    ``scores`` are those that no file may fall under, by path, if any are asked for. ``nothing`` is
    what is said where nothing has changed.
    """

    found: Found | None = None
    sieves: tuple[Sieve, ...] = ()
    scores: Mapping[str, Earlier] | None = None
    nothing: str = ""
    _unshown: int = 0
    _incomparable: int = 0

    def hold(self, row: Row) -> Row:
        """Return a file with the score that it may not fall under.

        There is none for a file without a score then, or scored in another way.
        """
        self._unshown += row.unshown
        if self.scores is None:
            return row
        earlier = self.scores.get(row.path)
        is_alike = earlier and (earlier.guideline, earlier.channel) == (row.guideline, row.channel)
        before = earlier.overall if earlier and is_alike else None
        self._incomparable += before is None or row.overall is None
        return replace(row, before=before)

    def tell(self) -> None:
        """Say how many findings are not shown, and how many files have no score to be held to."""
        if number := self._unshown:
            told = ngettext(
                "{number} finding is not shown: it is not in what has changed.",
                "{number} findings are not shown: they are not in what has changed.",
                number,
            )
            output.tell("clarity: " + told.format(number=number))
        if number := self._incomparable:
            told = ngettext(
                "{number} file has no score to compare: it is new, too short, or scored "
                "another way.",
                "{number} files have no score to compare: they are new, too short, or scored "
                "another way.",
                number,
            )
            output.tell("clarity: " + told.format(number=number))


def comparing(command: Command) -> Command:
    """Add the options that look at changed text only: see `against`."""
    for option in reversed((_changed_since, _staged, _no_worse)):
        command = option(command)
    return command


def refuse(against: Against, paths: Sequence[str], compare: Path | None) -> None:
    """Raise `click.UsageError` for what cannot be asked for together."""
    if against.staged and against.revision is not None:
        raise click.UsageError(_("Choose one: --changed-since or --staged."))
    if against.revision and against.revision.endswith("/"):  # whatever there is in this clone
        told = _("«{revision}» is not the name of a revision.").format(revision=against.revision)
        raise click.UsageError(told)
    if against.is_git and "-" in paths:
        told = _("git knows nothing of a text from standard input. Name a file or a folder.")
        raise click.UsageError(told)
    if against.no_worse and not against.is_git and compare is None:
        raise click.UsageError(
            _("--no-worse compares. Say with what: --changed-since, --staged or --compare.")
        )


@contextmanager
def look_back(
    against: Against,
    paths: Sequence[str],
    earlier: Mapping[str, Earlier] | None,
    projects: Projects,
    warn: Warn,
) -> Iterator[Compared]:
    """Find what has changed, and judge what it was before, for a run inside the block.

    The scores that count are those of an ``earlier`` report, where there is one. Raises
    `click.ClickException` where git cannot tell.
    """
    scores = earlier if against.no_worse else None
    if not against.is_git:
        yield Compared(scores=scores)
        return
    from clarity.project.projects import Projects
    from clarity.run.git import GitError, Repository
    from clarity.run.past import New, Past
    from clarity.run.texts import judge_found

    with ExitStack() as opened:
        try:
            repository = opened.enter_context(Repository())
            found = _changes(against, repository, paths or (".",), projects, warn)
        except GitError as error:
            raise click.ClickException(str(error)) from None
        # What LanguageTool says is in sentences, which tell by themselves whether they are new.
        then = Projects(replace(projects.request, proofread=False), projects.once)
        past_of = partial(Past.of, cache=then.request.cache)
        pasts: dict[str, Past] = {}
        for past in judge_found(found.before, then, past_of, warn):
            if isinstance(past, Past):
                pasts[past.path] = past
            elif past.path in found.before.files:  # of a project file, the run itself tells
                warn(_unjudged(past))
        if against.no_worse and earlier is None:
            scores = {path: past.score for path, past in pasts.items()}
        sieve = New(pasts, then.request.cache)
        yield Compared(found.now, (sieve,), scores, _nothing(against))


def _unjudged(failure: Failure) -> str:
    """Say that there is nothing to compare a file with."""
    from clarity.reports.remarks import in_words

    told = _(
        "{path}: all in it is told as new, as it cannot be compared with what it was: {reason}"
    )
    return told.format(path=failure.path, reason=in_words(failure.message, spoken()))


def _changes(
    against: Against,
    repository: Repository,
    paths: Sequence[str],
    projects: Projects,
    warn: Warn,
) -> Changes:
    from clarity.run import changes

    if against.revision is None:
        return changes.staged(repository, paths, projects)
    return changes.since(repository, against.revision, paths, projects, warn)


def _nothing(against: Against) -> str:
    if against.staged:
        return _("Nothing to check: no text is staged, or .clarity.yaml leaves it out.")
    told = _("Nothing to check: no text has changed since {revision}.")
    return told.format(revision=against.revision)


_changed_since = click.option(
    "--changed-since",
    "revision",
    metavar="REV",
    help=_(
        "Show only what is found in sentences that have changed since the branch left REV, "
        "as git has it: main, origin/main, HEAD, a commit."
    ),
)
_staged = click.option(
    "--staged",
    is_flag=True,
    help=_("Show only what is found in sentences that the next commit changes, for hooks."),
)
_no_worse = click.option(
    "--no-worse",
    is_flag=True,
    help=_(
        "Exit with 1 only where a score is lower than it was: at the revision, or in the report "
        "of --compare."
    ),
)
