"""One data folder, open: who it is, its base, its clock. Passed to whatever needs it; never fetched."""

from __future__ import annotations

import contextlib
import datetime as dt
import secrets
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError

from db import engine as engines
from db import keys, upgrade
from db.errors import Cause, Faute, from_driver, from_system
from db.models.echange import Installation, Role
from pvdesk.base.clock import Clock, system_clock
from pvdesk.store import loading
from pvdesk.store.unit import UnitOfWork

LOCK = "verrou"


@dataclass(frozen=True, slots=True)
class Desk:
    """An open data folder.

    Attributes:
        folder: where ``pvdesk.db`` and ``cle.json`` are.
        code: of the installation, « D07 » or « MISSION ».
        nom: what the person calls it.
        role: a délégué's poste or the mission.
    """

    folder: Path
    engine: Engine
    code: str
    nom: str
    role: Role
    exemple: bool
    clock: Clock
    lock: FileLock

    def reading(self) -> UnitOfWork:
        """A unit of work that only looks."""
        return UnitOfWork(self.engine, self.code, self.clock(), writes=False)

    def writing(self, lot: str | None = None) -> UnitOfWork:
        """A unit of work that may commit; `lot` when what it writes was brought by one."""
        return UnitOfWork(self.engine, self.code, self.clock(), writes=True, lot=lot)

    def today(self) -> dt.date:
        """The day, where the person is."""
        return self.clock().astimezone().date()

    def close(self) -> None:
        """Release the base and its lock."""
        self.engine.dispose()
        self.lock.release()


def create(
    folder: Path, phrase: str, *, role: Role, code: str, nom: str, clock: Clock = system_clock, exemple: bool = False
) -> Desk:
    """Make a data folder: key, encrypted base at this version's schema, reference data.

    Raises:
        Faute: the folder holds data already, cannot be written, or the phrase is too short; nothing is left behind.
    """
    try:
        _refuse_held(folder)
        new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise from_system(error) from error
    lock = _lock(folder)
    try:
        _refuse_held(folder)  # again, under the lock: what is undone below is what was made here
    except Faute:
        lock.release()
        raise
    made: Engine | None = None
    try:
        made = engines.open_engine(folder / engines.FILE, keys.create(folder, phrase))
        upgrade.upgrade(made)
        desk = Desk(folder, made, code, nom, role, exemple, clock, lock)
        with desk.writing() as unit:
            row = Installation(
                role=role, code=code, nom=nom, incarnation=secrets.token_hex(8), cree_le=unit.now, exemple=exemple
            )
            unit.session.add(row)
            loading.load_reference(unit)
            unit.commit()
    except BaseException as error:
        if made is not None:
            made.dispose()
        _undo(folder, lock, whole=new)
        if isinstance(error, DBAPIError):
            raise from_driver(error) or error from error
        raise
    return desk


def _refuse_held(folder: Path) -> None:
    if any((folder / name).exists() for name in (engines.FILE, keys.FILE)):
        raise Faute(Cause.EXISTE)


def _undo(folder: Path, lock: FileLock, *, whole: bool) -> None:
    """Take away what a creation that failed has left, and the folder when it made it."""
    for name in (engines.FILE, f"{engines.FILE}-wal", f"{engines.FILE}-shm", keys.FILE):
        (folder / name).unlink(missing_ok=True)
    lock.release()
    (folder / LOCK).unlink(missing_ok=True)
    if whole:
        with contextlib.suppress(OSError):
            folder.rmdir()


def open_desk(folder: Path, phrase: str, *, clock: Clock = system_clock) -> Desk:
    """Open a data folder, upgrading it if an older version wrote it.

    Raises:
        Faute: absent, wrong phrase, already open, unreadable, newer; nothing is modified.
    """
    path = folder / engines.FILE
    try:
        empty = path.stat().st_size == 0
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Faute(Cause.ABSENT) from error
    except OSError as error:
        raise from_system(error) from error
    if empty:  # SQLite would take it for a new base, and write into it
        raise Faute(Cause.ILLISIBLE, "the file is empty")
    key = keys.unlock(folder, phrase)
    lock = _lock(folder)
    try:
        opened = engines.open_engine(path, key)
        try:
            upgrade.upgrade(opened, path)
            return _identify(folder, opened, clock, lock)
        except BaseException as error:
            opened.dispose()
            if isinstance(error, DBAPIError):
                raise from_driver(error) or error from error
            raise
    except BaseException:
        lock.release()
        raise


def _identify(folder: Path, engine: Engine, clock: Clock, lock: FileLock) -> Desk:
    with UnitOfWork(engine, "", clock(), writes=False) as unit:
        row = unit.session.scalars(select(Installation)).first()
        if row is None:
            raise Faute(Cause.ILLISIBLE, "no installation row")
        desk = Desk(folder, engine, row.code, row.nom, row.role, row.exemple, clock, lock)
        stale = row.reference_lue != loading.digest()
    if stale:
        with desk.writing() as unit:
            loading.load_reference(unit)
            unit.commit()
    return desk


def _lock(folder: Path) -> FileLock:
    """One process per data folder: two writers of one base is how copies diverge."""
    # Not thread-local: threads of a Qt pool lose their local values between two works, and the lock was never released.
    lock = FileLock(folder / LOCK, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise Faute(Cause.DEJA_OUVERT) from error
    except OSError as error:
        raise from_system(error) from error
    return lock
