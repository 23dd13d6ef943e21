"""A process that dies is a failure of the file it died of, and of no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from multiprocessing import active_children, get_all_start_methods
from pathlib import Path

import pytest

from clarity.run.workers import Workers
from command import HEAVY, environment

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills as POSIX does")

NAMES = [f"{number:03}.md" for number in range(72)]
CULPRITS = (NAMES[10], NAMES[40])


def _die_of_culprits(names: Sequence[str]) -> list[str]:
    for name in names:
        if name in CULPRITS:
            os.kill(os.getpid(), signal.SIGKILL)
    return [f"done {name}" for name in names]


def _die_half_way_through_telling(names: Sequence[str]) -> list[str]:
    if set(CULPRITS).intersection(names):
        pipe = sys._getframe(1).f_locals["pipe"]
        os.write(pipe.fileno(), (1_000_000).to_bytes(4, "big") + b"the first of a million bytes")
        os.kill(os.getpid(), signal.SIGKILL)
    return [f"done {name}" for name in names]


def _die_once(names: Sequence[str]) -> list[str]:
    seen = Path("seen")
    if CULPRITS[0] in names and not seen.exists():
        seen.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return [f"done {name}" for name in names]


def _return_what_cannot_be_sent(names: Sequence[str]) -> list[str]:
    if CULPRITS[0] in names:
        return [lambda: "" for _ in names]  # type: ignore[misc]
    return [f"done {name}" for name in names]


def _workers(jobs: int = 2) -> Workers[str]:
    return Workers(lambda name: f"here {name}", lambda name: f"lost {name}", jobs)


def _expected(lost: Sequence[str]) -> list[str]:
    told = [f"{'lost' if name in lost else 'done'} {name}" for name in NAMES]
    return [f"here {NAMES[0]}", *told[1:]]


FORGOTTEN = """
import os, signal, sys, time, weakref
from clarity import __main__
import clarity.cli.main

class Object: pass

def run():
    own = Object()
    told = weakref.ref(own, lambda _: (os.kill(os.getpid(), signal.SIGINT), time.sleep(0)))
    del own
    time.sleep(60)

clarity.cli.main.main = run
__main__.main()
"""


def test_ctrl_c_is_heard_where_python_would_forget_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORGOTTEN], env=environment(), capture_output=True, check=False
    )
    assert done.returncode in (130, -signal.SIGINT)
    assert not done.stderr


@pytest.mark.parametrize("there", [_die_of_culprits, _die_half_way_through_telling])
def test_only_the_file_that_a_process_dies_of_is_lost(
    there: Callable[[Sequence[str]], list[str]],
) -> None:
    with _workers() as workers:
        assert list(workers.run(NAMES, lambda names: there)) == _expected(CULPRITS)
        assert list(workers.run(NAMES, lambda names: there)) == _expected(CULPRITS)
    assert not active_children()


def test_no_file_is_lost_where_a_process_is_killed_by_chance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with _workers() as workers:
        assert list(workers.run(NAMES, lambda names: _die_once)) == _expected([])


def test_an_outcome_that_cannot_be_sent_is_a_failure_of_its_file() -> None:
    with _workers() as workers:
        told = list(workers.run(NAMES, lambda names: _return_what_cannot_be_sent))
    assert told == _expected(CULPRITS[:1])


def test_where_no_process_can_be_started_the_files_are_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> int:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(os, "fork", refuse)
    with _workers() as workers:
        told = list(workers.run(NAMES, lambda names: _die_of_culprits))
    assert told == [f"here {name}" for name in NAMES]


def test_a_run_that_is_left_leaves_no_process() -> None:
    with _workers() as workers:
        outcomes = workers.run(NAMES, lambda names: _die_of_culprits)
        assert [next(outcomes), next(outcomes)] == _expected([])[:2]
        assert active_children()
    assert not active_children()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_ended_leaves_no_process_and_no_traceback(
    number: signal.Signals, tmp_path: Path
) -> None:
    for name in range(400):
        (tmp_path / f"{name:03}.md").write_text(f"{HEAVY}\nSide {name}.\n", encoding="utf-8")
    command = [sys.executable, "-m", "clarity", "check", "--jobs", "2", "--no-cache", "--quick"]
    command.append("--details")  # which come as the files are done, and no summary at the end
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(1)  # it has begun
        # Ctrl-C reaches all that run in a terminal.
        (os.killpg if number == signal.SIGINT else os.kill)(process.pid, number)
        process.stdout.read()  # ends when no process holds it any more
        told = process.stderr.read().decode()
    assert "Traceback" not in told
    assert process.returncode in {-number, 128 + number}


@pytest.mark.parametrize("method", get_all_start_methods())
def test_no_module_that_lies_among_the_texts_is_run(method: str, tmp_path: Path) -> None:
    texts, program = tmp_path / "texts", tmp_path / "program"
    planted = f"open({str(tmp_path / 'KJØRT')!r}, 'w')\n"
    for place in ("multiprocessing/__init__.py", "signal.py", "socket.py", "threading.py"):
        file = texts / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(planted, "utf-8")
    program.mkdir()
    (program / "start.py").write_text(
        "import multiprocessing, os, sys\n"
        "from clarity.run.workers import Workers\n"
        "if __name__ == '__main__':\n"
        "    multiprocessing.set_start_method(sys.argv[1])\n"
        "    with Workers(str.upper, str.upper, 2) as workers:\n"
        "        told = list(workers.run(list('abcdef'), lambda names: sorted))\n"
        "    print(*told, 'PYTHONSAFEPATH' in os.environ)\n",
        "utf-8",
    )
    command = [sys.executable, str(program / "start.py"), method]
    done = subprocess.run(
        command, cwd=texts, env=environment(), capture_output=True, text=True, check=False
    )
    assert not (tmp_path / "KJØRT").exists()
    assert done.stdout == "A b c d e f False\n", done.stderr
