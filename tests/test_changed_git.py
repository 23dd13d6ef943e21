"""What git says and does when changed text is looked for: errors, hooks, odd names, strangers."""

from __future__ import annotations

import contextlib
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

import pytest

from clarity.run.git import GitError, Repository
from command import ROOT, Run, environment, report, run
from repository import SETTINGS, commit, git, new, write

PLAIN = "Du kan søke hele året. Vi svarer deg innen tre uker. Ring oss gjerne."
HEAVY = "Du må sende søknaden i henhold til loven."
ADDED = f"{PLAIN}\n\n{HEAVY}\n"


@pytest.fixture(autouse=True)
def _no_other_git(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)


def check(folder: Path, *arguments: str | Path, **env: str) -> Run:
    return run("check", "--quick", "--format", "line", *arguments, cwd=folder, env=env)


def files(done: Run) -> list[str]:
    """Return the files with findings, each once."""
    return list(dict.fromkeys(line.partition(":")[0] for line in done.stdout.splitlines()))


def refused(done: Run, *said: str) -> None:
    """Hold that a run was refused, with one error that says what is wrong and how to mend it."""
    assert (done.returncode, done.stdout) == (2, "")
    for words in said:
        assert words in done.stderr, done.stderr


@pytest.mark.parametrize(
    "revision", ["nope", "HEAD~9", "v1.0", "main:side.md", "^main", "æøå\n::error::x"]
)
def test_a_revision_that_is_not_there(tmp_path: Path, revision: str) -> None:
    new(tmp_path, {"side.md": PLAIN})
    done = check(tmp_path, "--changed-since", revision)
    refused(done, "There is no revision")
    assert "\n::" not in done.stderr


@pytest.mark.parametrize("revision", ["", "--output=skrevet", "-h", "--upload-pack=touch skrevet"])
def test_a_revision_is_never_an_option(tmp_path: Path, revision: str) -> None:
    new(tmp_path, {"side.md": PLAIN})
    refused(check(tmp_path, f"--changed-since={revision}"), "is not the name of a revision")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".git", "side.md"]


def test_a_branch_that_only_the_remote_has(tmp_path: Path) -> None:
    new(tmp_path / "a", {"side.md": PLAIN})
    git(tmp_path, "clone", "--quiet", "a", "b")
    git(tmp_path / "b", "switch", "--quiet", "--create", "gren")
    git(tmp_path / "b", "branch", "--delete", "--force", "main")
    refused(check(tmp_path / "b", "--changed-since", "main"), "Did you mean «origin/main»?")
    write(tmp_path / "b", {"side.md": ADDED})
    assert files(check(tmp_path / "b", "--changed-since", "origin/main")) == ["side.md"]


def test_a_shallow_clone_says_how_to_get_the_rest(tmp_path: Path) -> None:
    new(tmp_path / "a", {"side.md": PLAIN})
    git(tmp_path / "a", "switch", "--quiet", "--create", "gren")
    commit(tmp_path / "a", {"side.md": ADDED})
    git(tmp_path / "a", "switch", "--quiet", "main")
    commit(tmp_path / "a", {"annen.md": PLAIN})
    source = (tmp_path / "a").as_uri()
    git(
        tmp_path,
        "clone",
        "--quiet",
        "--depth=1",
        "--branch=gren",
        "--no-single-branch",
        source,
        "b",
    )
    for revision, told in (
        ("origin/main", "have no commit in common here"),
        ("HEAD~1", "no revision"),
    ):
        done = check(tmp_path / "b", "--changed-since", revision)
        refused(done, told, "git fetch --unshallow", "fetch-depth: 0")
    git(tmp_path / "b", "fetch", "--quiet", "--unshallow")
    assert files(check(tmp_path / "b", "--changed-since", "origin/main")) == ["side.md"]


def test_a_clone_without_older_contents_fetches_nothing(tmp_path: Path) -> None:
    new(tmp_path / "a", {"side.md": PLAIN})
    commit(tmp_path / "a", {"side.md": ADDED})
    git(tmp_path / "a", "config", "uploadpack.allowFilter", "true")
    source = (tmp_path / "a").as_uri()
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", source, "b")
    refused(check(tmp_path / "b", "--changed-since", "HEAD~1"), "is partial", "--filter")


def test_histories_that_never_met(tmp_path: Path) -> None:
    new(tmp_path, {"side.md": PLAIN})
    git(tmp_path, "switch", "--quiet", "--orphan", "annen")
    commit(tmp_path, {"side.md": ADDED})
    done = check(tmp_path, "--changed-since", "main")
    refused(done, "«main» and HEAD have no commit in common here.")
    assert "shallow" not in done.stderr


def test_where_there_is_no_git_or_no_repository(tmp_path: Path) -> None:
    write(tmp_path, {"side.md": PLAIN})
    ceiling = {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    write(tmp_path, {"git": "#!/bin/sh\ntouch kjørt\n"})
    (tmp_path / "git").chmod(0o755)
    for option in (["--staged"], ["--changed-since", "HEAD"]):
        refused(check(tmp_path, *option, PATH=str(tmp_path / "tom")), "git is not installed")
        # Nor is one that lies here.
        refused(check(tmp_path, *option, PATH=f".{os.pathsep}"), "git is not installed")
        assert not (tmp_path / "kjørt").exists()
        refused(check(tmp_path, *option, **ceiling), "in no git repository")
    git(tmp_path, "init", "--quiet", "--bare", "bart.git")
    bare = {"GIT_DIR": str(tmp_path / "bart.git")}
    refused(check(tmp_path / "bart.git", "--staged", **bare), "it is bare")
    assert check(tmp_path, PATH="").returncode == 0  # nothing else needs git


def test_a_repository_of_somebody_else(tmp_path: Path) -> None:
    new(tmp_path, {"side.md": PLAIN})
    done = check(tmp_path, "--staged", GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
    refused(done, "another user", f"git config --global --add safe.directory {tmp_path}")


def test_what_cannot_be_asked_for_together(tmp_path: Path) -> None:
    new(tmp_path, {"side.md": PLAIN})
    refused(check(tmp_path, "--staged", "--changed-since", "HEAD"), "Choose one")
    refused(check(tmp_path, "--staged", "-"), "standard input")
    refused(check(tmp_path, "--no-worse"), "Say with what")
    refused(check(tmp_path, "--no-worse", "--compare", "side.md"), "no report of clarity's")


def test_paths_that_are_not_of_this_repository(tmp_path: Path) -> None:
    new(tmp_path / "a", {"side.md": PLAIN, "mappe/side.md": PLAIN})
    new(tmp_path / "a" / "inne", {"side.md": PLAIN})
    write(tmp_path / "a" / "inne", {"side.md": ADDED, "ny.md": ADDED})
    new(tmp_path / "b", {"side.md": ADDED})
    for option in (["--staged"], ["--changed-since", "HEAD"]):
        for path in ("../b", "../b/side.md", "..", "inne", "inne/side.md"):
            refused(check(tmp_path / "a", *option, path), f"«{path}» is not in the git repository")
        assert check(tmp_path / "a", *option).stdout == ""  # nor what another one holds
        done = check(tmp_path / "a", *option, "sdie.md")
        assert done.returncode == 2
        assert "Did you mean «side.md»?" in done.stdout


ODD = (
    "blåbær og rømme.md",
    "tegn 'og' \"flere\".md",
    "linje\nskift.md",
    "-rf.md",
    ":(top)x.md",
    "ä.md",
)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_odd_names(tmp_path: Path) -> None:
    new(tmp_path, dict.fromkeys(ODD, PLAIN))
    write(tmp_path, dict.fromkeys(ODD, ADDED))
    git(tmp_path, "config", "core.quotePath", "true")
    git(tmp_path, "add", "--all")
    for option in (["--staged"], ["--changed-since", "HEAD"]):
        found = files(check(tmp_path, *option))
        assert len(found) == len(ODD)
        assert {"blåbær og rømme.md", "-rf.md", "ä.md"} <= set(found)


def test_what_is_no_text_any_more_or_only_its_mode(tmp_path: Path) -> None:
    texts = dict.fromkeys(("borte.md", "modus.md", "lenke.md", "binær.md", "fil.md"), PLAIN)
    new(tmp_path, {**texts, "mål.md": ADDED})
    (tmp_path / "borte.md").unlink()
    (tmp_path / "modus.md").chmod(0o755)
    (tmp_path / "lenke.md").unlink()
    (tmp_path / "lenke.md").symlink_to("mål.md")
    write(tmp_path, {"binær.md": b"\x00\x01\xff" * 99, "fil.md": ADDED})
    git(tmp_path, "add", "--all")
    for option in (["--staged"], ["--changed-since", "HEAD"]):
        done = check(tmp_path, *option)
        assert files(done) == ["binær.md", "fil.md"]
        assert "not a text file" in done.stdout
        assert done.returncode == 2


def test_a_submodule_is_not_looked_into(tmp_path: Path) -> None:
    new(tmp_path / "modul", {"side.md": PLAIN})
    new(tmp_path / "a", {"side.md": PLAIN})
    allow = ("-c", "protocol.file.allow=always")
    git(tmp_path / "a", *allow, "submodule", "--quiet", "add", "../modul", "modul")
    write(tmp_path / "a", {"side.md": ADDED, "modul/side.md": ADDED, "modul/ny.md": ADDED})
    git(tmp_path / "a", "add", "--all")
    for option in (["--staged"], ["--changed-since", "HEAD"]):
        assert files(check(tmp_path / "a", *option)) == ["side.md"]


def test_line_ends_are_no_change(tmp_path: Path) -> None:
    new(tmp_path, {"side.md": f"{HEAVY}\n\n{PLAIN}\n", "annen.md": f"{PLAIN}\r\n"})
    git(tmp_path, "config", "core.autocrlf", "true")
    write(tmp_path, {"side.md": f"{HEAVY}\r\n\r\n{PLAIN}\r\n", "annen.md": f"{PLAIN}\n"})
    done = check(tmp_path, "--changed-since", "HEAD")
    assert (done.stdout, done.returncode) == ("", 0)
    write(tmp_path, {"side.md": f"{HEAVY}\r\n\r\n{PLAIN}\r\n\r\n{HEAVY} Hei.\r\n"})
    git(tmp_path, "add", "--all")
    for option in (["--staged"], ["--changed-since", "HEAD"]):
        assert check(tmp_path, *option).stdout.startswith("side.md:5:")


def test_longer_ids(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--template=", "--object-format=sha256")
    commit(tmp_path, {"side.md": PLAIN, "lik.md": HEAVY})
    write(tmp_path, {"side.md": ADDED})
    git(tmp_path, "add", "--all")
    for option in (["--staged"], ["--changed-since", "HEAD"]):
        assert files(check(tmp_path, *option)) == ["side.md"]


def test_a_conflict_is_told(tmp_path: Path) -> None:
    new(tmp_path, {"side.md": PLAIN})
    git(tmp_path, "switch", "--quiet", "--create", "gren")
    commit(tmp_path, {"side.md": f"{PLAIN} A."})
    git(tmp_path, "switch", "--quiet", "main")
    commit(tmp_path, {"side.md": f"{PLAIN} B."})
    with pytest.raises(Exception, match="non-zero"):
        git(tmp_path, "merge", "--quiet", "gren")
    refused(check(tmp_path, "--staged"), "«side.md» has a conflict. Mend it first.")


def test_too_much_is_told_and_the_others_are_judged(tmp_path: Path) -> None:
    large = "Du kan søke. " * 400_000
    new(tmp_path, {"for.md": large, "side.md": PLAIN, "lik.md": large})
    write(tmp_path, {"etter.md": large, "for.md": ADDED, "side.md": ADDED})
    git(tmp_path, "add", "--all")
    for option in (["--staged"], ["--changed-since", "HEAD"]):
        done = check(tmp_path, *option)
        assert files(done) == ["etter.md", "for.md", "side.md"]
        assert "larger than 4 MB" in done.stdout
        assert done.returncode == 2


def damage(folder: Path, name: str) -> str:
    """Have git die of what it has of a file, and return the id of that."""
    identity = git(folder, "rev-parse", f"HEAD:{name}")
    blob = folder / ".git" / "objects" / identity[:2] / identity[2:]
    data = blob.read_bytes()
    blob.chmod(0o644)
    blob.write_bytes(data[: len(data) // 2])
    return identity


def test_one_damaged_version_is_told_of_and_no_other_is_lost(tmp_path: Path) -> None:
    text = "".join(f"{PLAIN} Side {number * 7919}.\n\n" for number in range(400))
    new(tmp_path, {"a.md": f"{text}{HEAVY}\n", "b.md": f"{HEAVY} Ja.\n", "c.md": f"{HEAVY}\n"})
    write(tmp_path, dict.fromkeys(("a.md", "b.md", "c.md"), f"{HEAVY}\n\nHei på deg.\n"))
    git(tmp_path, "add", "--all")
    damage(tmp_path, "a.md")
    for option in (["--staged"], ["--changed-since", "HEAD"]):
        done = check(tmp_path, *option, CLARITY_LANG="en")
        assert files(done) == ["a.md"], done.stderr
        told = [line for line in done.stderr.splitlines() if "told as new" in line]
        assert len(told) == 1
        assert told[0].startswith("clarity: a.md: ")
        assert "git fsck" in told[0]


def test_git_that_stops_is_started_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "".join(f"{PLAIN} Side {number * 7919}.\n\n" for number in range(400))
    new(tmp_path, {"a.md": text, "b.md": PLAIN, "c.md": ADDED})
    identities = {name: git(tmp_path, "rev-parse", f"HEAD:{name}") for name in ("b.md", "c.md")}
    damaged = damage(tmp_path, "a.md")
    monkeypatch.chdir(tmp_path)
    with Repository() as repository:
        assert repository.contents(identities["b.md"]) == PLAIN.encode()
        for process in active_readers(repository):
            process.kill()
            process.wait()
        assert repository.contents(identities["c.md"]) == ADDED.encode()
        with pytest.raises(GitError, match="fsck"):
            repository.contents(damaged)
        assert repository.contents(identities["b.md"]) == PLAIN.encode()


def active_readers(repository: Repository) -> list[subprocess.Popen[bytes]]:
    return [one for one in vars(repository).values() if isinstance(one, subprocess.Popen)]


def test_what_is_only_announced_is_not_judged(tmp_path: Path) -> None:
    new(tmp_path, {"side.md": PLAIN})
    write(tmp_path, {"ny.md": ADDED, "tom.md": "", "side.md": ADDED})
    git(tmp_path, "add", "--intent-to-add", "ny.md")
    git(tmp_path, "add", "side.md")
    done = check(tmp_path, "--staged", "--format", "json")
    assert [file["path"] for file in report(done)["files"]] == ["side.md"]


def test_what_is_sent_of_the_past_does_not_grow_with_the_number_of_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    send = Connection.send

    def measured(self: Connection, given: object) -> None:
        sizes.append(len(ForkingPickler.dumps(given)))
        send(self, given)

    def largest(number: int) -> int:
        folder = tmp_path / str(number)
        names = [f"{one:03}.md" for one in range(number)]
        new(folder, dict.fromkeys(names, "".join(f"Dag {one}. " for one in range(40))))
        write(folder, dict.fromkeys(names, "Hei."))
        git(folder, "add", "--all")
        sizes.clear()
        check(folder, "--staged", "--jobs", "2", "--no-cache")
        return max(sizes)

    monkeypatch.setattr(Connection, "send", measured)
    assert largest(128) < 1.2 * largest(64)


def test_a_worktree_and_another_index(tmp_path: Path) -> None:
    new(tmp_path / "a", {"side.md": PLAIN, "annen.md": PLAIN})
    git(tmp_path / "a", "worktree", "add", "--quiet", "../b")
    write(tmp_path / "b", {"side.md": ADDED, "annen.md": ADDED})
    # As git has it in a hook for «git commit side.md»: an index of its own, relative to the top.
    index = {"GIT_INDEX_FILE": str(tmp_path / "neste")}
    git(tmp_path / "b", "read-tree", "HEAD", env=index)
    git(tmp_path / "b", "add", "side.md", env=index)
    directory = git(tmp_path / "b", "rev-parse", "--absolute-git-dir")
    assert files(check(tmp_path / "b", "--staged", GIT_DIR=directory, **index)) == ["side.md"]
    assert files(check(tmp_path / "b", "--staged")) == []
    assert files(check(tmp_path / "b", "--changed-since", "main")) == ["annen.md", "side.md"]


@pytest.mark.skipif(os.name == "nt", reason="a script of the shell")
def test_a_hook_sees_what_is_committed(tmp_path: Path) -> None:
    new(tmp_path, {"side.md": PLAIN, "annen.md": PLAIN})
    hook = tmp_path / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir()
    line = f"exec {sys.executable} -m clarity check --staged --quick --format line\n"
    hook.write_text(f"#!/bin/sh\nexport PYTHONPATH={ROOT}\n{line}", "utf-8")
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    write(tmp_path, {"side.md": f"{PLAIN} Hei.", "annen.md": ADDED})
    env = {key: value for key, value in environment().items() if not key.startswith("GIT_")}
    git(tmp_path, "commit", "--quiet", "--message=a", "side.md", env=env)  # the other is not in it
    with pytest.raises(Exception, match="non-zero"):
        git(tmp_path, "commit", "--quiet", "--all", "--message=b", env=env)
    assert git(tmp_path, "log", "--format=%s") == "a\nInnhold"


def hostile(folder: Path) -> None:
    """Have the settings of a repository name a program wherever they can."""
    program = folder / ".git" / "program"
    program.write_text(f"#!/bin/sh\necho $0 $@ >> '{folder}/.git/KJØRT'\ncat\n", "utf-8")
    program.chmod(0o755)
    hooks = folder / ".git" / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "fsmonitor-watchman", "pre-auto-gc", "post-checkout"):
        (hooks / name).symlink_to(program)
    for key in (
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.editor",
        "core.alternateRefsCommand",
        "diff.external",
        "diff.x.command",
        "diff.x.textconv",
        "filter.x.clean",
        "filter.x.smudge",
        "filter.x.process",
        "merge.x.driver",
        "uploadpack.packObjectsHook",
        "remote.origin.uploadpack",
        "pager.diff-index",
        "alias.diff-index",
        "credential.helper",
        "gpg.program",
    ):
        git(folder, "config", key, f"!{program}" if key.startswith("alias") else str(program))
    git(folder, "config", "core.hooksPath", str(hooks))
    git(folder, "config", "remote.origin.url", f"ext::{program}")
    git(folder, "config", "remote.origin.promisor", "true")
    git(folder, "config", "protocol.ext.allow", "always")
    git(folder, "config", "extensions.partialClone", "origin")
    (folder / ".git" / "info").mkdir(exist_ok=True)
    (folder / ".git" / "info" / "attributes").write_text("* filter=x diff=x merge=x\n", "utf-8")


@pytest.mark.skipif(os.name == "nt", reason="a script of the shell")
@pytest.mark.parametrize("lose", [lambda path: None, lambda path: path.unlink()])
def test_nothing_that_a_repository_names_is_run(
    tmp_path: Path, lose: Callable[[Path], object]
) -> None:
    attributes = {".gitattributes": "* filter=x diff=x merge=x text\n"}
    new(tmp_path, {**attributes, "side.md": PLAIN, "gammel.md": ADDED})
    identity = git(tmp_path, "rev-parse", "HEAD:side.md")
    git(tmp_path, "mv", "gammel.md", "ny.md")
    write(tmp_path, {"side.md": ADDED, "ny.md": f"{ADDED}\nHei.\n"})
    git(tmp_path, "add", "--all")
    write(tmp_path, {"side.md": f"{ADDED}\n{HEAVY}\n", "utkast.md": ADDED})
    hostile(tmp_path)
    lose(tmp_path / ".git" / "objects" / identity[:2] / identity[2:])
    for option in (["--staged"], ["--changed-since", "HEAD"]):
        check(tmp_path, *option)
        check(tmp_path, *option, "--no-worse")
    ran = tmp_path / ".git" / "KJØRT"
    assert not ran.exists(), ran.read_text("utf-8")
    # Or this shows nothing: git itself runs them.
    git(tmp_path, "config", "--unset", "alias.diff-index")
    with contextlib.suppress(Exception):  # whatever the program makes of it
        git(tmp_path, "status", "--porcelain")
    assert ran.exists()


def test_a_repository_among_the_files_is_nobodys(tmp_path: Path) -> None:
    new(tmp_path, {"side.md": PLAIN})
    git(tmp_path, "init", "--quiet", "--bare", "felle")
    git(tmp_path / "felle", "config", "core.bare", "false")
    git(tmp_path / "felle", "config", "core.worktree", "..")
    refused(check(tmp_path / "felle", "--staged"))
