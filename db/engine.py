"""The base: one SQLCipher file, opened with a raw key by one process; or, for a mission, a PostgreSQL server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

from db.errors import Cause, Faute, from_driver, from_system

FILE = "pvdesk.db"
DriverError = driver.Error  # what a cursor of ours raises, outside SQLAlchemy
_PLAIN = b"SQLite format 3\x00"
SERVER = "postgresql"  # dialect of a base that a server keeps
OLDEST_SERVER = 14
_WRITERS = 0x7076_6465_736B  # « pvdesk »: the advisory lock of whoever writes
# A dead link or a frozen program gives its locks back; an import of another agent is waited for.
_SETTINGS = {
    "TimeZone": "UTC", "lock_timeout": "10min", "idle_in_transaction_session_timeout": "15min",
    "tcp_keepalives_idle": "60", "tcp_keepalives_interval": "10", "tcp_keepalives_count": "6",
}  # fmt: skip
# Words and codes are sorted and compared byte by byte, as SQLite does: the same lists, whoever keeps the base.
_FIT = "SELECT current_setting('server_encoding') = 'UTF8' AND 'B' < 'a' AND 'z' < 'é'"


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


def open_server(address: str) -> Engine:
    """An engine on a base that a PostgreSQL server keeps; it exists already, empty or ours.

    Args:
        address: « postgresql+psycopg://role:password@server/base ».

    Raises:
        Faute: not such an address, no answer, refused, a server too old, a base that sorts otherwise.
    """
    import psycopg

    settings = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
    engine = create_engine(
        _server_url(address), module=psycopg, pool_pre_ping=True, hide_parameters=True,
        connect_args={"connect_timeout": 10, "options": settings, "application_name": "pvdesk"},
    )  # fmt: skip
    event.listen(engine, "begin", _begin_server)
    try:
        with engine.connect() as connection:
            _refuse_unfit(connection)
    except BaseException as error:
        engine.dispose()
        if isinstance(error, DBAPIError):
            raise from_driver(error) or error from error
        raise
    return engine


def _server_url(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:  # its own words repeat the address, password and all
        raise Faute(Cause.SERVEUR_ADRESSE) from error
    if url.drivername not in {SERVER, f"{SERVER}+psycopg"}:
        raise Faute(Cause.SERVEUR_ADRESSE, url.drivername)
    return url.set(drivername=f"{SERVER}+psycopg")


def _refuse_unfit(connection: Connection) -> None:
    version = int(connection.execute(text("SHOW server_version_num")).scalar_one())
    if version < OLDEST_SERVER * 10_000:
        raise Faute(Cause.SERVEUR_ANCIEN, str(version))
    if not connection.execute(text(_FIT)).scalar():
        raise Faute(Cause.SERVEUR_REGLAGE)


def _begin_server(connection: Any) -> None:
    """One writer at a time, so that the order of the journal is the order of the commits; readers see one instant."""
    writes = connection.get_execution_options().get("writes")
    if writes:
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (_WRITERS,))
    elif writes is False:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")

