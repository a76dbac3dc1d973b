"""The mission's base made again, identical, from its archive of lots and of decisions alone (bundle 5)."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Table, and_, delete, func, insert, select, text, update

from db import keys as vault
from db.base import Base
from db.engine import FILE, open_engine
from db.errors import Cause, Faute
from db.journal import Trace
from db.models.arbitrage import Decision, GenreDecision
from db.models.echange import Cle, Installation, Lot, Role
from db.upgrade import upgrade
from pvdesk.bundle import identity
from pvdesk.fiches import FICHES
from pvdesk.mission import archive, depot, dump, intake
from pvdesk.mission.archive import Noted
from pvdesk.mission.postes import CODE
from pvdesk.store import loading, records
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible
from pvdesk.store.unit import UnitOfWork

NONE = (
    "Aucune décision n’est archivée dans «\u00a0{}\u00a0».\nRien n’a été modifié.\n"
    "Donnez avec --archives le dossier qui contient «\u00a0lots\u00a0» et «\u00a0decisions\u00a0»."
)
MISSING = "{} manque dans l’archive\u00a0: retrouvez son fichier."
ALTERED = "Le lot «\u00a0{}\u00a0» est abîmé dans l’archive\u00a0: remettez «\u00a0lots/{}\u00a0» depuis une copie."
_SEQUENCE = text("SELECT pg_get_serial_sequence(:t, :c)")
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuilding did."""

    folder: Path
    lots: int
    decisions: int
    identique: bool | None  # None when there was no base to compare with


def reconstruire(desk: Desk, folder: Path, key: bytes, tell: Tell | None = None) -> Rebuilt:
    """Make the base again in a new folder, from DATA/lots and DATA/decisions, and compare.

    Args:
        desk: the mission's, open: its keys open the archive, its phrase will open the new folder.
        folder: new, or empty.
        key: the raw key of the folder (`db.keys.unlock`).
        tell: told how far it is (done, of how many).

    Raises:
        Faute: the folder holds data already.
        Impossible: a decision, or a lot, is missing from the archive, or damaged: which one.
        OSError: the disk refused.
    """
    with desk.reading() as unit:
        opened = identity.identities(unit)
        before = dump.dump(unit)
    made = rebuild(desk, folder, key, opened, tell)
    try:
        with made.desk.reading() as unit:
            same = dump.dump(unit) == before
    finally:
        made.desk.close()
    return Rebuilt(folder, made.lots, made.decisions, same)


@dataclass(frozen=True, slots=True)
class Made:
    """A rebuilt base, open."""

    desk: Desk
    lots: int
    decisions: int


def rebuild(like: Desk, folder: Path, key: bytes, identities: Sequence[str], tell: Tell | None = None) -> Made:
    """Replay the archive of a desk in a new folder; the rebuilt desk is open, to be closed by the caller."""
    refuse_held(folder)
    noted = known(like.folder, identities)
    folder.mkdir(parents=True, exist_ok=True)
    engine = open_engine(folder / FILE, key)
    made = Desk(folder, engine, CODE, like.nom, Role.MISSION, like.exemple, like.clock, None)
    try:
        upgrade(engine)
        done = replay(made, like.folder, noted, tell)
        shutil.copyfile(like.folder / vault.FILE, folder / vault.FILE)  # last: half a base, left by a kill, never opens
    except BaseException:  # half a base is none
        engine.dispose()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return done


def refuse_held(folder: Path) -> None:
    """A base is made again in a folder of its own.

    Raises:
        Faute: it holds something.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Faute(Cause.EXISTE)


def known(source: Path, identities: Sequence[str]) -> list[Noted]:
    """The decisions of an archive from its last whole state, none missing, nor any lot.

    Raises:
        Impossible: one is missing, or damaged: which.
        Refus: the archive is sealed for somebody else.
    """
    noted = list(archive.read(source / archive.FOLDER, identities))
    states = [place for place, step in enumerate(noted) if step.genre is GenreDecision.ETAT]
    noted = noted[states[-1] :] if states else noted
    _complete(noted, source)
    return noted


def replay(desk: Desk, source: Path, noted: Sequence[Noted], tell: Tell | None = None) -> Made:
    """Fill a desk whose base is empty; its folder takes a copy of the archive."""
    for name in (archive.FOLDER, depot.ARCHIVE):
        if (source / name).is_dir():
            shutil.copytree(source / name, desk.folder / name, dirs_exist_ok=True)
    steps = _kept(noted)
    for done, step in enumerate(steps, 1):
        _replay(desk, step)
        if tell is not None:
            tell(done, len(steps))
    _close(desk, noted)
    lots = sum(step.genre is GenreDecision.IMPORT for step in steps)
    return Made(desk, lots, len(steps) - lots)


def _complete(noted: Sequence[Noted], source: Path) -> None:
    """Nothing is missing: each decision names the one before it, each import its lot."""
    if not noted:
        raise Impossible(NONE.format(source))
    if noted[0].genre is not GenreDecision.ETAT:
        raise Impossible("L’archive des décisions ne commence pas par un état complet\u00a0: son début manque.")
    for before, step in pairwise(noted):
        if step.precedent != before.n:
            raise Impossible(MISSING.format(f"La décision n°\u00a0{step.precedent}"))
    for step in noted:
        if step.genre is GenreDecision.IMPORT:
            _check_lot(_path(source, step), step)


def _check_lot(path: Path, step: Noted) -> None:
    if not path.is_file():
        raise Impossible(MISSING.format(f"Le lot «\u00a0{step.fichier}\u00a0»"))
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != step.sha256:
            raise Impossible(ALTERED.format(step.fichier, path.name))


def _path(folder: Path, step: Noted) -> Path:
    return folder / depot.ARCHIVE / f"{step.sha256}.pvlot"


def _kept(noted: Iterable[Noted]) -> list[Noted]:
    """What is to be replayed: an import that was undone is as if it had never been."""
    kept: list[Noted] = []
    for step in noted:
        if step.genre is GenreDecision.ANNULATION:
            place = max(i for i, k in enumerate(kept) if k.genre is GenreDecision.IMPORT and k.lot == step.lot)
            del kept[place]
        else:
            kept.append(step)
    return kept


def _replay(desk: Desk, step: Noted) -> None:
    at = replace(desk, clock=lambda: dt.datetime.fromisoformat(step.le))
    if step.genre is GenreDecision.IMPORT:
        with at.writing() as unit:
            _number_rows(unit)
            _number_from(unit, step.depuis)
            unit.commit()
        _take(at, step)
        with at.writing() as unit:
            mine = update(Trace).where(Trace.lot == step.lot, Trace.n > step.depuis)
            unit.session.execute(mine.values(operation=step.operation))
            _renumber(unit, step)
            unit.commit()
        return
    with at.writing() as unit:
        if step.genre is GenreDecision.ETAT:
            loading.load_reference(unit)
        for line in step.lignes:
            table = Base.metadata.tables[line["table"]]
            _put(unit, table, line["cle"], _sealed(unit, table, line["ligne"]))
        unit.commit()


def _renumber(unit: UnitOfWork, step: Noted) -> None:
    """What the import queued takes the numbers that it had: decisions name them."""
    connection = unit.session.connection()
    for name, made in archive.numbered(unit, unit.session.get_one(Lot, step.lot)).items():
        column = Base.metadata.tables[name].columns["id"]
        moved = [(here, there) for here, there in zip(made, step.numeros.get(name, made), strict=True) if here != there]
        for here, there in moved:  # by way of numbers that nobody has
            connection.execute(update(column.table).where(column == here).values(id=-there))
        for _, there in moved:
            connection.execute(update(column.table).where(column == -there).values(id=there))


def _take(desk: Desk, step: Noted) -> None:
    """Import an archived lot again, under the name that it came with: the journal of lots says it."""
    with TemporaryDirectory(dir=desk.folder) as aside:
        named = Path(aside) / Path(step.fichier or f"{step.sha256}.pvlot").name
        shutil.copyfile(_path(desk.folder, step), named)
        intake.rejouer(desk, named)


def _put(unit: UnitOfWork, table: Table, key: dict[str, object] | None, row: dict[str, object] | None) -> None:
    """A row as it was left; updated where it is, for a removal would take its lines along."""
    connection = unit.session.connection()
    if key is None:
        assert row is not None
        connection.execute(insert(table), dump.whole(table, row))
        return
    where = and_(*(table.columns[k] == v for k, v in dump.whole(table, key).items()))
    if row is None:
        connection.execute(delete(table).where(where))
    elif connection.execute(update(table).where(where).values(dump.whole(table, row))).rowcount == 0:
        connection.execute(insert(table), dump.whole(table, row))


def _sealed(unit: UnitOfWork, table: Table, row: dict[str, Any] | None) -> dict[str, Any] | None:
    """A private key, clear in its sealed file, is sealed again in the base of a server."""
    if row is None or unit.coffre is None or table.name != Cle.__tablename__:
        return row
    return row | {"privee": unit.coffre.seal(row["privee"], row["publique"])}


def _number_rows(unit: UnitOfWork) -> None:
    """A server counts the rows that it numbers itself: it has to be told of those that came with their number."""
    connection = unit.session.connection()
    if connection.dialect.name == "sqlite":
        return
    for table in Base.metadata.sorted_tables:
        column = table.autoincrement_column
        name = connection.scalar(_SEQUENCE, {"t": table.name, "c": column.name}) if column is not None else None
        if column is not None and name is not None:
            last = connection.scalar(select(func.max(column))) or 0
            connection.execute(select(func.setval(name, max(last, 1), last > 0)))


def _number_from(unit: UnitOfWork, n: int) -> None:
    """The next line of the journal takes the number after `n`."""
    connection = unit.session.connection()
    if connection.dialect.name == "sqlite":
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = 'journal'"))
        connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES ('journal', :n)"), {"n": n})
    else:
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence('journal', 'n'), :n, :called)"),
            {"n": max(n, 1), "called": n > 0},
        )


def _close(desk: Desk, noted: Sequence[Noted]) -> None:
    """The outbox as it stood, the index made anew."""
    with desk.writing() as unit:
        for step in noted:
            unit.session.add(
                Decision(
                    n=step.n, genre=step.genre, operation=step.operation, le=dt.datetime.fromisoformat(step.le),
                    depuis=step.depuis, lot=step.lot, precedent=step.precedent, archive_le=unit.now,
                )
            )  # fmt: skip
        unit.session.execute(update(Installation).values(reference_lue=loading.digest()))
        unit.session.flush()
        _number_rows(unit)  # of the decisions
        unit.commit()
    with desk.writing() as unit:
        for fiche in FICHES.values():
            for record in unit.session.scalars(select(fiche.model)):
                records.reindex(unit, record)
        unit.commit()
