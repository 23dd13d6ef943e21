"""Ctrl-C is heard, also where spaCy would swallow it."""

from __future__ import annotations

import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from clarity.grammar.interrupts import held_back


def test_an_interrupt_comes_after_the_block_and_is_not_lost() -> None:
    done: list[str] = []

    def swallow() -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            done.append("lost")

    with pytest.raises(KeyboardInterrupt), held_back():
        swallow()
        done.append("block")
    assert done == ["block"]
    with pytest.raises(KeyboardInterrupt):  # as before, once the block is done
        signal.raise_signal(signal.SIGINT)


def test_signals_that_are_ignored_or_handled_elsewhere_are_left_alone() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with held_back():
            signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)

    def in_a_thread() -> str:
        with held_back():
            return "done"

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(in_a_thread).result() == "done"
