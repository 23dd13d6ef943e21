"""No code of a checked tree runs, and no text leaves, without the user's own word."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from clarity.languagetool.options import address_of
from clarity.resources import models_root
from command import Run, report, run
from fake_languagetool import FakeServer, fake_java, serving

TEXT = "# Ansök\n\nDu kan ansöka hos oss på webben. Det är felstavatt.\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    (folder / ".git").mkdir(parents=True)
    (folder / "side.sv.md").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with serving() as running:
        yield running


def configure(tree: Path, settings: str) -> None:
    (tree / ".clarity.yaml").write_text(f"guideline: none\n{settings}", encoding="utf-8")


def check(tree: Path, *arguments: str, **env: str) -> Run:
    own = {"CLARITY_CONFIG_DIR": str(tree.parent / "user"), **env}
    return run("check", ".", "--no-cache", "--format", "json", *arguments, cwd=tree, env=own)


def skipped(done: Run) -> dict[str, str]:
    (file,) = report(done)["files"]
    return {skip["rule"]: skip["reason"] for skip in file["skipped"]}


@pytest.mark.parametrize("settings", ["local: tools/lt", "local: true"])
def test_no_program_of_a_tree_is_started(settings: str, tree: Path) -> None:
    env = {**fake_java(tree.parent), "CLARITY_CONFIG_DIR": str(tree.parent / "nobody")}
    (tree / "tools").mkdir()
    shutil.copytree(tree.parent / "lt", tree / "tools" / "lt")
    env["LTP_JAR_DIR_PATH"] = str(tree.parent / "lt")
    configure(tree, f"languagetool: {{{settings}}}\n")
    done = check(tree, **env)
    assert done.returncode == 0
    assert skipped(done) == {
        "sv/languagetool": "LanguageTool is not asked: .clarity.yaml names a LanguageTool to "
        "start, which takes your word. To allow it: clarity trust"
    }
    assert "Tillåt det: clarity trust" in done.stderr
    assert not Path(env["STARTED"]).exists()


@pytest.mark.parametrize("host", ["", "another.example", "127.0.0.1:1"])
def test_no_server_is_asked_that_the_user_has_not_allowed(
    host: str, tree: Path, server: FakeServer
) -> None:
    configure(tree, f"languagetool: {{url: '{server.address}'}}\n")
    done = check(tree, CLARITY_ALLOW_HOSTS=host)
    assert "names the server 127.0.0.1" in skipped(done)["sv/languagetool"]
    assert not server.asked
    assert "another machine" not in done.stderr


@pytest.mark.parametrize("way", ["option", "variable", "configuration", "trust", "--trust"])
def test_the_users_word_can_be_given_in_many_ways(way: str, tree: Path, server: FakeServer) -> None:
    configure(tree, f"languagetool: {{url: '{server.address}'}}\n")
    own = {"CLARITY_CONFIG_DIR": str(tree.parent / "user")}
    if way == "configuration":
        (tree.parent / "user").mkdir()
        (tree.parent / "user" / "config.yaml").write_text("allow_hosts: [127.0.0.1]")
    elif way == "trust":
        assert "127.0.0.1" in run("trust", cwd=tree, env=own).stdout
    arguments = {"option": ["--allow-host", "127.0.0.1"], "--trust": ["--trust"]}.get(way, [])
    allowed = {"CLARITY_ALLOW_HOSTS": server.address[7:]} if way == "variable" else {}
    done = check(tree, *arguments, **allowed)
    assert skipped(done) == {}
    assert server.checks


def test_a_server_of_the_users_own_holds_where_the_tree_names_none(
    tree: Path, server: FakeServer
) -> None:
    (tree.parent / "user").mkdir()
    own = tree.parent / "user" / "config.yaml"
    own.write_text(f"languagetool: {{url: '{server.address}'}}\n", encoding="utf-8")
    check(tree)
    assert len(server.checks) == 1
    configure(tree, "languagetool: off\n")
    check(tree)
    assert len(server.checks) == 1


def test_no_model_of_a_tree_is_loaded(tree: Path) -> None:
    # It would be read before anything is refused, so it is a whole one.
    shutil.copytree(models_root() / "swedish", tree / "sv_modell")
    configure(tree, "model: {sv: sv_modell}\n")
    reasons = set(skipped(check(tree)).values())
    assert len(reasons) == 1
    assert "is not loaded: .clarity.yaml names its folder" in reasons.pop()
    assert skipped(check(tree, "--trust")) == {}


def test_a_folder_called_as_an_installed_module_is_no_model(tree: Path) -> None:
    shutil.copytree(models_root() / "swedish", tree / "sub" / "email")
    configure(tree, "model: {sv: email}\n")
    (tree / "sub" / "a.sv.md").write_text(TEXT, encoding="utf-8")
    own = {"CLARITY_CONFIG_DIR": str(tree.parent / "user")}
    done = run("check", ".", "--format", "json", cwd=tree / "sub", env=own)
    assert "is not installed" in next(iter(skipped(done).values()))


def test_modules_that_lie_in_a_tree_are_not_imported(tree: Path) -> None:
    for name in ("yaml", "click", "re2", "spacy", "requests"):
        (tree / f"{name}.py").write_text("raise SystemExit('ran')\n", encoding="utf-8")
    configure(tree, "")
    assert check(tree).returncode == 0


def trust(tree: Path, *arguments: str) -> Run:
    own = {"CLARITY_CONFIG_DIR": str(tree.parent / "user")}
    return run("trust", *arguments, cwd=tree, env=own)


def is_trusted(tree: Path) -> bool:
    return trust(tree, "--list").stdout == f"{tree / '.clarity.yaml'}\n"


def test_trust_ends_when_what_was_trusted_changes(tree: Path) -> None:
    shutil.copytree(models_root() / "swedish", tree / "sv_modell")
    configure(tree, "model: {sv: sv_modell}\n")
    assert f"load the grammar model in {tree / 'sv_modell'}" in trust(tree).stdout
    assert is_trusted(tree)
    (tree / "sv_modell" / "config.cfg").open("a").write("\n")
    assert not is_trusted(tree)
    trust(tree)
    assert is_trusted(tree)
    configure(tree, "model: {sv: sv_modell}\n# \n")
    assert not is_trusted(tree)
    assert "Tillåt den" in check(tree).stderr
    trust(tree)
    trust(tree, "--remove")
    assert trust(tree, "--list").stdout == ""


def test_what_is_trusted_is_written_for_its_owner_alone(tree: Path) -> None:
    configure(tree, "languagetool: {url: 'http://localhost:1'}\n")
    trust(tree)
    written = tree.parent / "user" / "trusted.json"
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert [path.name for path in written.parent.iterdir()] == ["trusted.json"]
    written.write_text("{", encoding="utf-8")
    assert "Tillåt det" in check(tree).stderr


def test_a_link_to_a_folder_cannot_be_trusted(tree: Path) -> None:
    (tree / "sv_modell").mkdir()
    (tree / "sv_modell" / "vocab").symlink_to(tree)
    configure(tree, "model: {sv: sv_modell}\n")
    done = trust(tree)
    assert done.returncode == 2
    assert "in which anything can change" in done.stderr


def test_another_configuration_folder_is_never_one_of_the_tree(tree: Path) -> None:
    configure(tree, "languagetool: {local: true}\n")
    (tree / "clarity").mkdir()
    (tree / "clarity" / "config.yaml").write_text("languagetool: {local: true}\n")
    env = {**os.environ, "XDG_CONFIG_HOME": ".", "CLARITY_CONFIG_DIR": "", "HOME": str(tree.parent)}
    assert "behöver ditt ja" in check(tree, **env).stderr


@pytest.mark.parametrize(
    "url",
    [
        "http://evil\\@localhost",
        "http://evil\\\\@localhost:8081",
        "http://me@localhost",
        "http://me:secret@localhost",
        "http://localhost\t.evil.example",
        "http://localhost\n",
        "http://local host",
        " http://localhost",
        "http://localhost\x7f",
        "http://localhost#@evil.example",
        "http://localhost?@evil.example",
        "http://[::1%25lo]/",
        "http://localhost:0",
        "http://localhost:99999",
        "http://",
        "//localhost",
        "file:///etc/passwd",
    ],
)
def test_an_address_that_could_be_read_in_two_ways_is_none(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        address_of(url)


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("HTTP://LocalHost:8081/", "http://localhost:8081"),
        ("https://lt.example.no/a/v2", "https://lt.example.no/a"),
        ("http://[::1]:8081", "http://[::1]:8081"),
        ("http://language_tool:8010", "http://language_tool:8010"),
    ],
)
def test_an_address_is_written_as_what_connects_reads_it(url: str, read: str) -> None:
    assert str(address_of(url)) == read


def test_a_broken_configuration_of_the_users_own_is_told(tree: Path) -> None:
    (tree.parent / "user").mkdir()
    (tree.parent / "user" / "config.yaml").write_text("\nallow_host: [localhost]\n")
    done = check(tree)
    assert done.returncode == 2
    assert "config.yaml:2: unknown key «allow_host». Did you mean «allow_hosts»?" in done.stderr
    done = check(tree, "--allow-host", "evil\\@localhost")
    assert done.returncode == 2
    assert done.stdout == ""
