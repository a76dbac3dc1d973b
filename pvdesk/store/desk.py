"""One data folder, open: who it is, its base, its clock. Passed to whatever needs it; never fetched.

The base is a file of the folder; that of a mission may be a server's, named by PVDESK_BASE: the folder then keeps the
key, which seals what must not lie in clear there, and the archive of lots.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError

from db import engine as engines
from db import keys, upgrade
from db.errors import Cause, Faute, from_driver, from_system
from db.models.echange import Cle, Installation, Role
from pvdesk.base.clock import Clock, system_clock
from pvdesk.store import loading
from pvdesk.store.unit import Keeper, UnitOfWork

LOCK = "verrou"
VARIABLE = "PVDESK_BASE"
# Beside the key, for the person who looks for the base in the folder.
ELSEWHERE = "base-sur-serveur.txt"
_ELSEWHERE = (
    "La base de ce dossier est sur un serveur PostgreSQL, que pvdesk trouve par la variable PVDESK_BASE.\n"
    "Gardez «\u00a0cle.json\u00a0», «\u00a0lots\u00a0» et «\u00a0decisions\u00a0»\u00a0: sans eux, la base ne s’ouvre "
    "plus, ni ne se refait.\n"
)


@dataclass(frozen=True, slots=True)
class Desk:
    """An open data folder.

    Attributes:
        folder: where ``pvdesk.db`` and ``cle.json`` are.
        code: of the installation, « D07 » or « MISSION ».
        nom: what the person calls it.
        role: a délégué's poste or the mission.
        lock: of the folder; None when a server keeps the base: several agents then work on it.
        coffre: seals the private keys in the base of a server.
        keeper: archives what is decided, at the mission.
    """

    folder: Path
    engine: Engine
    code: str
    nom: str
    role: Role
    exemple: bool
    clock: Clock
    lock: FileLock | None
    coffre: keys.Coffre | None = None
    keeper: Keeper | None = None

    def reading(self) -> UnitOfWork:
        """A unit of work that only looks."""
        return UnitOfWork(self.engine, self.code, self.clock(), writes=False, coffre=self.coffre, folder=self.folder)

    def writing(self, lot: str | None = None) -> UnitOfWork:
        """A unit of work that may commit; `lot` when what it writes was brought by one."""
        return UnitOfWork(
            self.engine, self.code, self.clock(), writes=True, lot=lot, coffre=self.coffre, keeper=self.keeper,
            folder=self.folder,
        )  # fmt: skip

    def today(self) -> dt.date:
        """The day, where the person is."""
        return self.clock().astimezone().date()

    def close(self) -> None:
        """Release the base and its lock."""
        self.engine.dispose()
        if self.lock is not None:
            self.lock.release()


def create(
    folder: Path, phrase: str, *, role: Role, code: str, nom: str, clock: Clock = system_clock, exemple: bool = False
) -> Desk:
    """Make a data folder: key, encrypted base at this version's schema, reference data.

    Raises:
        Faute: the folder holds data already, cannot be written, or the phrase is too short; nothing is left behind.
    """
    return create_with(folder, phrase, _settle, role=role, code=code, nom=nom, clock=clock, exemple=exemple)


def create_with(
    folder: Path, phrase: str, fill: Callable[[Desk], None], *, role: Role, code: str, nom: str,
    clock: Clock = system_clock, exemple: bool = False,
) -> Desk:  # fmt: skip
    """The same, with a base that `fill` fills: it says there whose it is.

    Raises:
        Faute: as `create`; what `fill` raises goes through. Nothing is left behind.
    """
    server = os.environ.get(VARIABLE, "")
    if server and role is not Role.MISSION:
        raise Faute(Cause.SERVEUR_POSTE)
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
        key = keys.create(folder, phrase)
        made = _server_for(folder, server) if server else engines.open_engine(folder / engines.FILE, key)
        upgrade.upgrade(made)
        desk = Desk(folder, made, code, nom, role, exemple, clock, lock, keys.Coffre(key) if server else None)
        _refuse_settled(desk)
        fill(desk)
    except BaseException as error:
        if made is not None:
            made.dispose()
        _undo(folder, lock, whole=new)
        if isinstance(error, DBAPIError):
            raise from_driver(error) or error from error
        raise
    return _shared(desk) if server else desk


def _refuse_settled(desk: Desk) -> None:
    """A server's base that another folder made is not ours to fill."""
    with desk.reading() as unit:
        if unit.session.scalar(select(Installation.id)) is not None:
            raise Faute(Cause.SERVEUR_EXISTE)


def _settle(desk: Desk) -> None:
    """Say in a new base whose it is, and read in the reference data."""
    with desk.writing() as unit:
        if unit.session.scalar(select(Installation.id)) is not None:  # again, now that we alone write
            raise Faute(Cause.SERVEUR_EXISTE)
        row = Installation(
            role=desk.role, code=desk.code, nom=desk.nom, incarnation=secrets.token_hex(8), cree_le=unit.now,
            exemple=desk.exemple,
        )  # fmt: skip
        unit.session.add(row)
        loading.load_reference(unit)
        unit.commit()


def _server_for(folder: Path, address: str) -> Engine:
    made = engines.open_server(address)
    try:
        (folder / ELSEWHERE).write_text(_ELSEWHERE, encoding="utf-8")
    except OSError as error:
        made.dispose()
        raise from_system(error) from error
    return made


def _shared(desk: Desk) -> Desk:
    """The same, without the lock of the folder: those who work on a server wait for each other there."""
    assert desk.lock is not None
    desk.lock.release()
    return Desk(
        desk.folder, desk.engine, desk.code, desk.nom, desk.role, desk.exemple, desk.clock, None, desk.coffre,
    )  # fmt: skip


def _refuse_held(folder: Path) -> None:
    if any((folder / name).exists() for name in (engines.FILE, keys.FILE)):
        raise Faute(Cause.EXISTE)


def _undo(folder: Path, lock: FileLock, *, whole: bool) -> None:
    """Take away what a creation that failed has left, and the folder when it made it."""
    for name in (engines.FILE, f"{engines.FILE}-wal", f"{engines.FILE}-shm", keys.FILE, ELSEWHERE):
        (folder / name).unlink(missing_ok=True)
    lock.release()
    (folder / LOCK).unlink(missing_ok=True)
    if whole:
        with contextlib.suppress(OSError):
            folder.rmdir()


def discard(desk: Desk) -> None:
    """Take away a data folder that was just made, when what had to follow failed; the desk is closed."""
    desk.engine.dispose()
    _undo(desk.folder, desk.lock or FileLock(desk.folder / LOCK), whole=True)


def open_desk(folder: Path, phrase: str, *, clock: Clock = system_clock) -> Desk:
    """Open a data folder, upgrading it if an older version wrote it.

    Raises:
        Faute: absent, wrong phrase, already open, unreadable, newer; nothing is modified.
    """
    server = os.environ.get(VARIABLE, "")
    path = folder / engines.FILE
    try:
        shared = (folder / ELSEWHERE).exists()
        empty = not shared and path.stat().st_size == 0
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Faute(Cause.ABSENT) from error
    except OSError as error:
        raise from_system(error) from error
    if shared:
        return _open_shared(folder, phrase, server, clock)
    if server:
        raise Faute(Cause.SERVEUR_POSTE)
    if empty:  # SQLite would take it for a new base, and write into it
        raise Faute(Cause.ILLISIBLE, "the file is empty")
    key = keys.unlock(folder, phrase)
    lock = _lock(folder)
    try:
        with _opened(engines.open_engine(path, key)) as opened:
            upgrade.upgrade(opened, path)
            return _identify(folder, opened, clock, lock)
    except BaseException:
        lock.release()
        raise


def _open_shared(folder: Path, phrase: str, address: str, clock: Clock) -> Desk:
    if not address:
        raise Faute(Cause.SERVEUR_VARIABLE)
    coffre = keys.Coffre(keys.unlock(folder, phrase))
    with _opened(engines.open_server(address)) as opened:
        if upgrade.revision(opened) is None:  # never made anew: the folder says that its base was there
            raise Faute(Cause.SERVEUR_VIDE)
        upgrade.upgrade(opened)
        with UnitOfWork(opened, "", clock(), writes=False) as unit:
            for row in unit.session.scalars(select(Cle)):
                coffre.open(row.privee, row.publique)
        return _identify(folder, opened, clock, None, coffre)


@contextlib.contextmanager
def _opened(engine: Engine) -> Iterator[Engine]:
    """An engine that is kept when all goes well, and whose driver's errors are told."""
    try:
        yield engine
    except BaseException as error:
        engine.dispose()
        if isinstance(error, DBAPIError):
            raise from_driver(error) or error from error
        raise


def _identify(
    folder: Path, engine: Engine, clock: Clock, lock: FileLock | None, coffre: keys.Coffre | None = None
) -> Desk:
    with UnitOfWork(engine, "", clock(), writes=False) as unit:
        row = unit.session.scalars(select(Installation)).first()
        if row is None:
            raise Faute(Cause.ILLISIBLE if coffre is None else Cause.SERVEUR_VIDE, "no installation row")
        desk = Desk(folder, engine, row.code, row.nom, row.role, row.exemple, clock, lock, coffre)
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
