"""Output that cannot be written ends a run quietly or in one line, and leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clarity import drafts
from command import HEAVY, environment, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="asks for devices of POSIX")

_FULL = Path("/dev/full")


@pytest.fixture(autouse=True)
def _in_a_folder_with_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(HEAVY, encoding="utf-8")


def _check(*arguments: str, **streams: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "clarity", "check", "a.md", "--quick", *arguments]
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    return subprocess.run(command, env=environment(), text=True, check=False, **given)  # type: ignore[call-overload, no-any-return]


def _close(number: int) -> Callable[[], None]:
    return lambda: os.close(number)


@pytest.mark.skipif(not _FULL.exists(), reason="there is no full device here")
def test_a_full_disk_is_told_in_one_line() -> None:
    with _FULL.open("w") as full:
        done = _check(stdout=full)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "disken er full" in done.stderr  # as the text is in bokmål
    done = _check("--output", str(_FULL))
    assert done.returncode == 2
    _, line = done.stderr.splitlines()  # the first is on --quick
    assert "«/dev/full»" in line


@pytest.mark.skipif(not _FULL.exists(), reason="there is no full device here")
def test_remarks_that_nobody_can_hear_do_not_end_a_run() -> None:
    with _FULL.open("w") as full:
        done = _check("borte.md", "--format", "json", stderr=full)
    assert done.returncode == 2
    assert '"a.md"' in done.stdout


@pytest.mark.parametrize("more", [(), ("--format", "json")])
def test_a_pipe_that_nobody_reads_ends_the_run_quietly(more: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = _check(*more, stdout=pipe)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_closed_stream_is_no_trouble(number: int) -> None:
    done = _check("borte.md", "--output", "ut.txt", preexec_fn=_close(number))
    assert done.returncode == 2
    assert "a.md" in Path("ut.txt").read_text("utf-8")


def test_a_folder_that_cannot_be_written_to_is_told_in_one_line() -> None:
    done = run("check", "a.md", "--quick", "--output", "borte/ut.txt")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "«borte/ut.txt»" in line


def _killed_writer(target: Path) -> Path:
    """Leave the draft that a killed writer leaves."""
    script = (
        "import os, signal, sys; from pathlib import Path; from clarity.drafts import replacement\n"
        "with replacement(Path(sys.argv[1])) as file:\n"
        "    file.write('halvt'); file.flush(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    command = [sys.executable, "-c", script, str(target)]
    subprocess.run(command, env=environment(), check=False)
    (draft,) = target.parent.glob(f".{target.name}.*")
    return draft


def test_what_a_killed_run_leaves_is_swept_by_the_next() -> None:
    target = Path("ut.json")
    target.write_text("helt")
    draft = _killed_writer(target)
    assert target.read_text() == "helt"
    run("check", "a.md", "--quick", "--format", "json", "--output", target)
    assert not draft.exists()
    assert sorted(path.name for path in Path().iterdir()) == ["a.md", "ut.json"]


def test_a_draft_that_another_writes_is_let_be(tmp_path: Path) -> None:
    target = tmp_path / "ut.txt"

    with drafts.replacement(target) as first:
        first.write("først")
        with drafts.replacement(target) as second:
            second.write("sist")
    assert target.read_text() == "først"
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_what_fails_half_way_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    target = tmp_path / "ut.txt"
    target.write_text("helt")
    with pytest.raises(KeyboardInterrupt), drafts.replacement(target) as file:
        file.write("halvt")
        raise KeyboardInterrupt
    assert target.read_text() == "helt"
    assert [path.name for path in tmp_path.glob(".*")] == []
