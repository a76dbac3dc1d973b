"""The encrypted base: one SQLCipher file, opened with a raw key, one process at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from db.errors import Cause, Faute, from_driver, from_system

FILE = "pvdesk.db"
_PLAIN = b"SQLite format 3\x00"


def open_engine(path: Path, key: bytes) -> Engine:
    """An engine on an encrypted file, made if absent.

    Args:
        path: the file.
        key: 32 raw bytes; a raw key skips SQLCipher's own derivation (150 ms a connection).

    Raises:
        Faute: plain file, wrong key, unreadable file, folder that cannot be written.
    """
    if len(key) != 32:
        raise ValueError("the raw key has 32 bytes")
    _refuse_plain(path)
    engine = create_engine("sqlite://", module=driver, creator=lambda: _connect(path, key), poolclass=QueuePool)
    event.listen(engine, "begin", _begin)
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT count(*) FROM sqlite_master"))
    except DBAPIError as error:
        engine.dispose()
        raise from_driver(error) or error from error
    _refuse_plain(path)
    return engine


def _refuse_plain(path: Path) -> None:
    """A forgotten key would make a plaintext file without a word: look at the first bytes, before and after."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_PLAIN))
    except FileNotFoundError:
        return
    except IsADirectoryError as error:
        raise Faute(Cause.ILLISIBLE, str(error)) from error
    except OSError as error:
        raise from_system(error) from error
    if head == _PLAIN:
        raise Faute(Cause.NON_CHIFFRE)


def _connect(path: Path, key: bytes) -> Any:
    # isolation_level None: SQLAlchemy's « begin » event opens the transaction, the driver adds none of its own.
    connection = driver.connect(str(path), isolation_level=None, check_same_thread=False, timeout=10)
    cursor = connection.cursor()
    cursor.execute("PRAGMA cipher_log_level = NONE")  # its own words on the error stream, above our sentence
    cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    if not cursor.execute("PRAGMA cipher_version").fetchall():  # pragma: no cover - a driver built without SQLCipher
        raise Faute(Cause.NON_CHIFFRE, "the driver has no cipher")
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL", "temp_store = MEMORY"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    return connection


def _begin(connection: Any) -> None:
    """Writers take the lock at once: two of them wait instead of failing half-way."""
    immediate = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
