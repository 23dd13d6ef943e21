"""What git knows of a repository: its revisions, what they hold, and what is staged.

Git is started here and nowhere else. A repository may be a stranger's, and its settings can name
programs. So git never looks at the working tree, where it would run filters; is told to watch no
files, run no hooks and fetch nothing; and no argument that somebody gives can be an option.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from clarity.messages import _, reason
from clarity.parsing.contents import LARGEST, too_large

#: Settings that win over those of a repository.
_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    # One that lies among the files of a tree is nobody's repository.
    "safe.bareRepository=explicit",
)
_VARIABLES = {
    "LC_ALL": "C",
    "LANGUAGE": "",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # What a partial clone has left out is not fetched: older versions of git know only the second.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
}
#: The modes of ordinary files: no links, no repositories of others.
_FILES = ("100644", "100755")
#: How often the process that reads contents may stop at the same ones. The first time it may have
#: been somebody's kill.
_TRIES = 2


class GitError(Exception):
    """Git is not there, or cannot tell what was asked. The message says what to do."""


class Entry(Struct, frozen=True):
    """A file that differs between a revision and the index.

    ``before`` and ``after`` are the ids of its contents, empty where there is no ordinary file.
    ``path`` is from the top of the repository, and ``former`` what the revision calls it.
    ``status`` is git's letter.
    """

    status: str
    before: str
    after: str
    former: str
    path: str


class Repository:
    """The repository that one stands in. Everything in it raises `GitError`.

    Reads contents by a process of its own, which it starts when it is first asked. Use it in a
    ``with`` statement. A copy in another process (it is picklable) starts its own.
    """

    def __init__(self) -> None:
        self._reader: subprocess.Popen[bytes] | None = None
        self.program = _program()
        self.top = self._ask("rev-parse", "--show-toplevel").removesuffix("\n")

    def __getstate__(self) -> Mapping[str, object]:
        return {"program": self.program, "top": self.top, "_reader": None}

    def __enter__(self) -> Repository:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """End the process that reads contents."""
        if reader := self._reader:
            self._reader = None
            reader.kill()
            reader.communicate()

    @cached_property
    def is_shallow(self) -> bool:
        """Whether the older history is left out of this clone."""
        return self._ask("rev-parse", "--is-shallow-repository").strip() == "true"

    def base(self, revision: str) -> str:
        """Return the id of the last commit that a revision and HEAD have in common."""
        if revision.startswith("-") or not revision or "\0" in revision:
            told = _("«{revision}» is not the name of a revision.")
            raise GitError(told.format(revision=revision))
        if not (head := self._commit("HEAD")):
            raise GitError(_("There is no commit here yet. Use --staged."))
        if not (commit := self._commit(revision)):
            raise GitError(self._unknown(revision))
        done = self._run("merge-base", commit, head)
        if done.returncode == 1:
            told = _("«{revision}» and HEAD have no commit in common here.")
            raise GitError(self._told(told.format(revision=revision)))
        return self._answer(done).strip()

    def head(self) -> str:
        """Return the id of what HEAD holds; where there is no commit yet, of nothing at all."""
        return self._commit("HEAD") or self._ask("hash-object", "-t", "tree", "--stdin").strip()

    def files(self, commit: str) -> Mapping[str, str]:
        """Return the id of the contents of each ordinary file, by its path from the top."""
        listed = self._ask("ls-tree", "-r", "-z", "--full-tree", commit).split("\0")
        rows = (row.split("\t", 1) for row in filter(None, listed))
        return {path: about.split()[2] for about, path in rows if about.split()[0] in _FILES}

    def differing(self, commit: str) -> Iterator[Entry]:
        """Yield the files that differ between a commit and the index, by path."""
        listed = self._ask(
            "diff-index",
            "--cached",
            "--raw",
            "-z",
            "-M",
            "-l1000",
            "--no-abbrev",
            "--no-ext-diff",
            "--no-textconv",
            "--ignore-submodules=all",
            commit,
            "--",
        ).split("\0")
        found = iter(listed)
        for about in filter(None, found):
            was, now, before, after, status = about.removeprefix(":").split()
            former = next(found)
            path = next(found) if status[0] in "RC" else former
            yield Entry(
                status[0],
                before if was in _FILES else "",
                after if now in _FILES else "",
                former,
                path,
            )

    def refuse_missing(self, identities: Iterable[str]) -> None:
        """Raise `GitError` where some contents are not in this clone."""
        asked = "".join(f"{identity}\n" for identity in identities)
        if asked and any(
            line.endswith(" missing")
            for line in self._ask("cat-file", "--batch-check", given=asked).splitlines()
        ):
            raise GitError(_partial())

    def contents(self, identity: str) -> bytes:
        """Return contents by their id. Raises `OSError` where they are too large or not here."""
        for _attempt in range(_TRIES):
            try:
                return self._read(self._reader or self._start(), identity)
            except (BrokenPipeError, EOFError):
                self.close()  # and with a process of its own, the next one is read
        raise GitError(_("git stopped while it was reading. Look for damage with: git fsck"))

    def _start(self) -> subprocess.Popen[bytes]:
        self._reader = subprocess.Popen(
            self._command("cat-file", "--batch"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        return self._reader

    def _read(self, reader: subprocess.Popen[bytes], identity: str) -> bytes:
        """Read contents. Raises `BrokenPipeError` or `EOFError` where git has given up."""
        sent, answer = reader.stdin, reader.stdout
        assert sent and answer
        sent.write(f"{identity}\n".encode())
        sent.flush()
        about = answer.readline().split()
        if not about:
            raise EOFError
        if len(about) != 3:
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
        size = int(about[2])
        if size > LARGEST:
            self.close()  # what comes is not read
            raise too_large()
        data = answer.read(size + 1)  # with the end of the line
        if len(data) <= size:
            raise EOFError
        return data[:size]

    def _commit(self, revision: str) -> str:
        """Return the id of the commit that a revision names, or nothing."""
        done = self._run("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        found = "" if done.returncode else self._answer(done).strip()
        return found if found.isalnum() else ""  # «^main» is all but one

    def _unknown(self, revision: str) -> str:
        told = _("There is no revision «{revision}» here.").format(revision=revision)
        remote = f"origin/{revision}"
        if self._commit(remote):
            return f"{told} " + _("Did you mean «{name}»?").format(name=remote)
        return self._told(told)

    def _told(self, told: str) -> str:
        """Add how to get the history that a shallow clone lacks."""
        if not self.is_shallow:
            return told
        return f"{told} " + _(
            "This clone is shallow: older history is left out. Fetch it with: "
            "git fetch --unshallow. In GitHub Actions, give actions/checkout «fetch-depth: 0»."
        )

    def _ask(self, *arguments: str, given: str = "") -> str:
        return self._answer(self._run(*arguments, given=given))

    def _answer(self, done: subprocess.CompletedProcess[bytes]) -> str:
        if done.returncode:
            raise GitError(_reason(os.fsdecode(done.stderr)))
        return os.fsdecode(done.stdout)

    def _run(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(
                self._command(*arguments),
                input=given.encode(),
                capture_output=True,
                env=_environment(),
                check=False,
            )
        except OSError as error:
            raise GitError(_("git cannot be run: {reason}").format(reason=reason(error))) from None

    def _command(self, *arguments: str) -> list[str]:
        settings = (part for setting in _SETTINGS for part in ("-c", setting))
        return [self.program, "--no-pager", *settings, *arguments]


def _program() -> str:
    """Return where git is. One in the folder that one stands in is not meant."""
    paths = os.environ.get("PATH", os.defpath).split(os.pathsep)
    places = os.pathsep.join(place for place in paths if Path(place).is_absolute())
    found = shutil.which("git", path=places)
    if found is None or not Path(found).is_absolute():
        raise GitError(_("git is not installed, or not in the PATH."))
    return found


def _environment() -> Mapping[str, str]:
    return {**os.environ, **_VARIABLES}


def _reason(said: str) -> str:
    """Return what git says of an error, in our words where it is a usual one."""
    if "dubious ownership" in said:
        told = _("git does not read this repository, as it belongs to another user. {mend}")
        allowed = "git config --global --add safe.directory"
        command = next((line.strip() for line in said.splitlines() if allowed in line), allowed)
        return told.format(mend=_("If you trust it: {command}").format(command=command))
    if "not a git repository" in said:
        return _("This folder is in no git repository.")
    if "must be run in a work tree" in said:
        return _("This git repository has no files to check: it is bare.")
    if "promisor" in said or "transport '" in said:
        return _partial()
    last = next((line for line in reversed(said.splitlines()) if line.strip()), "")
    return _("git cannot tell: {reason}").format(reason=last.removeprefix("fatal: "))


def _partial() -> str:
    return _(
        "This clone is partial: earlier versions of files are left out. "
        "Clone the repository without --filter."
    )
