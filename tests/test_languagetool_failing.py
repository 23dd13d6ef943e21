"""A LanguageTool that is down, slow or out of its mind costs one line, and nothing else."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from allowing import ALLOWED
from allowing import run_allowed as run_clarity
from clarity.model import Report
from clarity.run.texts import check
from clarity.session import Request
from command import HANGS, ROOT, environment, run_apart
from fake_languagetool import Answer, Behaviour, fake_java, serving

TEXT = "# Ansök\n\nDu kan kan ansöka hos oss på webben. Det är felstavatt.\n"


def write(folder: Path, url: str, extra: str = "", count: int = 1) -> None:
    settings = f"guideline: none\nlanguagetool:\n  url: {url}\n{extra}"
    (folder / ".clarity.yaml").write_text(settings, encoding="utf-8")
    for number in range(count):
        (folder / f"side{number:02}.sv.md").write_text(TEXT, encoding="utf-8")


def reports(folder: Path, **asked: Any) -> list[Report]:
    made = list(check([str(folder)], Request(user=ALLOWED, **asked)))
    assert all(isinstance(report, Report) for report in made)
    return made  # type: ignore[return-value]


def answering(body: object, status: int = 200) -> Behaviour:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return lambda path, form: (status, data) if form.get("data") else None


def match(**changes: object) -> dict[str, object]:
    right = {"offset": 0, "length": 1, "message": "m", "replacements": [], "rule": {"id": "X"}}
    return {"matches": [{**right, **changes}]}


@pytest.mark.parametrize(
    ("behave", "reason"),
    [
        (answering({"error": "oj"}, 500), "answers with error 500"),
        (answering(b"Error: too long", 413), "answers with error 413"),
        (answering(b"<html>hi</html>"), "answers with something else than JSON"),
        (answering(b""), "answers with something else than JSON"),
        (answering(b'{"matches": ['), "answers with something else than JSON"),
        (answering(b"\xff\xfe\x00"), "answers with something else than JSON"),
        (answering([]), "answers with JSON of another kind"),
        (answering(None), "answers with JSON of another kind"),
        (answering({"matches": 3}), "answers with JSON of another kind"),
        (answering({"matches": [3]}), "answers with JSON of another kind"),
        (answering(match(offset=-1)), "answers with JSON of another kind"),
        (answering(match(offset=10**9)), "answers with JSON of another kind"),
        (answering(match(length=10**9)), "answers with JSON of another kind"),
        (answering(match(offset="1")), "answers with JSON of another kind"),
        (answering(match(offset=True)), "answers with JSON of another kind"),
        (answering(match(message=None)), "answers with JSON of another kind"),
        (answering(match(replacements=[{"value": 3}])), "answers with JSON of another kind"),
        (answering(match(rule="X")), "answers with JSON of another kind"),
        (answering({**match(), "warnings": {"incompleteResults": True}}), "gave up before the end"),
        (lambda path, form: (200, b"[]{}"), "answers with something else than JSON"),
        (lambda path, form: (200, b'{"a": 1}'), "answers with JSON of another kind"),
        (lambda path, form: (404, b""), "answers with error 404"),
    ],
)
def test_a_mad_server(behave: Behaviour, reason: str, tmp_path: Path) -> None:
    with serving(behave) as server:
        write(tmp_path, server.address)
        (report,) = reports(tmp_path)
        (skipped,) = report.skipped
        assert skipped.rule == "sv/languagetool"
        assert reason in skipped.reason
        assert [finding.rule for finding in report.findings] == ["sv/repeated-word"]
        done = run_clarity("check", ".", "--format", "json", cwd=tmp_path)
    assert len(done.stderr.splitlines()) == 1
    assert done.returncode == 1  # for the repeated word


def test_a_server_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    write(tmp_path, f"http://127.0.0.1:{port}", count=30)
    pauses: list[float] = []
    with monkeypatch.context() as patch:
        patch.setattr("urllib3.util.retry.time.sleep", pauses.append)
        every = reports(tmp_path)
    assert sum(pauses) <= 2  # seconds, for all the texts together
    assert {skip.reason for report in every for skip in report.skipped} == {
        f"LanguageTool at 127.0.0.1:{port} does not answer"
    }
    assert all(len(report.findings) == 1 for report in every)
    done = run_clarity("check", ".", cwd=tmp_path)
    assert done.stdout.count("LanguageTool") == 1
    assert done.stderr == ""


def test_a_slow_server_is_left_alone(tmp_path: Path) -> None:
    is_over = threading.Event()

    def dawdle(path: str, form: Mapping[str, str]) -> Answer | None:
        if form.get("data"):
            is_over.wait()
        return None

    with serving(dawdle) as server:
        write(tmp_path, server.address, "  timeout: 0.3\n", count=5)
        every = reports(tmp_path)
        is_over.set()
        assert [report.skipped[0].reason.partition(" does ")[2] for report in every] == [
            "not answer within 0.3 seconds"
        ] * 5
        assert len(server.checks) <= 2


def test_a_server_that_trickles_is_slow(tmp_path: Path) -> None:
    """It trickles for ever, and the run comes to its end all the same."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        program = (
            "import socket, sys, time\nlistening = socket.socket(fileno=int(sys.argv[1]))\n"
            "while True:\n    talk, _ = listening.accept()\n    talk.recv(9999)\n"
            "    talk.send(b'HTTP/1.1 200 OK\\r\\n\\r\\n')\n"
            "    try:\n        while True: talk.send(b' '); time.sleep(0.1)\n"
            "    except OSError: pass\n"
        )
        number = listening.fileno()
        trickling = subprocess.Popen(
            [sys.executable, "-c", program, str(number)], pass_fds=[number]
        )
        try:
            write(tmp_path, f"http://127.0.0.1:{listening.getsockname()[1]}", "  timeout: 1\n")
            (report,) = reports(tmp_path)
        finally:
            trickling.kill()
            trickling.wait()
    assert "does not answer within 1 seconds" in report.skipped[0].reason


def test_a_busy_server_is_asked_again(tmp_path: Path) -> None:
    left = [503, 500]

    def busy(path: str, form: Mapping[str, str]) -> Answer | None:
        return (left.pop(), b"busy") if left and form.get("data") else None

    with serving(busy) as server:
        write(tmp_path, server.address)
        (report,) = reports(tmp_path)
        assert len(server.checks) == 3
    assert report.skipped == ()
    assert [finding.rule for finding in report.findings] == ["sv/repeated-word", "sv/spelling"]


def test_a_server_that_always_fails_is_left_alone(tmp_path: Path) -> None:
    with serving(answering(b"oj", 400)) as server:
        write(tmp_path, server.address, count=8)
        assert all(report.skipped for report in reports(tmp_path))
        assert len(server.checks) == 3


def test_one_text_that_fails_does_not_cost_the_others(tmp_path: Path) -> None:
    def pick(path: str, form: Mapping[str, str]) -> Answer | None:
        return (400, b"oj") if "Särskild" in form.get("data", "") else None

    with serving(pick) as server:
        write(tmp_path, server.address, count=4)
        (tmp_path / "side01.sv.md").write_text(f"{TEXT}\nSärskild.\n", encoding="utf-8")
        assert [len(report.skipped) for report in reports(tmp_path)] == [0, 1, 0, 0]


def test_a_text_is_never_sent_where_a_server_points(tmp_path: Path) -> None:
    with serving() as elsewhere:
        pointing = (307, f"{elsewhere.address}/v2/check".encode())
        with serving(lambda path, form: pointing if form.get("data") else None) as server:
            write(tmp_path, server.address)
            (report,) = reports(tmp_path)
        assert not elsewhere.asked
    assert "answers with error 307" in report.skipped[0].reason


def test_no_proxy_sees_what_stays_on_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving() as proxy, serving() as server:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.address)
        monkeypatch.delenv("no_proxy", raising=False)
        write(tmp_path, server.address)
        (report,) = reports(tmp_path)
        assert not report.skipped
        assert not proxy.asked


def test_what_a_failing_server_left_out_is_not_kept(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    is_ill = True

    def heal(path: str, form: Mapping[str, str]) -> Answer | None:
        return (400, b"oj") if is_ill and form.get("data") else None

    with serving(heal) as server:
        write(pages, server.address)
        (report,) = reports(pages, cache=tmp_path / "cache")
        assert report.skipped
        is_ill = False
        (report,) = reports(pages, cache=tmp_path / "cache")
        assert not report.skipped
        assert len(report.findings) == 2


def local(folder: Path, count: int) -> Path:
    pages = folder / "pages"
    pages.mkdir()
    write(pages, "x", count=count)
    (pages / ".clarity.yaml").write_text("guideline: none\n", encoding="utf-8")
    return pages


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(("count", "jobs"), [(2, 1), (30, 2)])
def test_one_local_server_serves_a_whole_run(count: int, jobs: int, tmp_path: Path) -> None:
    env = fake_java(tmp_path)
    pages = local(tmp_path, count)
    done = run_apart("check", ".", "--format", "json", f"--jobs={jobs}", cwd=pages, env=env)
    files = json.loads(done.stdout)["files"]
    assert [len(file["findings"]) for file in files] == [2] * count
    assert done.stderr == ""
    (number,) = (tmp_path / "started").read_text().split()
    assert not is_running(int(number))


def test_standard_input_has_a_local_server_too(tmp_path: Path) -> None:
    env = fake_java(tmp_path)
    pages = local(tmp_path, 0)
    arguments = ("check", "-", "--stdin-filename", "a.sv.md", "--format", "json")
    done = run_apart(*arguments, cwd=pages, env=env, stdin=TEXT)
    assert len(json.loads(done.stdout)["files"][0]["findings"]) == 2
    (number,) = (tmp_path / "started").read_text().split()
    assert not is_running(int(number))


def test_kept_reports_need_no_local_server(tmp_path: Path) -> None:
    env = {**fake_java(tmp_path), "CLARITY_CACHE_DIR": str(tmp_path / "cache")}
    pages = local(tmp_path, 2)
    first = run_clarity("check", ".", cwd=pages, env=env)
    assert run_clarity("check", ".", cwd=pages, env=env).stdout == first.stdout
    data = run_clarity("check", ".", "--format", "json", cwd=pages, env=env)
    assert [len(file["findings"]) for file in json.loads(data.stdout)["files"]] == [2, 2]
    assert len((tmp_path / "started").read_text().split()) == 1


def _started(running: subprocess.Popen[bytes], note: Path) -> int:
    """Return the process of the server that a run has started, however long that takes."""
    while running.poll() is None:
        if note.exists() and (number := note.read_text().strip()):
            return int(number)
        time.sleep(0.05)
    raise AssertionError("it ended before it started a server")


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_ended_run_ends_its_server(sent: signal.Signals, tmp_path: Path) -> None:
    env = fake_java(tmp_path)
    pages = local(tmp_path, 1)
    # A text that takes its time: the run is in the middle when it is told to end.
    (pages / "side99.sv.md").write_text("Du kan ringa oss i dag.\n\n" * 50_000, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "clarity",
        "check",
        "--no-cache",
        "side00.sv.md",
        "side99.sv.md",
    ]
    running = subprocess.Popen(
        command,
        cwd=pages,
        env=environment(env),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        server = _started(running, tmp_path / "started")
        running.send_signal(sent)
        assert running.wait(HANGS) == 128 + sent
        assert not is_running(server)
    finally:
        running.kill()
        running.wait()


def test_a_server_that_does_not_start(tmp_path: Path) -> None:
    env = fake_java(tmp_path, broken="Error: UnsupportedClassVersionError, Java 17 wanted")
    pages = local(tmp_path, 30)
    done = run_apart("check", ".", "--format", "json", "--jobs=2", cwd=pages, env=env)
    files = json.loads(done.stdout)["files"]
    assert all(len(file["findings"]) == 1 and len(file["skipped"]) == 1 for file in files)
    (line,) = done.stderr.splitlines()
    assert "startar inte (Error: UnsupportedClassVersionError, Java 17 wanted)" in line
    assert len((tmp_path / "started").read_text().split()) == 3  # in all the processes together


def test_no_java(tmp_path: Path) -> None:
    env = {**fake_java(tmp_path), "PATH": str(ROOT / "nowhere")}
    pages = local(tmp_path, 1)
    done = run_clarity("check", ".", "--format", "json", cwd=pages, env=env)
    assert "LanguageTool behöver Java 17 eller nyare" in done.stderr
