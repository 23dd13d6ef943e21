"""Reads how often each rule of ours was right: counts of what judges held of its findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from clarity.messages import _
from clarity.model import Judging, Record, Rule, Tally
from clarity.parsing.known_fields import KnownFields
from clarity.parsing.located_yaml import Fields
from clarity.resources import rules_root
from clarity.rulebook.compiled import read_file


def with_records(rules: Iterable[Rule], cache: Path | None = None) -> tuple[Rule, ...]:
    """Return rules of ours, each with its record. One never judged has an empty one.

    Raises `ConfigError` where the file of records is missing or broken.
    """
    known = load_records(cache)
    return tuple(replace(rule, record=known.get(rule.id, Record())) for rule in rules)


def load_records(cache: Path | None = None) -> Mapping[str, Record]:
    """Return the records of all rules, by id. Raises `ConfigError`."""
    path = records_path()
    return read_file(
        path,
        cache,
        lambda data: parse_records(data, str(path)),
        lambda data: _Known(KnownFields(data, str(path))),
    )


def records_path() -> Path:
    """Return the file of records, which benchmarks/record.py writes."""
    return rules_root() / "record.yaml"


def parse_records(data: object, path: str) -> Mapping[str, Record]:
    """Make records of what stands in their file. Raises `ConfigError`."""
    fields = Fields(data, path)
    return {id: _record(fields.fields(id)) for id in fields.data}


class _Known(Mapping[str, Record]):
    """Records that have been found right, each made when it is asked for."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields

    def __getitem__(self, id: str) -> Record:
        if id not in self._fields:
            raise KeyError(id)
        return _record(self._fields.fields(id))

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields.data)

    def __len__(self) -> int:
        return len(self._fields.data)


def _record(fields: Fields) -> Record:
    entries = fields.fields("entries")
    record = Record(
        fields.each("judgings", _judging),
        {name: _tally(entries.fields(name)) for name in entries.data},
    )
    fields.finish()
    return record


def _judging(fields: Fields) -> Judging:
    return Judging(fields.text("pool"), fields.text("date"), _tally(fields, ("pool", "date")))


def _tally(fields: Fields, also: Iterable[str] = ()) -> Tally:
    tally = Tally(fields.count("judged"), fields.count("right"))
    fields.finish(tuple(also))
    if tally.right > tally.judged:
        raise fields.error("right", _("no more can be right than were judged"))
    return tally
