"""The archive of decisions: each unit of work of the mission in a sealed file, beside the lots that it received.

A decision is noted in the base by the transaction that makes it, then written to its file before anybody is told that
it is done. What a crash left unwritten is written at the next opening. With the lots, these files rebuild the base
(`reconstruction`). They are sealed for the mission's own reading key and for the reserve key:
`age -d -i cle.txt 000000012.pvdec | gunzip` reads one.
"""

from __future__ import annotations

import gzip
import json
import logging
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, insert, select

from db.base import Base
from db.errors import Cause, Faute
from db.journal import Author, Trace
from db.models.arbitrage import Conflit, Decision, Doublon, GenreDecision
from db.models.echange import Cle, Lot, Rebut, Role, UsageCle
from db.types import unplain
from pvdesk.base import files
from pvdesk.bundle import envelope, identity
from pvdesk.bundle.refus import Code, Refus
from pvdesk.mission import dump
from pvdesk.mission.postes import reserve_key
from pvdesk.store.capture import Row, Touched
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible
from pvdesk.store.unit import UnitOfWork

FOLDER = "decisions"
APART = "autre-copie-"  # in the folder: what was decided by a copy of the base that lives no more
FORMAT = 1
UNDONE = "pvdesk.lot_annule"  # in `session.info`: the lot whose import this work undoes
DAMAGED = "«\u00a0{}\u00a0» est abîmé dans l’archive des décisions\u00a0: remettez ce fichier depuis une copie."
PATIENCE = 12  # seconds during which a share may hide from a computer the file that another has just written
_TOUCHED = "pvdesk.touched"
_SUFFIX = ".pvdec"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Noted:
    """A decision as its file tells it."""

    n: int
    precedent: int
    genre: GenreDecision
    operation: str
    le: str
    depuis: int
    lot: str | None
    sha256: str | None
    fichier: str | None
    numeros: dict[str, list[int]]
    lignes: tuple[dict[str, Any], ...]


class Archive:
    """Keeps what the mission decides (`pvdesk.store.unit.Keeper`)."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.folder = desk.folder / FOLDER

    def watch(self, unit: UnitOfWork) -> None:
        """Note the rows that this work touches."""
        unit.session.info[_TOUCHED] = Touched(unit)

    def note(self, unit: UnitOfWork) -> None:
        """Put the decision in the outbox, in the transaction that makes it.

        Raises:
            Faute: the archive of a server's base is in another folder; nothing is decided.
        """
        author: Author = unit.session.info["author"]
        undone: str | None = unit.session.info.get(UNDONE)
        self.check(unit)
        if undone is not None and _replayed(unit, undone):
            _outbox(unit, GenreDecision.ANNULATION, [], undone)
        elif author.lot is not None:
            unit.session.flush()
            _outbox(unit, GenreDecision.IMPORT, [_lot_line(unit, author.lot)], author.lot)
        else:
            touched: Touched = unit.session.info[_TOUCHED]
            lines = list(_lines(unit, touched.rows()))
            if lines:
                _outbox(unit, GenreDecision.DECISION, lines)

    def keep(self, unit: UnitOfWork) -> None:  # noqa: ARG002 - all that waits is written, older first
        """Write what waits. A disk that refuses does not undo what is decided: it is written at the next occasion."""
        try:
            self.write()
        except OSError as error:
            log.warning("decisions wait to be archived: %s", error.strerror)

    def write(self) -> int:
        """Write the decisions that have no file yet; gives how many.

        Raises:
            OSError: the disk refused; those not written still wait.
        """
        with replace(self._desk, keeper=None).writing() as unit:
            waiting = unit.session.scalars(select(Decision).where(Decision.archive_le.is_(None)).order_by(Decision.n))
            found = list(waiting)
            if not found:
                return 0
            keys = [identity.key(unit, UsageCle.LECTURE).publique, reserve_key(unit)]
            self.folder.mkdir(parents=True, exist_ok=True)
            for stale in self.folder.glob(files.TEMP_GLOB):
                stale.unlink(missing_ok=True)
            opened = identity.identities(unit)
            for row in found:
                text = _text(row)
                self._keep_apart(row.n, text, opened)
                files.write_atomic(self._path(row.n), envelope.seal(text, keys))
                row.contenu, row.archive_le = None, unit.now
            unit.commit()
        return len(found)

    def check(self, unit: UnitOfWork) -> None:
        """Several agents of a server have one archive: the folder that lacks its last decision holds another.

        Raises:
            Faute: it does; nothing is to be decided from there.
        """
        if unit.coffre is None:
            return
        last = unit.session.scalar(select(func.max(Decision.n)).where(Decision.archive_le.is_not(None)))
        for _ in range(PATIENCE):
            if last is None or self._path(last).exists():
                return
            time.sleep(1)
        raise Faute(Cause.SERVEUR_ARCHIVE, f"{last:09d}{_SUFFIX}")

    def _path(self, n: int) -> Path:
        return self.folder / f"{n:09d}{_SUFFIX}"

    def _keep_apart(self, n: int, text: bytes, opened: list[str]) -> None:
        """Never over another decision: the base went back to an older copy, what was decided since is kept aside."""
        path = self._path(n)
        if not path.exists() or _says(path, opened) == gzip.decompress(text):
            return
        apart = self.folder / f"{APART}{path.stem}-{sha256(path.read_bytes()).hexdigest()[:8]}"
        apart.mkdir()
        for other in sorted(self.folder.glob(f"*{_SUFFIX}")):
            if int(other.stem) >= n:
                other.rename(apart / other.name)
        log.warning("decisions of another copy of the base are kept in %s", apart.name)


def archived(desk: Desk) -> Desk:
    """The mission's desk, keeping what it decides; what a crash left unwritten is written now.

    The first time, the whole base is noted as it stands: decisions made before are not lost for who rebuilds it.

    Raises:
        Faute: the archive of a server's base is in another folder.
    """
    if desk.role is not Role.MISSION or desk.keeper is not None:
        return desk
    archive = Archive(desk)
    with desk.writing() as unit:
        archive.check(unit)
        if unit.session.scalar(select(func.count()).select_from(Decision)) == 0:
            _whole(unit)
            unit.commit()
    archive.write()
    return replace(desk, keeper=archive)


def recommencer(desk: Desk) -> int:
    """Note the whole base again, as it stands: nothing from before is needed any more to rebuild it.

    Args:
        desk: the mission's, open, whose archive is lost, or was destroyed when it had been kept long enough.

    Returns:
        How many files were written.

    Raises:
        OSError: the disk refused.
    """
    with replace(desk, keeper=None).writing() as unit:
        _whole(unit)
        unit.commit()
    return Archive(desk).write()


def _whole(unit: UnitOfWork) -> None:
    identity.key(unit, UsageCle.LECTURE)
    unit.session.flush()
    everything = [
        {"table": table.name, "cle": None, "ligne": _said(unit, table, row._mapping)}  # noqa: SLF001
        for table in dump.tables()
        for row in unit.session.execute(select(table).order_by(*table.primary_key.columns))
    ]
    _outbox(unit, GenreDecision.ETAT, everything)


def read(folder: Path, identities: Iterable[str]) -> Iterator[Noted]:
    """The decisions of a folder, in order.

    Raises:
        Impossible: a file is damaged: which one.
        Refus: a file is sealed for somebody else.
        OSError: one cannot be read.
    """
    keys = list(identities)
    for path in sorted(folder.glob(f"*{_SUFFIX}")):
        head, *lines = gzip.decompress(_opened(path, keys)).decode().splitlines()
        said = json.loads(head)
        genre = unplain(GenreDecision, said["genre"])
        yield Noted(
            said["n"], said["precedent"], genre, said["operation"], said["le"], said["depuis"], said["lot"],
            said.get("sha256"), said.get("fichier"), said.get("numeros", {}), tuple(map(json.loads, lines)),
        )  # fmt: skip


def _opened(path: Path, keys: list[str]) -> bytes:
    try:
        return envelope.open_(path.read_bytes(), keys)
    except Refus as refusal:
        if refusal.code is Code.Q1:
            raise Impossible(DAMAGED.format(path.name)) from refusal
        raise


def _says(path: Path, opened: list[str]) -> bytes | None:
    try:
        return gzip.decompress(envelope.open_(path.read_bytes(), opened))
    except (Refus, OSError, EOFError, zlib.error):
        return None


def _outbox(unit: UnitOfWork, genre: GenreDecision, lines: list[dict[str, Any]], lot: str | None = None) -> None:
    mine = Trace.lot == lot if genre is GenreDecision.IMPORT else Trace.operation == unit.operation
    first = unit.session.scalar(select(func.min(Trace.n)).where(mine))
    last = unit.session.scalar(select(func.max(Decision.n))) or 0
    row = {
        "genre": genre, "operation": unit.operation, "le": unit.now, "lot": lot, "precedent": last, "contenu": lines,
        "depuis": first - 1 if first is not None else unit.session.scalar(select(func.max(Trace.n))) or 0,
    }  # fmt: skip
    unit.session.connection().execute(insert(Decision.__table__), row)  # type: ignore[arg-type]


def _said(unit: UnitOfWork, table: Table, row: Any) -> dict[str, Any]:
    """A row for its file, which is sealed: a private key that the base of a server holds sealed is clear there."""
    said = dump.flat(table, row)
    if table.name == Cle.__tablename__ and unit.coffre is not None:
        said["privee"] = unit.coffre.open(said["privee"], said["publique"])
    return said


def _lines(unit: UnitOfWork, rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    kept = {table.name for table in dump.tables()}
    for table, key, row in rows:
        if table.name in kept:
            held = dict(zip((c.key for c in table.primary_key.columns), key, strict=True))
            said = _said(unit, table, row) if row is not None else None
            yield {"table": table.name, "cle": held, "ligne": said}


def _replayed(unit: UnitOfWork, lot: str) -> bool:
    """Whether who rebuilds the base takes that lot again: one that the whole state holds already is told row by row."""
    state = select(func.max(Decision.n)).where(Decision.genre == GenreDecision.ETAT).scalar_subquery()
    mine = select(Decision.n).where(Decision.lot == lot, Decision.n > state)
    return unit.session.scalar(mine.limit(1)) is not None


def _lot_line(unit: UnitOfWork, uid: str) -> dict[str, Any]:
    lot = unit.session.get_one(Lot, uid)
    return {"sha256": lot.sha256, "fichier": lot.fichier, "numeros": numbered(unit, lot)}


def numbered(unit: UnitOfWork, lot: Lot) -> dict[str, list[int]]:
    """The numbers that an import gave to what it queued and set aside: a server leaves gaps that a file does not."""
    found_now = Doublon.trouve_le == lot.fait_le
    made = {"conflit": Conflit.lot == lot.uid, "rebut": Rebut.lot == lot.uid, "doublon": found_now}
    found: dict[str, list[int]] = {}
    for name, mine in made.items():
        column = Base.metadata.tables[name].columns["id"]
        found[name] = list(unit.session.scalars(select(column).where(mine).order_by(column)))
    return found


def _text(row: Decision) -> bytes:
    head: dict[str, Any] = {
        "format": FORMAT, "n": row.n, "precedent": row.precedent, "genre": row.genre.value, "operation": row.operation,
        "le": row.le.isoformat(), "depuis": row.depuis, "lot": row.lot,
    }  # fmt: skip
    lines = row.contenu or []
    if row.genre is GenreDecision.IMPORT:
        head |= lines[0]
        lines = []
    text = "".join(f"{dump.canonical(line)}\n" for line in (head, *lines))
    return gzip.compress(text.encode(), mtime=0)
