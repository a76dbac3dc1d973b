"""The lot d'envoi: what changed since it was last acknowledged, reviewed, written, recorded."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from db.base import Record
from db.errors import Faute
from db.journal import Trace
from db.models import Membre, Reunion
from db.models.echange import Correspondant, Installation, IssueLot, Lot, Sens, Suivi, UsageCle
from db.types import new_uid
from db.upgrade import HEAD
from pvdesk.base import files
from pvdesk.base.steps import Part, Steps, Tell, quiet
from pvdesk.base.version import APPLICATION
from pvdesk.bundle import envelope, epoque, identity, lignee, package, rows
from pvdesk.bundle.gathering import Found, collect, owner_column, parts, standing
from pvdesk.bundle.manifest import Entete, Presentation
from pvdesk.fiches import FICHES
from pvdesk.kit.schema import Kind, line_models, schema
from pvdesk.store import listing
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork

NOT_WRITTEN = "Le fichier n’a pas pu être écrit\u00a0; rien n’est parti."
OLDEST_READER = "0001"  # the oldest schema revision that reads what we write without loss
STEPS = (
    "Données vérifiées",
    "Notes personnelles écartées",
    "Chiffrement pour la mission",
    "Écriture du fichier",
    "Relecture de contrôle",
)
SHARES = (50, 2, 40, 4, 4)
GATHERING, SORTING, SEALING, WRITING, READING = range(5)


class NotEnrolled(Exception):  # noqa: N818 - said as in « pas encore enrôlé »
    """This poste does not know its mission yet: nothing can be sealed for it."""


class Exemple(Exception):  # noqa: N818 - said as in « données d’exemple »
    """Sample data never leaves: a mission must not take it for real."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What would be sent of one record type.

    Attributes:
        uids: fiches that changed since they were put in a lot.
        brouillons: drafts, that stay unless ticked.
        noms: names of the first three to go.
        renvois: fiches already sent and not acknowledged: they go again, in case that lot was lost.
    """

    table: str
    label: str
    uids: tuple[str, ...]
    nouveaux: int
    modifies: int
    brouillons: tuple[str, ...]
    noms: tuple[str, ...] = ()
    renvois: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What would be sent, and what stays, before anything is written."""

    choices: tuple[Choice, ...]
    enrolled: bool
    mission: str
    derniere: dt.date | None
    textes_libres: int
    personnes: int
    notes_privees: int
    exemple: bool = False  # sample data: `export` refuses
    controle: str = ""  # the code that the mission compares by telephone; none before enrolment

    @property
    def total(self) -> int:
        """Fiches that would be sent."""
        return sum(len(c.uids) for c in self.choices)


@dataclass(frozen=True, slots=True)
class Exported:
    """A lot that was written, re-read and recorded."""

    path: Path
    numero: int
    comptes: dict[str, int]
    sha256: str


def review(desk: Desk) -> Review:
    """What the next lot would hold."""
    with desk.reading() as unit:
        choices = tuple(c for c in (_choice(unit, table) for table in FICHES) if c.uids or c.brouillons or c.renvois)
        to = identity.mission(unit)
        written = Lot.sens == Sens.ENVOYE, Lot.issue != IssueLot.REFUSE
        last = unit.session.scalar(select(func.max(Lot.fait_le)).where(*written))
        texts = sum(_long_texts(unit, c.table, c.uids) for c in choices)
        people = unit.session.scalar(select(func.count()).select_from(Membre).where(Membre.supprime_le.is_(None))) or 0
        private = select(func.count()).where(Reunion.note.is_not(None), Reunion.note != "")
        notes = unit.session.scalar(private) or 0
        day = last.astimezone().date() if last is not None else None
        nom = to.nom if to is not None else ""
        exemple = bool(unit.session.scalar(select(Installation.exemple)))
        code = identity.control_code(unit, to) if to is not None else ""
        return Review(choices, to is not None, nom, day, texts, people, notes, exemple, code)


def _choice(unit: UnitOfWork, table: str) -> Choice:
    stands = standing(unit, table)
    new = sum(uid not in stands.sent for uid in stands.changed)
    shown = listing.rows(unit, table, listing.Query(equal={"uid": stands.changed[:3]}))
    first = FICHES[table].name[0].key
    names = tuple(r.texts.get(first) or r.reference for r in shown)
    return Choice(
        table, FICHES[table].plural, tuple(stands.changed), new, len(stands.changed) - new, tuple(stands.drafts),
        names, tuple(stands.again),
    )  # fmt: skip


def _long_texts(unit: UnitOfWork, table: str, uids: tuple[str, ...]) -> int:
    of = schema(FICHES[table].model)
    total = 0
    for keys, model in [(of, of.model), *((d.lines, d.type) for d in of.line_data if d.lines is not None)]:
        longs = [getattr(model, d.key) for d in keys.stored if d.kind is Kind.LONG and not d.about.private]
        owner: Any = owner_column(model)
        for column in longs:
            query = select(func.count()).where(owner.in_(uids), column.is_not(None), column != "")
            total += unit.session.scalar(query) or 0
    return total


def export(
    desk: Desk,
    folder: Path,
    *,
    drafts: frozenset[str] = frozenset(),
    message: str = "",
    tell: Tell = quiet,
) -> Exported:
    """Write the lot d'envoi in a folder.

    Args:
        desk: the poste.
        folder: where the file goes; its name is « D07-000001-2026-05-08.pvlot ».
        drafts: uids of drafts that the person ticked.
        message: a word to the mission.
        tell: told each step, and how far it is; may raise to interrupt: nothing is then recorded.

    Raises:
        Exemple, NotEnrolled: the folder holds sample data; no lot d'enrôlement was imported yet.
        OSError: the file could not be written; nothing is recorded as sent.
    """
    _sweep(folder)
    steps = Steps(tell, STEPS, SHARES)
    with desk.writing() as unit:
        to = _mission(unit)
        steps.begin(GATHERING)
        chosen = collect(unit, drafts, Part(steps, GATHERING))
        steps.begin(SORTING)
        head = _head(unit, desk, to, message)
        steps.begin(SEALING)
        data = _seal(unit, head, chosen, to, Part(steps, SEALING))
        made = Exported(
            folder / files.name_of(desk.code, head.numero, desk.today()), head.numero,
            {table: len(found) for table, found in chosen.items()}, hashlib.sha256(data).hexdigest(),
        )  # fmt: skip
        _record(unit, head, made, to)
        unit.commit()  # the number is spent before the file exists: two files can never share it
    written: Path | None = None
    try:
        steps.begin(WRITING)
        folder.mkdir(parents=True, exist_ok=True)
        files.write_atomic(made.path, data)
        written = made.path
        steps.begin(READING)
        steps.end()
        _mark(desk, head, chosen)
    except BaseException:
        _give_up(desk, head, written)
        raise
    return made


def _mission(unit: UnitOfWork) -> Correspondant:
    if unit.session.scalar(select(Installation.exemple)):  # not the desk's: an example may have been erased since
        raise Exemple
    found = identity.mission(unit)
    if found is None:
        raise NotEnrolled
    return found


def _sweep(folder: Path) -> None:
    """What a killed export left."""
    with contextlib.suppress(OSError):
        for stale in folder.glob(files.TEMP_GLOB):
            stale.unlink(missing_ok=True)


def _seal(unit: UnitOfWork, head: Entete, chosen: dict[str, Found], to: Correspondant, step: Part) -> bytes:
    tables = {table: [line for line, _ in found] for table, found in chosen.items()}
    schemas = {table: rows.champs(table) for table in tables}
    signing = identity.key(unit, UsageCle.SIGNATURE).privee
    told = step.counting(0, sum(map(len, tables.values())), until=0.7)
    return package.write(head, tables, schemas, {}, signing, [to.lecture, to.reserve], told)


def _head(unit: UnitOfWork, desk: Desk, to: Correspondant, message: str) -> Entete:
    mine = identity.key(unit, UsageCle.LECTURE), identity.key(unit, UsageCle.SIGNATURE)
    presentation = None
    if not to.curseur:  # until the mission has answered, each lot says who speaks
        proof = envelope.proof(to.jeton, mine[0].publique, mine[1].publique)
        presentation = Presentation(mine[0].publique, mine[1].publique, preuve=proof)
    uid = new_uid()
    return Entete(
        sorte="envoi", lot=uid, poste=desk.code, numero=to.numero + 1, precedent=to.dernier or None,
        destinataire=to.code, depuis=to.curseur, jusqua=unit.session.scalar(select(func.max(Trace.n))) or 0,
        vu=unit.session.info["author"].vu, schema=HEAD, lecteur_minimal=OLDEST_READER, application=APPLICATION,
        fait_le=unit.now.isoformat(timespec="seconds"), presentation=presentation, message=message or None,
        incarnation=unit.session.scalars(select(Installation.incarnation)).one(), lignee=[*lignee.sent(unit, to), uid],
        epoque=to.incarnation, souche=to.souche, retours=epoque.retours(unit, to),
    )  # fmt: skip


def _record(unit: UnitOfWork, head: Entete, made: Exported, to: Correspondant) -> None:
    """The number is spent. The row says that no file was written, until one is: true too when the process dies."""
    unit.session.add(
        Lot(
            uid=head.lot, sens=Sens.ENVOYE, sorte=head.sorte, poste=head.poste, numero=head.numero,
            fichier=made.path.name, sha256=made.sha256, precedent=head.precedent, depuis=head.depuis,
            jusqua=head.jusqua, fait_le=unit.now, issue=IssueLot.REFUSE, code=None, phrase=NOT_WRITTEN,
            comptes=dict(made.comptes), incarnation=head.incarnation,
        )
    )  # fmt: skip
    to.numero, to.dernier = head.numero, made.sha256


def _give_up(desk: Desk, head: Entete, written: Path | None) -> None:
    """Interrupted, or the disk refused: no file, and the base as it was; at worst its row says « not written »."""
    with contextlib.suppress(OSError, Faute, DBAPIError):  # the first error is the one to tell
        if written is not None:
            written.unlink()
        with desk.writing() as unit:
            unit.session.delete(unit.session.get_one(Lot, head.lot))
            to = unit.session.get_one(Correspondant, head.destinataire)
            to.numero, to.dernier = head.numero - 1, head.precedent or ""
            unit.commit()


def _mark(desk: Desk, head: Entete, chosen: dict[str, Found]) -> None:
    """The file exists and was re-read: its fiches are « envoyées »."""
    last: dict[str, tuple[str, int]] = {}
    owners = {line.__tablename__: model.__tablename__ for model in _records() for line in line_models(model)}
    for table, found in chosen.items():
        for line, uid in found:
            kind, n = last.get(uid, (owners.get(table, table), 0))
            last[uid] = (kind, max(n, line.n))
    with desk.writing() as unit:
        row = unit.session.get_one(Lot, head.lot)
        row.issue, row.phrase = IssueLot.CREE, None
        _follow(unit, last, head.numero)
        unit.commit()


def _follow(unit: UnitOfWork, last: dict[str, tuple[str, int]], numero: int) -> None:
    """Note up to where each fiche went, and in which lot; in two statements, there may be thousands of them."""
    known: set[str] = set()
    for batch in parts(sorted(last)):
        known |= set(unit.session.scalars(select(Suivi.uid).where(Suivi.uid.in_(batch))))
    moved = [{"of": uid, "exporte_n": n, "exporte_lot": numero} for uid, (_, n) in last.items() if uid in known]
    if moved:
        unit.session.connection().execute(update(Suivi.__table__).where(Suivi.uid == bindparam("of")), moved)  # type: ignore[arg-type]
    new = [
        {"uid": uid, "type": kind, "exporte_n": n, "exporte_lot": numero}
        for uid, (kind, n) in last.items()
        if uid not in known
    ]
    if new:
        unit.session.execute(insert(Suivi), new)


def _records() -> tuple[type[Record], ...]:
    return tuple(f.model for f in FICHES.values())
