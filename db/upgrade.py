"""Bring a base to this version's schema: refuse a newer one, copy before changing, upgrade in one transaction.

The base of a server is no file: its copies are the server’s affair (docs/postgresql.md); one transaction is enough.
Alembic is imported only when the revision differs; one row tells it otherwise.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from db.errors import Cause, Faute, from_driver, from_system

HEAD = "0005"  # tests/db/test_upgrade.py holds it equal to the newest file of versions/
_SCRIPTS = Path(__file__).parent / "migrations"


def revision(engine: Engine) -> str | None:
    """The schema revision of a base; None when it is empty."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return found


def _copy_aside(engine: Engine, path: Path, target: str) -> None:
    """Beside the base, and whole: what the write-ahead log still holds goes into the file first."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    aside = path.with_name(f"{path.name}.avant-{target}")
    try:
        shutil.copy2(path, aside)
    except OSError as error:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
        raise from_system(error) from error


def upgrade(engine: Engine, path: Path | None = None, target: str = HEAD) -> bool:
    """Upgrade a base if needed.

    Args:
        engine: the open base.
        path: its file: copied beside itself before any change of an existing base.
        target: revision to reach.

    Returns:
        Whether anything was done.

    Raises:
        Faute: the base is newer than this program, or the disk refused; the base is as before.
    """
    current = revision(engine)
    if current == target:
        return False
    if current is not None and current > target:
        raise Faute(Cause.PLUS_RECENT, f"{current} > {target}")
    if current is not None and path is not None:
        _copy_aside(engine, path, target)
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, target)
    except DBAPIError as error:
        raise from_driver(error) or error from error
    except CommandError as error:  # no version of this program has ever written that revision
        raise Faute(Cause.ILLISIBLE, str(error)) from error
    return True


def clear(engine: Engine) -> None:
    """Take away every table of a server's base: one that was being filled, and could not be, is empty again."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        quote = connection.dialect.identifier_preparer.quote
        names = ", ".join(map(quote, inspect(connection).get_table_names()))
        if names:
            connection.exec_driver_sql(f"DROP TABLE {names} CASCADE")
