"""Whatever goes wrong with one file is told of that file, and every other is reported."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from clarity import parsing
from clarity.model import Document, Failure, Report
from clarity.project.projects import Projects, Request
from clarity.reports import FORMATS, Options
from clarity.run.drawing import Drawing
from clarity.run.texts import draw
from clarity.run.workers import FEW_FILES
from command import HEAVY, report, run

read = parsing.read


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _recurse() -> NoReturn:
    _recurse()


def _exhaust() -> NoReturn:
    raise MemoryError


def _fail() -> NoReturn:
    raise AssertionError("nobody thought of it\n::error::\x1b[31m")


def _read_or(fail: Callable[[], NoReturn]) -> Callable[[str, str], Document]:
    return lambda text, path: fail() if "vond" in path else read(text, path)


def _drawn(form: str, jobs: int) -> list[object]:
    request = Request(jobs=jobs, quick=True)
    return list(draw(["."], Projects(request), Drawing(form, Options(language="en"))))


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("fail", "said"), [(_recurse, "nested"), (_exhaust, "memory"), (_fail, "AssertionError")]
)
def test_what_nobody_thought_of_is_the_failure_of_one_file(
    jobs: int, fail: Callable[[], NoReturn], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [*(f"{number:02}.md" for number in range(FEW_FILES)), "vond.md", "vondt.md"]
    for name in names:
        Path(name).write_text(f"{HEAVY}\nSide {name}.\n", encoding="utf-8")
    monkeypatch.setattr(parsing, "read", _read_or(fail))
    outcomes = _drawn("json", jobs)
    failures = [outcome for outcome in outcomes if isinstance(outcome, Failure)]
    assert [failure.path for failure in failures] == ["vond.md", "vondt.md"]
    assert all(said in failure.message for failure in failures)
    assert all(failure.message.isprintable() for failure in failures)
    assert len(outcomes) == len(names)


@pytest.mark.parametrize("form", FORMATS)
def test_what_cannot_be_drawn_is_the_failure_of_one_file(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.md", "vond.md", "z.md"):
        Path(name).write_text(HEAVY, encoding="utf-8")
    draw_part = Drawing.part

    def part(self: Drawing, report: Report) -> object:
        return _fail() if report.path == "vond.md" else draw_part(self, report)

    monkeypatch.setattr(Drawing, "part", part)
    outcomes = _drawn(form, 1)
    assert [isinstance(outcome, Failure) for outcome in outcomes] == [False, True, False]


def test_each_of_two_files_with_the_same_bad_settings_is_named() -> None:
    bad = "---\nclarity: {rules: {long-sentense: off}}\n---\n" + HEAVY
    worse = "---\nclarity: {rules: {long-sentence: {max: mange}}}\n---\n" + HEAVY
    texts = {"a.md": bad, "b.md": bad, "c.md": worse, "d.md": worse, "e.md": HEAVY}
    for name, text in texts.items():
        Path(name).write_text(text, encoding="utf-8")
    done = run("check", ".", "--format", "json", "--quick")
    assert done.returncode == 2
    assert [error["path"] for error in report(done)["errors"]] == ["a.md", "b.md", "c.md", "d.md"]
    assert [file["path"] for file in report(done)["files"]] == ["e.md"]


def test_what_is_wrong_with_the_project_is_told_once() -> None:
    Path(".clarity.yaml").write_text("rules: {long-sentence: {max: mange}}\n")
    for name in ("a.md", "b.md"):
        Path(name).write_text(HEAVY, encoding="utf-8")
    done = run("check", ".", "--format", "json", "--quick")
    assert done.returncode == 2
    assert [error["path"] for error in report(done)["errors"]] == [".clarity.yaml"]


def test_the_developers_view_shows_where_it_failed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("vond.md").write_text(HEAVY, encoding="utf-8")
    monkeypatch.setattr(parsing, "read", _read_or(_fail))
    _drawn("json", 1)
    assert capfd.readouterr().err == ""
    monkeypatch.setitem(os.environ, "CLARITY_TRACEBACK", "1")
    _drawn("json", 1)
    assert "in _fail" in capfd.readouterr().err
