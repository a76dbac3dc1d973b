"""A copy of the base made by its own engine, encrypted under the same key; and its proof: opened, read whole, counted.

Copying the file itself would miss what the write-ahead log holds, and a copy that nobody opened is only a hope.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from db.engine import DriverError
from db.errors import Cause, Faute, from_driver

_TABLES = "SELECT name FROM {place}.sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a base was found to hold: its revision, the rows of each table."""

    revision: str
    rows: Mapping[str, int]


def snapshot(engine: Engine, target: Path) -> None:
    """Write the base as it stands in a new file, whatever is being typed meanwhile.

    Raises:
        Faute: the disk refused.
    """
    with _told(), _raw(engine) as cursor:
        cursor.execute("VACUUM INTO ?", (str(target),))


def count(engine: Engine) -> Mapping[str, int]:
    """The rows of each table of the open base."""
    with _told(), _raw(engine) as cursor:
        return _rows(cursor, "main")


def prove(engine: Engine, path: Path) -> Proof:
    """Open a copy with the key of the open base, check each of its pages, count its rows.

    Raises:
        Faute: damaged, or the copy of another base.
    """
    with _attached(engine, path) as cursor:
        for check in ("cipher_integrity_check", "integrity_check(1)"):
            found = [row[0] for row in cursor.execute(f"PRAGMA copie.{check}").fetchall()]
            if found not in ([], ["ok"]):
                raise Faute(Cause.COPIE, str(found[0]))
        (revision,) = cursor.execute("SELECT version_num FROM copie.alembic_version").fetchone()
        return Proof(revision, _rows(cursor, "copie"))


def settle(engine: Engine) -> None:
    """Bring into the file what the write-ahead log holds: the file alone is then the base."""
    with _told(), _raw(engine) as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


@contextlib.contextmanager
def _raw(engine: Engine) -> Iterator[Any]:
    """A cursor outside any transaction, which these works need."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        yield cursor
        cursor.close()
    finally:
        connection.close()


@contextlib.contextmanager
def _attached(engine: Engine, path: Path) -> Iterator[Any]:
    with _raw(engine) as cursor:
        try:
            cursor.execute("ATTACH DATABASE ? AS copie", (str(path),))
            yield cursor
        except DriverError as error:
            raise Faute(Cause.COPIE, str(error)) from error
        finally:
            with contextlib.suppress(DriverError):
                cursor.execute("DETACH DATABASE copie")


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (DriverError, DBAPIError) as error:
        raise from_driver(error) or error from error


def _rows(cursor: Any, place: str) -> dict[str, int]:
    names = [row[0] for row in cursor.execute(_TABLES.format(place=place)).fetchall()]
    return {
        name: cursor.execute(f'SELECT count(*) FROM {place}."{name}"').fetchone()[0]  # noqa: S608
        for name in names
        if not name.startswith(("sqlite_", "recherche"))
    }
