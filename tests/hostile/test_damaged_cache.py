"""A cache that is damaged is never served, is told of once, and is made anew."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from clarity.model import Failure
from clarity.project.projects import Projects, Request
from clarity.reports import Options, Part
from clarity.run import cache
from clarity.run.drawing import Drawing
from clarity.run.texts import draw
from command import HEAVY, PLAIN, run

Database = Path(".cache/reports.sqlite")


@pytest.fixture(autouse=True)
def _texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(6):
        text = f"{HEAVY}\n{PLAIN}\nSide {number}.\n"
        Path(f"{number}.md").write_text(text, encoding="utf-8")


def _drawn(told: list[str], form: str = "json", *, is_kept: bool = True) -> list[Part | Failure]:
    request = Request(cache=Path(".cache"), keep_reports=is_kept, quick=True, language="nb")
    return list(draw(["."], Projects(request), Drawing(form, Options()), told.append))


@pytest.mark.parametrize("seed", range(3))
def test_no_flipped_bit_is_served(seed: int) -> None:
    chance = random.Random(seed)
    told: list[str] = []
    expected = {form: _drawn(told, form, is_kept=False) for form in ("json", "terminal")}
    for form, parts in expected.items():
        assert _drawn(told, form) == parts
    sound = Database.read_bytes()
    for _ in range(20):
        data = bytearray(sound)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        Database.write_bytes(data)
        for form, parts in expected.items():  # one takes parts from it, the other reports
            assert _drawn(told, form) == parts


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE parts SET text = (SELECT text FROM parts ORDER BY place LIMIT 1)",
        "UPDATE parts SET text = CAST(text AS TEXT)",
        "UPDATE parts SET rest = NULL",
        "UPDATE reports SET report = (SELECT report FROM reports LIMIT 1)",
        "UPDATE reports SET report = 1",
        "ALTER TABLE parts RENAME COLUMN text TO test",
        "DROP TABLE reports",
        "PRAGMA user_version = 7",
    ],
)
def test_a_row_of_something_else_is_made_anew(statement: str) -> None:
    told: list[str] = []
    expected = _drawn(told)
    with sqlite3.connect(Database) as connection:
        connection.execute(statement)
    assert _drawn(told, "terminal") == _drawn(told, "terminal", is_kept=False)
    assert _drawn(told) == expected
    with sqlite3.connect(Database) as connection:
        connection.text_factory = bytes
        assert connection.execute("SELECT count(*) FROM parts").fetchone()[0] >= len(expected)


def _replace_by_rubbish(database: Path) -> None:
    database.write_bytes(b"rubbish" * 1000)


def _cut(database: Path) -> None:
    database.write_bytes(database.read_bytes()[: database.stat().st_size // 2])


@pytest.mark.parametrize("harm", [_replace_by_rubbish, _cut])
def test_a_damaged_file_is_moved_aside_with_one_notice(harm: Callable[[Path], None]) -> None:
    expected = run("check", ".", "--quick", "--cache-dir", ".cache")
    for _ in range(2):
        harm(Database)
        damaged = Database.read_bytes()
        done = run("check", ".", "--quick", "--cache-dir", ".cache")
        assert (done.returncode, done.stdout) == (expected.returncode, expected.stdout)
        (line,) = done.stderr.splitlines()
        assert "damaged" in line
        (aside,) = Path(".cache").glob("reports.sqlite.damaged-*")
        assert aside.name in line
        assert aside.read_bytes() == damaged
        again = run("check", ".", "--quick", "--cache-dir", ".cache")
        assert (again.stdout, again.stderr) == (expected.stdout, "")


def test_a_cache_in_use_is_not_taken_for_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_PATIENCE", 0.0)
    told: list[str] = []
    expected = _drawn(told)
    with sqlite3.connect(Database, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert _drawn(told) == expected
        assert _drawn(told, "terminal") == _drawn(told, "terminal", is_kept=False)
    assert not told


def test_a_compiled_rule_with_a_flipped_bit_is_compiled_anew() -> None:
    told: list[str] = []
    expected = _drawn(told, is_kept=False)
    chance = random.Random(1)
    copies = sorted(Path(".cache/rules").glob("*.json"))
    shutil.copytree(".cache/rules", "sound")
    for copy in copies:
        data = bytearray(copy.read_bytes())
        # A letter for a letter, so that it is still JSON.
        places = [at for at, byte in enumerate(data) if chr(byte).isalpha()]
        data[chance.choice(places)] ^= 2
        copy.write_bytes(data)
    assert _drawn(told, is_kept=False) == expected
    for copy in copies:
        assert copy.read_bytes() == Path("sound", copy.name).read_bytes()
