"""What is kept from run to run: the same bytes, never stale ones, whatever befalls the cache."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clarity.model import Failure, Report
from clarity.project.projects import Projects, Request
from clarity.reports import FORMATS, Options, Part
from clarity.rulebook.compiled import folder_state
from clarity.run import cache
from clarity.run.drawing import Drawing
from clarity.run.texts import draw
from clarity.session import Session
from command import HEAVY, PLAIN, Run, environment, run, run_apart, share_compiled_rules

#: Each format keeps what it draws in the same way, so most of them can be tried more seldom.
_EVERY_FORMAT = [
    form if form in ("terminal", "json", "sarif") else pytest.param(form, marks=pytest.mark.slow)
    for form in FORMATS
]
NYNORSK = "# Søknad\n\nDersom du ikkje betaler gebyret, må søknaden iverksetjast på nytt av oss.\n"


@pytest.fixture(autouse=True)
def _texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder with texts in two languages, one of them not to be read."""
    (tmp_path / ".git").mkdir()
    texts = {"a.md": HEAVY, "b.nn.md": NYNORSK, "c.md": PLAIN, "e.txt": f"{HEAVY}\nOg mer.\n"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "d.md").write_bytes(b"\x00\x01binary\x00")
    (tmp_path / "f.md").write_text("The application must be sent to us within two weeks of it.\n")
    monkeypatch.chdir(tmp_path)
    share_compiled_rules(Path(".cache"))


def drawn(form: str = "terminal", **options: Any) -> list[Part | Failure]:
    request = Request(cache=Path(".cache"))
    return list(draw(["."], Projects(request), Drawing(form, Options(**options))))


def fresh(form: str = "terminal", **options: Any) -> list[Part | Failure]:
    return list(draw(["."], Projects(Request()), Drawing(form, Options(**options))))


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let nothing be judged or drawn but files that cannot be read."""

    def refuse(*given: object) -> None:
        raise AssertionError("it was kept, but is made anew")

    check_bytes = Session.check_bytes

    def check(self: Session, data: bytes, path: str, **more: Any) -> Report | Failure:
        if b"\x00" not in data:
            refuse()
        return check_bytes(self, data, path, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Session, "check_bytes", check)
        patch.setattr(Drawing, "part", refuse)
        yield


def _told(done: Run) -> tuple[int, str, str]:
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("form", "more"),
    [
        *(
            pytest.param(form, (), marks=() if form in ("terminal", "json") else pytest.mark.slow)
            for form in FORMATS
        ),
        ("terminal", ("--color",)),
        ("json", ("--quick",)),
    ],
)
def test_a_warm_run_prints_the_same_bytes_as_a_cold_one(form: str, more: tuple[str, ...]) -> None:
    command = ("check", "--format", form, *more, "--cache-dir", ".cache")
    never_kept = _told(run(*command, "--no-cache", "--jobs", "2"))
    assert _told(run(*command)) == never_kept, "what is kept"
    assert _told(run(*command)) == never_kept, "what was kept"


@pytest.mark.parametrize("form", _EVERY_FORMAT)
def test_what_is_kept_is_neither_judged_nor_drawn(
    form: str, request: pytest.FixtureRequest
) -> None:
    first = drawn(form)
    assert first == fresh(form)
    request.getfixturevalue("idle")
    assert drawn(form) == first


@pytest.mark.slow
def test_another_look_is_drawn_anew() -> None:
    looks: list[dict[str, Any]] = [
        {"width": 50},
        {"color": True},
        {"unicode": False},
        {"language": "sv"},
        {"show_findings": False},
        {"show_scores": False},
        {"show_details": True},
        {"version": "9.9"},
        {"brief": True},
        {"plain": True},
    ]
    usual = drawn()
    for look in looks:
        assert drawn(**look) == fresh(**look), look
        assert drawn() == usual, look


def test_a_report_is_judged_once_for_all_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn("terminal")
    expected = fresh("json")
    monkeypatch.setattr(Session, "_judge", None)
    assert drawn("json") == expected


def test_a_report_without_a_score_is_none_where_there_is_to_be_one() -> None:
    Path("long.md").write_text(PLAIN * 9, encoding="utf-8")

    def told(form: str, *more: str) -> tuple[int, str, str]:
        command = ("check", "long.md", "--format", form, *more)
        return _told(run(*command, "--cache-dir", ".cache"))

    Path(".clarity.yaml").write_text("fail_on: never\n")
    without = told("github")
    assert told("json") == told("json", "--no-cache")
    assert told("github", "--min-score", "100")[0] == 1
    assert told("github") == without
    Path(".clarity.yaml").write_text("fail_on: never\nmin_score: 100\n")
    assert told("github")[0] == 1


def test_a_changed_or_moved_file_is_no_stale_text() -> None:
    drawn()
    Path("a.md").write_text(PLAIN, encoding="utf-8")
    Path("c.md").rename("g.md")
    assert drawn() == fresh()


def test_a_changed_project_file_is_no_stale_text() -> None:
    before = drawn()
    Path(".clarity.yaml").write_text("rules: {compound-prepositions: off}\n")
    assert drawn() == fresh() != before


def _write_guideline(path: Path, name: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"id: own\nname: {name}\nextends: helsenorge\n", encoding="utf-8")


def test_a_changed_guideline_of_some_texts_is_no_stale_text() -> None:
    Path(".clarity.yaml").write_text("overrides: [{files: [a.md], guideline: own.yaml}]\n")
    Path("a.md").write_text(HEAVY * 3, encoding="utf-8")
    _write_guideline(Path("base.yaml"), "Gammel")
    Path("own.yaml").write_text("id: own\nname: Vår\nextends: base.yaml\n", encoding="utf-8")
    before = drawn("json")
    with Path("base.yaml").open("a", encoding="utf-8") as file:
        file.write("principles: [{id: open, weight: 100}]\n")
    assert drawn("json") == fresh("json") != before
    _write_guideline(Path("own.yaml"), "Ny")
    assert drawn() == fresh(), "a format that has not been drawn before"
    assert drawn("json") == fresh("json")


def test_the_same_text_by_another_guideline_is_no_stale_text() -> None:
    for folder in ("x", "y"):
        _write_guideline(Path(folder, "own.yaml"), f"Etter {folder}")
        Path(folder, ".clarity.yaml").write_text("guideline: own.yaml\n")
        Path(folder, "side.md").write_text(HEAVY * 3, encoding="utf-8")
        assert drawn() == fresh()


def test_a_changed_program_is_no_stale_text(tmp_path: Path) -> None:
    program = tmp_path / "program" / "part"
    program.mkdir(parents=True)
    (program / "terminal.py").write_text("a = 1")
    before = folder_state(program.parent)
    (program / "terminal.py").write_text("a = 22")
    assert folder_state(program.parent) != before


def test_the_exit_code_follows_the_limits_of_each_run() -> None:
    def code(*limits: str) -> int:
        return run("check", "a.md", "c.md", "--cache-dir", ".cache", *limits).returncode

    for _ in range(2):
        assert code() == 1
        assert code("--fail-on", "error") == 0
        assert code("--fail-on", "never") == 0


def test_rules_in_sarif_are_numbered_for_each_run_by_itself() -> None:
    def sarif(*more: str) -> str:
        return run("check", *more, "--format", "sarif", "--cache-dir", ".cache").stdout

    sarif("a.md", "b.nn.md", "e.txt")
    for paths in (["b.nn.md"], ["e.txt", "b.nn.md"], ["c.md", "e.txt"]):
        assert sarif(*paths) == sarif(*paths, "--no-cache")


def _database() -> Path:
    return Path(".cache/reports.sqlite")


def test_a_file_has_one_text_for_each_format() -> None:
    for width in (50, 60, 70):
        drawn(width=width)
        drawn("json", width=width)
    with sqlite3.connect(_database()) as connection:
        assert connection.execute("SELECT count(*) FROM parts").fetchone() == (2 * 5,)


def test_a_cache_that_has_grown_too_large_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn()
    monkeypatch.setattr(cache, "_LARGEST", 0)
    Path("a.md").unlink()
    drawn()
    with sqlite3.connect(_database()) as connection:
        assert connection.execute("SELECT count(*) FROM parts").fetchone() == (4,)


def _cut(database: Path) -> None:
    database.write_bytes(database.read_bytes()[: database.stat().st_size // 2])


def _scratch(database: Path) -> None:
    data = bytearray(database.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    database.write_bytes(data)


def _replace(database: Path) -> None:
    database.write_bytes(b"rubbish" * 1000)


def _empty(database: Path) -> None:
    database.write_bytes(b"")


def _garble(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE parts SET rest = '[1'")
        connection.execute("UPDATE reports SET report = '{'")


@pytest.mark.parametrize("harm", [_cut, _scratch, _replace, _empty, _garble])
def test_a_damaged_cache_is_begun_anew(
    harm: Any, capfd: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    first = drawn()
    harm(_database())
    assert drawn() == first
    drawn()
    request.getfixturevalue("idle")
    assert drawn() == first, "what was made anew is kept again"
    assert capfd.readouterr() == ("", "")


def test_a_run_broken_off_keeps_what_it_made() -> None:
    for number in range(70):
        Path(f"side{number:02}.md").write_text(f"{HEAVY}\nSide {number}.\n", encoding="utf-8")
    request = Request(cache=Path(".cache"))
    parts = draw(["."], Projects(request), Drawing("terminal", Options()))
    for _ in range(66):
        next(parts)
    parts.close()  # type: ignore[attr-defined]
    with sqlite3.connect(_database()) as connection:
        assert connection.execute("SELECT count(*) FROM parts").fetchone() == (65,)
    assert drawn() == fresh()


def test_a_run_that_is_killed_leaves_a_cache_that_can_be_used() -> None:
    for number in range(120):
        Path(f"side{number:03}.md").write_text(f"{HEAVY}\nSide {number}.\n", encoding="utf-8")
    options = ["--cache-dir", ".cache", "--jobs", "1", "--details"]  # as they come
    command = [sys.executable, "-m", "clarity", "check", *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment()
    ) as process:
        assert process.stdout
        seen = b""
        while b"side070.md" not in seen:
            more = os.read(process.stdout.fileno(), 65536)
            assert more, "it came to its end"
            seen += more
        process.send_signal(signal.SIGKILL)
    expected = _told(run_apart("check", "--cache-dir", ".cache", "--no-cache"))
    for _ in range(2):
        assert _told(run_apart("check", "--cache-dir", ".cache")) == expected
