"""Nothing endless is read, nothing outside the project, and ``.gitignore`` is as git has it."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clarity.model import Failure
from clarity.parsing.contents import read_file, read_own
from clarity.parsing.located_yaml import ConfigError
from clarity.project import config
from clarity.project.globs import Globs
from clarity.project.walk import files
from clarity.run.texts import check
from clarity.session import Request, Session

SECRET = "language: nb\nterms: [{use: hemmelig, avoid: [kjent]}]\n"
RULE = "category: wording\nseverity: warning\n"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "secret.yaml").write_text(SECRET, encoding="utf-8")
    (tmp_path / "secret.md").write_text("Du kan ringe oss.\n", encoding="utf-8")
    folder = tmp_path / "tree"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(params=["pipe", "socket", "device", "link to a device", "link to a pipe", "folder"])
def odd(request: pytest.FixtureRequest, tree: Path) -> Iterator[Path]:
    """Something that is no file, of each kind, called ``odd``."""
    path = tree / "odd"
    with socket.socket(socket.AF_UNIX) as listening:
        if request.param == "pipe":
            os.mkfifo(path)
        elif request.param == "socket":
            listening.bind("odd")
        elif request.param == "device":
            pytest.importorskip("posix")
            path.symlink_to("/dev/zero")
        elif request.param == "link to a device":
            (tree / "between").symlink_to("/dev/tty")
            path.symlink_to("between")
        elif request.param == "link to a pipe":
            os.mkfifo(tree / "pipe")
            path.symlink_to("pipe")
        else:
            path.mkdir()
        yield path


def test_what_is_no_file_is_not_read(odd: Path) -> None:
    for read in (read_file, read_own):
        with pytest.raises(OSError, match=r"no ordinary file|Is a directory|leads out"):
            read(odd)
    (judged,) = check([str(odd)], Request(quick=True)) if not odd.is_dir() else [None]
    assert judged is None or isinstance(judged, Failure)


@pytest.mark.parametrize("key", ["glossary", "guideline", "project file", "rule", "words"])
def test_no_setting_has_it_read(key: str, odd: Path) -> None:
    name = odd.with_suffix(".yaml")
    odd.rename(name)
    project = odd.parent / ".clarity.yaml"
    if key == "project file":
        name.rename(project)
    elif key == "rule":
        (odd.parent / "regler" / "nb").mkdir(parents=True)
        target = odd.parent / "regler" / "nb" / "odd.yaml"
        target.symlink_to(name)
        project.write_text("rule_paths: [regler]\n")
    elif key == "words":
        project.write_text("languagetool: {url: 'http://localhost:1', words: odd.yaml}\n")
    else:
        project.write_text(f"{key}: odd.yaml\n")
    session = Session(Request(quick=True))
    if key == "words":
        from clarity.languagetool import read_words

        with pytest.raises(ConfigError):
            read_words([str(name)])
        return
    with pytest.raises(ConfigError):
        session.check_bytes(b"Du kan ringe oss i dag.\n", str(odd.parent / "a.nb.md"))


def test_a_strange_gitignore_is_passed_by_and_told(odd: Path) -> None:
    odd.rename(odd.parent / ".gitignore")
    (odd.parent / "a.md").touch()
    told: list[str] = []
    assert list(files(["."], (".md",), tell=told.append)) == ["a.md"]
    assert [line.partition(":")[0] for line in told] == [".gitignore"]


def test_a_link_out_of_the_project_is_told_and_followed_only_where_it_is_named(tree: Path) -> None:
    Path("lenke.md").symlink_to("../secret.md")
    Path("mappe").symlink_to("..")
    Path("a.md").touch()
    Path("egen.md").symlink_to("a.md")
    found = list(files(["."], (".md",)))
    assert found[0] == "a.md"
    assert [item.path for item in found if isinstance(item, Failure)] == ["lenke.md"]
    assert len(found) == 2
    assert list(files(["lenke.md"], (".md",))) == ["lenke.md"]
    assert list(files(["."], (".md",), takes=lambda path: path == "a.md")) == ["a.md"]


@pytest.mark.parametrize(
    "settings",
    [
        "glossary: [../secret.yaml]",
        "glossary: [lenke.yaml]",
        "glossary: [/etc/passwd]",
        "rule_paths: [..]",
        "guideline: ../secret.yaml",
        "languagetool: {url: 'http://localhost', words: ../secret.yaml}",
        "overrides: [{files: ['*'], guideline: ../secret.yaml}]",
    ],
)
def test_no_setting_reaches_out_of_the_project(settings: str, tree: Path) -> None:
    Path("lenke.yaml").symlink_to("../secret.yaml")
    Path(".clarity.yaml").write_text(settings, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"^\.clarity\.yaml:1: .*clarity trust$"):
        config.read(tree / ".clarity.yaml")


def test_what_is_trusted_reaches_out(tree: Path) -> None:
    Path(".clarity.yaml").write_text("glossary: [../secret.yaml]", encoding="utf-8")
    read = config.read(tree / ".clarity.yaml", is_trusted=True)
    assert read.settings.glossary == (str(tree.parent / "secret.yaml"),)


def test_a_guideline_and_a_rule_reach_no_further(tree: Path) -> None:
    Path("egen.yaml").write_text("extends: ../secret.yaml\n", encoding="utf-8")
    Path("regler/nb").mkdir(parents=True)
    Path("regler/nb/x.yaml").symlink_to("../../../secret.yaml")
    Path(".clarity.yaml").write_text("guideline: egen.yaml\n", encoding="utf-8")
    text = "Du kan ringe oss i dag hvis du lurer på noe.\n".encode() * 9
    for expected in ("lies outside the project", "leads out of the project"):
        with pytest.raises(ConfigError, match=expected) as error:
            Session(Request(quick=True)).check_bytes(text, str(tree / "a.nb.md"))
        assert "hemmelig" not in str(error.value)
        Path(".clarity.yaml").write_text("rule_paths: [regler]\n", encoding="utf-8")


def test_a_project_file_that_is_a_link_out_is_refused_unless_it_is_named(tree: Path) -> None:
    (tree.parent / "other.yaml").write_text("channel: sms\n", encoding="utf-8")
    Path(".clarity.yaml").symlink_to("../other.yaml")
    with pytest.raises(ConfigError, match="leads out of the project"):
        Session(Request()).settings(str(tree / "a.md"))
    named = Session(Request(config=tree / ".clarity.yaml"))
    assert named.settings(str(tree / "a.md")).channel == "sms"


PIECES = (
    *("a", "b", "x", ".", "*", "?", "**", "/", "[", "a-", "z-a]", "[!a]", "[[:digit:]]", "1"),
    *("[[:alpha:]-z]", "[^]]", "\\", "\\*", "!", "#", " ", "å", "-", "[a-c]", "[]a]", "[[:foo:]]"),
    *("a/", "**/", "[b-", "\\ ", "[\\]]", "[a\\-z]", "[--0]", "[z-a]x", "\t", "[!", "]"),
)
NAMES = ("a", "b", "x", "ab", "a.b", "1", "å", "aå", "]", "-", "*", "x1", "a b", "a ", "!", "#")
PATHS = (*NAMES, *(f"{a}/{b}" for a in NAMES for b in NAMES), *(f"a/b/{n}" for n in NAMES))


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    return folder


def _as_git(repository: Path, lines: Sequence[str]) -> set[str]:
    (repository / ".gitignore").write_text("\n".join(lines) + "\n", encoding="utf-8")
    asked = ["git", "-C", str(repository), "check-ignore", "--no-index", "-z", "--stdin"]
    done = subprocess.run(asked, input="\0".join(PATHS).encode(), capture_output=True, check=False)
    return set(done.stdout.decode().split("\0")) - {""}


def _ignored(globs: Globs, path: str) -> bool:
    parts = path.split("/")
    above = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
    if any(globs.verdict(folder, is_folder=True) for folder in above):
        return True
    return bool(globs.verdict(path, is_folder=False))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=3))
def test_globs_are_as_git_has_them(repository: Path, lines: list[str]) -> None:
    globs = Globs(lines)
    assert {path for path in PATHS if _ignored(globs, path)} == _as_git(repository, lines)


def test_thousands_of_globs_and_globs_that_hang_others(tree: Path) -> None:
    hanging = "*a" * 300 + "*b"
    lines = [f"a*x{n}[0-9]" for n in range(2000)] + [hanging, "[z-a]x", "[", "*.[[:digit:]]"]
    Path(".gitignore").write_text("\n".join(lines), encoding="utf-8")
    names = ["a" * 200 + ".md", "abx7.md", "side.md"]
    for name in names:
        Path(name).touch()
    Path("side.1").touch()
    told: list[str] = []
    assert list(files(["."], (".md", ".1"), tell=told.append)) == sorted(names)
    assert told == [".gitignore: passed by, as git does, since it can match nothing: «[»"]
