"""What programs ask for is done in a process apart, which can be killed: pages go on meanwhile."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")
pytest.importorskip("pygls")

from browsing import QUICK, TOKEN, ask, browser, connected, served
from clarity.web.answers import Asked, written
from clarity.web.apart import Apart
from clarity.web.served import Served
from command import HANGS, HEAVY, PLAIN

_PROCESS = "__import__('os').getpid()"


@pytest.fixture
def apart() -> Iterator[Apart]:
    started = Apart()
    yield started
    started.close()


def lives(process: Any) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(os.name == "nt", reason="asks for a process as POSIX does")
def test_what_takes_too_long_is_ended_and_what_comes_next_is_done(apart: Apart) -> None:
    first = apart.ask(eval, _PROCESS, HANGS).result(HANGS)
    assert first != os.getpid()
    assert apart.ask(eval, _PROCESS, HANGS).result(HANGS) == first
    assert apart.ask(time.sleep, HANGS, 0.1).result(HANGS) is None
    assert not lives(first)
    assert apart.ask(os._exit, 3, HANGS).result(HANGS) is None  # and what dies by itself
    assert apart.ask(abs, -3, HANGS).result(HANGS) == 3


def test_where_no_process_can_be_started_nothing_is_waited_for(
    apart: Apart, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(method: str) -> object:
        raise BlockingIOError

    monkeypatch.setattr("clarity.web.apart.Worker", fail)
    assert apart.ask(abs, -3, HANGS).result(HANGS) is None


def test_what_waits_for_a_process_that_is_closed_is_let_go(apart: Apart) -> None:
    apart.ask(abs, -3, HANGS).result(HANGS)
    begun, waiting = apart.ask(time.sleep, HANGS, HANGS), apart.ask(abs, 1, HANGS)
    while not begun.running():
        time.sleep(0.01)
    apart.close()
    assert begun.result(HANGS) is None
    assert waiting.cancelled()


def test_pages_and_the_process_apart_do_not_wait_for_each_other(apart: Apart) -> None:
    what = Served(QUICK, TOKEN, apart=apart)
    client = browser(what)
    report = ask(client, {"text": HEAVY}).json()
    assert report == ask(browser(served()), {"text": HEAVY}).json()
    begun = apart.ask(time.sleep, HANGS, HANGS)
    while not begun.running():
        time.sleep(0.01)
    with connected(client) as page:
        assert page.report(page.open(PLAIN))["report"]["words"]
    assert not begun.done()


def test_what_is_written_apart_is_what_is_asked_for() -> None:
    asked = Asked(PLAIN.encode(), "a.md", QUICK, "json", QUICK)
    assert json.loads(written(asked))["files"][0]["path"] == "a.md"
