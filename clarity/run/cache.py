"""Reports and their written form kept on disk: what is unchanged is not judged or drawn twice."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec.structs import astuple, replace

from clarity.digest import blake2b
from clarity.messages import _
from clarity.model import Report
from clarity.parsing.decoding import DecodingError, decode
from clarity.reports.part import Part, Row
from clarity.run.report_data import from_data, to_data

#: Goes up with each change of the tables or of what stands in them.
_VERSION = 5
#: Reports by what they depend on. Parts by file and format, and facts of passages by file, so that
#: new ones replace the old.
#: A seal is a digest of the rest of its row.
_SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS reports (key BLOB PRIMARY KEY, report BLOB, seal BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parts (
  place BLOB PRIMARY KEY, key BLOB, rest BLOB, text BLOB, seal BLOB
);
CREATE TABLE IF NOT EXISTS facts (place BLOB PRIMARY KEY, way BLOB, facts BLOB, seal BLOB);
PRAGMA user_version={_VERSION};
COMMIT;
"""
_LARGEST = 512 * 1024 * 1024
#: Seconds to wait while another run writes.
_PATIENCE = 5.0

#: What is no fault of the file itself: others use it, the disk is full, it may not be written.
#: Whatever else SQLite complains of, of statements that are always the same, is damage.
_CIRCUMSTANCES = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOLFS,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
)


class Cache:
    """A SQLite file of reports, of what formats made of them, and of what they were made of.

    Whatever is wrong with it, the run goes on: a row whose seal does not fit is as none, and a
    file that is no sound database is moved aside, of which ``tell`` is told, and begun anew. Where
    ``tell`` is ``None``, that is left to another process. Each writing is one transaction.
    """

    def __init__(self, folder: Path, tell: Callable[[str], object] | None) -> None:
        self._path = folder / "reports.sqlite"
        self._tell = tell
        self._file: tuple[int, int] | None = None
        self._connection = self._open()

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *error: object) -> None:
        if self._connection:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection | None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._path.exists() and self._path.stat().st_size > _LARGEST:
                self._delete()
            return self._connect()
        except sqlite3.Error as error:
            return self._begin_anew(error)
        except OSError:
            return None

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_PATIENCE)
        try:
            self._file = _identity(self._path)
            connection.text_factory = bytes  # what is damaged may be no text
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=OFF")
            if _is_of_another_version(connection):
                connection.close()
                self._delete()
                return self._connect()
            connection.executescript(_SCHEMA)
        except BaseException:
            connection.close()
            raise
        return connection

    def _begin_anew(self, error: sqlite3.Error) -> sqlite3.Connection | None:
        """Do without the cache for now, or with a new one where the old is damaged."""
        if self._tell is None or not self._is_damage(error):
            return None
        try:
            if _identity(self._path) == self._file:  # else another run has seen to it
                aside = self._move_aside()
                told = _("the cache was damaged and is begun anew; the old one is {aside}")
                self._tell(told.format(aside=aside))
            return self._connect()
        except (OSError, sqlite3.Error):
            return None

    def _is_damage(self, error: sqlite3.Error) -> bool:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if code == sqlite3.SQLITE_READONLY:  # it may say so of itself
            return os.access(self._path, os.W_OK)
        return code not in _CIRCUMSTANCES

    def _move_aside(self) -> Path:
        """Keep the damaged file for whoever wants to look into it, the last one only."""
        name = f"{self._path.name}.damaged-"
        for older in self._path.parent.glob(f"{name}*"):
            older.unlink(missing_ok=True)
        aside = self._path.with_name(f"{name}{self._path.stat().st_mtime_ns:x}")
        self._path.replace(aside)
        self._delete()
        return aside

    def _delete(self) -> None:
        # With what belongs to it: another database must not be mended by its journal.
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def report(self, key: bytes, path: str, data: bytes) -> Report | None:
        """Return the report kept under a key, for a file that may have moved since.

        ``data`` is what stands in the file.
        """
        row = self._row("SELECT key, report, seal FROM reports WHERE key = ?", key)
        try:
            return from_data(json.loads(row[1]), path, decode(data).text) if row else None
        except (ValueError, KeyError, TypeError, DecodingError):
            return None

    def has_report(self, key: bytes) -> bool:
        """Tell whether there is a report under a key."""
        return self._row("SELECT key, report, seal FROM reports WHERE key = ?", key) is not None

    def part(self, place: bytes, key: bytes, path: str) -> Part | None:
        """Return the part kept at a place, if it is the one with the key."""
        columns = "place, key, rest, text, seal"
        row = self._row(f"SELECT {columns} FROM parts WHERE place = ? AND key = ?", place, key)
        try:
            if row is None:
                return None
            facts, skipped, apart = json.loads(row[2])
            text = row[3].decode("utf-8", "surrogatepass")
            row_kept = Row(path, *facts)
            row_kept = replace(row_kept, taken=tuple(row_kept.taken))
            return Part(row_kept, text, skipped, tuple(apart))
        except (ValueError, TypeError):
            return None

    def facts(self, place: bytes, way: bytes) -> str:
        """Return the facts kept of a file, if it was judged in this way; else nothing."""
        columns = "place, way, facts, seal"
        row = self._row(f"SELECT {columns} FROM facts WHERE place = ? AND way = ?", place, way)
        return row[2].decode() if row else ""

    def put_facts(self, facts: Iterable[tuple[bytes, bytes, str]]) -> None:
        """Keep facts by place and way, each instead of what is kept at its place."""
        rows = (_sealed(place, way, encoded.encode()) for place, way, encoded in facts)
        self._put("INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?)", rows)

    def put_reports(self, reports: Iterable[tuple[bytes, str]]) -> None:
        """Keep reports, as `encode` has them, by their keys."""
        rows = (_sealed(key, report.encode()) for key, report in reports)
        self._put("INSERT OR REPLACE INTO reports VALUES (?, ?, ?)", rows)

    def put_parts(self, parts: Iterable[tuple[bytes, bytes, Part]]) -> None:
        """Keep parts by place and key, each instead of what is kept at its place."""
        rows = (
            _sealed(
                place,
                key,
                json.dumps([astuple(part.row)[1:], part.skipped, part.apart]).encode(),
                part.text.encode("utf-8", "surrogatepass"),
            )
            for place, key, part in parts
        )
        self._put("INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?)", rows)

    @staticmethod
    def encode(report: Report) -> str:
        """Return a report as it is kept."""
        return json.dumps(to_data(report))

    def _row(self, query: str, *values: bytes) -> tuple[bytes, ...] | None:
        """Return the row that a query finds, if it is as it was written. Its seal comes last."""
        try:
            if self._connection:
                row: tuple[Any, ...] | None = self._connection.execute(query, values).fetchone()
                return row if row and _is_sound(row) else None
        except sqlite3.Error as error:
            self._give_up(error)
        return None

    def _put(self, query: str, rows: Iterable[tuple[bytes, ...]]) -> None:
        try:
            if self._connection:
                with self._connection:
                    self._connection.executemany(query, rows)
        except sqlite3.Error as error:
            self._give_up(error)

    def _give_up(self, error: sqlite3.Error) -> None:
        self.__exit__()
        self._connection = self._begin_anew(error)


def _is_of_another_version(connection: sqlite3.Connection) -> bool:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(version != _VERSION and (version or tables))


def _sealed(*row: bytes) -> tuple[bytes, ...]:
    return (*row, _seal(row))


def _is_sound(row: tuple[Any, ...]) -> bool:
    """Tell whether a row, which damage may have made anything of, is as it was written."""
    return all(isinstance(value, bytes) for value in row) and _seal(row[:-1]) == row[-1]


def _seal(row: tuple[bytes, ...]) -> bytes:
    digest = blake2b(digest_size=16)
    for value in row:
        digest.update(len(value).to_bytes(8, "big"))
        digest.update(value)
    return digest.digest()


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino
