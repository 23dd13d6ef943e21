"""What all tests share: what is shipped is read once a process, and properties have a budget."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from clarity.checks import engine
from clarity.checks.engine import Checker
from clarity.grammar import choice, readers
from clarity.grammar.readers import Reader
from clarity.language.lexicon import Lexicon
from clarity.model import Rule
from clarity.parsing import located_yaml
from clarity.rulebook import compiled
from command import CACHE, ROOT

#: As in a run, which says so before numpy is loaded: threads that wait for each other burn time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

#: An example takes as long as it takes, on a machine that does other things too.
_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("modest", _UNHURRIED, max_examples=30)
settings.register_profile("thorough", _UNHURRIED, max_examples=100)
settings.load_profile("modest")  # another one: --hypothesis-profile


def pytest_configure() -> None:
    """Let the tests heed Ctrl-C, which a shell has what runs in the background ignore.

    And keep what takes long to make and no test changes, so that each `Session` need not make it. A
    test with a cache of its own reads what is kept there, as ever.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    patch = pytest.MonkeyPatch()
    patch.setattr(compiled, "load", cache(located_yaml.load))
    patch.setattr(compiled, "_read", _read)
    patch.setattr(engine, "compile_rules", _compile_rules)
    patch.setattr(readers, "load", _load_reader)
    # What rules find is tested whether or not they have earned to be shown: test_records.py
    # tests that.
    patch.setattr("clarity.rulebook.rules.with_records", lambda rules, cache: tuple(rules))


_read_anew, _compile_anew, _load_model = compiled._read, engine.compile_rules, readers.load
_parsed: dict[tuple[Path, object], Any] = {}
_checkers: deque[tuple[tuple[Sequence[Rule], Lexicon, bool], Checker]] = deque(maxlen=32)


def _read(
    place: Path,
    paths: Sequence[Path],
    cache: Path | None,
    parse: Callable[[Any], Any],
    validate: Callable[[Any], object],
    again: Callable[[Any], Any],
) -> Any:
    """Parse what is shipped once, for all who parse it in the same way."""
    is_shared = cache is None or (cache / "rules").resolve() == CACHE / "rules"
    if not is_shared or not place.is_relative_to(ROOT):
        return _read_anew(place, paths, cache, parse, validate, again)
    way = place, parse.func if isinstance(parse, partial) else parse.__code__
    if way not in _parsed:
        _parsed[way] = _read_anew(place, paths, cache, parse, validate, again)
    return _parsed[way]


def _compile_rules(rules: Sequence[Rule], lexicon: Lexicon, has_grammar: bool = True) -> Checker:
    """Make the same rules ready once, and keep those that were asked for last."""
    asked = tuple(rules), lexicon, has_grammar
    place = next((n for n, (known, _) in enumerate(_checkers) if known == asked), None)
    if place is None:
        checker = _compile_anew(*asked)
    else:
        _, checker = _checkers[place]
        del _checkers[place]
    _checkers.appendleft((asked, checker))
    return checker


@cache
def _shipped_model(name: str, _root: Path) -> Reader:
    return _load_model(name)


def _load_reader(name: str) -> Reader:
    if name not in choice.own():
        return _load_model(name)
    return _shipped_model(name, vars(readers)["models_root"]())  # a test may have it elsewhere
