"""Reports and their written form kept on disk: an unchanged file is not judged or drawn twice."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from clarity.model import (
    Advice,
    Comparison,
    Finding,
    Gain,
    PrincipleScore,
    Report,
    Scorecard,
    SignalScore,
    Skipped,
    Span,
)
from clarity.parsing.decoding import DecodingError, decode
from clarity.reports.part import Part, Row

#: Reports by what they depend on. Parts by file and format, so that a new one replaces the old.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS reports (key BLOB PRIMARY KEY, report TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parts (place BLOB PRIMARY KEY, key BLOB, rest TEXT, text TEXT);
"""
_LARGEST = 512 * 1024 * 1024


class Cache:
    """A SQLite file of reports and of what formats made of them.

    Whatever is wrong with it, the run goes on without it; what is no database any more (a full
    disk, another program) is begun anew. Each writing is one transaction.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "reports.sqlite"
        self._connection = self._open()

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *error: object) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection | None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._path.exists() and self._path.stat().st_size > _LARGEST:
                self._delete()
            return self._connect()
        except sqlite3.OperationalError:
            return None
        except sqlite3.DatabaseError:
            return self._begin_anew()
        except OSError:
            return None

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=5)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")
        connection.executescript(_SCHEMA)
        return connection

    def _begin_anew(self) -> sqlite3.Connection | None:
        try:
            self._delete()
            return self._connect()
        except (OSError, sqlite3.Error):
            return None

    def _delete(self) -> None:
        # With what belongs to it: another database must not be mended by its journal.
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def report(self, key: bytes, path: str, data: bytes) -> Report | None:
        """Return the report kept under a key, for a file that may have moved since.

        ``data`` is what stands in the file.
        """
        row = self._row("SELECT report FROM reports WHERE key = ?", key)
        try:
            return _from_data(json.loads(row[0]), path, decode(data).text) if row else None
        except (ValueError, KeyError, TypeError, DecodingError):
            return None

    def has_report(self, key: bytes) -> bool:
        """Tell whether there is a report under a key."""
        return self._row("SELECT 1 FROM reports WHERE key = ?", key) is not None

    def part(self, place: bytes, key: bytes, path: str) -> Part | None:
        """Return the part kept at a place, if it is the one with the key."""
        row = self._row("SELECT rest, text FROM parts WHERE place = ? AND key = ?", place, key)
        try:
            if row is None:
                return None
            facts, skipped, apart = json.loads(row[0])
            return Part(Row(path, *facts), row[1], skipped, tuple(apart))
        except (ValueError, TypeError):
            return None

    def put_reports(self, reports: Iterable[tuple[bytes, str]]) -> None:
        """Keep reports, as `encode` has them, by their keys."""
        self._put("INSERT OR REPLACE INTO reports VALUES (?, ?)", reports)

    def put_parts(self, parts: Iterable[tuple[bytes, bytes, Part]]) -> None:
        """Keep parts by place and key, each instead of what is kept at its place."""
        rows = (
            (place, key, json.dumps([part.row[1:], part.skipped, part.apart]), part.text)
            for place, key, part in parts
        )
        self._put("INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?)", rows)

    @staticmethod
    def encode(report: Report) -> str:
        """Return a report as it is kept."""
        return json.dumps(_to_data(report))

    def _row(self, query: str, *values: bytes) -> tuple[Any, ...] | None:
        try:
            if self._connection:
                row: tuple[Any, ...] | None = self._connection.execute(query, values).fetchone()
                return row
        except sqlite3.Error as error:
            self._give_up(error)
        return None

    def _put(self, query: str, rows: Iterable[tuple[Any, ...]]) -> None:
        try:
            if self._connection:
                with self._connection:
                    self._connection.executemany(query, rows)
        except sqlite3.Error as error:
            self._give_up(error)

    def _give_up(self, error: sqlite3.Error) -> None:
        """Do without the cache, or with a new one where the old is damaged."""
        is_damaged = not isinstance(error, sqlite3.OperationalError)
        self._connection = self._begin_anew() if is_damaged else None


def _to_data(report: Report) -> Mapping[str, Any]:
    """Make plain data of all of a report but its path and its source."""
    advices = {finding.rule: finding.advice for finding in report.findings}
    return {
        "format": report.format,
        "language": report.language,
        "words": report.words,
        "advices": [
            [a.id, a.category, a.strength, a.source, a.url, a.why] for a in advices.values()
        ],
        "findings": [
            [
                f.rule,
                f.severity,
                [f.span.start, f.span.end],
                [f.context.start, f.context.end],
                f.text,
                f.message,
                f.suggestions,
                f.fingerprint,
            ]
            for f in report.findings
        ],
        "skipped": [[skipped.rule, skipped.reason] for skipped in report.skipped],
        "measures": dict(report.measures),
        "scorecard": report.scorecard and _card_to_data(report.scorecard),
        "notices": report.notices,
        "comparisons": [
            [c.genre, c.name, c.about, c.texts, dict(c.places)] for c in report.comparisons
        ],
    }


def _card_to_data(card: Scorecard) -> list[Any]:
    principles = [
        [p.id, p.name, p.score, p.coverage, [_signal_to_data(s) for s in p.signals]]
        for p in card.principles
    ]
    gains = [[g.label, g.points, g.rules, _spans_to_data(g.spans)] for g in card.gains]
    return [
        card.guideline,
        card.guideline_name,
        card.overall,
        card.band,
        card.confidence,
        card.reason,
        card.caveat,
        principles,
        gains,
    ]


def _signal_to_data(s: SignalScore) -> list[Any]:
    spans = _spans_to_data(s.spans)
    return [s.id, s.name, s.value, s.bad, s.good, s.score, s.weight, s.points_lost, spans, s.source]


def _spans_to_data(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


def _from_data(data: Mapping[str, Any], path: str, source: str) -> Report:
    advices = {row[0]: Advice(*row) for row in data["advices"]}
    findings = tuple(
        Finding(
            advices[rule],
            severity,
            Span(*span),
            Span(*context),
            text,
            message,
            tuple(instead),
            mark,
        )
        for rule, severity, span, context, text, message, instead, mark in data["findings"]
    )
    return Report(
        path=path,
        source=source,
        format=data["format"],
        language=data["language"],
        words=data["words"],
        findings=findings,
        skipped=tuple(Skipped(*row) for row in data["skipped"]),
        measures=data["measures"],
        scorecard=data["scorecard"] and _card_from_data(data["scorecard"]),
        notices=tuple(data["notices"]),
        comparisons=tuple(_comparison_from_data(row) for row in data["comparisons"]),
    )


def _comparison_from_data(data: list[Any]) -> Comparison:
    *head, places = data
    shares = {name: (lower, higher) for name, (lower, higher) in places.items()}
    return Comparison(*[*head, shares])


def _card_from_data(data: list[Any]) -> Scorecard:
    *head, principles, gains = data
    judged = tuple(
        PrincipleScore(id, name, score, coverage, tuple(map(_signal_from_data, signals)))
        for id, name, score, coverage, signals in principles
    )
    won = tuple(
        Gain(label, points, tuple(rules), _spans_from_data(spans))
        for label, points, rules, spans in gains
    )
    return Scorecard(*[*head, judged, won])


def _signal_from_data(data: list[Any]) -> SignalScore:
    *head, spans, source = data
    return SignalScore(*[*head, _spans_from_data(spans), source])


def _spans_from_data(spans: Iterable[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(*span) for span in spans)
