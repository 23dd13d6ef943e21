"""What all tests share: what is shipped is read once a process, and properties have a budget."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from clarity import rulebook
from clarity.checks.kinds import KINDS
from clarity.grammar import choice, readers
from clarity.grammar.readers import Reader
from clarity.language.lexicon import Lexicon
from clarity.model import Rule
from clarity.parsing import located_yaml
from clarity.rulebook.kinds import Kinds

#: An example takes as long as it takes, on a machine that does other things too.
_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("modest", _UNHURRIED, max_examples=30)
settings.register_profile("thorough", _UNHURRIED, max_examples=100)
settings.load_profile("modest")  # another one: --hypothesis-profile


def pytest_configure() -> None:
    """Let the tests heed Ctrl-C, which a shell has what runs in the background ignore.

    And keep what takes long to read and no test changes, so that each `Session` need not read it.
    A run with a cache reads what it has kept there, as ever.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    patch = pytest.MonkeyPatch()
    patch.setattr("clarity.rulebook.compiled.load", cache(located_yaml.load))
    patch.setattr(rulebook, "load_lexicon", _load_lexicon)
    patch.setattr(rulebook, "load", _load_rules)
    # What rules find is tested whether or not they have earned to be shown: test_records.py
    # tests that.
    patch.setattr("clarity.rulebook.rules.with_records", lambda rules, cache: tuple(rules))
    patch.setattr(readers, "load", _load_reader)


_read_lexicon, _read_rules, _read_model = rulebook.load_lexicon, rulebook.load, readers.load
_shipped_lexicon = cache(_read_lexicon)


@cache
def _shipped_rules(language: str) -> tuple[Rule, ...]:
    return _read_rules(language, _shipped_lexicon(language), KINDS)


def _load_lexicon(language: str, cache: Path | None = None) -> Lexicon:
    return _read_lexicon(language, cache) if cache else _shipped_lexicon(language)


def _load_rules(
    language: str,
    lexicon: Lexicon,
    kinds: Kinds,
    extra: Sequence[Path] = (),
    cache: Path | None = None,
    left_out: list[located_yaml.ConfigError] | None = None,
) -> tuple[Rule, ...]:
    if extra or cache:
        return _read_rules(language, lexicon, kinds, extra, cache, left_out)
    return _shipped_rules(language)


@cache
def _shipped_model(name: str, _root: Path) -> Reader:
    return _read_model(name)


def _load_reader(name: str) -> Reader:
    if name not in choice.own():
        return _read_model(name)
    return _shipped_model(name, vars(readers)["models_root"]())  # a test may have it elsewhere
